// Goodbye: what was done, and that nothing of it stays on the screen.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

ScreenPage {
    title: qsTr("Dziękujemy")
    lead: qsTr("Ekran jest już czysty. Nic tu po Tobie nie zostało.")
    leadMatters: true
    look: Picture {
        implicitHeight: 560
        name: "done"
    }
    showsLeave: false
    showsBack: false
    primaryText: qsTr("Zakończ")
    primaryIcon: "check"
    onPrimary: Intent.finish()

    facts: [
        Banner {
            width: parent?.width ?? 0
            kind: "advice"
            iconName: "letter"
            words: qsTr("Zabierz potwierdzenie i swoje rzeczy.")
        }
    ]

    SecondaryButton {
        objectName: "nextLetter"
        width: parent.width
        text: qsTr("Złóż następne pismo")
        iconName: "plus"
        onClicked: Intent.nextLetter()
    }
}
