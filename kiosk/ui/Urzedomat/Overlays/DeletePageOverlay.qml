// Setting a page aside: it stays recoverable until the letter is handed in, and the dialog says so.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

DialogCard {
    title: qsTr("Usunąć tę stronę?")
    lead: qsTr("Urząd jej nie dostanie. Możesz ją potem przywrócić.")
    harmlessText: qsTr("Zostaw stronę")
    harmlessIcon: "check"
    otherText: qsTr("Usuń")
    deletes: true
    onHarmless: Intent.closeOverlay()
    onOther: Intent.deletePage()
}
