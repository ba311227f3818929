// A button of the drawer; lit when what it does is true already.
import QtQuick
import QtQuick.Controls.Basic as Basic

Basic.Button {
    id: button

    property bool lit: false
    property string hint: ""
    property string spoken: text

    implicitHeight: Ink.target
    leftPadding: 12
    rightPadding: 12
    font.family: Ink.family
    font.pixelSize: Ink.body
    font.bold: lit
    Accessible.name: spoken
    Accessible.description: hint
    Accessible.checkable: false

    Basic.ToolTip.text: hint
    Basic.ToolTip.visible: hint !== "" && (hovered || pressed)
    Basic.ToolTip.delay: 500

    contentItem: Text {
        text: button.text
        font: button.font
        color: button.lit ? Ink.accentInk : Ink.accent
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
        Accessible.ignored: true
    }

    background: Rectangle {
        radius: 8
        color: button.lit ? (button.pressed ? Ink.accentDeep : Ink.accent) : button.pressed ? Ink.line : button.hovered ? Ink.tint : Ink.paper
        border.width: button.visualFocus ? 3 : 1
        border.color: button.visualFocus ? Ink.ink : Ink.accent
    }
}
