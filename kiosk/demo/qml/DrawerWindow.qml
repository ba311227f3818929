// The technician's drawer: every hand on the virtual hardware, and how it stands. No part of the resident's scene.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as Basic
import QtQuick.Layouts
import Urzedomat.Drawer

Window {
    id: window

    required property Hands hands
    readonly property int columns: width >= 1000 ? 3 : width >= 600 ? 2 : 1
    // Scanner and host processes stand under the letter, everything else in the second column.
    readonly property var underLetter: hands.sections.filter((section, place, all) => place === 0 || place === all.length - 1)
    readonly property var others: hands.sections.slice(1, -1)
    readonly property real columnWidth: (width - (columns + 1) * Ink.gap) / columns

    width: 1240
    height: 1000
    minimumWidth: 380
    minimumHeight: 320
    title: "Urzędomat: virtual hardware"
    color: Ink.ground

    Rectangle {
        id: header

        width: parent.width
        height: 52
        color: Ink.accentDeep

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: Ink.gap
            anchors.rightMargin: Ink.gap
            spacing: 2 * Ink.gap

            Label {
                text: "Virtual hardware"
                color: Ink.accentInk
                font.pixelSize: 18
                font.bold: true
                Accessible.role: Accessible.Heading
            }

            Label {
                Layout.fillWidth: true
                text: window.hands.message
                color: Ink.accentInk
                elide: Text.ElideRight
                maximumLineCount: 2
            }

            Label {
                visible: window.hands.access.pin !== ""
                text: "Card's PIN: " + window.hands.access.pin
                color: Ink.accentInk
                font.bold: true
            }
        }
    }

    Flickable {
        id: view

        anchors.fill: parent
        anchors.topMargin: header.height
        contentWidth: width
        contentHeight: columns.implicitHeight + 2 * Ink.gap
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Basic.ScrollBar.vertical: Basic.ScrollBar {
            policy: view.contentHeight > view.height ? Basic.ScrollBar.AlwaysOn : Basic.ScrollBar.AlwaysOff
        }

        GridLayout {
            id: columns

            x: Ink.gap
            y: Ink.gap
            width: parent.width - 2 * Ink.gap
            columns: window.columns
            columnSpacing: Ink.gap
            rowSpacing: Ink.gap

            ColumnLayout {
                Layout.preferredWidth: window.columnWidth
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Ink.gap

                LetterPanel {
                    Layout.fillWidth: true
                    hands: window.hands
                }

                Repeater {
                    model: window.underLetter

                    ControlPanel {
                        required property var modelData

                        Layout.fillWidth: true
                        hands: window.hands
                        section: modelData
                    }
                }
            }

            ColumnLayout {
                Layout.preferredWidth: window.columnWidth
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Ink.gap

                Repeater {
                    model: window.others

                    ControlPanel {
                        required property var modelData

                        Layout.fillWidth: true
                        hands: window.hands
                        section: modelData
                    }
                }
            }

            ColumnLayout {
                Layout.preferredWidth: window.columnWidth
                Layout.fillWidth: true
                Layout.columnSpan: window.columns === 2 ? 2 : 1
                Layout.alignment: Qt.AlignTop
                spacing: Ink.gap

                FactsPanel {
                    Layout.fillWidth: true
                    hands: window.hands
                }

                QueuePanel {
                    Layout.fillWidth: true
                    hands: window.hands
                }

                OfficePanel {
                    Layout.fillWidth: true
                    hands: window.hands
                }

                ReceiptPanel {
                    Layout.fillWidth: true
                    hands: window.hands
                }
            }
        }
    }
}
