// One question and the answers to it. The main job is the only filled tile, and half as tall again.
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: home

    title: qsTr("Co chcesz zrobić?")
    lead: qsTr("Wybierz jedną sprawę.")
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
            visible: !Visit.scannerReady
        },
        Card {
            objectName: "interrupted"
            width: parent?.width ?? 0
            visible: Visit.interruptedNotice
            color: Theme.doubt
            border.color: Theme.doubtEdge
            border.width: Theme.highContrast ? 4 : 3

            Heading {
                width: parent.width
                words: qsTr("Ktoś nie dokończył składania pisma")
                size: Theme.rowHeading
            }

            Words {
                width: parent.width
                words: qsTr("Tamto pismo nie zostało złożone. Nic po nim tu nie zostało.")
            }

            Words {
                width: parent.width
                words: qsTr("Kartki są Twoje? Wyjmij je ze skanera i złóż pismo jeszcze raz.")
            }

            Words {
                width: parent.width
                words: qsTr("Kartki nie są Twoje? Oddaj je pracownikowi.")
            }
        }
    ]

    SecondaryButton {
        objectName: "dismissInterrupted"
        width: parent.width
        text: qsTr("Rozumiem")
        iconName: "check"
        visible: Visit.interruptedNotice
        onClicked: Intent.dismissInterrupted()
    }

    Grid {
        id: tiles

        readonly property bool two: Theme.lowReach && !Theme.largeText
        readonly property real evenHeight: Math.max(324, handIn.implicitHeight, checkCase.implicitHeight)
        readonly property real tileWidth: two ? (width - spacing) / 2 : width

        width: parent.width
        columns: two ? 2 : 1
        spacing: Theme.gap

        Tile {
            id: handIn

            objectName: "handIn"
            width: tiles.tileWidth
            height: tiles.two ? tiles.evenHeight : implicitHeight
            hero: true
            upright: tiles.two
            low: Visit.interruptedNotice
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
