// What every control is made from: pressed on the next frame, released over 120 ms, ring when focused by keys.
import QtQuick
import QtQuick.Templates as T
import Urzedomat.Theme

T.AbstractButton {
    id: control

    property real corner: Theme.buttonRadius
    property real pressedScale: 0.97
    // What speech says instead of the drawn words, where those are too short alone.
    property string spoken: ""
    // 0 at rest, 1 pressed: in at once, out over 120 ms. Colours follow it.
    property real pressure: 0
    property alias ringVisible: ring.visible

    focusPolicy: Qt.TabFocus
    activeFocusOnTab: true
    implicitWidth: Math.max(Theme.target, (contentItem ? contentItem.implicitWidth : 0) + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.target, (contentItem ? contentItem.implicitHeight : 0) + topPadding + bottomPadding)
    font.family: Theme.family
    scale: 1 - (1 - pressedScale) * pressure

    function between(rest: color, pressed: color): color {
        return Qt.tint(rest, Qt.rgba(pressed.r, pressed.g, pressed.b, pressed.a * pressure));
    }

    // A press by key, switch or assistive technology, which does not go through what lies above.
    function pressFromAfar() {
        if (enabled && !Dialogs.covers(control))
            control.click();
    }

    Keys.onReturnPressed: control.pressFromAfar()
    Keys.onEnterPressed: control.pressFromAfar()
    Accessible.role: Accessible.Button
    Accessible.name: spoken !== "" ? spoken : text
    Accessible.onPressAction: control.pressFromAfar()

    states: State {
        name: "pressed"
        when: control.down

        PropertyChanges {
            control.pressure: 1
        }
    }
    transitions: Transition {
        from: "pressed"

        NumberAnimation {
            property: "pressure"
            duration: Theme.pressOut
        }
    }

    FocusRing {
        id: ring

        corner: control.corner
        visible: control.visualFocus
    }
}
