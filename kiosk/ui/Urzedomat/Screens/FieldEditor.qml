// One detail, to be typed or chosen. What is typed goes to the session at once; saving holds it against its rule.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

Column {
    id: editor

    required property DetailField field
    readonly property bool isList: field?.kind === "list"
    readonly property bool isChoice: (field?.choices.length ?? 0) > 0
    readonly property string fieldName: field?.name ?? ""
    property string original: ""
    property list<string> lines: []

    signal next
    signal previous
    // The resident leaves the detail as it was.
    signal abandoned

    function save() {
        Typing.end();
        if (field)
            Intent.settleField(field.name, field.value);
    }

    // Back to what it was before this screen; nothing is sent when nothing was changed.
    function restore() {
        Typing.end();
        if (field && field.value !== original)
            Intent.settleField(field.name, original);
    }

    function begin() {
        original = field?.value ?? "";
        lines = isList ? [...original.split(/[\n;]/).map(line => line.trim()).filter(line => line !== "")] : [];
        // The keyboard closes first: another detail may need other keys.
        Typing.end();
        // Whoever pressed "Zmień" beside words wants to type.
        typing.restart();
    }

    function put(index: int, text: string) {
        lines[index] = text;
        Intent.editField(field.name, [...lines].join("\n"));
    }

    function drop(index: int) {
        Typing.end();
        lines = [...lines].filter((line, at) => at !== index);
        Intent.editField(field.name, [...lines].join("\n"));
    }

    spacing: Theme.betweenTargets
    onFieldNameChanged: begin()
    Component.onCompleted: begin()

    Timer {
        id: typing

        interval: 0
        onTriggered: {
            if (editor.field && !editor.isList && !editor.isChoice)
                box.focusField();
        }
    }

    // -- choose

    Repeater {
        model: editor.isChoice ? editor.field?.choices ?? [] : []

        Choice {
            required property string modelData

            width: editor.width
            text: modelData
            selected: modelData === editor.field?.value
            onClicked: {
                Typing.end();
                Intent.editField(editor.fieldName, modelData);
            }
        }
    }

    // -- type

    FieldBox {
        id: box

        width: parent.width
        label: editor.isChoice ? qsTr("Inny adresat") : ""
        value: editor.isChoice && editor.field && editor.field.choices.includes(editor.field.value)
               ? "" : editor.field?.value ?? ""
        inputKind: editor.field?.kind ?? "text"
        error: editor.field?.error ?? ""
        visible: !editor.isList
        movesItself: false
        input.Accessible.name: FieldWords.label(editor.fieldName) + (error === "" ? "" : ". " + error)
        onEdited: text => Intent.editField(editor.fieldName, text)
        onNext: editor.next()
        onPrevious: editor.previous()
    }

    // -- a line for each attachment

    Repeater {
        model: editor.isList ? editor.lines.length : 0

        Item {
            id: line

            required property int index

            width: editor.width
            height: lineBox.implicitHeight

            FieldBox {
                id: lineBox

                width: parent.width - dropButton.width - 20
                value: editor.lines[line.index] ?? ""
                inputKind: "list"
                input.Accessible.name: qsTr("Załącznik %1").arg(line.index + 1)
                onEdited: text => editor.put(line.index, text)
            }

            SecondaryButton {
                id: dropButton

                objectName: "drop-" + (line.index + 1)
                anchors.right: parent.right
                width: Math.max(168, implicitWidth)
                height: Math.max(104, lineBox.implicitHeight)
                text: qsTr("Skreśl")
                spoken: qsTr("Skreśl załącznik %1").arg(line.index + 1)
                compact: true
                onClicked: editor.drop(line.index)
            }
        }
    }

    SecondaryButton {
        objectName: "addLine"
        width: parent.width
        text: qsTr("Dopisz załącznik")
        iconName: "plus"
        visible: editor.isList
        enabled: editor.lines.every(line => line !== "")
        onClicked: editor.lines = [...editor.lines, ""]
    }

    Item {
        readonly property real half: (width - Theme.betweenTargets) / 2
        readonly property bool stacked: saveButton.implicitWidth > half || leaveButton.implicitWidth > half

        width: parent.width
        implicitHeight: stacked ? saveButton.implicitHeight + leaveButton.implicitHeight + Theme.betweenTargets
                                : Math.max(saveButton.implicitHeight, leaveButton.implicitHeight)
        height: implicitHeight

        SecondaryButton {
            id: leaveButton

            objectName: "leaveAsIs"
            y: parent.stacked ? saveButton.implicitHeight + Theme.betweenTargets : 0
            width: parent.stacked ? parent.width : parent.half
            height: parent.stacked ? implicitHeight : parent.height
            text: qsTr("Nie zmieniaj")
            iconName: "undo"
            onClicked: {
                editor.restore();
                editor.abandoned();
            }
        }

        PrimaryButton {
            id: saveButton

            objectName: "save"
            x: parent.stacked ? 0 : leaveButton.width + Theme.betweenTargets
            width: parent.width - x
            height: parent.stacked ? implicitHeight : parent.height
            text: qsTr("Zapisz")
            iconName: "check"
            onClicked: editor.save()
        }
    }
}
