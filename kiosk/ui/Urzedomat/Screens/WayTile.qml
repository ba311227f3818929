// A choice that needs more than a title: what it takes and what it means.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme

Pressable {
    id: way

    property string iconName
    property string line
    property string more

    corner: Theme.tileRadius
    pressedScale: 0.98
    leftPadding: 40
    rightPadding: 40
    topPadding: 36
    bottomPadding: 36
    implicitHeight: Math.max(Theme.lowReach ? 200 : 280, contentItem.implicitHeight + topPadding + bottomPadding)
    spoken: text + ". " + line + " " + more

    background: Rectangle {
        radius: way.corner
        color: way.enabled ? way.between(Theme.surface, Theme.tint) : "transparent"
        border.color: Theme.edge
        border.width: way.enabled ? Theme.cardEdge : Theme.highContrast ? 0 : Theme.edgeWidth

        Depth {
            kind: "card28"
            visible: way.enabled && !Theme.highContrast
        }

        Loader {
            anchors.fill: parent
            active: !way.enabled && Theme.highContrast

            sourceComponent: DashedEdge {
                corner: way.corner
            }
        }
    }

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Rectangle {
            id: plate

            anchors.verticalCenter: parent.verticalCenter
            width: 120
            height: 120
            radius: Theme.buttonRadius
            color: Theme.tint
            border.color: Theme.accent
            border.width: Theme.highContrast ? 3 : 0
            visible: Theme.textStep < 3

            Icon {
                anchors.centerIn: parent
                name: way.iconName
                size: 68
                color: way.enabled ? Theme.accent : Theme.ink2
            }
        }

        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            x: plate.visible ? plate.width + 40 : 0
            width: parent.width - x - (chevron.visible ? chevron.width + 20 : 0)
            spacing: 6

            Words {
                width: parent.width
                words: way.text
                size: Theme.section
                strong: true
                color: way.enabled ? Theme.ink : Theme.ink2
                Accessible.ignored: true
            }

            Words {
                width: parent.width
                words: way.line
                color: Theme.ink2
                Accessible.ignored: true
            }

            Words {
                width: parent.width
                words: way.more
                color: Theme.ink2
                Accessible.ignored: true
            }
        }

        Icon {
            id: chevron

            anchors.verticalCenter: parent.verticalCenter
            anchors.right: parent.right
            name: "chevron-right"
            size: 52
            visible: way.enabled && !Theme.largeText
        }
    }
}
