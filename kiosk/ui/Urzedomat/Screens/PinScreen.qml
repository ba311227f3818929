// Who signs, that the card is in, how many tries are left: all of it before the first digit.
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: pin

    // Room for the content. Follows `bodyRoom` a step later: bound directly, the two would chase each other.
    property real room: 1100
    readonly property bool busyNow: Visit.busy !== ""
    readonly property real adviceHeight: advice.visible ? advice.implicitHeight + spacing : 0
    // The keys take what the words leave: never smaller than a target, never larger than a matchbox.
    readonly property real padRoom: room - (factsUp ? 0 : factsHeight) - adviceHeight
    readonly property real keyGap: Math.max(12, Math.min(22, padRoom / 34))
    readonly property real keyHeight: Math.max(Theme.target + 7, Math.min(156, (padRoom - 3 * keyGap) / 4))

    title: qsTr("Wpisz PIN do podpisu")
    lead: Visit.cardHolder === "" ? "" : qsTr("Podpisuje: %1").arg(Visit.cardHolder)
    leadMatters: true
    spacing: 28
    primaryText: qsTr("Podpisz")
    primaryIcon: "pencil"
    primaryEnabled: Visit.pinReady || busyNow
    primaryBusy: busyNow
    primaryBusyText: Visit.busy
    onPrimary: Intent.pinConfirm()
    onBodyRoomChanged: takingRoom.start()
    Component.onCompleted: room = bodyRoom

    Timer {
        id: takingRoom

        interval: 0
        onTriggered: pin.room = pin.bodyRoom
    }

    facts: [
        Banner {
            objectName: "note"
            width: parent?.width ?? 0
            kind: Visit.pinNote === "" ? "advice" : "error"
            iconName: kind === "error" ? "warning" : "card"
            words: Visit.pinNote === "" ? qsTr("Karta jest w czytniku. Nie wyjmuj jej.") : Visit.pinNote
        },
        Item {
            width: parent?.width ?? 0
            implicitHeight: boxes.implicitHeight
            height: implicitHeight

            PinBoxes {
                id: boxes

                anchors.horizontalCenter: parent.horizontalCenter
                typed: Visit.pinLength
                shown: Math.max(4, Math.min(8, Visit.pinMin === Visit.pinMax ? Visit.pinMax : 6))
            }
        },
        Item {
            width: parent?.width ?? 0
            implicitHeight: Math.max(dots.implicitHeight, tries.implicitHeight)
            height: implicitHeight

            Row {
                id: dots

                x: Math.max(0, (parent.width - width - 20 - tries.wished) / 2)
                anchors.verticalCenter: parent.verticalCenter
                spacing: 8
                visible: Visit.triesLeft >= 0

                Repeater {
                    model: Visit.triesLeft >= 0 ? Math.max(Visit.triesTotal, Visit.triesLeft) : 0

                    Rectangle {
                        required property int index
                        readonly property bool remains: index < Visit.triesLeft

                        width: 30
                        height: 30
                        radius: 15
                        color: !remains ? "transparent" : Visit.triesLeft === 1 ? Theme.bad : Theme.ok
                        border.color: remains ? color : Theme.edge
                        border.width: 3
                    }
                }
            }

            Words {
                id: tries

                readonly property real wished: Math.min(implicitWidth, parent.width - dots.width - 20)

                objectName: "tries"
                x: dots.visible ? dots.x + dots.width + 20 : 0
                width: parent.width - x
                anchors.verticalCenter: parent.verticalCenter
                words: Visit.triesLeft < 0 ? qsTr("Karta nie mówi, ile masz prób. Wpisuj uważnie.")
                       : Visit.triesLeft === 1 ? qsTr("To ostatnia próba. Potem karta się zablokuje.")
                       : qsTr("Masz %n próby. Potem karta się zablokuje.", "", Visit.triesLeft)
                size: Theme.bodyLarge
                strong: Visit.triesLeft === 1
                color: Visit.triesLeft === 1 ? Theme.bad : Theme.ink
            }
        }
    ]

    Item {
        width: parent.width
        implicitHeight: pad.implicitHeight
        height: implicitHeight

        PinPad {
            id: pad

            anchors.horizontalCenter: parent.horizontalCenter
            keyHeight: pin.keyHeight
            spacing: pin.keyGap
            live: !pin.busyNow
            onDigit: value => Intent.pinDigit(value)
            onErased: Intent.pinErase()
            onClear: Intent.pinClear()
        }
    }

    Row {
        id: advice

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 24
        // Not needed to act; gives way where the keys would become small.
        visible: !Theme.lowReach && !Theme.largeText

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "hand"
            size: 48
            color: Theme.ink2
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            words: qsTr("Zasłoń cyfry drugą ręką.")
            color: Theme.ink2
        }
    }
}
