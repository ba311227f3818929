// Which letter goes into the scanner: a sample or any folder of page images.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Urzedomat.Drawer

Panel {
    id: panel

    required property Hands hands

    title: "Letter"

    Flow {
        Layout.fillWidth: true
        spacing: 6

        Repeater {
            model: panel.hands.samples

            PushButton {
                required property var modelData

                text: modelData.text
                hint: "Choose the sample letter " + modelData.folder
                spoken: "Sample " + text
                lit: folder.text === modelData.folder
                onClicked: folder.text = modelData.folder
            }
        }
    }

    RowLayout {
        spacing: 6

        Basic.TextField {
            id: folder

            Layout.fillWidth: true
            Layout.preferredWidth: 120
            implicitHeight: Ink.target
            text: panel.hands.samples.length > 0 ? panel.hands.samples[0].folder : ""
            color: Ink.ink
            font.family: Ink.family
            font.pixelSize: Ink.small
            selectByMouse: true
            Accessible.name: "Folder of page images"
            onAccepted: panel.hands.load(text)

            background: Rectangle {
                radius: 8
                color: Ink.paper
                border.width: folder.activeFocus ? 2 : 1
                border.color: folder.activeFocus ? Ink.accent : Ink.edge
            }
        }

        PushButton {
            text: "Browse…"
            hint: "Choose a folder of page images: JPEG, PNG, TIFF, PDF"
            onClicked: browser.open()
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: 6

        PushButton {
            text: "Put into the feeder"
            hint: "Lay all its pages into the tray, under what lies there"
            onClicked: panel.hands.load(folder.text)
        }

        PushButton {
            text: "Lay next page on the glass"
            hint: "Lay its first page on the glass, then the second, and so on"
            onClicked: panel.hands.layOnGlass(folder.text)
        }
    }

    FolderDialog {
        id: browser

        title: "Folder of page images"
        onAccepted: folder.text = panel.hands.localPath(selectedFolder.toString())
    }
}
