// Everything that will be sent, in the resident's words; each line can still be changed.
pragma ComponentBehavior: Bound

import QtQuick
import QtQml
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: summary

    readonly property bool busyNow: Visit.busy !== ""
    // Details that belong together share a line: [label, fields…].
    readonly property var groups: [["sender_name", "sender_address"], ["recipient"], ["subject"],
        ["case_number", "date"], ["phone", "email"], ["attachments"]]
    readonly property int given: fields.count
    readonly property int thumbsFit: Theme.largeText ? 2 : 3
    readonly property real thumbWidth: 96

    title: qsTr("Czy wszystko się zgadza?")
    primaryText: qsTr("Złóż pismo")
    primaryIcon: "check"
    primaryEnabled: true
    primaryBusy: busyNow
    primaryBusyText: Visit.busy
    spacing: 24
    onPrimary: Intent.handIn()

    function value(name: string): string {
        for (let i = 0; i < given; ++i) {
            const field = fields.objectAt(i) as DetailField;
            if (field && field.name === name)
                return field.value;
        }
        return "";
    }

    function label(names: var): string {
        return names[0] === "sender_name" ? qsTr("Kto pisze") : names[0] === "case_number" ? qsTr("Znak i data")
             : names[0] === "phone" ? qsTr("Telefon i e-mail") : FieldWords.label(names[0]);
    }

    function text(names: var): string {
        const values = names.map(name => summary.value(name)).filter(each => each !== "");
        return values.length === 0 ? qsTr("nie podano") : values.join(names[0] === "sender_name" ? "\n" : ", ");
    }

    Instantiator {
        id: fields

        model: Visit.fields
        delegate: DetailField {}
    }

    Instantiator {
        id: sides

        model: Visit.pages
        delegate: Side {}
    }

    Column {
        width: parent.width

        Repeater {
            model: summary.groups

            SummaryLine {
                required property var modelData
                required property int index

                objectName: "change-" + modelData[0]
                label: summary.label(modelData)
                text: summary.text(modelData)
                given: modelData.some(name => summary.value(name) !== "")
                first: index === 0
                onChange: Intent.openField(modelData[0])
            }
        }

        SummaryLine {
            objectName: "change-signature"
            label: qsTr("Podpis")
            text: !Visit.signsWithCard ? qsTr("Na papierze, bez karty")
                  : Visit.cardHolder === "" ? qsTr("Z karty") : qsTr("Z karty: %1").arg(Visit.cardHolder)
            last: true
            onChange: Intent.back()
        }
    }

    Card {
        width: parent.width
        padding: 24

        Row {
            id: pages

            width: parent.width
            spacing: 28

            Repeater {
                model: Math.min(summary.thumbsFit, sides.count)

                PagePicture {
                    required property int index
                    readonly property Side side: sides.objectAt(index) as Side

                    width: summary.thumbWidth
                    source: side?.thumbnail ?? ""
                    spoken: qsTr("Strona %1").arg(side?.number ?? 0)
                }
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: pages.width - Math.min(summary.thumbsFit, sides.count) * (summary.thumbWidth + 28)
                spacing: 4

                Words {
                    width: parent.width
                    words: LetterAccount.sheets
                    size: Theme.field
                    strong: true
                }

                Words {
                    width: parent.width
                    words: LetterAccount.texts
                    color: Theme.ink2
                }

                Words {
                    width: parent.width
                    words: LetterAccount.blanks
                    color: Theme.ink2
                    visible: Visit.blanks.count > 0
                }

                Words {
                    width: parent.width
                    words: LetterAccount.removed
                    color: Theme.ink2
                    visible: Visit.removed.count > 0
                }
            }
        }
    }

    // One line of the list. Together they look like one card, but a part of the screen may end between them.
    component SummaryLine: Rectangle {
        id: line

        property alias label: row.label
        property alias text: row.text
        property alias given: row.given
        property bool first: false
        property bool last: false

        signal change

        width: parent?.width ?? 0
        implicitHeight: row.implicitHeight + 24
        height: implicitHeight
        color: Theme.surface
        topLeftRadius: first ? Theme.buttonRadius : 0
        topRightRadius: topLeftRadius
        bottomLeftRadius: last ? Theme.buttonRadius : 0
        bottomRightRadius: bottomLeftRadius

        Rectangle {
            x: 32
            anchors.bottom: parent.bottom
            width: parent.width - 64
            height: 2
            color: Theme.line
            visible: !line.last
        }

        ChangeRow {
            id: row

            x: 32
            y: 12
            width: parent.width - 64
            height: implicitHeight
            onChange: line.change()
        }
    }
}
