// One question and the answers to it. The main job is the only filled tile, and half as tall again.
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: home

    // One decision a screen: what an interrupted letter left behind comes first, the choice after it.
    readonly property bool noticed: Visit.interruptedNotice
    // It broke off after the hand-over had begun: handing in again might double the letter.
    readonly property bool maybeIn: Visit.interruptedHandedIn

    title: noticed ? qsTr("Poprzednie pismo przerwane") : qsTr("Co chcesz zrobić?")
    lead: !noticed ? qsTr("Wybierz jedną sprawę.")
          : maybeIn ? qsTr("Mogło już zostać złożone. Nie składaj go drugi raz.")
                    : qsTr("Nie zostało złożone. Kartki mogą być w skanerze.")
    leadMatters: noticed
    primaryText: noticed ? qsTr("Rozumiem") : ""
    primaryIcon: "check"
    primaryIconAfter: false
    onPrimary: Intent.dismissInterrupted()
    showsBack: false
    look: Drawing {
        name: "story"
        implicitHeight: Theme.lowReach ? 440 : 0
        visible: Theme.lowReach
    }
    lookMinimum: Theme.lowReach ? 200 : 9999

    facts: [
        Banner {
            width: parent?.width ?? 0
            kind: "error"
            words: qsTr("Skaner teraz nie działa. Pismo przyjmie kancelaria.")
            visible: !Visit.scannerReady && !home.noticed
        },
        Card {
            objectName: "interrupted"
            width: parent?.width ?? 0
            visible: home.noticed

            Heading {
                width: parent.width
                words: qsTr("Kartki są Twoje?")
                size: Theme.rowHeading
            }

            Words {
                width: parent.width
                words: home.maybeIn ? qsTr("Zawołaj pracownika. Sprawdzi, czy pismo jest złożone.")
                                    : qsTr("Wyjmij je ze skanera i złóż pismo jeszcze raz.")
                size: Theme.lead
            }
        },
        Card {
            width: parent?.width ?? 0
            visible: home.noticed

            Heading {
                width: parent.width
                words: qsTr("Kartki nie są Twoje?")
                size: Theme.rowHeading
            }

            Words {
                width: parent.width
                words: qsTr("Wyjmij je i oddaj pracownikowi.")
                size: Theme.lead
            }
        }
    ]

    Grid {
        id: tiles

        readonly property bool two: Theme.lowReach && !Theme.largeText
        readonly property real evenHeight: Math.max(324, handIn.implicitHeight, checkCase.implicitHeight)
        readonly property real tileWidth: two ? (width - spacing) / 2 : width

        width: parent.width
        columns: two ? 2 : 1
        visible: !home.noticed
        spacing: Theme.gap

        Tile {
            id: handIn

            objectName: "handIn"
            width: tiles.tileWidth
            height: tiles.two ? tiles.evenHeight : implicitHeight
            hero: true
            upright: tiles.two
            text: qsTr("Złóż pismo")
            line: qsTr("Masz je na papierze")
            iconName: "letter"
            enabled: Visit.scannerReady
            onClicked: Intent.handInLetter()
        }

        Tile {
            id: checkCase

            objectName: "checkCase"
            width: tiles.tileWidth
            height: tiles.two ? tiles.evenHeight : implicitHeight
            upright: tiles.two
            text: qsTr("Sprawdź sprawę")
            line: qsTr("Po numerze pisma")
            iconName: "case"
            onClicked: Intent.checkCase()
        }
    }
}
