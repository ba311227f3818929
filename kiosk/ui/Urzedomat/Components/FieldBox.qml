// A labelled field. A tap opens the keyboard; what is wrong stands below it, with an example.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Theme

Item {
    id: field

    property string label
    // The session's value; the box follows it unless the resident is just typing past it.
    property string value
    // text, name, address, department, list, case_mark, email, phone, date, code: chooses the keyboard.
    property string inputKind: "text"
    property string error
    property string hint
    property bool doubtful: false
    property int maximumLength: 400
    // Off where the screen itself decides what Poprzednie and Następne open.
    property bool movesItself: true
    property alias text: input.text
    property alias input: input
    readonly property bool typing: Typing.active && Typing.input === input
    // Values already told: an echo of one of them must not undo the letters typed since.
    property var told: []

    signal edited(string text)
    signal finished(string text)
    signal next
    signal previous

    implicitWidth: Theme.contentWidth
    implicitHeight: column.implicitHeight

    function focusField() {
        input.forceActiveFocus();
    }

    function step(forward: bool) {
        let item = input.nextItemInFocusChain(forward);
        for (let i = 0; item && item !== input && i < 200; ++i) {
            if (item instanceof TextInput) {
                item.forceActiveFocus();
                return;
            }
            item = item.nextItemInFocusChain(forward);
        }
    }

    onValueChanged: {
        if (input.text !== value && !(typing && told.indexOf(value) >= 0))
            input.text = value;
    }
    Component.onCompleted: input.text = value

    Connections {
        target: Typing
        enabled: field.typing

        function onNextAsked() {
            field.next();
            if (field.movesItself)
                field.step(true);
        }

        function onPreviousAsked() {
            field.previous();
            if (field.movesItself)
                field.step(false);
        }
    }

    Column {
        id: column

        width: parent.width
        spacing: 10

        Words {
            width: parent.width
            words: field.label
            strong: true
            visible: words !== ""
            Accessible.ignored: true
        }

        Rectangle {
            id: box

            width: parent.width
            height: Math.max(104, input.implicitHeight + 36)
            radius: Theme.fieldRadius
            color: Theme.surface
            border.color: field.error !== "" ? Theme.bad : field.typing || input.activeFocus ? Theme.accent
                                                         : field.doubtful ? Theme.doubtEdge : Theme.edge
            border.width: field.error !== "" || field.typing || input.activeFocus ? 5 : 3

            TapHandler {
                onTapped: eventPoint => {
                    input.forceActiveFocus();
                    input.cursorPosition = input.positionAt(eventPoint.position.x - input.x,
                                                                        eventPoint.position.y - input.y);
                }
            }

            Rectangle {
                // Words read with doubt: amber ground and a heavy line, so that colour does not speak alone.
                x: input.x - 8
                width: Math.min(input.contentWidth, input.width) + 16
                height: input.height + 8
                anchors.verticalCenter: parent.verticalCenter
                radius: 8
                color: Theme.doubt
                visible: field.doubtful && input.text !== "" && !field.typing

                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 6
                    radius: 3
                    color: Theme.doubtEdge
                }
            }

            TextInput {
                id: input

                objectName: "input"
                x: 28
                width: parent.width - 28 - (triangle.visible ? triangle.width + 48 : 28)
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.ink
                font.family: Theme.family
                font.pixelSize: Theme.text(Theme.field)
                font.bold: field.doubtful && !field.typing
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                selectByMouse: false
                activeFocusOnTab: true
                wrapMode: TextInput.Wrap
                clip: true
                maximumLength: field.maximumLength
                inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
                cursorVisible: field.typing
                Accessible.role: Accessible.EditableText
                Accessible.name: field.label + (field.error === "" ? "" : ". " + field.error)
                Accessible.editable: true

                onActiveFocusChanged: {
                    if (activeFocus) {
                        field.told = [];
                        Typing.begin(input, field.inputKind);
                    }
                }
                onTextChanged: {
                    if (text === field.value)
                        return;
                    field.told.push(text);
                    field.edited(text);
                }
                onAccepted: field.finished(text)

                cursorDelegate: Rectangle {
                    width: 5
                    color: Theme.accent
                    visible: field.typing
                }
            }

            Icon {
                id: triangle

                anchors.right: parent.right
                anchors.rightMargin: 24
                anchors.verticalCenter: parent.verticalCenter
                name: "warning"
                size: 52
                color: Theme.bad
                visible: field.error !== ""
            }
        }

        Words {
            width: parent.width
            words: field.error !== "" ? field.error : field.hint
            strong: field.error !== ""
            color: field.error !== "" ? Theme.bad : Theme.ink2
            visible: words !== ""
            Accessible.role: field.error !== "" ? Accessible.AlertMessage : Accessible.StaticText
        }
    }

    Component.onDestruction: if (Typing.input === input) Typing.input = null
}
