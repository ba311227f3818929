// The ring round what the keyboard or a switch would press: 6 px of ink, 6 px away.
import QtQuick
import Urzedomat.Theme

Rectangle {
    property real corner: Theme.buttonRadius

    anchors.fill: parent
    anchors.margins: -12
    radius: corner + 12
    color: "transparent"
    border.color: Theme.ink
    border.width: 6
    z: 1
    Accessible.ignored: true
}
