// Our own keyboard: every Polish letter one tap away, no memory, every key with a spoken name.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme
import Urzedomat.View

Rectangle {
    id: keyboard

    readonly property string kind: Typing.kind
    readonly property bool pad: kind === "phone" || kind === "date"
    readonly property bool codeKeys: kind === "code"
    readonly property bool email: kind === "email"
    readonly property bool capitals: kind === "case_mark"
    property string layout: Visit.language
    property bool shifted: false
    property bool signsShown: false
    readonly property bool upper: capitals || shifted
    readonly property real inner: width - 40
    readonly property real pitch: 117
    readonly property var rows: codeKeys ? Layouts.code : signsShown ? Layouts.signs
                                         : Layouts.letters[email || capitals ? "pl" : layout]
    readonly property string topRow: signsShown || codeKeys ? "" : email || capitals ? Layouts.digits
                                                                                     : Layouts.top(layout)
    // Letters are as wide as the widest row lets them be; Shift and backspace share what the third row leaves.
    readonly property real letterWidth: Math.min(95, (inner - (rows[0].length - 1) * 10) / rows[0].length)
    readonly property string lastRow: rows[rows.length - 1]
    readonly property bool showsShift: !signsShown && !codeKeys && !capitals && !email
    readonly property real sideWidth: {
        const free = inner - lastRow.length * (letterWidth + 10);
        return Math.min(200, showsShift ? (free - 10) / 2 : free);
    }

    signal leaveAsked

    implicitWidth: Theme.width
    implicitHeight: 16 + 6 * pitch
    color: Theme.keyboardGround
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Klawiatura")

    // Shift, signs and layout as they are at the start: nothing is carried from field to field or visit to visit.
    function reset() {
        signsShown = false;
        layout = Visit.language;
        capitalise();
    }

    function capitalise() {
        const input = Typing.input;
        if (!input || (kind !== "name" && kind !== "text" && kind !== "department" && kind !== "list")) {
            shifted = false;
            return;
        }
        const before = input.text.charAt(input.cursorPosition - 1);
        shifted = input.cursorPosition === 0 || (kind === "name" && (before === " " || before === "-"));
    }

    function put(text: string) {
        Typing.put(text);
        capitalise();
    }

    function erase() {
        Typing.erase();
        capitalise();
    }

    Connections {
        target: Typing

        function onInputChanged() {
            keyboard.reset();
        }
    }

    Connections {
        target: Visit

        function onComfortChanged() {
            keyboard.layout = Visit.language;
        }
    }

    Rectangle {
        width: parent.width
        height: Theme.highContrast ? 4 : 2
        color: Theme.line
    }

    // Ground: a touch between keys must not reach the page beneath.
    MouseArea {
        anchors.fill: parent
        Accessible.ignored: true
    }

    Row {
        id: strip

        x: 20
        y: 16
        spacing: 10

        Repeater {
            model: [qsTr("Zakończ"), qsTr("Poprzednie"), qsTr("Następne"), qsTr("Gotowe")]

            Key {
                required property string modelData
                required property int index

                objectName: ["key-leave", "key-previous", "key-next", "key-done"][index]
                width: (keyboard.inner - 30) / 4
                text: modelData
                spoken: index === 1 ? qsTr("Poprzednie pole") : index === 2 ? qsTr("Następne pole")
                                    : index === 3 ? qsTr("Gotowe, zamknij klawiaturę") : qsTr("Zakończ wizytę")
                textSize: Math.min(Theme.text(38), 40)
                bold: true
                grey: index < 3
                special: index === 3
                onClicked: {
                    if (index === 0)
                        keyboard.leaveAsked();
                    else if (index === 1)
                        Typing.previousAsked();
                    else if (index === 2)
                        Typing.nextAsked();
                    else
                        Typing.end();
                }
            }
        }
    }

    Loader {
        id: keys

        anchors.left: parent.left
        anchors.right: parent.right
        y: 16 + keyboard.pitch
        sourceComponent: keyboard.pad ? digitPad : letterKeys
    }

    Component {
        id: digitPad

        DigitKeys {
            x: (keyboard.width - width) / 2
            keyHeight: 128
            spacing: 18
            leftText: keyboard.kind === "date" ? "." : "+"
            onDigit: value => keyboard.put(value)
            onLeftPressed: keyboard.put(leftText)
            onErased: keyboard.erase()
        }
    }

    Component {
        id: letterKeys

        Column {
            spacing: keyboard.pitch - 95

            LetterRow {
                letters: keyboard.topRow
                marked: keyboard.topRow === Layouts.polish
                visible: letters !== ""
            }

            Repeater {
                model: keyboard.rows.slice(0, -1)

                LetterRow {
                    required property string modelData

                    letters: modelData
                }
            }

            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: 10

                Key {
                    objectName: "key-shift"
                    width: keyboard.sideWidth
                    iconName: "shift"
                    spoken: keyboard.upper ? qsTr("Małe litery") : qsTr("Duże litery")
                    grey: true
                    lit: keyboard.upper
                    visible: keyboard.showsShift
                    onClicked: keyboard.shifted = !keyboard.shifted
                }

                Repeater {
                    model: keyboard.lastRow.split("")

                    LetterKey {
                        width: keyboard.letterWidth
                    }
                }

                Key {
                    objectName: "key-erase"
                    width: keyboard.sideWidth
                    iconName: "backspace"
                    spoken: qsTr("Usuń znak")
                    grey: true
                    autoRepeat: true
                    onClicked: keyboard.erase()
                }
            }

            Row {
                id: bottomRow

                readonly property var signs: keyboard.email ? ["@", ".", "-", "_"] : keyboard.capitals ? [".", "/", "-"]
                                                                                                       : ["-", ".", ","]
                readonly property bool switches: !keyboard.email && !keyboard.capitals && Visit.language !== "pl"
                readonly property real signWidth: keyboard.email ? 140 : 95

                anchors.horizontalCenter: parent.horizontalCenter
                spacing: 10
                visible: !keyboard.codeKeys

                Key {
                    objectName: "key-signs"
                    width: 200
                    text: keyboard.signsShown ? qsTr("abc") : "123 @"
                    spoken: keyboard.signsShown ? qsTr("Litery") : qsTr("Cyfry i znaki")
                    textSize: 40
                    bold: true
                    grey: true
                    onClicked: keyboard.signsShown = !keyboard.signsShown
                }

                Key {
                    objectName: "key-layout"
                    width: 140
                    text: Layouts.sample(keyboard.layout === "pl" ? Visit.language : "pl")
                    spoken: keyboard.layout === "pl" ? qsTr("Inne litery") : qsTr("Polskie litery")
                    textSize: 40
                    bold: true
                    grey: true
                    visible: bottomRow.switches
                    onClicked: keyboard.layout = keyboard.layout === "pl" ? Visit.language : "pl"
                }

                Key {
                    objectName: "key-space"
                    width: keyboard.inner - 210 - (bottomRow.switches ? 150 : 0)
                           - bottomRow.signs.length * (bottomRow.signWidth + 10)
                    text: qsTr("spacja")
                    spoken: qsTr("Spacja")
                    textSize: 40
                    bold: true
                    visible: !keyboard.email
                    onClicked: keyboard.put(" ")
                }

                Repeater {
                    model: bottomRow.signs

                    LetterKey {
                        width: bottomRow.signWidth
                    }
                }

                Key {
                    objectName: "key-pl"
                    width: keyboard.inner - 210 - bottomRow.signs.length * (bottomRow.signWidth + 10)
                    text: ".pl"
                    spoken: qsTr("kropka pl")
                    visible: keyboard.email
                    onClicked: keyboard.put(text)
                }
            }
        }
    }

    component LetterKey: Key {
        required property string modelData

        objectName: "key-" + modelData
        text: keyboard.upper && modelData !== "ß" ? modelData.toUpperCase() : modelData
        spoken: Layouts.name(text)
        onClicked: keyboard.put(text)
    }

    component LetterRow: Row {
        id: letterRow

        property string letters
        property bool marked: false

        anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
        spacing: 10

        Repeater {
            model: letterRow.letters.split("")

            LetterKey {
                width: letterRow.marked ? (keyboard.inner - 80) / 9
                                        : letterRow.letters === Layouts.digits ? 95 : keyboard.letterWidth
                special: letterRow.marked
            }
        }
    }
}
