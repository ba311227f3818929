// The one filled button of a screen: the next step.
import QtQuick
import Urzedomat.Theme

BaseButton {
    fill: Theme.accent
    fillPressed: Theme.accentDeep
    inkColor: Theme.accentInk
    edgeWidth: 0
}
