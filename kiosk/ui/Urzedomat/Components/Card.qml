// A white sheet on the desk for what belongs together. Children are stacked.
import QtQuick
import Urzedomat.Theme

Rectangle {
    id: card

    default property alias content: column.data
    property real padding: Theme.inset
    property alias spacing: column.spacing

    implicitWidth: Theme.contentWidth
    implicitHeight: column.implicitHeight + 2 * padding
    radius: Theme.buttonRadius
    color: Theme.surface
    border.color: Theme.edge
    border.width: Theme.cardEdge

    Depth {
    }

    Column {
        id: column

        x: card.padding
        y: card.padding
        width: card.width - 2 * card.padding
        spacing: 16
    }
}
