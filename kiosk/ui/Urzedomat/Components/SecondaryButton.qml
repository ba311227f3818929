// A button beside the main one: white with the accent's edge.
import QtQuick
import Urzedomat.Theme

BaseButton {
    fill: Theme.surface
    fillPressed: Theme.tint
    inkColor: Theme.accent
    edgeColor: Theme.accent
}
