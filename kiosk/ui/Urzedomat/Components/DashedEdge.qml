// The edge of a disabled control in high contrast, where a colour cannot say it.
import QtQuick
import QtQuick.Shapes
import Urzedomat.Theme

Shape {
    id: shape

    property real corner: Theme.buttonRadius

    anchors.fill: parent
    Accessible.ignored: true

    ShapePath {
        strokeColor: Theme.edge
        strokeWidth: Theme.edgeWidth
        strokeStyle: ShapePath.DashLine
        dashPattern: [5, 4]
        fillColor: "transparent"

        PathRectangle {
            x: 2
            y: 2
            width: shape.width - 4
            height: shape.height - 4
            radius: shape.corner
        }
    }
}
