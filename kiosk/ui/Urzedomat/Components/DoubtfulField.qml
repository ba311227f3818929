// A field read with doubt: the strip cut from the scan, the field, and the two likely answers one tap away.
import QtQuick
import Urzedomat.Theme

Column {
    id: doubt

    property string label
    property url strip
    property string value
    property string suggestion
    property string inputKind: "text"
    property string error
    property alias fieldBox: box
    readonly property string typed: box.text

    signal edited(string text)
    signal settled(string text)
    signal next
    signal previous

    width: Theme.contentWidth
    spacing: Theme.betweenTargets

    // The words of `whole` that `other` has not; all of it where the two can't be laid side by side.
    function differing(whole: string, other: string): string {
        const mine = whole.split(" ");
        const theirs = other.split(" ");
        const own = mine.filter((word, at) => word !== theirs[at]);
        return mine.length !== theirs.length || own.length === 0 ? whole : own.join(" ");
    }

    function focusField() {
        box.focusField();
    }

    Card {
        width: parent.width
        padding: 36

        Words {
            width: parent.width
            words: doubt.label
            strong: true
        }

        Item {
            width: parent.width
            height: picture.height
            visible: doubt.strip.toString() !== ""

            Words {
                id: inLetter

                anchors.verticalCenter: parent.verticalCenter
                words: qsTr("W piśmie:")
                color: Theme.ink2
            }

            Rectangle {
                id: picture

                anchors.right: parent.right
                width: parent.width - inLetter.implicitWidth - 32
                height: 108
                radius: 12
                color: "#FFFFFF"
                border.color: Theme.paperEdge
                border.width: 2
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("Wycinek z Twojego pisma: %1").arg(doubt.label)

                Image {
                    anchors.fill: parent
                    anchors.margins: 8
                    source: doubt.strip
                    asynchronous: true
                    cache: false
                    fillMode: Image.PreserveAspectFit
                    horizontalAlignment: Image.AlignLeft
                    sourceSize.height: Math.ceil(92 * Theme.sharpness)
                    Accessible.ignored: true
                }
            }
        }

        FieldBox {
            id: box

            width: parent.width
            value: doubt.value
            inputKind: doubt.inputKind
            error: doubt.error
            doubtful: true
            movesItself: false
            onEdited: text => doubt.edited(text)
            onNext: doubt.next()
            onPrevious: doubt.previous()
            input.Accessible.name: doubt.label + (doubt.error === "" ? "" : ". " + doubt.error)
        }
    }

    Item {
        readonly property real half: (width - Theme.betweenTargets) / 2
        readonly property bool stacked: insert.visible && (insert.implicitWidth > half || keep.implicitWidth > half)

        width: parent.width
        height: !insert.visible ? keep.implicitHeight
                                : stacked ? insert.implicitHeight + keep.implicitHeight + Theme.betweenTargets
                                          : Math.max(insert.implicitHeight, keep.implicitHeight)

        PrimaryButton {
            id: insert

            objectName: "insert"
            width: parent.stacked ? parent.width : parent.half
            height: parent.stacked ? implicitHeight : parent.height
            text: qsTr("Wstaw: %1").arg(doubt.differing(doubt.suggestion, doubt.typed))
            iconName: "check"
            visible: doubt.suggestion !== "" && doubt.suggestion !== doubt.typed
            onClicked: doubt.settled(doubt.suggestion)
        }

        SecondaryButton {
            id: keep

            objectName: "keep"
            x: !insert.visible || parent.stacked ? 0 : insert.width + Theme.betweenTargets
            y: insert.visible && parent.stacked ? insert.height + Theme.betweenTargets : 0
            width: parent.width - x
            height: !insert.visible || parent.stacked ? implicitHeight : parent.height
            text: doubt.typed === "" ? qsTr("Zostaw puste") : qsTr("Zostaw: %1")
                  .arg(doubt.suggestion === "" ? doubt.typed : doubt.differing(doubt.typed, doubt.suggestion))
            onClicked: doubt.settled(doubt.typed)
        }
    }
}
