// All controls of one device.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Urzedomat.Drawer

Panel {
    id: panel

    required property Hands hands
    required property var section

    title: section.title

    Repeater {
        model: panel.section.controls

        ControlRow {
            required property var modelData

            Layout.fillWidth: true
            hands: panel.hands
            control: modelData
        }
    }
}
