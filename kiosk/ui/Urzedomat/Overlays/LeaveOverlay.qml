// Leaving a letter behind: says what happens to it and to the paper.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

DialogCard {
    title: qsTr("Zakończyć bez złożenia pisma?")
    lead: qsTr("Wyczyścimy ekran. Pisma nie złożymy. Kartki weź ze sobą.")
    harmlessText: qsTr("Wróć do pisma")
    harmlessIcon: "arrow-left"
    otherText: qsTr("Zakończ")
    onHarmless: Intent.closeOverlay()
    onOther: Intent.confirmLeave()
}
