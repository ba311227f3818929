// What has happened to a case and what will: done, now, ahead. Rows: what, when, isNow.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme

Column {
    id: timeline

    property alias model: rows.model
    // Ground of each row: together they look like one card, but a part of a screen may end between them.
    readonly property real inset: 40

    width: Theme.contentWidth

    Repeater {
        id: rows

        delegate: Rectangle {
            id: node

            required property int index
            required property string what
            required property string when
            required property bool isNow
            readonly property bool ahead: !isNow && when === ""
            readonly property bool first: index === 0
            readonly property bool last: index === rows.count - 1

            width: timeline.width
            readonly property real above: first ? timeline.inset : 0

            implicitHeight: above + Math.max(last ? 88 : 196, words.implicitHeight + (last ? 0 : 40))
                            + (last ? timeline.inset : 0)
            height: implicitHeight
            color: Theme.surface
            topLeftRadius: first ? Theme.buttonRadius : 0
            topRightRadius: topLeftRadius
            bottomLeftRadius: last ? Theme.buttonRadius : 0
            bottomRightRadius: bottomLeftRadius
            Accessible.role: Accessible.ListItem
            Accessible.name: (isNow ? qsTr("Teraz") : ahead ? qsTr("Potem") : qsTr("Zrobione")) + ": " + what
                             + (when === "" ? "" : ". " + when)

            Rectangle {
                x: timeline.inset + 41
                y: node.above + 88
                width: 6
                height: node.height - y
                color: node.isNow || node.ahead ? Theme.line : Theme.ok
                visible: !node.last
            }

            Rectangle {
                x: timeline.inset
                y: node.above
                width: 88
                height: 88
                radius: 44
                color: node.ahead ? Theme.surface : node.isNow ? Theme.accent : Theme.ok
                border.color: Theme.edge
                border.width: node.ahead ? 4 : 0

                Icon {
                    anchors.centerIn: parent
                    name: node.isNow ? "pencil" : "check"
                    size: 48
                    color: node.isNow ? Theme.accentInk : Theme.okInk
                    visible: !node.ahead
                }
            }

            Column {
                id: words

                x: timeline.inset + 88 + 32
                y: node.above + Math.max(0, (88 - implicitHeight) / 2)
                width: node.width - x - timeline.inset
                spacing: 2

                Words {
                    width: parent.width
                    words: qsTr("TERAZ")
                    size: Theme.small
                    strong: true
                    color: Theme.accent
                    visible: node.isNow
                    Accessible.ignored: true
                }

                Words {
                    width: parent.width
                    words: node.what
                    size: Theme.field
                    strong: !node.ahead
                    Accessible.ignored: true
                }

                Words {
                    width: parent.width
                    words: node.when
                    color: Theme.ink2
                    visible: node.when !== ""
                    Accessible.ignored: true
                }
            }
        }
    }
}
