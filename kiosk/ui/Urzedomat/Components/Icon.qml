// A line icon in one colour. Ornament: the words beside it carry the meaning.
import QtQuick
import Urzedomat.Theme

Image {
    id: icon

    property string name
    property real size: 48
    property color color: Theme.accent
    // Small icons get a heavier line, so that it stays 3.5 to 4 px on the screen.
    property real stroke: size <= 46 ? 4 : 3

    width: size
    height: size
    source: name === "" ? "" : "image://icon/" + name + "?color=" + encodeURIComponent(String(color))
                               + "&size=" + Math.ceil(size * Theme.sharpness) + "&stroke=" + stroke
    Accessible.ignored: true
}
