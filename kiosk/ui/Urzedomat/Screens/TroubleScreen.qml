// The fear is "I broke it and it's lost". So safety comes before the steps, and a person is one tap away.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.View

ScreenPage {
    id: trouble

    readonly property string area: Visit.troubleCode.split(".")[0]
    readonly property string what: Visit.troubleCode.split(".")[1] ?? ""
    // Nobody tells the screen whether someone is coming; it only keeps the press in sight.
    property string calledFor: ""
    readonly property bool called: calledFor !== "" && calledFor === Visit.troubleCode

    function drawing(): string {
        if (area === "printer")
            return "printer";
        if (area === "card")
            return "card-still";
        if (area === "scanner" && what === "cover_open")
            return "cover";
        if (area === "scanner" && (what === "jam" || what === "double_feed"))
            return "jam";
        return area === "scanner" && what === "empty" ? "feeder" : "help";
    }

    title: Visit.troubleTitle
    look: Picture {
        implicitHeight: 430
        name: trouble.drawing()
    }
    primaryText: Visit.troubleAction
    primaryEnabled: Visit.troubleActionReady
    onPrimary: Intent.troubleAction()

    facts: [
        Banner {
            objectName: "safe"
            width: parent?.width ?? 0
            kind: "done"
            words: Visit.troubleSafe
            visible: words !== ""
        },
        Repeater {
            // PySide describes a Python list as a type that the linter does not know.
            model: Visit.troubleNow // qmllint disable unresolved-type

            NumberedStep {
                required property string modelData
                required property int index

                width: parent?.width ?? 0
                height: implicitHeight
                number: index + 1
                title: modelData
                stepState: index < Visit.troubleStepsDone ? "done" : index === Visit.troubleStepsDone ? "now" : "later"
            }
        }
    ]

    SecondaryButton {
        objectName: "callStaff"
        width: parent.width
        text: trouble.called ? qsTr("Pracownik dostał wiadomość") : qsTr("Zawołaj pracownika")
        iconName: trouble.called ? "check" : "person"
        onClicked: {
            trouble.calledFor = Visit.troubleCode;
            Intent.callStaff();
        }
    }
}
