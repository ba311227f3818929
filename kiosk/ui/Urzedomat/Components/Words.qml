// Static text. Say it in `words`; one-letter words are kept off the line's end.
import QtQuick
import Urzedomat.Theme

Text {
    property string words
    property real size: Theme.body
    property bool strong: false

    text: Theme.bound(words)
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.text(size)
    font.bold: strong
    Accessible.role: Accessible.StaticText
    Accessible.name: words
    Accessible.ignored: words === ""
}
