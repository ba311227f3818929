// Where the card goes; then an answer to "did it notice?".
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: card

    readonly property bool usable: Visit.readerReady && Visit.cardPresent && Visit.pinNote === "" && Visit.busy === ""

    title: qsTr("Włóż kartę do czytnika")
    lead: qsTr("Czytnik jest pod ekranem, po prawej.")
    leadMatters: true
    look: Picture {
        implicitHeight: 560
        name: "card"
        spoken: qsTr("Karta wchodzi do czytnika chipem do przodu.")
    }
    primaryText: qsTr("Wpisz PIN")
    primaryEnabled: usable
    onPrimary: Intent.cardReady()

    facts: [
        Banner {
            objectName: "card"
            width: parent?.width ?? 0
            kind: !Visit.readerReady || Visit.pinNote !== "" ? "error" : card.usable ? "done" : "note"
            iconName: kind === "error" ? "warning" : kind === "done" ? "check-circle"
                                       : Visit.cardPresent ? "card" : "clock"
            words: Visit.pinNote !== "" ? Visit.pinNote
                   : !Visit.readerReady ? qsTr("Czytnik kart teraz nie działa.")
                   : Visit.busy !== "" ? Visit.busy
                   : Visit.cardPresent ? qsTr("Karta jest w czytniku") : qsTr("Czekam na kartę")
        }
    ]

    QuietButton {
        objectName: "withoutCard"
        width: parent.width
        text: qsTr("Złóż pismo bez karty")
        textSize: Theme.bodyLarge
        iconName: "pencil"
        onClicked: Intent.signWithoutCard()
    }
}
