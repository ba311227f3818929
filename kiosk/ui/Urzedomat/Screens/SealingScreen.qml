// What is happening now, in words. Nothing can be pressed: the letter is on its way.
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    title: qsTr("Składam Twoje pismo")
    lead: qsTr("To potrwa chwilę. Nie odchodź.")
    leadMatters: true
    look: Picture {
        name: "seal"
        spoken: qsTr("Pismo trafia do zamkniętej koperty.")
    }
    showsActions: Visit.canLeave || Visit.canGoBack

    facts: [
        Card {
            width: parent?.width ?? 0
            spacing: 28

            Words {
                objectName: "busy"
                width: parent.width
                words: Visit.busy === "" ? qsTr("Pakuję pismo…") : Visit.busy
                size: Theme.rowHeading
                strong: true
                Accessible.role: Accessible.AlertMessage
            }

            ProgressLine {
                width: parent.width
                endless: true
                spoken: Visit.busy
            }

            Words {
                width: parent.width
                words: qsTr("Za chwilę wydrukuję potwierdzenie z numerem.")
                color: Theme.ink2
            }
        }
    ]
}
