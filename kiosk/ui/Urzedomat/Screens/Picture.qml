// A drawing on its plate, with what it shows in words for those who can't see it.
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme

Rectangle {
    id: plate

    property string name
    property string spoken

    implicitHeight: 440
    radius: Theme.tileRadius
    color: Theme.tint
    border.color: Theme.line
    border.width: Theme.highContrast ? 4 : 0
    Accessible.role: Accessible.Graphic
    Accessible.name: spoken
    Accessible.ignored: spoken === ""

    Drawing {
        anchors.fill: parent
        anchors.margins: 20
        name: plate.name
    }
}
