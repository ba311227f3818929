// Four promises in plain words. It informs and asks for no consent, so the button simply goes on.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: privacy

    readonly property list<string> icons: ["letter", "lock", "eraser", "person"]
    readonly property list<string> promises: [qsTr("Załatwimy Twoją sprawę"), qsTr("Zaszyfrujemy pismo"),
        qsTr("Wyczyścimy ekran"), qsTr("Pokażemy Ci Twoje dane")]
    readonly property list<string> lines: [qsTr("Danych z pisma użyjemy tylko do tego."),
        qsTr("Przeczyta je tylko urząd."), qsTr("Po Twojej wizycie nic tu nie zostanie."),
        qsTr("Możesz je zobaczyć i poprawić w urzędzie.")]

    // Airy when the words leave room, closer when they don't.
    readonly property real promisesHeight: {
        let sum = 0;
        for (let i = 0; i < promiseRows.count; ++i)
            sum += promiseRows.itemAt(i)?.height ?? 0;
        return sum;
    }
    readonly property real slack: (bodyRoom - promisesHeight - law.height) / 4

    title: qsTr("Co zrobimy z Twoimi danymi")
    primaryText: qsTr("Skanuj pismo")
    factsSpacing: Theme.lowReach || !(slack > 24) ? 24 : Math.min(64, slack)
    factsGap: Theme.lowReach ? Theme.gap : Math.max(Theme.gap, factsSpacing)
    onPrimary: Intent.acceptNotice()

    facts: [
        Repeater {
            id: promiseRows

            model: 4

            Item {
                id: promise

                required property int index

                width: parent?.width ?? 0
                height: Math.max(plate.visible ? plate.height : 0, words.implicitHeight)

                Rectangle {
                    id: plate

                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.lowReach ? 104 : 128
                    height: width
                    radius: Theme.tileRadius
                    color: Theme.tint
                    border.color: Theme.accent
                    border.width: Theme.highContrast ? 3 : 0
                    visible: !Theme.largeText

                    Icon {
                        anchors.centerIn: parent
                        name: privacy.icons[promise.index]
                        size: 68
                    }
                }

                Column {
                    id: words

                    anchors.verticalCenter: parent.verticalCenter
                    x: plate.visible ? plate.width + 36 : 0
                    width: promise.width - x
                    spacing: 2

                    Heading {
                        width: parent.width
                        words: privacy.promises[promise.index]
                        size: 46
                    }

                    Words {
                        width: parent.width
                        words: privacy.lines[promise.index]
                        size: Theme.bodyLarge
                        color: Theme.ink2
                    }
                }
            }
        }
    ]

    Card {
        id: law

        width: parent.width
        spacing: 20

        Words {
            width: parent.width
            words: qsTr("Administratorem danych jest Marszałek Województwa Kujawsko-Pomorskiego. "
                        + "Podstawa: art. 6 ust. 1 lit. e RODO (zadanie publiczne).")
            size: Theme.small
            color: Theme.ink2
        }

        SecondaryButton {
            objectName: "privacyText"
            width: parent.width
            height: Math.max(116, implicitHeight)
            text: qsTr("Pokaż całość")
            iconName: "eye"
            onClicked: Intent.openOverlay("privacy_text")
        }
    }
}
