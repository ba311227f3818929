// One of our drawings from drawings/, in the colours of the day, of the dark attract screen or of high contrast.
import QtQuick
import Urzedomat.Theme

Item {
    id: drawing

    property string name
    property bool night: false
    readonly property string colours: Theme.highContrast ? "contrast" : night ? "night" : "day"

    Accessible.ignored: true

    Image {
        anchors.fill: parent
        source: drawing.name === "" || width < 1 || height < 1 ? "" : "image://drawing/" + drawing.name
                + "?palette=" + drawing.colours + "&width=" + Math.round(width * Theme.sharpness)
                + "&height=" + Math.round(height * Theme.sharpness)
        fillMode: Image.PreserveAspectFit
        Accessible.ignored: true
    }
}
