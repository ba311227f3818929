// Deleting: only inside a dialog that asks.
import QtQuick
import Urzedomat.Theme

BaseButton {
    fill: Theme.bad
    fillPressed: Theme.highContrast ? Theme.bad : "#5F0F0C"
    inkColor: Theme.badInk
    edgeWidth: 0
    iconName: "bin"
}
