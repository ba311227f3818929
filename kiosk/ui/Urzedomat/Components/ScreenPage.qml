// The frame of every screen in a task: title, lead, picture, facts, controls, action row.
//
// Fill it in four slots. `look`: a drawing, given up first when room is short. `facts`: what is only looked at but
// must stay; moves up in low reach. The default slot: whatever is pressed. `replacement`: one item in the place of
// the action row. What does not fit is split into parts with a large "Dalej"; no word is ever cut.
import QtQuick
import Urzedomat.Theme
import Urzedomat.View

FocusScope {
    id: page

    property string title
    property string lead
    // A lead that says what nothing else on the screen says stays at every text size.
    property bool leadMatters: false
    property Item look: null
    property real lookMinimum: 200
    property real factsGap: Theme.gap
    property alias facts: factsColumn.data
    default property alias content: contentColumn.data
    property Item replacement: null
    property alias spacing: contentColumn.spacing
    property alias factsSpacing: factsColumn.spacing

    // Room left of the title for a sign of the screen's own.
    property real headIndent: 0
    // Room kept free under the typed field for what belongs to it, above the keyboard.
    property real typingReserve: 0
    property bool showsActions: true
    property string primaryText
    property string primaryIcon: "arrow-right"
    property bool primaryIconAfter: true
    property bool primaryEnabled: true
    property bool primaryBusy: false
    property string primaryBusyText
    property bool showsLeave: Visit.canLeave
    property bool showsBack: Visit.canGoBack
    // Which part of a split screen is shown, and how many there are.
    property int part: 0
    readonly property int parts: plan.starts.length
    readonly property alias actions: actionRow

    signal primary
    signal back
    signal leave

    readonly property bool typingHere: Typing.active && Typing.keyboardHeight > 0
    readonly property real bottomBar: Theme.comfortTop - (typingHere ? Typing.keyboardHeight + 16 : 0)
    readonly property bool actionsShown: showsActions && !typingHere
    readonly property Item lastRow: replacement ?? actionRow
    readonly property real actionTop: actionsShown ? bottomBar - Theme.actionToBar - lastRow.height - Theme.gap
                                                   : bottomBar - (typingHere ? 0 : Theme.gap)
    readonly property real headTop: Theme.largeText ? 156 : Theme.titleTop
    readonly property real headBottom: head.y + head.height
    readonly property real headGap: Theme.largeText ? 24 : Theme.headToContent

    // Low reach: what is pressed begins at lowTop; what is looked at fills the upper half if it can.
    readonly property real upperRoom: Theme.lowTop - Theme.gap - headBottom - headGap
    readonly property bool factsUp: Theme.lowReach && factsColumn.implicitHeight <= upperRoom
    readonly property real factsHeight: factsColumn.implicitHeight > 0 ? factsColumn.implicitHeight + factsGap : 0
    readonly property real flowHeight: (factsUp ? 0 : factsHeight) + contentColumn.implicitHeight
    readonly property real lowStart: Math.max(headBottom + headGap, Theme.lowTop)
    // Nothing to press in the body: it may use the whole height even in low reach.
    readonly property bool onlyLooked: contentColumn.implicitHeight <= 0 && !factsUp
    readonly property real tallTop: headBottom + headGap
    // All of it fits, and what is pressed lies low without being pushed there.
    readonly property bool lowByItself: Theme.lowReach && !factsUp && tallTop + factsHeight >= Theme.lowTop
                                        && flowHeight <= actionTop - tallTop + 1
    readonly property real bodyTop: Theme.lowReach && !onlyLooked && !lowByItself && !typingHere && plan.pressed ? lowStart : tallTop
    readonly property real bodyRoom: actionTop - bodyTop
    readonly property real pressedRoom: actionTop - (Theme.lowReach ? lowStart : tallTop)

    // The drawing gets what the words leave.
    readonly property real lookRoom: typingHere ? 0 : Theme.lowReach ? upperRoom - (factsUp ? factsHeight : 0)
                                                                     : bodyRoom - flowHeight - Theme.gap
    readonly property bool showsLook: look !== null && lookRoom >= lookMinimum
    readonly property real lookHeight: showsLook ? Math.min(look.implicitHeight, lookRoom) : 0
    readonly property real lookShift: showsLook && !Theme.lowReach ? lookHeight + Theme.gap : 0
    readonly property real leadRoom: Theme.lowReach ? Theme.lowTop - Theme.gap - headGap - headTop - titleText.height
                                                      - (factsUp ? factsHeight : 0)
                                                    : actionTop - headTop - titleText.height - headGap - flowHeight
    readonly property bool showsLead: lead !== "" && (leadMatters || !Theme.largeText
                                                      || leadText.height + Theme.titleToLead <= leadRoom)

    focus: true
    Accessible.role: Accessible.Pane
    Accessible.name: title
    onPartsChanged: part = Math.min(part, parts - 1)

    // Where the parts begin. A block is never divided unless it alone is taller than the room.
    QtObject {
        id: plan

        // Adds the beginnings of the parts that the stacked children of `column` need.
        function divide(column: Item, offset: real, room: real, result: var) {
            for (const block of column.children) {
                if (!block.visible || block.height <= 0)
                    continue;
                const top = offset + block.y;
                const bottom = top + block.height;
                if (bottom - result[result.length - 1] <= room + 1)
                    continue;
                const inner = block instanceof Loader ? block.item : block;
                if (block.height > room && (inner instanceof Column || inner instanceof Grid
                                            || inner instanceof Divisible)) {
                    plan.divide(inner as Item, top, room, result);
                    continue;
                }
                if (top > result[result.length - 1])
                    result.push(top);
                while (bottom - result[result.length - 1] > room + 1)
                    result.push(result[result.length - 1] + room);
            }
        }

        readonly property var starts: {
            const result = [0];
            if (page.typingHere || page.lowByItself || page.pressedRoom < 100)
                return result;
            const facts = page.factsUp ? 0 : page.factsHeight;
            if (page.flowHeight + page.lookShift <= page.pressedRoom + 1)
                return result;
            if (facts > 0)
                plan.divide(factsColumn, 0, page.actionTop - page.tallTop, result);
            // In low reach what is pressed begins a part of its own, further down.
            if (facts > 0 && Theme.lowReach && contentColumn.implicitHeight > 0)
                result.push(facts);
            plan.divide(contentColumn, facts, page.pressedRoom, result);
            return result;
        }
        // The part shown holds something to press, so in low reach it stays low.
        readonly property bool pressed: page.factsUp || page.factsHeight === 0 || starts.length === 1
                                        || start >= page.factsHeight
        readonly property bool last: page.part >= starts.length - 1
        readonly property real start: page.typingHere ? typingStart : starts[Math.min(page.part, starts.length - 1)]
        readonly property real end: page.typingHere || last ? page.flowHeight : starts[page.part + 1] - 24
        // While typing, the field stays just above the keyboard if it would be covered; in low reach always.
        readonly property real typingStart: {
            const input = Typing.input;
            if (!input)
                return 0;
            let bottom = input.height + 40 + page.typingReserve;
            for (let item = input as Item; item && item !== flow; item = item.parent)
                bottom += item.y;
            return Theme.lowReach ? bottom - page.bodyRoom : Math.max(0, bottom - page.bodyRoom);
        }
    }

    // Focus moved by keys or a switch to what another part holds: that part comes.
    Connections {
        target: page.Window.window

        function onActiveFocusItemChanged() {
            const item = page.Window.window?.activeFocusItem ?? null;
            let top = 0;
            for (let step = item; step; step = step.parent) {
                if (step === flow) {
                    for (let i = plan.starts.length - 1; i >= 0; --i) {
                        if (top >= plan.starts[i] - 1) {
                            page.part = i;
                            return;
                        }
                    }
                    return;
                }
                top += step.y;
            }
        }
    }

    Column {
        id: head

        x: Theme.margin + page.headIndent
        y: page.headTop
        width: page.width - 2 * Theme.margin - page.headIndent
        spacing: Theme.titleToLead

        Heading {
            id: titleText

            objectName: "title"
            width: parent.width
            words: page.title
            size: Theme.title
        }

        Words {
            id: leadText

            objectName: "lead"
            width: parent.width
            words: page.lead
            size: Theme.lead
            color: Theme.ink2
            visible: page.showsLead
        }
    }

    Item {
        id: lookHolder

        x: Theme.margin
        y: page.headBottom + page.headGap
        width: page.width - 2 * Theme.margin
        height: page.lookHeight
        visible: page.showsLook && page.part === 0
    }

    Binding {
        target: page.look
        property: "parent"
        value: lookHolder
        when: page.look !== null
    }

    Binding {
        target: page.look
        property: "x"
        value: 0
        when: page.look !== null
    }

    Binding {
        target: page.look
        property: "y"
        value: 0
        when: page.look !== null
    }

    Binding {
        target: page.look
        property: "width"
        value: lookHolder.width
        when: page.look !== null
    }

    Binding {
        target: page.look
        property: "height"
        value: lookHolder.height
        when: page.look !== null
    }

    Item {
        id: upper

        x: Theme.margin
        y: page.headBottom + page.headGap + (page.showsLook ? page.lookHeight + Theme.gap : 0)
        width: page.width - 2 * Theme.margin
        height: factsColumn.implicitHeight
        visible: page.factsUp
    }

    Item {
        id: viewport

        readonly property real overhang: 22

        objectName: "viewport"

        x: 0
        y: page.bodyTop + (page.part === 0 ? page.lookShift : 0) - overhang
        width: page.width
        height: Math.max(0, Math.min(page.bodyRoom - (page.part === 0 ? page.lookShift : 0), plan.end - plan.start))
                + 2 * overhang
        // Shadows and focus rings may reach past the edge; whole blocks of other parts may not be seen.
        clip: page.parts > 1 || page.typingHere

        Item {
            id: flow

            x: Theme.margin
            y: viewport.overhang - plan.start
            width: page.width - 2 * Theme.margin
            height: page.flowHeight

            Column {
                id: factsColumn

                parent: page.factsUp ? upper : flow
                width: parent ? parent.width : 0
                spacing: Theme.gap
            }

            Column {
                id: contentColumn

                y: page.factsUp ? 0 : page.factsHeight
                width: parent.width
                spacing: Theme.gap
            }
        }
    }

    ActionRow {
        id: actionRow

        x: Theme.margin
        y: page.bottomBar - Theme.actionToBar - height
        width: page.width - 2 * Theme.margin
        height: implicitHeight
        visible: page.actionsShown && page.replacement === null
        primaryText: page.primaryText
        primaryIcon: page.primaryIcon
        primaryIconAfter: page.primaryIconAfter
        primaryEnabled: page.primaryEnabled
        primaryBusy: page.primaryBusy
        primaryBusyText: page.primaryBusyText
        more: !plan.last && !page.typingHere
        showsLeave: page.showsLeave
        showsBack: page.showsBack || page.part > 0
        onPrimary: page.primary()
        onMoreAsked: page.part += 1
        onBack: {
            if (page.part > 0) {
                page.part -= 1;
            } else {
                page.back();
                Intent.back();
            }
        }
        onLeave: {
            page.leave();
            Intent.leave();
        }
    }

    Binding {
        target: page.replacement
        property: "y"
        value: page.bottomBar - Theme.actionToBar - (page.replacement?.height ?? 0)
        when: page.replacement !== null
    }

    Binding {
        target: page.replacement
        property: "x"
        value: Theme.margin
        when: page.replacement !== null
    }

    Binding {
        target: page.replacement
        property: "parent"
        value: page
        when: page.replacement !== null
    }
}
