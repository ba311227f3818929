// The last try of a card's PIN is never spent without this question.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

DialogCard {
    title: qsTr("Została ostatnia próba")
    lead: qsTr("Po złym kodzie PIN karta się zablokuje. Pismo możesz złożyć bez karty.")
    harmlessText: qsTr("Złóż bez karty")
    harmlessIcon: "letter"
    otherText: qsTr("Wpisz PIN")
    otherIcon: "pencil"
    onHarmless: Intent.signWithoutCard()
    onOther: Intent.consentLastTry()
}
