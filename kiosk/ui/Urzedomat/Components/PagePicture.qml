// A scanned side as paper on the desk. Loaded aside, at the size it is shown.
import QtQuick
import Urzedomat.Theme

Rectangle {
    id: paper

    property url source
    property bool selected: false
    property string spoken
    readonly property bool ready: image.status === Image.Ready

    implicitWidth: 296
    implicitHeight: Math.round(width * 1.4142)
    radius: 3
    color: "#F7F9FB"
    border.color: Theme.paperEdge
    border.width: 1
    Accessible.role: Accessible.Graphic
    Accessible.name: spoken
    Accessible.ignored: spoken === ""

    Depth {
        kind: "paper"
    }

    Image {
        id: image

        anchors.fill: parent
        anchors.margins: 1
        source: paper.source
        asynchronous: true
        cache: false
        retainWhileLoading: true
        fillMode: Image.PreserveAspectFit
        sourceSize.width: Math.ceil(paper.width * Theme.sharpness)
        sourceSize.height: Math.ceil(paper.height * Theme.sharpness)
        Accessible.ignored: true
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -16
        radius: 12
        color: "transparent"
        border.color: Theme.accent
        border.width: 6
        visible: paper.selected
    }
}
