// How the hardware stands, as the devices themselves would tell.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Urzedomat.Drawer

Panel {
    id: panel

    required property Hands hands

    title: "Live states"

    GridLayout {
        Layout.fillWidth: true
        columns: 2
        columnSpacing: 8
        rowSpacing: 4

        Repeater {
            model: panel.hands.facts

            RowLayout {
                required property var modelData

                Layout.fillWidth: true
                Layout.preferredWidth: 1
                spacing: 6

                Label {
                    text: parent.modelData.name
                    color: Ink.ink2
                    font.pixelSize: Ink.small
                }

                Label {
                    Layout.fillWidth: true
                    text: parent.modelData.value
                    font.pixelSize: Ink.small
                    font.bold: true
                    Accessible.name: parent.modelData.name + ": " + text
                }
            }
        }
    }
}
