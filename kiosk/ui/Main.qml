// The window: header, the screen of the moment, comfort bar, dialog, keyboard. Lengths inside are design pixels.
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

Window {
    id: window

    // The panel, from the settings.
    property real pixelPitchMm: Theme.designPitchMm
    property int panelWidthPx: 1080
    property int panelHeightPx: 1920
    property real viewingDistanceMm: 600
    property real lowerEdgeMm: 720
    property string officeName: Theme.officeName
    property bool animated: true
    property bool reducedMotion: false
    property bool hidesCursor: false

    function pascal(name: string): string {
        return name.split("_").map(word => word.charAt(0).toUpperCase() + word.slice(1)).join("");
    }

    function focusOn(item: Item) {
        if (item)
            item.forceActiveFocus();
    }

    width: panelWidthPx
    height: panelHeightPx
    visible: true
    title: "Urzędomat"
    color: Visit.screen === "attract" ? Theme.nightBottom : Theme.bg

    Binding { target: Theme; property: "pixelPitchMm"; value: window.pixelPitchMm }
    Binding { target: Theme; property: "panelWidthPx"; value: window.panelWidthPx }
    Binding { target: Theme; property: "panelHeightPx"; value: window.panelHeightPx }
    Binding { target: Theme; property: "viewingDistanceMm"; value: window.viewingDistanceMm }
    Binding { target: Theme; property: "lowerEdgeMm"; value: window.lowerEdgeMm }
    Binding { target: Theme; property: "officeName"; value: window.officeName }
    Binding { target: Theme; property: "animated"; value: window.animated }
    Binding { target: Theme; property: "reducedMotion"; value: window.reducedMotion }
    Binding { target: Theme; property: "sharpness"; value: scene.scale * window.Screen.devicePixelRatio }
    Binding { target: Typing; property: "keyboardHeight"; value: Typing.active ? keyboard.height : 0 }

    // Focus stays in an open dialog; a field keeps the keyboard until something other than a key takes the focus.
    onActiveFocusItemChanged: {
        if (activeFocusItem && Dialogs.covers(activeFocusItem)) {
            window.focusOn(Dialogs.top);
            return;
        }
        if (!Typing.active || activeFocusItem === Typing.input)
            return;
        for (let item = activeFocusItem; item; item = item.parent) {
            if (item === keyboard)
                return;
        }
        Typing.input = null;
    }

    Item {
        id: scene

        // Rounded to a hundredth, so that the panel of the settings is drawn pixel by pixel.
        scale: Math.round(100 * Math.min(window.width / Theme.width, window.height / Theme.height)) / 100
        transformOrigin: Item.TopLeft
        x: Math.round((window.width - Theme.width * scale) / 2)
        width: Theme.width
        height: Theme.height

        Loader {
            id: screen

            property real shift: 0
            property int before: 0

            objectName: "screen"
            width: scene.width
            height: scene.height
            x: shift
            source: Qt.resolvedUrl("Urzedomat/Screens/" + window.pascal(Visit.screen) + "Screen.qml")
            onSourceChanged: Typing.end()
            onLoaded: {
                const order = ["attract", "home", "privacy", "feeder", "scanning", "review", "details", "sign_choice",
                               "card", "pin", "summary", "sealing", "receipt", "finished"];
                const here = order.indexOf(Visit.screen);
                arrive.from = here >= 0 && here < before ? -48 : 48;
                if (here >= 0)
                    before = here;
                arriving.restart();
                window.focusOn(item as Item);
            }

            ParallelAnimation {
                id: arriving

                NumberAnimation {
                    id: arrive

                    target: screen
                    property: "shift"
                    to: 0
                    duration: Theme.slide
                    easing.type: Easing.OutCubic
                }

                NumberAnimation {
                    target: screen
                    property: "opacity"
                    from: 0
                    to: 1
                    duration: Theme.slide
                    easing.type: Easing.OutCubic
                }
            }
        }

        Header {
            width: scene.width
            step: Visit.step
            night: Visit.screen === "attract"
        }

        Keyboard {
            id: keyboard

            property real sink: Typing.active ? 0 : height

            objectName: "keyboard"
            width: scene.width
            y: Theme.comfortTop - height + sink
            visible: sink < height
            enabled: Typing.active
            onLeaveAsked: Intent.leave()

            Behavior on sink {
                NumberAnimation {
                    duration: Typing.active ? Theme.dialogIn : Theme.dialogOut
                    easing.type: Typing.active ? Easing.OutCubic : Easing.InCubic
                }
            }
        }

        ComfortBar {
            width: scene.width
            height: implicitHeight
            y: Theme.comfortTop
        }

        Loader {
            id: overlay

            property string name: Visit.overlay

            objectName: "overlay"
            anchors.fill: parent
            // Gone at once when answered: nothing waits for a dialog that is on its way out.
            source: name === "" ? "" : Qt.resolvedUrl("Urzedomat/Overlays/" + window.pascal(name) + "Overlay.qml")
            onNameChanged: if (name === "") window.focusOn(screen.item as Item)
            onLoaded: {
                coming.restart();
                window.focusOn(item as Item);
            }

            NumberAnimation {
                id: coming

                target: overlay
                property: "opacity"
                from: 0
                to: 1
                duration: Theme.dialogIn
                easing.type: Easing.OutCubic
            }
        }

        // Any touch anywhere tells the session that someone is here; it takes nothing away from what lies below.
        Item {
            anchors.fill: parent
            Accessible.ignored: true

            PointHandler {
                onActiveChanged: if (active) Intent.touched()
            }

            HoverHandler {
                enabled: window.hidesCursor
                cursorShape: Qt.BlankCursor
            }
        }

        Connections {
            target: Visit

            function onAnnounced(text: string) {
                scene.Accessible.announce(text, Accessible.Polite);
            }
        }
    }
}
