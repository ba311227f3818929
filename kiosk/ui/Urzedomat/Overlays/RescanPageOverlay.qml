// A page that is hard to read is scanned again or kept, whichever the resident says; both take one tap.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

DialogCard {
    title: Visit.rescanTitle
    lead: Visit.rescanLead
    harmlessText: qsTr("Skanuj jeszcze raz")
    harmlessIcon: "glass"
    otherText: qsTr("Zostaw tak")
    otherIcon: "check"
    onHarmless: Intent.scanPageAgain("")
    onOther: Intent.keepPage("")
}
