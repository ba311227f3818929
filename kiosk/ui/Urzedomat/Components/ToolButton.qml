// A tool: its icon over its words.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme

Pressable {
    id: tool

    property string iconName
    property real textSize: Theme.bodyLarge
    property bool selected: false
    // Given up where large words need its room.
    property bool showsIcon: !Theme.largeText
    readonly property color shownInk: enabled ? Theme.accent : Theme.ink2

    leftPadding: 12
    rightPadding: 12
    topPadding: 14
    bottomPadding: 14
    implicitHeight: Math.max(showsIcon ? 152 : 92, contentItem.implicitHeight + 28)

    background: Rectangle {
        radius: tool.corner
        color: !tool.enabled ? "transparent" : tool.between(tool.selected ? Theme.tint : Theme.surface, Theme.tint)
        border.color: tool.enabled ? Theme.accent : Theme.edge
        border.width: !tool.enabled && Theme.highContrast ? 0 : tool.selected ? 5 : Theme.edgeWidth

        Loader {
            anchors.fill: parent
            active: !tool.enabled && Theme.highContrast

            sourceComponent: DashedEdge {
                corner: tool.corner
            }
        }
    }

    contentItem: Item {
        implicitWidth: Math.max(icon.width, label.implicitWidth)
        implicitHeight: (tool.showsIcon ? icon.height + 8 : 0) + label.implicitHeight

        Icon {
            id: icon

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: Math.max(0, (parent.height - parent.implicitHeight) / 2)
            name: tool.iconName
            size: 52
            color: tool.shownInk
            visible: tool.showsIcon
        }

        Words {
            id: label

            y: tool.showsIcon ? icon.y + icon.height + 8 : (parent.height - height) / 2
            width: parent.width
            words: tool.text
            size: tool.textSize
            strong: true
            color: tool.shownInk
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
