// Words in the drawer.
import QtQuick

Text {
    color: Ink.ink
    font.family: Ink.family
    font.pixelSize: Ink.body
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
