// The shadow that lifts a card or a sheet of paper off the desk; goes under it, as the first child.
import QtQuick
import Urzedomat.Theme

BorderImage {
    property string kind: "card20" // card20, card28, paper
    readonly property real reach: 40
    readonly property real frame: reach + (kind === "card28" ? 28 : kind === "card20" ? 20 : 4)

    anchors.fill: parent
    anchors.margins: -reach
    z: -1
    visible: !Theme.highContrast
    source: Qt.resolvedUrl("../../depth/" + kind + ".png")
    border.left: frame
    border.right: frame
    border.top: frame
    border.bottom: frame
    Accessible.ignored: true
}
