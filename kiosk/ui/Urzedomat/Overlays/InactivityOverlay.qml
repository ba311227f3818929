// Is anyone there? The seconds that are left, and one large way to stay.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

DialogCard {
    title: qsTr("Czy nadal tu jesteś?")
    lead: qsTr("Za %n sekund wyczyścimy ekran.", "", Visit.secondsLeft)
    seconds: Visit.secondsLeft
    harmlessText: qsTr("Zostań")
    otherText: qsTr("Zakończ")
    onHarmless: Intent.stay()
    onOther: Intent.confirmLeave()
}
