// We ask only about what we doubt, one thing at a time, with the scan's own words beside it; then all can be seen.
pragma ComponentBehavior: Bound

import QtQuick
import QtQml
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: details

    // The field that the resident left without a word: the session still has it open.
    property string dismissed: ""
    readonly property int count: fields.count
    readonly property DetailField current: {
        const wanted = Visit.currentField;
        for (let i = 0; i < count; ++i) {
            const field = fields.objectAt(i) as DetailField;
            if (field && field.name === wanted)
                return field;
        }
        return null;
    }
    // While something is doubtful the list stays out of sight.
    readonly property string mode: Visit.doubtsLeft > 0 ? "doubt"
                                   : current !== null && current.name !== dismissed ? "edit" : "list"

    title: mode === "doubt" ? qsTr("Sprawdź żółte słowa") : mode === "edit" && current
                              ? FieldWords.label(current.name) : qsTr("Sprawdź dane")
    lead: mode === "doubt" ? qsTr("Nie jesteśmy ich pewni. Zostały %n.", "", Visit.doubtsLeft).replace(/ (\d)/, "\u00A0$1")
          : mode === "edit" ? FieldWords.hint(current?.name ?? "") : qsTr("Tak zapiszę Twoje pismo.")
    leadMatters: mode === "doubt"
    spacing: mode === "list" ? 12 : Theme.betweenTargets
    // While one detail is open its own buttons stand under it, above the keyboard.
    primaryText: mode === "edit" ? "" : qsTr("Dalej")
    showsBack: mode !== "edit" && Visit.canGoBack
    primaryEnabled: mode !== "doubt" && Visit.busy === ""
    // The buttons of the open detail stay in sight while it is typed.
    typingReserve: mode === "edit" ? Theme.buttonHeight + Theme.betweenTargets : 0
    onPrimary: Intent.detailsDone()

    function open(name: string) {
        dismissed = "";
        part = 0;
        Intent.openField(name);
    }

    // The neighbour in the order of the screen; while there are doubts, the neighbour among them.
    function step(by: int) {
        if (!current)
            return;
        const names = [];
        for (let i = 0; i < count; ++i) {
            const field = fields.objectAt(i) as DetailField;
            if (field && (mode !== "doubt" || field.doubtful && !field.settled || field === current))
                names.push(field.name);
        }
        const at = names.indexOf(current.name);
        const wanted = names[(at + by + names.length) % names.length];
        if (wanted !== undefined && wanted !== current.name)
            open(wanted);
    }

    Connections {
        target: Visit

        function onFieldsChanged() {
            if (Visit.currentField !== details.dismissed)
                details.dismissed = "";
        }
    }

    Instantiator {
        id: fields

        model: Visit.fields
        delegate: DetailField {}
    }

    // -- reading is not over

    Banner {
        objectName: "busy"
        width: parent.width
        kind: "note"
        iconName: "clock"
        words: Visit.busy
        visible: words !== ""
    }

    // -- what is doubtful

    Loader {
        width: parent.width
        active: details.mode === "doubt" && details.current !== null
        visible: active
        sourceComponent: DoubtfulField {
            id: doubtful

            label: FieldWords.label(details.current?.name ?? "")
            strip: details.current?.strip ?? ""
            value: details.current?.value ?? ""
            suggestion: details.current?.suggestion ?? ""
            inputKind: details.current?.kind ?? "text"
            error: details.current?.error ?? ""
            onEdited: text => {
                if (details.current)
                    Intent.editField(details.current.name, text);
            }
            onSettled: text => {
                if (details.current) {
                    Typing.end();
                    Intent.settleField(details.current.name, text);
                }
            }
            onNext: details.step(1)
            onPrevious: details.step(-1)
        }
    }

    Repeater {
        model: details.mode === "doubt" ? Visit.fields : null

        Pressable {
            id: waiting

            required property string name
            required property string value
            required property bool doubtful
            required property bool settled

            objectName: "waiting-" + name
            width: parent?.width ?? 0
            leftPadding: 32
            rightPadding: 28
            topPadding: 20
            bottomPadding: 20
            implicitHeight: Math.max(96, contentItem.implicitHeight + 40)
            visible: doubtful && !settled && name !== Visit.currentField
            text: FieldWords.label(name)
            spoken: qsTr("Sprawdź: %1").arg(text) + (value === "" ? "" : ". " + value)
            onClicked: details.open(name)

            background: Rectangle {
                radius: waiting.corner
                color: waiting.between(Theme.doubt, Theme.surface)
                border.color: Theme.doubtEdge
                border.width: Theme.edgeWidth
            }

            contentItem: Item {
                implicitHeight: waitingWords.implicitHeight

                Icon {
                    id: mark

                    anchors.verticalCenter: parent.verticalCenter
                    name: "doubt"
                    size: 48
                    color: Theme.doubtEdge
                }

                Words {
                    id: waitingWords

                    anchors.verticalCenter: parent.verticalCenter
                    x: mark.width + 24
                    width: parent.width - x - 64
                    words: waiting.value === "" ? waiting.text : qsTr("%1: %2").arg(waiting.text).arg(waiting.value)
                    color: Theme.ink
                    Accessible.ignored: true
                }

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.right: parent.right
                    name: "chevron-right"
                    size: 44
                    color: Theme.highContrast ? Theme.accent : Theme.ink
                }
            }
        }
    }

    // -- all of it

    Repeater {
        model: details.mode === "list" ? Visit.fields : null

        ChangeRow {
            required property string name
            required property string value
            required property string error

            objectName: "field-" + name
            width: parent?.width ?? 0
            label: FieldWords.label(name)
            text: FieldWords.shown(name, value)
            given: value !== ""
            note: error
            carded: true
            onChange: details.open(name)
        }
    }

    // -- one of them

    Loader {
        width: parent.width
        active: details.mode === "edit"
        visible: active
        sourceComponent: FieldEditor {
            field: details.current
            onNext: details.step(1)
            onPrevious: details.step(-1)
            onAbandoned: details.dismissed = Visit.currentField
        }
    }
}
