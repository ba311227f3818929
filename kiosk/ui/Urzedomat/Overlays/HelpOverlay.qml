// What to do here, in two or three sentences, and a way to a person.
import QtQuick
import Urzedomat.Components
import Urzedomat.View

DialogCard {
    id: help

    function words(screen: string): string {
        switch (screen) {
        case "attract": return qsTr("Tu złożysz pismo do urzędu. Potrzebujesz tylko kartek z pismem. Dotknij dużego przycisku.");
        case "home": return qsTr("Masz pismo na papierze? Naciśnij „Złóż pismo”. Pismo już złożone? Naciśnij „Sprawdź sprawę”.");
        case "privacy": return qsTr("Tu piszemy, co zrobimy z Twoimi danymi. Dalej idziesz przyciskiem „Skanuj pismo”.");
        case "feeder": return qsTr("Wyjmij zszywki i spinacze. Wyrównaj kartki. Włóż je do podajnika tekstem do siebie.");
        case "scanning": return qsTr("Skaner pobiera kartki po kolei. Nic nie musisz robić. Kartki wysuną się na dole.");
        case "review": return qsTr("Zobacz, czy są wszystkie strony i czy widać tekst. Stronę możesz obrócić, usunąć albo skanować znów.");
        case "details": return qsTr("Sprawdź żółte słowa. Naciśnij właściwe słowo albo wpisz je na klawiaturze.");
        case "sign_choice": return qsTr("Masz kartę z podpisem? Możesz nią podpisać pismo. Bez karty też je złożysz.");
        case "card": return qsTr("Włóż kartę do czytnika chipem do przodu. Nie wyjmuj jej w czasie podpisu.");
        case "pin": return qsTr("Wpisz kod PIN do podpisu. Zasłoń cyfry drugą ręką. Nikomu nie podawaj kodu.");
        case "summary": return qsTr("Sprawdź, co wyślemy. Każdy wiersz możesz zmienić. Pismo złożysz dużym przyciskiem.");
        case "receipt": return qsTr("Weź potwierdzenie. Numer pisma jest dowodem złożenia. Kartki wrzuć do skrzynki.");
        case "status":
        case "status_shown": return qsTr("Numer i hasło są na potwierdzeniu. Przepisz je.");
        }
        return qsTr("Zrób to, co jest napisane na ekranie. W razie kłopotu zawołaj pracownika.");
    }

    title: qsTr("Pomoc")
    harmlessText: qsTr("Wróć")
    harmlessIcon: "arrow-left"
    otherText: qsTr("Zawołaj pracownika")
    otherIcon: "person"
    onHarmless: Intent.closeOverlay()
    onOther: Intent.callStaff()

    Words {
        width: parent.width
        words: help.words(Visit.screen)
        size: 42
    }
}
