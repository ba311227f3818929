pragma Singleton

// The drawer's colours and sizes. Not the resident's theme: that one follows the resident's choices.
import QtQuick

QtObject {
    readonly property color ground: "#EDF1F4"
    readonly property color paper: "#FFFFFF"
    readonly property color ink: "#14202B"
    readonly property color ink2: "#3A4855"
    readonly property color accent: "#0B4668"
    readonly property color accentDeep: "#07324B"
    readonly property color accentInk: "#FFFFFF"
    readonly property color tint: "#E1EDF4"
    readonly property color edge: "#5A6A79"
    readonly property color line: "#CBD5DD"

    readonly property string family: "Noto Sans"
    readonly property int small: 13
    readonly property int body: 14
    readonly property int heading: 16
    readonly property int gap: 12
    readonly property int target: 36
}
