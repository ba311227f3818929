// Words and an icon only: for leaving and for the way that few people take.
import QtQuick
import Urzedomat.Theme

BaseButton {
    fill: "transparent"
    fillPressed: Theme.tint
    inkColor: Theme.highContrast ? Theme.ink : Theme.accent
    edgeWidth: 0
    leftPadding: 12
    rightPadding: 12
}
