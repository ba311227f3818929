// The kiosk can't take letters: where else to go, and no more than that.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

ScreenPage {
    id: out

    property bool called: false

    title: Visit.troubleTitle !== "" ? Visit.troubleTitle : qsTr("Urzędomat teraz nie działa")
    lead: qsTr("Złóż pismo w kancelarii urzędu.")
    leadMatters: true
    look: Picture {
        implicitHeight: 600
        name: "help"
    }
    showsLeave: false
    showsBack: false
    showsActions: false

    facts: [
        Banner {
            width: parent?.width ?? 0
            kind: "done"
            words: Visit.troubleSafe !== "" ? Visit.troubleSafe : qsTr("Pisma złożone wcześniej są bezpieczne.")
        }
    ]

    SecondaryButton {
        objectName: "callStaff"
        width: parent.width
        text: out.called ? qsTr("Pracownik dostał wiadomość") : qsTr("Zawołaj pracownika")
        iconName: out.called ? "check" : "person"
        onClicked: {
            out.called = true;
            Intent.callStaff();
        }
    }
}
