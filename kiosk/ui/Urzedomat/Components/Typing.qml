pragma Singleton

// Which field the screen keyboard types into. Keeps no text: what is typed lives in the field alone.
import QtQuick

QtObject {
    id: typing

    property TextInput input: null
    property string kind: "text"
    property bool hasNext: true
    // Height that the open keyboard covers above the comfort bar; pages move their field above it.
    property real keyboardHeight: 0
    readonly property bool active: input !== null

    signal previousAsked
    signal nextAsked

    function begin(field: TextInput, fieldKind: string) {
        // The kind first: the keyboard sets itself up when the field changes.
        kind = fieldKind;
        input = field;
    }

    function end() {
        const field = input;
        input = null;
        if (field)
            field.focus = false;
    }

    function put(text: string) {
        if (!input)
            return;
        if (input.selectedText !== "")
            input.remove(input.selectionStart, input.selectionEnd);
        input.insert(input.cursorPosition, text);
    }

    function erase() {
        if (!input)
            return;
        if (input.selectedText !== "")
            input.remove(input.selectionStart, input.selectionEnd);
        else if (input.cursorPosition > 0)
            input.remove(input.cursorPosition - 1, input.cursorPosition);
    }
}
