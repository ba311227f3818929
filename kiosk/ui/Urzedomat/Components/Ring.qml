// The seconds that are left, in a ring.
import QtQuick
import Urzedomat.Theme

Rectangle {
    id: ring

    property int seconds: 0

    implicitWidth: Math.max(116, number.implicitWidth + 48)
    implicitHeight: implicitWidth
    radius: width / 2
    color: Theme.tint
    border.color: Theme.accent
    border.width: 5
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Zostało sekund: %1").arg(seconds)

    Words {
        id: number

        anchors.centerIn: parent
        words: String(ring.seconds)
        size: Theme.section
        strong: true
        color: Theme.accent
        Accessible.ignored: true
    }
}
