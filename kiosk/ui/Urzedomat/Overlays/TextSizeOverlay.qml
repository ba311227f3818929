// Four sizes of text, each written in itself. A tap changes the screen at once.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

DialogCard {
    id: dialog

    readonly property list<string> names: [qsTr("Zwykły tekst"), qsTr("Większy tekst"), qsTr("Duży tekst"),
        qsTr("Największy tekst")]

    title: qsTr("Wielkość tekstu")
    contentPressed: true
    harmlessText: qsTr("Gotowe")
    onHarmless: Intent.closeOverlay()

    Repeater {
        model: 4

        Choice {
            required property int index

            objectName: "size-" + index
            width: parent.width
            text: dialog.names[index]
            exactSize: Math.round(Theme.body * (1 + 0.2 * index) * Theme.viewingDistanceMm / 600)
            selected: Visit.textStep === index
            onClicked: Intent.setTextStep(index)
        }
    }
}
