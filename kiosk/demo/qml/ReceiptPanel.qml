// What the printer printed last.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Urzedomat.Drawer

Panel {
    id: panel

    required property Hands hands

    title: "Last printed"

    Label {
        Layout.fillWidth: true
        visible: panel.hands.slip === ""
        text: "Nothing yet."
        color: Ink.ink2
        font.pixelSize: Ink.small
    }

    Image {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(340, sourceSize.width > 0 ? width * sourceSize.height / sourceSize.width : 0)
        visible: panel.hands.slip !== ""
        source: panel.hands.slip
        fillMode: Image.PreserveAspectFit
        cache: false
        smooth: true
        mipmap: true
        Accessible.role: Accessible.Graphic
        Accessible.name: "Picture of the slip"
    }

    PushButton {
        visible: panel.hands.slip !== ""
        text: "Open the picture"
        hint: "Show the whole slip in this desk's picture viewer"
        onClicked: panel.hands.open(panel.hands.slip)
    }
}
