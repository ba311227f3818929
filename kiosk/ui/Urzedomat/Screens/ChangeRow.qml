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
    signal change

    implicitWidth: Theme.contentWidth
    implicitHeight: Math.max(words.implicitHeight, changeable ? button.implicitHeight : 0) + (carded ? 28 : 0)
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
        y: (row.height - implicitHeight) / 2
        width: row.width - 2 * row.inset - (!row.changeable ? 0 : button.width + 28)
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
        y: (row.height - height) / 2
        width: Math.max(168, implicitWidth)
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
