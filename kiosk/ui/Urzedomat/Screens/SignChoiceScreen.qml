// Two ways to sign, and in plain words what each of them means. Neither is the better one.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

ScreenPage {
    id: choice

    title: qsTr("Jak chcesz podpisać?")
    lead: qsTr("Oba sposoby są dobre.")

    facts: [
        Banner {
            objectName: "note"
            width: parent?.width ?? 0
            kind: "error"
            words: Visit.pinNote
            visible: words !== ""
        }
    ]

    WayTile {
        objectName: "withoutCard"
        width: parent.width
        text: qsTr("Bez karty")
        line: qsTr("Liczy się podpis na papierze.")
        more: qsTr("Na końcu wrzucisz kartki do skrzynki.")
        iconName: "pencil"
        onClicked: Intent.signWithoutCard()
    }

    WayTile {
        objectName: "withCard"
        width: parent.width
        text: qsTr("Podpisz kartą")
        line: Visit.readerReady ? qsTr("Masz e-dowód lub kartę z podpisem.") : qsTr("Czytnik kart teraz nie działa.")
        more: Visit.readerReady ? qsTr("Potrzebny jest PIN do podpisu.") : qsTr("Złóż pismo bez karty.")
        iconName: "card"
        enabled: Visit.readerReady
        onClicked: Intent.signWithCard()
    }
}
