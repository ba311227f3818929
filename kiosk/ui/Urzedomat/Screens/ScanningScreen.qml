// A huge counter, because people count their sheets; pages come where they stay. One control: stop.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: scanning

    readonly property bool lastIsIn: !Visit.usesGlass && Visit.feederPaper === "empty"
    readonly property int pageCount: Visit.pages.count
    readonly property int shownCount: pageCount + (lastIsIn ? 0 : 1)
    // Three large pages while they are few, then smaller ones; older rows leave at the top.
    readonly property int columns: shownCount <= 3 ? 3 : 4
    readonly property real captionHeight: Math.ceil(Theme.text(Theme.small) * 1.4) + 16
    readonly property real below: blanks.visible ? blanks.height + Theme.gap : 0
    readonly property real gridRoom: actionTop - (headBottom + headGap) - counter.height - Theme.gap - below
    readonly property real fullWidth: (Theme.contentWidth - (columns - 1) * 32) / columns
    readonly property real pictureHeight: Math.round(Math.max(160, Math.min(fullWidth * 1.4142,
                                                                            gridRoom - captionHeight)))
    readonly property real rowHeight: pictureHeight + captionHeight + 28
    readonly property int rows: Math.max(1, Math.floor((gridRoom + 28) / rowHeight))
    readonly property int firstShown: Math.max(0, Math.ceil(shownCount / columns) - rows) * columns

    title: Visit.usesGlass ? qsTr("Skanuję stronę") : qsTr("Skanuję Twoje pismo")
    replacement: Column {
        width: Theme.contentWidth
        spacing: Theme.gap

        Banner {
            width: parent.width
            kind: "advice"
            words: Visit.usesGlass ? qsTr("Nie podnoś pokrywy.") : qsTr("Nie wyciągaj kartek. Same wysuną się na dole.")
        }

        SecondaryButton {
            objectName: "stop"
            width: parent.width
            height: Math.max(140, implicitHeight)
            text: qsTr("Zatrzymaj skanowanie")
            textSize: 44
            iconName: "stop"
            onClicked: Intent.stopScan()
        }
    }

    facts: [
        Row {
            id: counter

            width: parent?.width ?? 0
            spacing: 36

            Text {
                id: number

                text: String(Visit.sheetsIn)
                color: Theme.accent
                font.family: Theme.family
                font.pixelSize: Theme.text(Theme.counter)
                font.bold: true
                lineHeight: 0.8
                visible: Visit.sheetsIn > 0
                Accessible.ignored: true
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: counter.width - (number.visible ? number.width + counter.spacing : 0)

                Heading {
                    objectName: "counter"
                    width: parent.width
                    words: Visit.sheetsIn > 0 ? qsTr("kartki gotowe", "", Visit.sheetsIn)
                                              : qsTr("Pobieram pierwszą kartkę")
                    Accessible.name: Visit.sheetsIn > 0 ? Visit.sheetsIn + " " + words : words
                }

                Words {
                    width: parent.width
                    words: scanning.lastIsIn ? (Visit.pagesReading > 0 ? qsTr("Czytam jeszcze %n strony.", "",
                                                                              Visit.pagesReading)
                                                                       : qsTr("To już wszystkie."))
                                             : Visit.sheetsIn > 0 ? qsTr("Następna jest w skanerze.") : ""
                    size: Theme.lead
                    color: Theme.ink2
                    visible: words !== ""
                }
            }
        },
        Grid {
            id: pages

            width: parent?.width ?? 0
            columns: scanning.columns
            columnSpacing: 32
            rowSpacing: 28

            Repeater {
                model: Visit.pages

                Column {
                    id: side

                    required property int index
                    required property int number
                    required property string thumbnail
                    required property var model
                    readonly property string reading: model.state
                    readonly property bool shown: index >= scanning.firstShown
                    readonly property string stateWords: reading === "reading" ? qsTr("Czytam…")
                        : reading === "read" ? qsTr("Odczytana") : qsTr("Jako obraz")

                    visible: shown
                    width: scanning.fullWidth
                    spacing: 16

                    PagePicture {
                        width: height / 1.4142
                        height: scanning.pictureHeight
                        source: side.shown ? side.thumbnail : ""
                        spoken: qsTr("Strona %1").arg(side.number) + ". " + side.stateWords

                        NumberAnimation on y {
                            from: -24
                            to: 0
                            duration: Theme.pageIn
                            easing.type: Easing.OutCubic
                        }
                    }

                    Row {
                        spacing: 12

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            name: side.reading === "reading" ? "clock" : side.reading === "read" ? "check-circle" : "eye"
                            size: 38
                            color: side.reading === "read" ? Theme.ok : Theme.ink2
                            visible: !Theme.largeText
                        }

                        Words {
                            words: side.stateWords
                            size: Theme.small
                            color: side.reading === "read" ? Theme.ok : Theme.ink2
                            Accessible.ignored: true
                        }
                    }
                }
            }

            Column {
                visible: !scanning.lastIsIn
                width: scanning.fullWidth
                spacing: 16

                Rectangle {
                    width: height / 1.4142
                    height: scanning.pictureHeight
                    radius: 3
                    color: Theme.highContrast ? Theme.surface : "#F7F9FB"
                    border.color: Theme.paperEdge
                    border.width: 2
                    Accessible.ignored: true

                    Rectangle {
                        id: beam

                        property real travel: 0.5

                        x: -12
                        y: travel * (parent.height - height)
                        width: parent.width + 24
                        height: 10
                        radius: 5
                        color: Theme.accent

                        NumberAnimation on travel {
                            running: Theme.animated && !Theme.still
                            from: 0
                            to: 1
                            duration: 1600
                            loops: Animation.Infinite
                        }
                    }
                }

                Row {
                    spacing: 12

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: "glass"
                        size: 38
                        color: Theme.ink2
                        visible: !Theme.largeText
                    }

                    Words {
                        words: qsTr("Skanuję…")
                        size: Theme.small
                        color: Theme.ink2
                    }
                }
            }
        },
        Row {
            id: blanks

            visible: Visit.blanks.count > 0
            spacing: 40

            Item {
                id: stack

                anchors.verticalCenter: parent.verticalCenter
                width: 114
                height: 120
                visible: !Theme.largeText && scanning.columns === 3

                PagePicture {
                    width: 80
                    height: 112
                }

                PagePicture {
                    x: 34
                    y: 8
                    width: 80
                    height: 112
                    visible: Visit.blanks.count > 1
                }
            }

            Words {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.contentWidth - (stack.visible ? stack.width + blanks.spacing : 0)
                words: qsTr("%n puste odwroty odłożone na bok.", "", Visit.blanks.count)
                size: Theme.bodyLarge
                color: Theme.ink2
            }
        }
    ]
}
