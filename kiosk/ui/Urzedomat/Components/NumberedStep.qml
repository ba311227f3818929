// One act in an order. States: done (seen by a sensor), now, later.
import QtQuick
import Urzedomat.Theme

Item {
    id: step

    property int number: 1
    property string title
    property string line
    property string stepState: "later"

    implicitWidth: Theme.contentWidth
    implicitHeight: Math.max(disc.height, words.implicitHeight)
    Accessible.role: Accessible.ListItem
    Accessible.name: (stepState === "done" ? qsTr("Zrobione") : stepState === "now" ? qsTr("Teraz") : qsTr("Potem"))
                     + ": " + title + (line === "" ? "" : ". " + line)

    Rectangle {
        id: disc

        width: 92
        height: 92
        radius: 46
        color: step.stepState === "done" ? Theme.ok : step.stepState === "now" ? Theme.accent : Theme.surface
        border.color: Theme.accent
        border.width: step.stepState === "later" ? 4 : 0

        Icon {
            anchors.centerIn: parent
            name: "check"
            size: 48
            stroke: 4
            color: Theme.okInk
            visible: step.stepState === "done"
        }

        Text {
            anchors.centerIn: parent
            text: String(step.number)
            color: step.stepState === "now" ? Theme.accentInk : Theme.accent
            font.family: Theme.family
            font.pixelSize: 44
            font.bold: true
            visible: step.stepState !== "done"
            Accessible.ignored: true
        }
    }

    Column {
        id: words

        x: disc.width + 32
        y: Math.max(0, (step.height - implicitHeight) / 2)
        width: step.width - x
        spacing: 4

        Words {
            width: parent.width
            words: step.title
            size: Theme.rowHeading
            strong: true
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            words: step.line
            color: Theme.ink2
            visible: step.line !== ""
            Accessible.ignored: true
        }
    }
}
