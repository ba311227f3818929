// A button of words and an icon; PrimaryButton, SecondaryButton, QuietButton and DangerButton choose its colours.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme

Pressable {
    id: button

    property string iconName
    // After the words when the button moves on, before them when it acts.
    property bool iconAfter: false
    property bool busy: false
    property string busyText: ""
    property real textSize: Theme.button
    property color fill: Theme.surface
    property color fillPressed: Theme.tint
    property color inkColor: Theme.accent
    property color edgeColor: Theme.accent
    property real edgeWidth: Theme.edgeWidth
    property bool compact: false
    property bool allowsIcon: true
    // Width that the words and the icon would like; asked for even while the icon is left out.
    readonly property real likedWidth: Math.ceil(metrics.advanceWidth) + 2 + leftPadding + rightPadding
                                       + (iconName !== "" && (!Theme.largeText || text === "") ? 60 : 0)
    // Busy is shown after 0.2 s only: what is faster needs no words.
    property bool showsBusy: false
    readonly property bool showsIcon: iconName !== "" && allowsIcon && !showsBusy && (!Theme.largeText || text === "")
    readonly property string shownText: showsBusy && busyText !== "" ? busyText : text
    readonly property color shownInk: enabled ? inkColor : Theme.ink2

    leftPadding: compact ? 16 : 28
    rightPadding: compact ? 16 : 28
    topPadding: 16
    bottomPadding: 16
    implicitHeight: Math.max(compact ? 92 : Theme.buttonHeight,
                             label.implicitHeight + topPadding + bottomPadding)
    spoken: showsBusy && busyText !== "" ? busyText : ""

    onBusyChanged: if (!busy) showsBusy = false

    TextMetrics {
        id: metrics

        text: Theme.bound(button.shownText)
        font.family: Theme.family
        font.pixelSize: Theme.text(button.textSize)
        font.bold: true
    }

    Timer {
        interval: 200
        running: button.busy && !button.showsBusy
        onTriggered: button.showsBusy = true
    }

    background: Rectangle {
        radius: button.corner
        color: button.enabled ? button.between(button.fill, button.fillPressed) : "transparent"
        border.color: button.enabled ? button.edgeColor : Theme.edge
        border.width: !button.enabled ? (Theme.highContrast ? 0 : Theme.edgeWidth) : button.edgeWidth

        Loader {
            anchors.fill: parent
            active: !button.enabled && Theme.highContrast

            sourceComponent: DashedEdge {
                corner: button.corner
            }
        }
    }

    contentItem: Item {
        // The words' natural width, whatever room they got.
        implicitWidth: Math.ceil(metrics.advanceWidth) + 2 + row.iconRoom
        implicitHeight: row.implicitHeight

        Row {
            id: row

            readonly property real iconRoom: button.showsIcon ? icon.width + spacing : 0

            anchors.centerIn: parent
            spacing: 16
            layoutDirection: button.iconAfter ? Qt.RightToLeft : Qt.LeftToRight

            Icon {
                id: icon

                anchors.verticalCenter: parent.verticalCenter
                name: button.iconName
                size: 44
                color: button.shownInk
                visible: button.showsIcon
            }

            Words {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Math.ceil(metrics.advanceWidth) + 2, button.availableWidth - row.iconRoom)
                words: button.shownText
                size: button.textSize
                strong: true
                color: button.shownInk
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }
        }
    }

    ProgressLine {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 14
        visible: button.showsBusy
        endless: true
        ground: "transparent"
        fill: button.shownInk
        Accessible.ignored: true
    }

    // While busy the button is neither disabled nor pressed twice.
    MouseArea {
        anchors.fill: parent
        enabled: button.busy
        z: 2
        Accessible.ignored: true
    }
}
