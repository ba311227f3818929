// Blank backs and removed pages, with a way back for each; a few at a time.
pragma ComponentBehavior: Bound

import QtQuick
import QtQml
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

Item {
    id: aside

    property int first: 0
    readonly property int columns: Theme.largeText ? 2 : 3
    readonly property int total: removedSides.count + blankSides.count
    readonly property real cellWidth: (width - (columns - 1) * 28) / columns
    readonly property bool paged: total > fit
    readonly property real pagerHeight: 112 + 28
    readonly property real pictureHeight: Math.min(cellWidth * 1.1, Math.max(150, height / 2 - 240))
    readonly property real cellHeight: pictureHeight + 16 + sample.implicitHeight + 12 + restoreHeight
    readonly property real restoreHeight: Math.max(92, restoreSample.implicitHeight)
    readonly property int rows: Math.max(1, Math.floor((height - pagerHeight + 28) / (cellHeight + 28)))
    readonly property int fit: columns * rows

    function at(index: int): Side {
        return (index < removedSides.count ? removedSides.objectAt(index)
                                           : blankSides.objectAt(index - removedSides.count)) as Side;
    }

    onTotalChanged: first = Math.max(0, Math.min(first, Math.floor((total - 1) / fit) * fit))

    Instantiator {
        id: removedSides

        model: Visit.removed
        delegate: Side {}
    }

    Instantiator {
        id: blankSides

        model: Visit.blanks
        delegate: Side {}
    }

    Words {
        id: sample

        words: "1\n2"
        size: Theme.small
        visible: false
    }

    SecondaryButton {
        id: restoreSample

        text: qsTr("Przywróć")
        compact: true
        visible: false
    }

    Grid {
        columns: aside.columns
        columnSpacing: 28
        rowSpacing: 28

        Repeater {
            model: Math.max(0, Math.min(aside.fit, aside.total - aside.first))

            Item {
                id: cell

                required property int index
                readonly property bool isRemoved: aside.first + index < removedSides.count
                readonly property Side side: aside.total > 0 ? aside.at(aside.first + index) : null
                readonly property string what: (isRemoved ? qsTr("Usunięta strona kartki %1")
                                                          : qsTr("Pusta strona kartki %1"))
                                               .arg(side?.sheet ?? 0).replace(/ (\d)/, "\u00A0$1")

                width: aside.cellWidth
                height: aside.cellHeight

                PagePicture {
                    x: (parent.width - width) / 2
                    width: Math.round(height / 1.4142)
                    height: aside.pictureHeight
                    source: cell.side?.thumbnail ?? ""
                    spoken: cell.what
                }

                Words {
                    y: aside.pictureHeight + 16
                    width: parent.width
                    words: cell.what
                    size: Theme.small
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }

                SecondaryButton {
                    objectName: "restore-" + (cell.index + 1)
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: aside.restoreHeight
                    text: qsTr("Przywróć")
                    spoken: text + ": " + cell.what
                    compact: true
                    iconName: "undo"
                    onClicked: if (cell.side) Intent.restorePage(cell.side.pageId)
                }
            }
        }
    }

    Row {
        anchors.bottom: parent.bottom
        spacing: 24
        visible: aside.paged

        SecondaryButton {
            objectName: "aside-before"
            width: (aside.width - 24) / 2
            height: Math.max(112, implicitHeight)
            text: qsTr("Wcześniejsze")
            iconName: "arrow-up"
            enabled: aside.first > 0
            onClicked: aside.first = Math.max(0, aside.first - aside.fit)
        }

        SecondaryButton {
            objectName: "aside-after"
            width: (aside.width - 24) / 2
            height: Math.max(112, implicitHeight)
            text: qsTr("Dalsze")
            iconName: "arrow-down"
            iconAfter: true
            enabled: aside.first + aside.fit < aside.total
            onClicked: aside.first = aside.first + aside.fit
        }
    }
}
