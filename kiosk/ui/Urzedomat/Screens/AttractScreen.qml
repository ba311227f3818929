// Read from five metres: a question that a person with an envelope answers with yes, and the story in three pictures.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

FocusScope {
    id: attract

    readonly property list<string> codes: ["pl", "en", "uk", "de"]
    readonly property list<string> names: ["Polski", "English", "Українська", "Deutsch"]
    readonly property real controlsTop: startButton.y
    readonly property real room: controlsTop - 40 - (words.y + words.height) - 32

    focus: true
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Ekran powitalny")

    Rectangle {
        anchors.fill: parent
        gradient: Gradient {
            GradientStop { position: 0; color: Theme.nightTop }
            GradientStop { position: 0.75; color: Theme.nightBottom }
            GradientStop { position: 1; color: Theme.nightBottom }
        }
    }

    Column {
        id: words

        x: Theme.margin
        y: Theme.largeText ? 172 : 216
        width: Theme.contentWidth
        spacing: 32

        Heading {
            objectName: "title"
            width: parent.width
            words: qsTr("Masz pismo\ndo urzędu?\nZłóż je tutaj.")
            size: Theme.headline
            lineHeight: 0.93
            // The lines are the writer's; a long one makes all of them smaller rather than break.
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.title
            color: Theme.nightInk
        }

        Words {
            width: parent.width
            words: qsTr("Bezpłatnie i bez konta.\nZ potwierdzeniem na papierze.")
            size: Theme.rowHeading
            color: Theme.nightInk2
        }
    }

    Drawing {
        name: "story"
        night: true
        x: Theme.margin
        y: words.y + words.height + 32 + Math.max(0, (attract.room - height) / 2)
        width: Theme.contentWidth
        height: Math.min(484, attract.room)
        visible: attract.room > 220
    }

    Pressable {
        id: startButton

        objectName: "start"
        x: Theme.margin
        y: languages.y - 32 - height
        width: Theme.contentWidth
        height: Math.max(168, label.implicitHeight + 48)
        corner: Theme.tileRadius
        pressedScale: 0.98
        text: qsTr("Dotknij, aby zacząć")
        onClicked: Intent.start()

        background: Rectangle {
            radius: startButton.corner
            color: startButton.between(Theme.highContrast ? Theme.accent : "#FFFFFF",
                                       Theme.highContrast ? Theme.accent : "#C9DBE6")
        }

        contentItem: Item {
            Row {
                anchors.centerIn: parent
                spacing: 36

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "hand"
                    size: 72
                    color: label.color
                    visible: !Theme.largeText
                }

                Words {
                    id: label

                    width: Math.min(implicitWidth, startButton.width - 80)
                    words: startButton.text
                    size: 58
                    strong: true
                    color: Theme.highContrast ? "#000000" : "#0B4668"
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }
            }
        }
    }

    Grid {
        id: languages

        x: Theme.margin
        y: Theme.comfortTop - height - (Theme.largeText ? 32 : 76)
        columns: Theme.largeText ? 2 : 4
        spacing: 20

        Repeater {
            id: buttons

            model: 4

            Pressable {
                id: language

                required property int index
                readonly property real free: {
                    let sum = 0;
                    for (let i = 0; i < buttons.count; ++i) {
                        const item = buttons.itemAt(i) as Pressable;
                        sum += item ? item.implicitWidth : 0;
                    }
                    return Theme.contentWidth - 3 * languages.spacing - sum;
                }

                objectName: "language-" + attract.codes[index]
                text: attract.names[index]
                spoken: text
                implicitWidth: own.implicitWidth + 56
                width: Theme.largeText ? (Theme.contentWidth - languages.spacing) / 2 : implicitWidth + free / 4
                height: 124
                onClicked: {
                    Intent.setLanguage(attract.codes[index]);
                    Intent.start();
                }

                background: Rectangle {
                    radius: language.corner
                    color: language.between("#00FFFFFF", "#40FFFFFF")
                    border.color: Theme.highContrast ? "#FFFFFF" : "#A9C4D5"
                    border.width: Theme.highContrast ? 4 : 3
                }

                contentItem: Item {
                    Words {
                        id: own

                        anchors.centerIn: parent
                        words: language.text
                        size: 40
                        color: Theme.nightInk
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
