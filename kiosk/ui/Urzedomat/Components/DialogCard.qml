// One question above the screen, two answers; the harmless one is filled. Fills its parent.
import QtQuick
import Urzedomat.Theme

FocusScope {
    id: dialog

    property string title
    property string lead
    property int seconds: -1
    default property alias content: slot.data
    // The harmless answer, always there.
    property string harmlessText
    property string harmlessIcon: "check"
    // The other answer; `deletes` paints it brick red with a bin.
    property string otherText
    property string otherIcon: "cross"
    property bool deletes: false
    // The content is pressed, not only read: in low reach it stands low too.
    property bool contentPressed: false

    signal harmless
    signal other

    focus: true
    Accessible.role: Accessible.Dialog
    Accessible.name: title + (lead === "" ? "" : ". " + lead)
    Component.onCompleted: {
        Dialogs.top = dialog;
        harmlessButton.forceActiveFocus();
    }
    Component.onDestruction: if (Dialogs.top === dialog) Dialogs.top = null

    Rectangle {
        anchors.fill: parent
        color: Theme.wash

        // Nothing beneath can be pressed.
        MouseArea {
            anchors.fill: parent
            Accessible.ignored: true
        }
    }

    Rectangle {
        id: card

        readonly property real lowest: dialog.height - Theme.gap
        readonly property real wishedTop: Theme.lowReach ? Theme.lowTop - (dialog.contentPressed ? slot.y : buttons.y)
                                                         : (dialog.height - height) / 2

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(Theme.gap, Math.min(wishedTop, lowest - height))
        width: Math.min(900, dialog.width - 2 * Theme.margin)
        height: buttons.y + buttons.height + Theme.inset + 4
        radius: Theme.tileRadius
        color: Theme.surface
        border.color: Theme.edge
        border.width: Theme.cardEdge

        Depth {
            kind: "card28"
        }

        Ring {
            id: ring

            x: 44
            y: 44
            seconds: Math.max(0, dialog.seconds)
            visible: dialog.seconds >= 0
        }

        Column {
            id: head

            x: ring.visible ? ring.x + ring.width + 36 : 44
            y: 44
            width: card.width - x - 44
            spacing: 12

            Heading {
                objectName: "dialogTitle"
                width: parent.width
                words: dialog.title
            }

            Words {
                width: parent.width
                words: dialog.lead
                size: Theme.bodyLarge
                color: Theme.ink2
                visible: words !== ""
            }
        }

        Column {
            id: slot

            x: 44
            y: Math.max(head.y + head.implicitHeight, ring.visible ? ring.y + ring.height : 0)
               + (children.length > 0 ? 28 : 0)
            width: card.width - 88
            spacing: 20
        }

        Item {
            id: buttons

            readonly property real half: (width - Theme.betweenTargets) / 2
            readonly property bool stacked: dialog.otherText !== ""
                                            && (harmlessButton.implicitWidth > half + 100
                                                || otherButton.implicitWidth > half - 100
                                                || harmlessButton.implicitWidth + otherButton.implicitWidth > width - 24)

            x: 44
            y: slot.y + slot.height + 44
            width: card.width - 88
            height: stacked ? harmlessButton.implicitHeight + otherButton.implicitHeight + Theme.betweenTargets
                            : Math.max(harmlessButton.implicitHeight, otherButton.visible ? otherButton.implicitHeight : 0)

            BaseButton {
                id: otherButton

                objectName: "dialogOther"
                y: buttons.stacked ? harmlessButton.height + Theme.betweenTargets : 0
                width: buttons.stacked ? buttons.width : Math.max(implicitWidth, buttons.width * 0.37)
                height: buttons.stacked ? implicitHeight : buttons.height
                text: dialog.otherText
                iconName: dialog.deletes ? "bin" : dialog.otherIcon
                fill: dialog.deletes ? Theme.bad : Theme.surface
                fillPressed: dialog.deletes ? (Theme.highContrast ? Theme.bad : "#5F0F0C") : Theme.tint
                inkColor: dialog.deletes ? Theme.badInk : Theme.accent
                edgeWidth: dialog.deletes ? 0 : Theme.edgeWidth
                visible: dialog.otherText !== ""
                onClicked: dialog.other()
            }

            PrimaryButton {
                id: harmlessButton

                objectName: "dialogHarmless"
                x: buttons.stacked || !otherButton.visible ? 0 : otherButton.width + Theme.betweenTargets
                width: buttons.width - x
                height: buttons.stacked ? implicitHeight : buttons.height
                text: dialog.harmlessText
                iconName: dialog.harmlessIcon
                onClicked: dialog.harmless()
            }
        }
    }
}
