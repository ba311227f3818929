// What lies in the outbox and how far it got: `urzedomat sync status`.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Urzedomat.Drawer

Panel {
    id: panel

    required property Hands hands
    readonly property int most: 5

    title: "Outbox"

    Label {
        Layout.fillWidth: true
        visible: panel.hands.queue.length === 0
        text: "No letter has been handed in yet."
        color: Ink.ink2
        font.pixelSize: Ink.small
    }

    Repeater {
        model: panel.hands.queue.slice(0, panel.most)

        RowLayout {
            id: letter

            required property var modelData

            Layout.fillWidth: true
            spacing: 10

            Label {
                text: letter.modelData.number
                font.pixelSize: Ink.small
                font.bold: true
            }

            Label {
                Layout.fillWidth: true
                text: letter.modelData.state + (letter.modelData.tries > 1 ? ", try " + letter.modelData.tries : "")
                      + (letter.modelData.outcome ? " · " + letter.modelData.outcome : "")
                font.pixelSize: Ink.small
                Accessible.name: letter.modelData.number + ": " + text
            }
        }
    }

    Label {
        Layout.fillWidth: true
        visible: panel.hands.queue.length > panel.most
        text: "… and " + (panel.hands.queue.length - panel.most) + " older ones"
        color: Ink.ink2
        font.pixelSize: Ink.small
    }
}
