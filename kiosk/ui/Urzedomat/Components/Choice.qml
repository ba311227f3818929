// One of a few answers, of which one holds: a filled dot and a heavier edge say which.
import QtQuick
import Urzedomat.Theme

Pressable {
    id: choice

    property bool selected: false
    property string iconName
    property real textSize: Theme.field
    // Text drawn at exactly this size, outside the growth rule: a sample of itself.
    property real exactSize: 0

    implicitWidth: Theme.contentWidth
    implicitHeight: Math.max(116, label.implicitHeight + 36)
    pressedScale: 0.98
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: selected

    background: Rectangle {
        radius: choice.corner
        color: choice.between(choice.selected ? Theme.tint : Theme.surface, Theme.tint)
        border.color: choice.selected ? Theme.accent : Theme.edge
        border.width: choice.selected ? 5 : 2
    }

    contentItem: Item {
        Rectangle {
            id: dot

            x: 32
            anchors.verticalCenter: parent.verticalCenter
            width: 56
            height: 56
            radius: 28
            color: Theme.surface
            border.color: choice.selected ? Theme.accent : Theme.edge
            border.width: 5

            Rectangle {
                anchors.centerIn: parent
                width: 28
                height: 28
                radius: 14
                color: Theme.accent
                visible: choice.selected
            }
        }

        Words {
            id: label

            anchors.left: dot.right
            anchors.leftMargin: 32
            anchors.right: parent.right
            anchors.rightMargin: icon.visible ? 112 : 28
            anchors.verticalCenter: parent.verticalCenter
            words: choice.text
            size: choice.textSize
            font.pixelSize: choice.exactSize > 0 ? choice.exactSize : Theme.text(choice.textSize)
            strong: choice.selected
            Accessible.ignored: true
        }

        Icon {
            id: icon

            anchors.right: parent.right
            anchors.rightMargin: 32
            anchors.verticalCenter: parent.verticalCenter
            name: choice.iconName
            size: 56
            visible: name !== "" && !Theme.largeText
        }
    }
}
