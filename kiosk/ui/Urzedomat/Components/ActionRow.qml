// The last row of a task, always in the same order: Zakończ, Wstecz, the one primary action.
import QtQuick
import Urzedomat.Theme

Item {
    id: row

    property string primaryText
    property string primaryIcon: "arrow-right"
    property bool primaryIconAfter: true
    property bool primaryEnabled: true
    property bool primaryBusy: false
    property string primaryBusyText
    property bool showsLeave: true
    property bool showsBack: true
    property string backText: qsTr("Wstecz")
    readonly property bool showsPrimary: primaryText !== ""
    // Another part of the screen is still to come: "Dalej" stands in the primary action's place.
    property bool more: false
    // The row is as tall with "Dalej" as without, or the parts would never settle.
    readonly property real naturalWidth: (showsLeave ? leaveButton.likedWidth + gap : 0)
                                         + (showsBack ? backButton.likedWidth + gap : 0)
                                         + (showsPrimary ? Math.max(300, primaryButton.likedWidth) : 0)
    readonly property int iconCount: Theme.largeText ? 0 : (showsLeave ? 1 : 0) + (showsBack ? 1 : 0)
                                                           + (showsPrimary ? 1 : 0)
    // Long words: first the icons give way, then the primary action takes a row of its own.
    readonly property bool tworows: showsPrimary && (showsLeave || showsBack) && naturalWidth - 60 * iconCount > width
    readonly property bool showsIcons: tworows || naturalWidth - 60 <= width
    readonly property bool showsPrimaryIcon: tworows || naturalWidth <= width
    readonly property real gap: Theme.betweenTargets
    readonly property real primaryHeight: primaryButton.implicitHeight
    readonly property real sideHeight: Math.max(showsLeave ? leaveButton.implicitHeight : 0,
                                                showsBack ? backButton.implicitHeight : 0)

    signal primary
    signal moreAsked
    signal back
    signal leave

    implicitWidth: Theme.contentWidth
    implicitHeight: tworows ? sideHeight + gap + primaryHeight
                            : Math.max(sideHeight, showsPrimary ? primaryHeight : 0)

    QuietButton {
        id: leaveButton

        objectName: "leave"
        anchors.left: parent.left
        y: 0
        height: row.sideHeight
        text: qsTr("Zakończ")
        iconName: "cross"
        allowsIcon: row.showsIcons
        visible: row.showsLeave
        onClicked: row.leave()
    }

    SecondaryButton {
        id: backButton

        objectName: "back"
        x: row.showsLeave ? leaveButton.width + row.gap : 0
        width: row.tworows ? row.width - x : implicitWidth
        height: row.sideHeight
        text: row.backText
        iconName: "arrow-left"
        allowsIcon: row.showsIcons
        visible: row.showsBack
        onClicked: row.back()
    }

    PrimaryButton {
        id: primaryButton

        objectName: "primary"
        x: row.tworows ? 0 : backButton.visible ? backButton.x + backButton.width + row.gap
                                           : row.showsLeave ? leaveButton.width + row.gap : 0
        y: row.tworows ? row.sideHeight + row.gap : 0
        width: row.width - x
        height: row.tworows ? implicitHeight : row.implicitHeight
        text: row.primaryText
        iconName: row.primaryIcon
        allowsIcon: row.showsPrimaryIcon
        iconAfter: row.primaryIconAfter
        enabled: row.primaryEnabled
        busy: row.primaryBusy
        busyText: row.primaryBusyText
        visible: row.showsPrimary && !row.more
        onClicked: row.primary()
    }

    PrimaryButton {
        objectName: "more"
        x: primaryButton.x
        y: primaryButton.y
        width: row.width - x
        height: row.showsPrimary ? primaryButton.height : row.height
        text: qsTr("Dalej")
        iconName: "arrow-down"
        iconAfter: true
        visible: row.more
        onClicked: row.moreAsked()
    }
}
