// One answer to "what would you like to do": icon plate, title, one line of five words at most.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme

Pressable {
    id: tile

    property string line
    property string iconName
    property bool hero: false
    // Two by two in low reach: icon above the words.
    property bool upright: false
    readonly property color shownInk: !enabled ? Theme.ink2 : hero ? Theme.accentInk : Theme.ink
    readonly property color shownInk2: !enabled ? Theme.ink2 : hero ? Theme.accentInk : Theme.ink2
    readonly property real plateSize: hero && !upright ? 152 : 120

    corner: Theme.tileRadius
    pressedScale: 0.98
    leftPadding: 40
    rightPadding: 40
    topPadding: 28
    bottomPadding: 28
    implicitHeight: Math.max(hero && !Theme.largeText && !upright ? 380 : 250,
                             contentItem.implicitHeight + topPadding + bottomPadding)
    spoken: line === "" ? text : text + ". " + line

    background: Rectangle {
        radius: tile.corner
        color: !tile.enabled ? "transparent" : tile.between(tile.hero ? Theme.accent : Theme.surface,
                                                            tile.hero ? Theme.accentDeep : Theme.tint)
        border.color: Theme.edge
        border.width: !tile.enabled ? (Theme.highContrast ? 0 : Theme.edgeWidth) : tile.hero ? 0 : Theme.cardEdge

        Depth {
            kind: "card28"
            visible: tile.enabled && !Theme.highContrast
        }

        Loader {
            anchors.fill: parent
            active: !tile.enabled && Theme.highContrast

            sourceComponent: DashedEdge {
                corner: tile.corner
            }
        }
    }

    contentItem: Item {
        implicitHeight: tile.upright ? plate.height + 24 + words.implicitHeight
                                     : Math.max(plate.height, words.implicitHeight)

        Rectangle {
            id: plate

            anchors.left: parent.left
            y: tile.upright ? 0 : (parent.height - height) / 2
            width: tile.plateSize
            height: tile.plateSize
            radius: tile.hero ? 36 : 28
            color: tile.hero ? (tile.enabled ? Theme.accentInk : Theme.tint) : Theme.tint
            border.color: Theme.accent
            border.width: Theme.highContrast && !tile.hero ? 3 : 0

            Icon {
                anchors.centerIn: parent
                name: tile.iconName
                size: tile.hero && !tile.upright ? 84 : 66
                color: tile.enabled ? Theme.accent : Theme.ink2
            }
        }

        Column {
            id: words

            x: tile.upright ? 0 : plate.width + 40
            y: tile.upright ? plate.height + 24 : (parent.height - implicitHeight) / 2
            width: parent.width - x - (chevron.visible ? chevron.width + 24 : 0)
            spacing: 4

            Words {
                width: parent.width
                words: tile.text
                size: tile.hero && !tile.upright ? Theme.title : tile.upright ? 46 : Theme.section
                strong: true
                color: tile.shownInk
                Accessible.ignored: true
            }

            Words {
                width: parent.width
                words: tile.line
                size: tile.upright ? Theme.body : tile.hero ? Theme.lead : Theme.bodyLarge
                color: tile.shownInk2
                visible: tile.line !== ""
                Accessible.ignored: true
            }
        }

        Icon {
            id: chevron

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            name: tile.hero ? "arrow-right" : "chevron-right"
            size: tile.hero ? 60 : 48
            stroke: 4
            color: tile.hero ? tile.shownInk : Theme.accent
            visible: tile.enabled && !tile.upright && !Theme.largeText
        }
    }
}
