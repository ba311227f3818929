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
        }
    ]

    Card {
        id: notice

        objectName: "interrupted"
        width: parent.width
        visible: Visit.interruptedNotice
        border.color: Theme.doubtEdge
        border.width: Theme.highContrast ? 4 : 3
        color: Theme.doubt

        Heading {
            width: parent.width
            words: qsTr("Ktoś nie dokończył składania pisma")
            size: Theme.rowHeading
        }

        Words {
            width: parent.width
            words: qsTr("Tamto pismo nie zostało złożone. Nic z niego tu nie zostało.")
        }

        Words {
            width: parent.width
            words: qsTr("Jeśli to Twoje pismo: wyjmij kartki ze skanera i złóż je jeszcze raz.")
        }

        Words {
            width: parent.width
            words: qsTr("Jeśli to nie Twoje kartki: oddaj je pracownikowi.")
        }

        SecondaryButton {
            objectName: "dismissInterrupted"
            width: parent.width
            text: qsTr("Rozumiem")
            iconName: "check"
            onClicked: Intent.dismissInterrupted()
        }
    }

    Grid {
        id: tiles

        readonly property bool two: Theme.lowReach && !Theme.largeText
        readonly property real tileWidth: two ? (width - spacing) / 2 : width

        width: parent.width
        columns: two ? 2 : 1
        spacing: Theme.gap

        Tile {
            objectName: "handIn"
            width: tiles.tileWidth
            height: tiles.two ? Math.max(324, implicitHeight) : implicitHeight
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
            objectName: "checkCase"
            width: tiles.tileWidth
            height: tiles.two ? Math.max(324, implicitHeight) : implicitHeight
            upright: tiles.two
            text: qsTr("Sprawdź sprawę")
            line: qsTr("Po numerze z potwierdzenia")
            iconName: "case"
            onClicked: Intent.checkCase()
        }
    }
}
