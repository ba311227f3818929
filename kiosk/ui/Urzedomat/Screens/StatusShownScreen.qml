// A plain verdict in the title; the timeline proves it.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

ScreenPage {
    title: Visit.statusTitle
    lead: Visit.statusNumber === "" ? "" : qsTr("Numer pisma: %1").arg(Visit.statusNumber)
    showsBack: Visit.canGoBack

    facts: [
        Timeline {
            width: parent?.width ?? 0
            model: Visit.statusRows
        }
    ]
}
