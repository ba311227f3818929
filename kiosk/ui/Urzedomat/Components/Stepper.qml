// Where the resident stands in a task: words over bars. Never pressed.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme

Item {
    id: stepper

    property int step: 1
    property list<string> names: [qsTr("Kartki"), qsTr("Strony"), qsTr("Dane"), qsTr("Podpis"), qsTr("Złożenie"),
        qsTr("Gotowe")]

    implicitWidth: Math.max(bars.implicitWidth, words.implicitWidth)
    implicitHeight: words.implicitHeight + 8 + bars.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Krok %1 z %2: %3").arg(step).arg(names.length).arg(names[step - 1] ?? "")

    Row {
        id: words

        anchors.right: parent.right
        spacing: 10

        Text {
            text: qsTr("%1 z %2").arg(stepper.step).arg(stepper.names.length)
            color: Theme.ink2
            font.family: Theme.family
            font.pixelSize: Theme.small
            font.bold: true
            Accessible.ignored: true
        }

        Text {
            text: stepper.names[stepper.step - 1] ?? ""
            color: Theme.ink2
            font.family: Theme.family
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }

    Row {
        id: bars

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: 8

        Repeater {
            model: stepper.names.length

            Rectangle {
                required property int index

                width: 62
                height: 12
                radius: 6
                color: index < stepper.step ? Theme.accent : "transparent"
                border.color: index < stepper.step ? Theme.accent : Theme.edge
                border.width: 2
            }
        }
    }
}
