pragma Singleton

// One place for every colour, size and duration, derived from the panel and from what the resident chose.
//
// Lengths are design pixels of 0.3113 mm. Main.qml scales the scene from them to the panel's own pixels, so a
// number here is a length in the room, whatever the panel's resolution.
import QtQuick
import Urzedomat.View

QtObject {
    id: theme

    // The panel, from the settings.
    property real pixelPitchMm: 0.3113
    property int panelWidthPx: 1080
    property int panelHeightPx: 1920
    property real viewingDistanceMm: 600
    property real lowerEdgeMm: 720
    property string officeName: "Urząd Marszałkowski\nw Toruniu"
    // Off in tests; the resident's own need for calm is `still`.
    property bool animated: true
    property bool reducedMotion: false
    // Panel pixels in a design pixel, set by Main.qml: pictures are fetched as sharp as the panel shows them.
    property real sharpness: 1

    readonly property real designPitchMm: 0.3113
    readonly property real width: Math.round(panelWidthPx * pixelPitchMm / designPitchMm)
    readonly property real height: Math.round(panelHeightPx * pixelPitchMm / designPitchMm)

    // Reach: EN 301 549 and the office's mounting give 1220 mm at most, 1038 mm in low reach.
    readonly property real reachTop: theme.lineAt(1220)
    readonly property real lowTop: theme.lineAt(1038)

    // What the resident chose.
    readonly property bool highContrast: Visit.highContrast
    readonly property bool lowReach: Visit.lowReach
    readonly property int textStep: Math.max(0, Math.min(3, Visit.textStep))
    readonly property real growth: 1 + 0.2 * textStep
    // From 140 % words need the room of chevrons, of icons inside buttons and of a second column.
    readonly property bool largeText: textStep >= 2

    // Colour (design/README.md, section 3).
    readonly property color bg: highContrast ? "#000000" : "#EDF1F4"
    readonly property color surface: highContrast ? "#000000" : "#FFFFFF"
    readonly property color ink: highContrast ? "#FFFFFF" : "#14202B"
    readonly property color ink2: highContrast ? "#FFFFFF" : "#3A4855"
    readonly property color accent: highContrast ? "#FFE500" : "#0B4668"
    readonly property color accentInk: highContrast ? "#000000" : "#FFFFFF"
    readonly property color accentDeep: highContrast ? "#FFE500" : "#07324B"
    readonly property color tint: highContrast ? "#000000" : "#E1EDF4"
    readonly property color edge: highContrast ? "#FFFFFF" : "#5A6A79"
    readonly property color line: highContrast ? "#FFFFFF" : "#CBD5DD"
    readonly property color ok: highContrast ? "#FFFFFF" : "#12533A"
    readonly property color okTint: highContrast ? "#000000" : "#E0F1E8"
    readonly property color okInk: highContrast ? "#000000" : "#FFFFFF"
    readonly property color doubt: highContrast ? "#000000" : "#FFF0C2"
    readonly property color doubtEdge: highContrast ? "#FFE500" : "#6B4500"
    readonly property color bad: highContrast ? "#FFFFFF" : "#8C1D18"
    readonly property color badInk: highContrast ? "#000000" : "#FFFFFF"
    readonly property color badTint: highContrast ? "#000000" : "#FBE9E7"
    readonly property color keyboardGround: highContrast ? "#000000" : "#D3DCE3"
    readonly property color greyKey: highContrast ? "#000000" : "#EDF1F4"
    readonly property color polishKey: highContrast ? "#000000" : "#F3F9FD"
    readonly property color paperEdge: highContrast ? "#FFFFFF" : "#9AA8B4"
    readonly property color drawingMid: highContrast ? "#000000" : "#A9C4D5"
    readonly property color drawingLight: highContrast ? "#000000" : "#C9DBE6"
    readonly property color drawingPale: highContrast ? "#000000" : "#D0E3EE"
    readonly property color drawingLine: highContrast ? "#FFFFFF" : "#07324B"
    readonly property color wash: highContrast ? "#D9000000" : "#8007141F"
    // The attract screen is dark whatever the contrast.
    readonly property color nightTop: highContrast ? "#000000" : "#0B4668"
    readonly property color nightBottom: highContrast ? "#000000" : "#07324B"
    readonly property color nightInk: "#FFFFFF"
    readonly property color nightInk2: highContrast ? "#FFFFFF" : "#DCEBF5"

    // Type (section 2): names of the roles.
    readonly property string family: "Noto Sans"
    readonly property int small: 34
    readonly property int body: 36
    readonly property int bodyLarge: 38
    readonly property int lead: 40
    readonly property int button: 40
    readonly property int field: 44
    readonly property int rowHeading: 46
    readonly property int section: 50
    readonly property int title: 64
    readonly property int number: 84
    readonly property int headline: 112
    readonly property int counter: 168

    // Space (section 4).
    readonly property int margin: 56
    readonly property real contentWidth: width - 2 * margin
    readonly property int gap: 28
    readonly property int inset: 40
    readonly property int headToContent: 40
    readonly property int titleToLead: 18
    readonly property int headerHeight: 124
    readonly property int titleTop: 172
    readonly property int buttonHeight: 128
    readonly property int actionToBar: 36
    readonly property int betweenTargets: 24
    readonly property int target: 65
    readonly property real comfortHeight: largeText ? 300 : 148
    readonly property real comfortTop: height - comfortHeight
    readonly property int tileRadius: 28
    readonly property int buttonRadius: 20
    readonly property int fieldRadius: 16
    readonly property real edgeWidth: 3
    readonly property real cardEdge: highContrast ? 4 : 0

    // Motion (section 8). Speech and high contrast ask for calm by themselves.
    readonly property bool still: !animated || reducedMotion || Visit.speech || Visit.highContrast
    readonly property int pressOut: still ? 0 : 120
    readonly property int slide: still ? 0 : 240
    readonly property int dialogIn: still ? 0 : 200
    readonly property int dialogOut: still ? 0 : 160
    readonly property int pageIn: still ? 0 : 280

    // Size in design pixels of text drawn at `px` in the normal size. Text up to 40 px grows by the whole step,
    // larger text by half of it, but never below what 40 px became: a heading stays above its line.
    function text(px: real): int {
        const whole = Math.min(px, 40) * growth;
        const grown = px <= 40 ? whole : Math.max(whole, px * (1 + (growth - 1) / 2));
        return Math.round(grown * viewingDistanceMm / 600);
    }

    // Binds one-letter words to the next one, as Polish setting wants it.
    function bound(words: string): string {
        return words.replace(/(^|[\s(„])([aiouwzAIOUWZвзіуяоаВЗІУЯОА]) (?=\S)/g, "$1$2\u00A0");
    }

    // y of a height above the floor, rounded down the panel to the 20 px grid.
    function lineAt(heightMm: real): real {
        const y = height - (heightMm - lowerEdgeMm) / designPitchMm;
        return Math.max(headerHeight, Math.ceil(y / 20) * 20);
    }
}
