// How many digits are typed: dots at once, never digits.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme

Row {
    id: boxes

    property int typed: 0
    property int shown: 6 // boxes drawn; more digits than that widen the row

    spacing: Math.max(10, 24 - 4 * Math.max(0, repeater.count - 6))
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Wpisanych cyfr: %1").arg(typed)

    Repeater {
        id: repeater

        model: Math.max(boxes.shown, boxes.typed)

        Rectangle {
            id: box

            required property int index

            width: 96
            height: 112
            radius: Theme.fieldRadius
            color: Theme.surface
            border.color: index === boxes.typed ? Theme.accent : Theme.edge
            border.width: index === boxes.typed ? 6 : 3

            Rectangle {
                anchors.centerIn: parent
                width: 34
                height: 34
                radius: 17
                color: Theme.ink
                visible: box.index < boxes.typed
            }
        }
    }
}
