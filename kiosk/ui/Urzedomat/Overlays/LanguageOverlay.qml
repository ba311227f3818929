// The language, each under its own name. A tap speaks it at once.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.View

DialogCard {
    id: dialog

    readonly property list<string> codes: ["pl", "en", "uk", "de"]
    readonly property list<string> names: ["Polski", "English", "Українська", "Deutsch"]

    title: qsTr("Wybierz język")
    contentPressed: true
    harmlessText: qsTr("Gotowe")
    onHarmless: Intent.closeOverlay()

    Repeater {
        model: 4

        Choice {
            required property int index

            objectName: "choose-" + dialog.codes[index]
            width: parent.width
            text: dialog.names[index]
            selected: Visit.language === dialog.codes[index]
            onClicked: Intent.setLanguage(dialog.codes[index])
        }
    }
}
