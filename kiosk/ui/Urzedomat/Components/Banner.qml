// One sentence that answers a question before it is asked. Kinds: advice, note, done, doubt, error.
import QtQuick
import Urzedomat.Theme

Rectangle {
    id: banner

    property string kind: "note"
    property string words
    property string iconName: kind === "done" ? "check-circle" : kind === "doubt" ? "doubt"
                                              : kind === "error" ? "warning" : "hand"
    property bool strong: kind !== "advice"
    readonly property color strongColor: kind === "done" ? Theme.ok : kind === "doubt" ? Theme.doubtEdge
                                         : kind === "error" ? Theme.bad : kind === "note" ? Theme.accent : Theme.ink

    implicitWidth: Theme.contentWidth
    implicitHeight: Math.max(kind === "advice" ? 112 : 120, label.implicitHeight + 48)
    radius: Theme.buttonRadius
    color: kind === "done" ? Theme.okTint : kind === "doubt" ? Theme.doubt : kind === "error" ? Theme.badTint
                                                                                               : Theme.tint
    border.color: strongColor
    border.width: kind !== "advice" ? Theme.edgeWidth : Theme.highContrast ? 2 : 0
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words

    Icon {
        id: icon

        x: 36
        anchors.verticalCenter: parent.verticalCenter
        name: banner.iconName
        size: 56
        color: banner.kind === "advice" ? Theme.accent : banner.strongColor
    }

    Words {
        id: label

        anchors.left: icon.right
        anchors.leftMargin: 28
        anchors.right: parent.right
        anchors.rightMargin: 28
        anchors.verticalCenter: parent.verticalCenter
        words: banner.words
        size: banner.strong ? Theme.lead : Theme.body
        strong: banner.strong
        color: banner.strongColor
        Accessible.ignored: true
    }
}
