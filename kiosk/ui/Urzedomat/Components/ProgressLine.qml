// How far the real thing has come; `endless` when nobody can know.
import QtQuick
import Urzedomat.Theme

Rectangle {
    id: line

    property real value: 0
    property bool endless: false
    property color fill: Theme.accent
    property color ground: Theme.drawingLight
    property string spoken: qsTr("Postęp")

    implicitWidth: Theme.contentWidth
    implicitHeight: 14
    radius: height / 2
    color: ground
    border.color: Theme.edge
    border.width: Theme.highContrast && ground.a > 0 ? 2 : 0
    clip: true
    Accessible.role: Accessible.ProgressBar
    Accessible.name: endless ? spoken : spoken + " " + Math.round(value * 100) + "%"

    Rectangle {
        id: bar

        property real travel: 0

        x: line.endless ? travel * (line.width - width) : 0
        width: line.endless ? line.width * 0.3 : line.width * Math.max(0, Math.min(1, line.value))
        height: parent.height
        radius: parent.radius
        color: line.fill

        SequentialAnimation on travel {
            running: line.endless && line.visible && Theme.animated
            loops: Animation.Infinite

            NumberAnimation { from: 0; to: 1; duration: 900 }
            NumberAnimation { from: 1; to: 0; duration: 900 }
        }
    }
}
