// The last thing on every resident screen: language, text size, contrast, reach, speech, help.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme
import Urzedomat.View

Rectangle {
    id: bar

    readonly property list<string> words: [languageName(Visit.language), qsTr("Tekst"), qsTr("Kontrast"), qsTr("Niżej"),
        qsTr("Czytaj"), qsTr("Pomoc")]
    readonly property list<string> icons: ["globe", "text-size", "contrast", "lower", "speak", "help"]
    readonly property list<bool> on: [false, Visit.textStep > 0, Visit.highContrast, Visit.lowReach, Visit.speech, false]
    readonly property list<string> spoken: [qsTr("Język: %1").arg(words[0]), qsTr("Wielkość tekstu"),
        qsTr("Duży kontrast"), qsTr("Przyciski niżej"), qsTr("Czytaj na głos"), qsTr("Pomoc")]
    readonly property int columns: Theme.largeText ? 3 : 6
    readonly property real itemHeight: Theme.largeText ? 126 : 122

    function languageName(code: string): string {
        return code === "en" ? "English" : code === "uk" ? "Українська" : code === "de" ? "Deutsch" : "Polski";
    }

    function act(index: int) {
        switch (index) {
        case 0: Intent.openOverlay("language"); break;
        case 1: Intent.openOverlay("text_size"); break;
        case 2: Intent.toggleContrast(); break;
        case 3: Intent.toggleLowReach(); break;
        case 4: Intent.toggleSpeech(); break;
        case 5: Intent.openOverlay("help"); break;
        }
    }

    implicitWidth: Theme.width
    implicitHeight: Theme.comfortHeight
    color: Theme.surface
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Wygoda")

    Rectangle {
        width: parent.width
        height: Theme.highContrast ? 4 : 2
        color: Theme.line
    }

    Row {
        id: oneRow

        readonly property real natural: {
            let sum = 0;
            for (let i = 0; i < items.count; ++i) {
                const item = items.itemAt(i) as Pressable;
                sum += item ? item.implicitWidth : 0;
            }
            return sum;
        }

        // Long names at 120 %: every item gives up a little of its width, its word a little of its size.
        readonly property real squeeze: Math.min(1, (bar.width - 24 - 60) / natural)

        visible: !Theme.largeText
        anchors.horizontalCenter: parent.horizontalCenter
        y: 14
        spacing: Math.max(12, Math.min(26, (bar.width - 24 - natural) / 5))

        Repeater {
            id: items

            model: Theme.largeText ? 0 : 6
            delegate: Item2 {
                width: implicitWidth * oneRow.squeeze
            }
        }
    }

    Grid {
        visible: Theme.largeText
        anchors.horizontalCenter: parent.horizontalCenter
        y: 14
        columns: 3
        columnSpacing: 20
        rowSpacing: 20

        Repeater {
            model: Theme.largeText ? 6 : 0
            delegate: Item2 {
                width: (bar.width - 24 - 40) / 3
            }
        }
    }

    component Item2: Pressable {
        id: item

        required property int index
        readonly property bool lit: bar.on[index]
        readonly property color shownInk: lit && Theme.highContrast ? Theme.accentInk : Theme.ink

        objectName: "comfort-" + bar.icons[index]
        text: bar.words[index]
        spoken: bar.spoken[index]
        corner: 16
        implicitWidth: Math.max(150, label.implicitWidth + 14)
        implicitHeight: bar.itemHeight
        Accessible.checkable: index >= 2 && index <= 4
        Accessible.checked: lit
        onClicked: bar.act(index)

        background: Rectangle {
            radius: item.corner
            color: item.between(item.lit ? (Theme.highContrast ? Theme.accent : Theme.tint) : Theme.surface,
                                item.lit && Theme.highContrast ? Theme.accent : Theme.drawingLight)
            border.color: Theme.accent
            border.width: item.lit ? 3 : 0
        }

        contentItem: Item {
            Icon {
                id: icon

                anchors.horizontalCenter: parent.horizontalCenter
                y: 8
                name: bar.icons[item.index]
                size: Theme.largeText ? 46 : 52
                color: Theme.highContrast ? item.shownInk : Theme.accent
            }

            Words {
                id: label

                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.largeText ? 2 : 8
                width: Math.min(implicitWidth, parent.width)
                words: item.text
                // Three columns of 330 px: the longest name of a language must stay whole.
                size: Theme.small
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small
                wrapMode: Text.NoWrap
                color: item.shownInk
                Accessible.ignored: true
            }
        }
    }
}
