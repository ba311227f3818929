// One key. `speech` is its name in words.
import QtQuick
import Urzedomat.Theme

Pressable {
    id: key

    property string iconName
    property bool grey: false
    property bool special: false // a Polish letter: one tap, marked
    property bool bold: false
    property real textSize: 46
    property bool lit: false

    corner: 14
    implicitWidth: 95
    implicitHeight: 95
    pressedScale: 0.95

    background: Rectangle {
        radius: key.corner
        color: key.lit ? Theme.accent : key.between(key.special ? Theme.polishKey : key.grey ? Theme.greyKey : Theme.surface,
                           Theme.highContrast ? Theme.edge : Theme.drawingMid)
        border.color: key.special ? Theme.accent : Theme.edge
        border.width: key.special ? 3 : Theme.highContrast ? 3 : 0

        Rectangle {
            // The key's own small shadow: one hard line, cheap to paint forty times.
            z: -1
            y: 3
            width: parent.width
            height: parent.height
            radius: parent.radius
            color: "#9FB0BC"
            visible: !Theme.highContrast && key.enabled
        }
    }

    contentItem: Item {
        Text {
            anchors.fill: parent
            anchors.leftMargin: key.text.length > 1 ? 12 : 0
            anchors.rightMargin: anchors.leftMargin
            text: key.text
            textFormat: Text.PlainText
            color: key.lit ? Theme.accentInk : key.special ? Theme.accent : Theme.ink
            font.family: Theme.family
            font.pixelSize: key.textSize
            font.bold: key.special || key.bold
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
            Accessible.ignored: true
            visible: key.iconName === ""
        }

        Icon {
            anchors.centerIn: parent
            name: key.iconName
            size: 52
            color: key.lit ? Theme.accentInk : Theme.ink
            visible: name !== ""
        }
    }
}
