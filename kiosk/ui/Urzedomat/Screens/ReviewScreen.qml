// Every page as large as it can be, with its tools beside it; nothing is hidden behind a gesture.
pragma ComponentBehavior: Bound

import QtQuick
import QtQml
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: review

    // What the resident looks at: the letter, one page large, or what was set aside.
    property string mode: "letter"
    // Room for the content. Follows `bodyRoom` a step later: bound directly, the two would chase each other.
    property real room: 1000
    readonly property Side chosen: {
        const wanted = Visit.selectedPage;
        for (let i = 0; i < sides.count; ++i) {
            const side = sides.objectAt(i) as Side;
            if (side && side.pageId === wanted)
                return side;
        }
        return sides.count > 0 ? sides.objectAt(0) as Side : null;
    }
    readonly property bool hasPages: Visit.pages.count > 0

    title: mode === "aside" ? qsTr("Odłożone strony") : mode === "zoom" ? qsTr("Strona %1").arg(chosen?.number ?? 0)
                                                                         : qsTr("Sprawdź strony")
    lead: mode === "aside" ? qsTr("Tych stron nie wyślemy. Możesz je przywrócić.")
                           // Large words need its room; the sum comes again before the letter is handed in.
                           : mode === "zoom" || Theme.largeText ? "" : LetterAccount.sum
    leadMatters: true
    spacing: 24
    primaryText: qsTr("Sprawdź dane")
    primaryEnabled: hasPages
    primaryBusy: Visit.busy !== ""
    primaryBusyText: Visit.busy
    replacement: mode === "letter" ? null : closing
    onPrimary: Intent.pagesDone()
    onBodyRoomChanged: takingRoom.start()

    function close() {
        mode = "letter";
        review.forceActiveFocus();
    }

    Component.onCompleted: room = bodyRoom

    // The last page set aside may be brought back from here: then there is nothing left to show.
    Connections {
        target: Visit

        function onScanChanged() {
            if (review.mode === "aside" && Visit.blanks.count + Visit.removed.count === 0)
                review.close();
            if (review.mode === "zoom" && !review.hasPages)
                review.close();
        }
    }

    Timer {
        id: takingRoom

        interval: 0
        onTriggered: review.room = review.bodyRoom
    }

    Instantiator {
        id: sides

        model: Visit.pages
        delegate: Side {}
    }

    data: [
        ActionRow {
            id: closing

            width: Theme.contentWidth
            height: implicitHeight
            visible: review.mode !== "letter"
            primaryText: review.mode === "zoom" ? qsTr("Zamknij powiększenie") : qsTr("Wróć do pisma")
            primaryIcon: "check"
            primaryIconAfter: false
            showsBack: false
            showsLeave: review.showsLeave
            onPrimary: review.close()
            onLeave: Intent.leave()
        }
    ]

    facts: [
        Item {
            id: upperPicture

            width: parent?.width ?? 0
            implicitHeight: Math.max(0, review.upperRoom)
            height: implicitHeight
            visible: Theme.lowReach && review.mode !== "aside" && review.upperRoom > 260
        }
    ]

    Loader {
        width: parent.width
        active: review.mode === "letter"
        visible: active
        sourceComponent: letterView
    }

    Loader {
        width: parent.width
        active: review.mode === "zoom"
        visible: active
        sourceComponent: ZoomedPage {
            height: review.room
            viewPlace: upperPicture.visible ? upperPicture : null
            source: review.chosen?.picture ?? ""
            spoken: qsTr("Strona %1").arg(review.chosen?.number ?? 0)
        }
    }

    Loader {
        width: parent.width
        active: review.mode === "aside"
        visible: active
        sourceComponent: AsidePages {
            height: review.room
        }
    }

    Component {
        id: letterView

        Divisible {
            id: body

            readonly property bool pictureUp: upperPicture.visible
            // In low reach, and where words need the room, the tools lie in rows under the page.
            readonly property bool toolsBelow: Theme.lowReach
            readonly property int toolColumns: toolsBelow ? (Theme.largeText ? 2 : 3) : 1
            readonly property real toolsWidth: toolsBelow ? width : Theme.largeText ? 480 : 312 + 40 * Theme.textStep
            readonly property real thumbsTop: height - thumbs.height
            readonly property real pictureRoom: thumbsTop - 28

            height: toolsBelow && pictureUp ? tools.height + 24 + thumbs.height : review.room

            Item {
                id: pictureHolder

                parent: body.pictureUp ? upperPicture : body
                width: body.pictureUp ? (parent?.width ?? 0)
                                      : body.toolsBelow ? body.width * 0.3 : body.width - body.toolsWidth - 36
                height: body.pictureUp ? (parent?.height ?? 0) : body.toolsBelow ? tools.height : body.pictureRoom

                PagePicture {
                    id: picture

                    readonly property real fit: Math.min(parent.width - 8, (parent.height - 8) / 1.4142)

                    x: body.pictureUp ? (parent.width - width) / 2 : 4
                    width: Math.max(1, fit)
                    height: Math.round(width * 1.4142)
                    source: review.chosen?.picture ?? ""
                    spoken: review.chosen ? qsTr("Strona %1").arg(review.chosen.number)
                                            + (noteWords.words === "" ? "" : ". " + noteWords.words) : ""
                    visible: review.hasPages

                    Rectangle {
                        id: pill

                        x: 20
                        anchors.bottom: parent.bottom
                        anchors.bottomMargin: 20
                        width: Math.min(parent.width - 40, pillWords.implicitWidth + 72)
                        height: pillWords.implicitHeight + 12
                        radius: height / 2
                        color: Theme.highContrast ? "#000000" : Theme.ink
                        visible: picture.height > 500

                        Words {
                            id: pillWords

                            anchors.centerIn: parent
                            words: qsTr("Strona %1").arg(review.chosen?.number ?? 0)
                            size: Theme.small
                            strong: true
                            color: "#FFFFFF"
                            Accessible.ignored: true
                        }
                    }

                    Rectangle {
                        id: note

                        readonly property bool asks: (review.chosen?.rescan ?? "") !== ""

                        x: 16
                        y: 16
                        width: parent.width - 32
                        height: noteColumn.implicitHeight + 36
                        radius: Theme.fieldRadius
                        color: Theme.doubt
                        border.color: Theme.doubtEdge
                        border.width: 3
                        // Where it would hide the page, the question that comes before the next screen is enough.
                        visible: noteWords.words !== "" && picture.width > 380 && height < picture.height / 2

                        Column {
                            id: noteColumn

                            x: 20
                            y: 18
                            width: parent.width - 40
                            spacing: 16

                            Words {
                                id: noteWords

                                width: parent.width
                                words: note.asks ? review.chosen?.rescan ?? ""
                                                 : review.chosen?.state === "image_only"
                                                   ? qsTr("Tej strony nie umiem odczytać. Wyślę jej obraz.") : ""
                                size: note.asks ? Theme.body : Theme.small
                                strong: note.asks
                                color: Theme.highContrast ? Theme.ink : Theme.doubtEdge
                                Accessible.ignored: true
                            }

                            SecondaryButton {
                                objectName: "keep"
                                width: parent.width
                                text: qsTr("Zostaw tak")
                                iconName: "check"
                                compact: true
                                visible: note.asks
                                onClicked: if (review.chosen) Intent.keepPage(review.chosen.pageId)
                            }
                        }
                    }
                }

                Banner {
                    width: parent.width
                    kind: "doubt"
                    words: qsTr("Nie ma żadnej strony. Dodaj kartki.")
                    visible: !review.hasPages
                }
            }

            Grid {
                id: tools

                readonly property real cell: (width - (columns - 1) * columnSpacing) / columns
                readonly property real natural: {
                    let tallest = 0;
                    for (const child of children) {
                        const tool = child as ToolButton;
                        tallest = Math.max(tallest, tool ? tool.implicitHeight : 0);
                    }
                    return tallest;
                }
                readonly property int lines: Math.ceil(5 / columns)
                readonly property real lineHeight: body.toolsBelow ? (Theme.largeText ? natural : 88 + Theme.text(38) * 1.4)
                    : Math.max(Theme.target, Math.min(155, (body.pictureRoom - (lines - 1) * rowSpacing) / lines))

                x: body.toolsBelow && !body.pictureUp ? pictureHolder.width + 24 : body.width - width
                width: body.toolsBelow && !body.pictureUp ? body.width - pictureHolder.width - 24 : body.toolsWidth
                columns: body.toolColumns
                columnSpacing: 24
                rowSpacing: 22

                ReviewTool {
                    objectName: "zoom"
                    width: tools.cell
                    height: tools.lineHeight
                    text: qsTr("Powiększ")
                    iconName: "zoom-in"
                    enabled: review.hasPages
                    onClicked: review.mode = "zoom"
                }

                ReviewTool {
                    objectName: "turn"
                    width: tools.cell
                    height: tools.lineHeight
                    text: qsTr("Obróć")
                    iconName: "turn"
                    enabled: review.hasPages
                    onClicked: if (review.chosen) Intent.turnPage(review.chosen.pageId)
                }

                ReviewTool {
                    objectName: "delete"
                    width: tools.cell
                    height: tools.lineHeight
                    text: qsTr("Usuń stronę")
                    iconName: "bin"
                    enabled: review.hasPages
                    onClicked: if (review.chosen) Intent.askDeletePage(review.chosen.pageId)
                }

                ReviewTool {
                    objectName: "rescan"
                    width: tools.cell
                    height: tools.lineHeight
                    text: qsTr("Skanuj znów")
                    iconName: "glass"
                    enabled: review.hasPages && Visit.scannerReady
                    onClicked: if (review.chosen) Intent.scanPageAgain(review.chosen.pageId)
                }

                ReviewTool {
                    objectName: "undo"
                    width: tools.cell
                    height: tools.lineHeight
                    text: qsTr("Cofnij")
                    spoken: Visit.undoWhat === "" ? text : text + ": " + Visit.undoWhat
                    iconName: "undo"
                    enabled: Visit.canUndo
                    onClicked: Intent.undo()
                }
            }

            Thumbnails {
                id: thumbs

                y: body.toolsBelow ? tools.height + 24 : body.thumbsTop
                width: body.width
                sides: sides
                chosen: review.chosen
                small: Theme.lowReach
                onAsideAsked: review.mode = "aside"
            }
        }
    }

    component ReviewTool: ToolButton {
        // Large words need the room of the icon above them.
        showsIcon: !Theme.largeText && height >= 60 + 28 + Theme.text(textSize) * 1.4
    }
}
