// How to look at the letters as the clerk does.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Urzedomat.Drawer

Panel {
    id: panel

    required property Hands hands

    title: "The clerk's pages"

    Repeater {
        model: [
            { name: "Address", value: panel.hands.access.address },
            { name: "Login", value: panel.hands.access.login },
            { name: "Password", value: panel.hands.access.password }
        ]

        RowLayout {
            id: line

            required property var modelData

            Layout.fillWidth: true
            spacing: 8

            Label {
                Layout.preferredWidth: 72
                text: line.modelData.name
                color: Ink.ink2
            }

            TextEdit {
                Layout.fillWidth: true
                text: line.modelData.value
                color: Ink.ink
                font.family: Ink.family
                font.pixelSize: Ink.body
                readOnly: true
                selectByMouse: true
                Accessible.name: line.modelData.name + ": " + text
            }

            PushButton {
                text: "Copy"
                hint: "Put it on the clipboard"
                spoken: "Copy " + line.modelData.name
                onClicked: panel.hands.copy(line.modelData.value)
            }
        }
    }

    PushButton {
        text: "Open in the browser"
        hint: "Open the clerk's pages in this desk's browser"
        onClicked: panel.hands.open(panel.hands.access.address)
    }
}
