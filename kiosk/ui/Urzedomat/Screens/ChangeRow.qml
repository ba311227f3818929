// A label, what will be sent, and a button that changes it.
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme

Rectangle {
    id: row

    property string label
    property string text
    property string note
    property string buttonText: given ? qsTr("Zmień") : qsTr("Dodaj")
    // Whether there is a value at all.
    property bool given: true
    property bool changeable: true
    // A card of its own, or one line of a card.
    property bool carded: false
    readonly property real inset: carded ? 32 : 0
    // From 140 % the button stands under the words: beside them it would leave them too little room.
    readonly property bool below: Theme.textStep >= 3

    signal change

    implicitWidth: Theme.contentWidth
    implicitHeight: Math.max(words.implicitHeight, below || !changeable ? 0 : button.implicitHeight)
                    + (below && changeable ? button.implicitHeight + 16 : 0) + (carded ? 28 : 0)
    radius: Theme.buttonRadius
    color: carded ? Theme.surface : "transparent"
    border.color: note !== "" ? Theme.bad : Theme.edge
    border.width: carded ? (note !== "" ? 5 : Theme.cardEdge) : 0

    Depth {
        visible: row.carded && !Theme.highContrast
    }

    Column {
        id: words

        x: row.inset
        y: row.below ? (row.carded ? 14 : 0) : (row.height - implicitHeight) / 2
        width: row.width - 2 * row.inset - (row.below || !row.changeable ? 0 : button.width + 28)
        spacing: 2

        Words {
            width: parent.width
            words: row.label
            size: Theme.small
            color: Theme.ink2
        }

        Words {
            width: parent.width
            words: row.text
            size: Theme.bodyLarge
            color: row.given ? Theme.ink : Theme.ink2
            wrapMode: Text.Wrap
        }

        Words {
            width: parent.width
            words: row.note
            size: Theme.small
            strong: true
            color: Theme.bad
            visible: row.note !== ""
        }
    }

    BaseButton {
        id: button

        objectName: "change"
        x: row.width - width - row.inset
        y: row.below ? words.y + words.implicitHeight + 16 : (row.height - height) / 2
        width: row.below ? row.width - 2 * row.inset : Math.max(168, implicitWidth)
        text: row.buttonText
        spoken: text + ": " + row.label
        compact: true
        fill: Theme.tint
        fillPressed: Theme.drawingMid
        edgeColor: Theme.accent
        edgeWidth: Theme.highContrast ? 3 : 0
        visible: row.changeable
        onClicked: row.change()
    }
}
