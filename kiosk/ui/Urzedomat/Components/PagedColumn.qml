// Blocks of text in as many parts as the height needs; a block is never divided.
import QtQuick

Item {
    id: paged

    default property alias content: column.data
    property real room: 600
    property int part: 0
    readonly property int parts: starts.length
    readonly property var starts: {
        const result = [0];
        let start = 0;
        for (const block of column.children) {
            if (!block.visible || block.height <= 0)
                continue;
            if (block.y + block.height - start > room && block.y > start) {
                start = block.y;
                result.push(start);
            }
        }
        return result;
    }
    readonly property real start: starts[Math.min(part, parts - 1)]
    readonly property real end: part < parts - 1 ? starts[part + 1] - column.spacing : column.implicitHeight

    implicitHeight: parts > 1 ? room : column.implicitHeight
    onPartsChanged: part = Math.min(part, parts - 1)

    Item {
        width: parent.width
        height: paged.end - paged.start
        clip: true

        Column {
            id: column

            y: -paged.start
            width: parent.width
            spacing: 20
        }
    }
}
