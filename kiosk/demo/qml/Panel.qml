// A titled card of the drawer; what is inside is stacked.
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: panel

    property string title: ""
    default property alias content: stack.data

    implicitHeight: stack.implicitHeight + 2 * Ink.gap
    radius: 12
    color: Ink.paper
    border.width: 1
    border.color: Ink.line

    ColumnLayout {
        id: stack

        anchors.fill: parent
        anchors.margins: Ink.gap
        spacing: 8

        Label {
            Layout.fillWidth: true
            text: panel.title
            font.pixelSize: Ink.heading
            font.bold: true
            color: Ink.accent
            Accessible.role: Accessible.Heading
        }
    }
}
