// The digits in telephone order, with a ridge under 5; below left a key of the user's own, below right backspace.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme

Grid {
    id: keys

    property real keyWidth: 264
    property real keyHeight: 156
    property string leftText
    property string leftSpoken: leftText
    property bool live: true

    signal digit(value: string)
    signal leftPressed
    signal erased

    columns: 3
    spacing: 22

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "left", "0", "erase"]

        Pressable {
            id: key

            required property string modelData
            readonly property bool erases: modelData === "erase"
            readonly property bool isLeft: modelData === "left"
            readonly property bool grey: erases || isLeft

            objectName: "digit-" + modelData
            width: keys.keyWidth
            height: keys.keyHeight
            text: erases ? "" : isLeft ? keys.leftText : modelData
            spoken: erases ? qsTr("Usuń ostatnią cyfrę") : isLeft ? keys.leftSpoken : modelData
            enabled: keys.live
            visible: !isLeft || text !== ""
            onClicked: {
                if (erases)
                    keys.erased();
                else if (isLeft)
                    keys.leftPressed();
                else
                    keys.digit(key.modelData);
            }

            background: Rectangle {
                radius: key.corner
                color: key.enabled ? key.between(key.grey ? Theme.greyKey : Theme.surface,
                                                 Theme.highContrast ? Theme.edge : Theme.drawingMid) : "transparent"
                border.color: Theme.edge
                border.width: Theme.highContrast ? 4 : key.enabled ? 0 : 3

                Depth {
                    visible: key.enabled && !Theme.highContrast
                }
            }

            contentItem: Item {
                Text {
                    anchors.centerIn: parent
                    width: parent.width - 16
                    text: key.text
                    color: !key.enabled ? Theme.ink2 : key.isLeft ? Theme.accent : Theme.ink
                    font.family: Theme.family
                    font.pixelSize: key.isLeft && key.text.length > 1 ? Theme.text(38) : Math.min(72, key.height * 0.52)
                    font.bold: true
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.small
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: Math.min(22, parent.height * 0.1)
                    width: 30
                    height: 6
                    radius: 3
                    color: Theme.ink
                    visible: key.modelData === "5"
                }

                Icon {
                    anchors.centerIn: parent
                    name: key.erases ? "backspace" : ""
                    size: 68
                    color: Theme.accent
                    visible: key.erases
                }
            }
        }
    }
}
