// The letter's pages in a row, a few at a time; then "add", then what was set aside. Nothing scrolls sideways.
pragma ComponentBehavior: Bound

import QtQuick
import QtQml
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

Item {
    id: thumbs

    required property Instantiator sides
    property Side chosen: null
    property bool small: false
    // First page in view, always a multiple of `fit`.
    property int first: 0
    readonly property int count: sides.count
    readonly property real addWidth: Theme.largeText ? 250 : 150 + 30 * Theme.textStep
    // As wide as its words, within reason.
    readonly property real asideWidth: Math.min(250, Math.max(150, asideWords.implicitWidth + 4))
    readonly property real arrowWidth: 72
    readonly property bool hasAside: Visit.blanks.count + Visit.removed.count > 0
    readonly property real plain: width - addWidth - 24 - (hasAside ? asideWidth + 48 : 0)
    readonly property real wish: small ? 116 : 158
    readonly property bool paged: count * (wish + 28) - 28 > plain
    readonly property real pagesWidth: plain - (paged ? 2 * (arrowWidth + 20) : 0)
    readonly property int fit: Math.max(1, Math.floor((pagesWidth + 24) / (Math.min(wish, 116) + 24)))
    readonly property real pageWidth: paged ? Math.min(wish, Math.floor((pagesWidth + 24) / fit) - 24) : wish
    readonly property real pageHeight: Math.round(pageWidth * 1.4142)
    readonly property int last: Math.min(count, first + fit)

    signal asideAsked

    function follow() {
        let at = 0;
        for (let i = 0; i < sides.count; ++i) {
            if (sides.objectAt(i) === chosen)
                at = i;
        }
        first = paged ? Math.floor(at / fit) * fit : 0;
    }

    implicitHeight: pageHeight + 16 + caption.implicitHeight
    height: implicitHeight
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Strony pisma")
    onChosenChanged: follow()
    onFitChanged: follow()
    onPagedChanged: follow()
    onCountChanged: follow()
    Component.onCompleted: follow()

    Words {
        id: caption

        words: "1"
        size: Theme.body
        visible: false
    }

    Words {
        id: asideWords

        words: aside.text
        size: Theme.small
        strong: true
        wrapMode: Text.NoWrap
        visible: false
    }

    Arrow {
        objectName: "pages-before"
        iconName: "arrow-left"
        spoken: qsTr("Wcześniejsze strony")
        enabled: thumbs.first > 0
        visible: thumbs.paged
        onClicked: thumbs.first = Math.max(0, thumbs.first - thumbs.fit)
    }

    Repeater {
        model: Math.max(0, thumbs.last - thumbs.first)

        PageCard {
            id: card

            required property int index
            readonly property Side side: thumbs.sides.objectAt(thumbs.first + index) as Side

            objectName: "page-" + (thumbs.first + index + 1)
            x: 6 + (thumbs.paged ? thumbs.arrowWidth + 20 : 0) + index * (thumbs.pageWidth + (thumbs.paged ? 24 : 28))
            width: thumbs.pageWidth
            source: side?.thumbnail ?? ""
            number: side?.number ?? 0
            selected: side !== null && side === thumbs.chosen
            doubtful: side !== null && side.rescan !== ""
            spoken: text + (side?.state === "reading" ? ". " + qsTr("Czytam…") : "")
                    + (doubtful ? ". " + qsTr("Trudna do odczytania") : "")
                    + (selected ? ". " + qsTr("Pokazana") : "")
            onClicked: if (side) Intent.selectPage(side.pageId)
        }
    }

    Arrow {
        objectName: "pages-after"
        x: thumbs.plain - width
        iconName: "arrow-right"
        spoken: qsTr("Dalsze strony")
        enabled: thumbs.last < thumbs.count
        visible: thumbs.paged
        onClicked: thumbs.first = thumbs.first + thumbs.fit
    }

    Pressable {
        id: add

        objectName: "add"
        x: thumbs.hasAside ? thumbs.plain + 24 : thumbs.width - width
        width: thumbs.addWidth
        height: thumbs.pageHeight
        text: qsTr("Dodaj kartki")
        enabled: Visit.scannerReady
        onClicked: Intent.addPages()

        background: Rectangle {
            radius: add.corner
            color: add.enabled ? add.between(Theme.surface, Theme.tint) : "transparent"
            border.color: add.enabled ? Theme.accent : Theme.edge
            border.width: Theme.edgeWidth
        }

        contentItem: Item {
            Column {
                anchors.centerIn: parent
                width: parent.width - 12
                spacing: 4

                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    name: "plus"
                    size: thumbs.pageHeight < 200 ? 40 : 64
                    color: add.enabled ? Theme.accent : Theme.ink2
                    visible: !Theme.largeText
                }

                Words {
                    width: parent.width
                    words: add.text
                    size: Theme.small
                    strong: true
                    color: add.enabled ? Theme.accent : Theme.ink2
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }
            }
        }
    }

    Rectangle {
        x: add.x + add.width + 22
        width: 2
        height: thumbs.pageHeight
        color: Theme.line
        visible: thumbs.hasAside
    }

    Pressable {
        id: aside

        readonly property int total: Visit.blanks.count + Visit.removed.count

        objectName: "aside"
        x: thumbs.width - width
        width: thumbs.asideWidth
        height: thumbs.height
        corner: 4
        text: Visit.removed.count === 0 ? qsTr("Puste: %1").arg(total)
            : Visit.blanks.count === 0 ? qsTr("Usunięte: %1").arg(total) : qsTr("Odłożone: %1").arg(total)
        spoken: text + ". " + qsTr("Pokaż odłożone strony")
        visible: thumbs.hasAside
        onClicked: thumbs.asideAsked()

        contentItem: Item {
            Repeater {
                model: Math.min(3, aside.total)

                PagePicture {
                    required property int index

                    x: (aside.width - width - 20 * (Math.min(3, aside.total) - 1)) / 2 + index * 20
                    y: index * 12
                    // White sheets on white sheets: in high contrast their edges are black.
                    border.color: Theme.highContrast ? "#000000" : Theme.paperEdge
                    border.width: Theme.highContrast ? 3 : 1
                    width: (thumbs.pageHeight - 24) / 1.4142
                    height: thumbs.pageHeight - 24
                }
            }

            Words {
                y: thumbs.pageHeight + 16
                x: (aside.width - width) / 2
                width: Math.min(implicitWidth, aside.width)
                words: aside.text
                size: Theme.small
                strong: true
                color: Theme.accent
                wrapMode: Text.NoWrap
                // The longest word, at the largest size, in the narrowest place: it gives up growth, not letters.
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small
                Accessible.ignored: true
            }
        }
    }

    component Arrow: Pressable {
        id: arrow

        property string iconName

        y: (thumbs.pageHeight - height) / 2
        width: thumbs.arrowWidth
        height: Math.min(thumbs.pageHeight, 140)

        background: Rectangle {
            radius: arrow.corner
            color: arrow.enabled ? arrow.between(Theme.surface, Theme.tint) : "transparent"
            border.color: arrow.enabled ? Theme.accent : Theme.edge
            border.width: Theme.edgeWidth
        }

        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                name: arrow.iconName
                size: 48
                color: arrow.enabled ? Theme.accent : Theme.edge
            }
        }
    }
}
