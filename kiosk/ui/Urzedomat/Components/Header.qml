// Our mark on the left; the step of the task or the office's name on the right. Nothing here is pressed.
import QtQuick
import Urzedomat.Theme

Rectangle {
    id: header

    property int step: 0
    // On the dark attract screen the header has no ground of its own.
    property bool night: false

    implicitWidth: Theme.width
    implicitHeight: Theme.headerHeight
    color: night ? "transparent" : Theme.surface

    Rectangle {
        id: plate

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: 68
        height: 68
        radius: 16
        color: header.night || Theme.highContrast ? "#FFFFFF" : Theme.accent

        Icon {
            anchors.centerIn: parent
            name: "mark"
            size: 50
            color: header.night || Theme.highContrast ? "#07324B" : Theme.accentInk
        }
    }

    Text {
        anchors.left: plate.right
        anchors.leftMargin: 24
        anchors.verticalCenter: parent.verticalCenter
        text: "Urzędomat"
        color: header.night ? Theme.nightInk : Theme.ink
        font.family: Theme.family
        font.pixelSize: 42
        font.bold: true
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    Text {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        text: Theme.officeName
        horizontalAlignment: Text.AlignRight
        color: header.night ? Theme.nightInk : Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.small
        visible: header.step === 0
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    Stepper {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        step: Math.max(1, header.step)
        visible: header.step > 0
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.highContrast ? 4 : 2
        color: Theme.line
        visible: !header.night
    }
}
