// One thing that hands can change: its name, and a button for each way.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Urzedomat.Drawer

RowLayout {
    id: row

    required property Hands hands
    required property var control
    readonly property string now: hands.positions[control.key] ?? ""

    spacing: 8

    Label {
        Layout.preferredWidth: 96
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: (Ink.target - implicitHeight) / 2
        text: row.control.label
        color: Ink.ink2
    }

    Flow {
        Layout.fillWidth: true
        spacing: 6

        Repeater {
            model: row.control.buttons

            PushButton {
                required property var modelData

                text: modelData.text
                hint: modelData.hint
                spoken: row.control.key + ", " + text
                lit: row.now === text
                onClicked: row.hands.press(row.control.key, text)
            }
        }

        // What is true now and no button brings about, such as a jam.
        Label {
            height: Ink.target
            verticalAlignment: Text.AlignVCenter
            visible: row.now !== "" && !row.control.buttons.some(button => button.text === row.now)
            text: row.now
            font.bold: true
        }
    }
}
