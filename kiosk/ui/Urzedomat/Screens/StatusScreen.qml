// The number and the code from the receipt, typed with keys that have no letter to confuse.
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: status

    readonly property bool busyNow: Visit.busy !== ""

    title: qsTr("Sprawdź sprawę")
    lead: qsTr("Przepisz numer i hasło z potwierdzenia.")
    leadMatters: true
    look: Picture {
        name: "receipt"
        spoken: qsTr("Potwierdzenie: numer jest u góry, hasło na dole.")
    }
    // One row of buttons also at 160 %: the fields need the room.
    primaryText: Theme.largeText ? qsTr("Pokaż") : qsTr("Pokaż sprawę")
    primaryEnabled: busyNow || (Visit.statusNumber.length >= 12 && Visit.statusSecret.length >= 16)
    primaryBusy: busyNow
    primaryBusyText: Visit.busy
    onPrimary: Intent.statusLookUp()

    FieldBox {
        objectName: "number"
        width: parent.width
        label: qsTr("Numer pisma")
        hint: qsTr("Przykład: TOR1-7F3K-92QM-4")
        value: Visit.statusNumber
        error: Visit.statusError
        inputKind: "code"
        maximumLength: 24
        onEdited: text => Intent.statusTypeNumber(text)
    }

    FieldBox {
        objectName: "secret"
        width: parent.width
        label: qsTr("Hasło")
        hint: qsTr("Jest na dole, w grupach po cztery.")
        value: Visit.statusSecret
        inputKind: "code"
        maximumLength: 40
        onEdited: text => Intent.statusTypeSecret(text)
    }
}
