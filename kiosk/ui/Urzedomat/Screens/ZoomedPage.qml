// One page enlarged: larger, smaller, and four arrows to move about. Plain taps, no gestures.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme

Item {
    id: zoomed

    property url source
    property string spoken
    // Where the page is shown when it can't stand above its controls: the upper half, in low reach.
    property Item viewPlace: null
    property int level: 1
    readonly property list<real> levels: [1, 1.6, 2.4, 3.4]
    readonly property real controlsHeight: controls.implicitHeight
    readonly property real viewHeight: viewPlace ? viewPlace.height : height - controlsHeight - 28

    function move(dx: real, dy: real) {
        sheet.wishX = sheet.boundX(sheet.wishX + dx * view.width * 0.6);
        sheet.wishY = sheet.boundY(sheet.wishY + dy * view.height * 0.6);
    }

    function zoom(step: int) {
        const before = levels[level];
        level = Math.max(0, Math.min(levels.length - 1, level + step));
        const ratio = levels[level] / before;
        // What was in the middle stays in the middle.
        sheet.wishX = sheet.boundX((sheet.wishX + view.width / 2) * ratio - view.width / 2);
        sheet.wishY = sheet.boundY((sheet.wishY + view.height / 2) * ratio - view.height / 2);
    }

    Rectangle {
        id: view

        parent: zoomed.viewPlace ?? zoomed
        width: parent?.width ?? 0
        height: zoomed.viewHeight
        clip: true
        color: "#F7F9FB"
        border.color: Theme.paperEdge
        border.width: 2
        radius: 4
        Accessible.role: Accessible.Graphic
        Accessible.name: zoomed.spoken

        Image {
            id: sheet

            property real wishX: 0
            property real wishY: 0

            function boundX(wished: real): real {
                return Math.max(0, Math.min(width - view.width, wished));
            }

            function boundY(wished: real): real {
                return Math.max(0, Math.min(height - view.height, wished));
            }

            x: width < view.width ? (view.width - width) / 2 : -wishX
            y: height < view.height ? (view.height - height) / 2 : -wishY
            width: (view.width - 4) * zoomed.levels[zoomed.level]
            height: implicitWidth > 0 ? width * implicitHeight / implicitWidth : width * 1.4142
            source: zoomed.source
            asynchronous: true
            cache: false
            retainWhileLoading: true
            smooth: true
            sourceSize.width: 2000
            Accessible.ignored: true
        }
    }

    Grid {
        id: controls

        readonly property real cell: (width - 2 * spacing) / 3

        y: zoomed.viewPlace ? 0 : view.height + 28
        width: parent.width
        columns: 3
        spacing: 20

        ZoomTool {
            objectName: "zoom-out"
            text: qsTr("Mniejsze")
            iconName: "zoom-out"
            enabled: zoomed.level > 0
            onClicked: zoomed.zoom(-1)
        }

        ZoomTool {
            objectName: "move-up"
            text: qsTr("W górę")
            iconName: "arrow-up"
            enabled: sheet.wishY > 0
            onClicked: zoomed.move(0, -1)
        }

        ZoomTool {
            objectName: "zoom-in"
            text: qsTr("Większe")
            iconName: "zoom-in"
            enabled: zoomed.level < zoomed.levels.length - 1
            onClicked: zoomed.zoom(1)
        }

        ZoomTool {
            objectName: "move-left"
            text: qsTr("W lewo")
            iconName: "arrow-left"
            enabled: sheet.wishX > 0
            onClicked: zoomed.move(-1, 0)
        }

        ZoomTool {
            objectName: "move-down"
            text: qsTr("W dół")
            iconName: "arrow-down"
            enabled: sheet.wishY < sheet.height - view.height - 1
            onClicked: zoomed.move(0, 1)
        }

        ZoomTool {
            objectName: "move-right"
            text: qsTr("W prawo")
            iconName: "arrow-right"
            enabled: sheet.wishX < sheet.width - view.width - 1
            onClicked: zoomed.move(1, 0)
        }
    }

    component ZoomTool: ToolButton {
        width: controls.cell
        showsIcon: !Theme.largeText
    }
}
