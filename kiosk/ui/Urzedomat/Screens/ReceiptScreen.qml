// Relief first; then two acts with the paper, in the order in which hands do them.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: receipt

    readonly property string printing: Visit.printState
    readonly property bool printed: printing === "printed"
    readonly property bool failed: printing === "paper_out" || printing === "cover_open" || printing === "failed"
    readonly property bool moving: !printed && !failed
    // Two lines of two groups: "TOR1-7F3K" and "92QM-4" are read and copied more easily than one long row.
    readonly property string numberInTwo: {
        const parts = Visit.number.split("-");
        return parts.length < 4 ? Visit.number : parts.slice(0, 2).join("-") + "\n" + parts.slice(2).join("-");
    }

    title: qsTr("Pismo złożone")
    lead: Visit.handedInAt
    leadMatters: true
    factsSpacing: failed ? 16 : Theme.gap
    headIndent: 132 + 36
    showsLeave: false
    showsBack: false
    primaryText: failed ? qsTr("Mam numer, zakończ") : qsTr("Zakończ wizytę")
    primaryIcon: "check"
    primaryEnabled: printed || failed
    onPrimary: failed ? Intent.finishWithoutReceipt() : Intent.finish()

    data: [
        Rectangle {
            x: Theme.margin
            y: receipt.headTop + 6
            width: 132
            height: 132
            radius: 66
            color: Theme.ok
            Accessible.ignored: true

            Icon {
                anchors.centerIn: parent
                name: "check"
                size: 88
                stroke: 4
                color: Theme.okInk
            }
        }
    ]

    facts: [
        Card {
            width: parent?.width ?? 0
            padding: receipt.failed ? 28 : 36
            spacing: 20

            Item {
                width: parent.width
                implicitHeight: Math.max(numberWords.implicitHeight, code.visible ? code.height : 0)
                height: implicitHeight

                Column {
                    id: numberWords

                    width: parent.width - (code.visible ? code.width + 28 : 0)
                    spacing: 4

                    Words {
                        width: parent.width
                        words: qsTr("Numer pisma")
                        color: Theme.ink2
                    }

                    Words {
                        objectName: "number"
                        width: parent.width
                        text: receipt.numberInTwo
                        words: Visit.number
                        size: receipt.failed ? 100 : Theme.number
                        strong: true
                        color: Theme.accent
                        lineHeight: 0.95
                    }

                    Words {
                        width: parent.width
                        words: LetterAccount.handedIn
                        size: Theme.small
                        color: Theme.ink2
                        visible: Visit.sheetsIn > 0 && !receipt.failed
                    }
                }

                PhoneCode {
                    id: code

                    x: parent.width - width
                    visible: Visit.qr !== "" && !Theme.largeText
                }
            }

            SecretWords {
                visible: receipt.failed && Visit.secret !== "" && !Theme.largeText
            }

            Words {
                width: parent.width
                words: Visit.clockNote
                size: Theme.small
                color: Theme.ink2
                visible: words !== ""
            }
        },
        // From 140 % code and QR are blocks of their own: a part of the screen may end between them.
        Card {
            width: parent?.width ?? 0
            padding: 36
            visible: receipt.failed && Visit.secret !== "" && Theme.largeText

            SecretWords {
            }
        },
        Card {
            width: parent?.width ?? 0
            padding: 24
            visible: Visit.qr !== "" && Theme.largeText

            PhoneCode {
            }
        },
        Banner {
            objectName: "printer"
            width: parent?.width ?? 0
            kind: "error"
            iconName: "printer"
            words: receipt.printing === "paper_out" ? qsTr("Skończył się papier w drukarce.")
                   : receipt.printing === "cover_open" ? qsTr("Pokrywa drukarki jest otwarta.")
                                                       : qsTr("Drukarka nie działa.")
            visible: receipt.failed
        },
        Column {
            width: parent?.width ?? 0
            spacing: 20

            Heading {
                width: parent.width
                words: qsTr("Zrób jeszcze dwie rzeczy")
                visible: !receipt.failed
            }

            StepCard {
                NumberedStep {
                    objectName: "take"
                    width: parent.width
                    number: 1
                    title: receipt.failed ? qsTr("Zapisz numer i hasło") : qsTr("Weź potwierdzenie")
                    line: receipt.failed ? qsTr("Albo zrób zdjęcie ekranu.")
                          : receipt.printed ? qsTr("Leży pod ekranem, po prawej.")
                          : receipt.printing === "printing" ? qsTr("Drukuję: jeszcze kilka sekund.")
                                                            : qsTr("Zaraz wydrukuję.")
                    stepState: "now"
                }

                ProgressLine {
                    x: 124
                    width: parent.width - 124
                    value: Visit.printProgress
                    spoken: qsTr("Drukuję")
                    visible: receipt.moving
                }
            }
        },
        StepCard {
            NumberedStep {
                width: parent.width
                number: 2
                title: qsTr("Wrzuć kartki do skrzynki")
                line: qsTr("Skrzynka jest pod ekranem, po lewej.")
                stepState: receipt.moving ? "later" : "now"
            }
        }
    ]

    Item {
        readonly property real half: (width - Theme.betweenTargets) / 2
        readonly property bool stacked: again.implicitWidth > half || call.implicitWidth > half

        width: parent.width
        implicitHeight: stacked ? again.implicitHeight + call.implicitHeight + Theme.betweenTargets
                                : Math.max(again.implicitHeight, call.implicitHeight)
        height: implicitHeight
        visible: receipt.failed

        SecondaryButton {
            id: again

            objectName: "printAgain"
            width: parent.stacked ? parent.width : parent.half
            height: parent.stacked ? implicitHeight : parent.height
            text: qsTr("Drukuj jeszcze raz")
            compact: true
            leftPadding: 16
            rightPadding: 16
            onClicked: Intent.printAgain()
        }

        SecondaryButton {
            id: call

            objectName: "callStaff"
            x: parent.stacked ? 0 : parent.half + Theme.betweenTargets
            y: parent.stacked ? again.implicitHeight + Theme.betweenTargets : 0
            width: parent.stacked ? parent.width : parent.half
            height: parent.stacked ? implicitHeight : parent.height
            text: qsTr("Zawołaj pracownika")
            compact: true
            leftPadding: 16
            rightPadding: 16
            onClicked: Intent.callStaff()
        }
    }

    SecondaryButton {
        objectName: "nextLetter"
        width: parent.width
        text: qsTr("Złóż następne pismo")
        iconName: "plus"
        enabled: !receipt.moving
        visible: !receipt.failed
        onClicked: Intent.nextLetter()
    }

    component SecretWords: Words {
        objectName: "secret"
        width: parent?.width ?? 0
        words: qsTr("Hasło: %1").arg(Visit.secret)
        size: Theme.field
        strong: true
        wrapMode: Text.Wrap
    }

    component PhoneCode: Column {
        Image {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 290
            height: 290
            source: Visit.qr
            sourceSize.width: Math.floor(290 * Theme.sharpness)
            fillMode: Image.PreserveAspectFit
            cache: false
            asynchronous: true
            smooth: false
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Kod do telefonu")
        }

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            words: qsTr("Kod do telefonu")
            size: Theme.small
            color: Theme.ink2
            Accessible.ignored: true
        }
    }

    component StepCard: Card {
        width: parent?.width ?? 0
        padding: receipt.failed ? 24 : 32
    }
}
