// The whole notice on personal data (art. 13 RODO), in parts that fit.
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

DialogCard {
    id: dialog

    readonly property list<string> heads: [qsTr("Kto odpowiada za dane"), qsTr("Po co są nam dane"),
        qsTr("Na jakiej podstawie"), qsTr("Komu je przekażemy"), qsTr("Jak długo je trzymamy"), qsTr("Twoje prawa"),
        qsTr("Czy musisz je podać"), qsTr("Bez decyzji maszyny")]
    readonly property list<string> texts: [
        qsTr("Marszałek Województwa Kujawsko-Pomorskiego, Plac Teatralny 2, 87-100 Toruń. "
             + "Pod tym adresem pracuje też inspektor ochrony danych."),
        qsTr("Przyjmiemy Twoje pismo, załatwimy sprawę i wyślemy odpowiedź."),
        qsTr("Art. 6 ust. 1 lit. c i e RODO: prawo każe nam to zrobić i jest to zadanie publiczne."),
        qsTr("Tylko tym, którym każe prawo. Nie wysyłamy danych poza Unię Europejską."),
        qsTr("Urząd trzyma pismo tak długo, jak każą przepisy o archiwach. Z tego ekranu dane znikną po Twojej wizycie."),
        qsTr("Możesz zobaczyć swoje dane, poprawić je, ograniczyć ich użycie i wnieść sprzeciw. "
             + "Skargę złożysz do Prezesa Urzędu Ochrony Danych Osobowych."),
        qsTr("Podajesz je, bo bez nich nie załatwimy sprawy."),
        qsTr("Program odczytuje tekst pisma. O sprawie decyduje zawsze człowiek.")]

    title: qsTr("Twoje dane: cały tekst")
    harmlessText: paged.part < paged.parts - 1 ? qsTr("Dalej: część %1 z %2").arg(paged.part + 2).arg(paged.parts)
                                               : qsTr("Wróć do pisma")
    harmlessIcon: paged.part < paged.parts - 1 ? "arrow-down" : "arrow-left"
    otherText: paged.parts > 1 ? (paged.part > 0 ? qsTr("Wstecz") : qsTr("Zamknij")) : ""
    otherIcon: paged.part > 0 ? "arrow-left" : "cross"
    onHarmless: {
        if (paged.part < paged.parts - 1)
            paged.part += 1;
        else
            Intent.closeOverlay();
    }
    onOther: {
        if (paged.part > 0)
            paged.part -= 1;
        else
            Intent.closeOverlay();
    }

    PagedColumn {
        id: paged

        width: parent.width
        height: implicitHeight
        room: Theme.height - (Theme.largeText ? 760 : 620)

        Repeater {
            model: 8

            Column {
                id: section

                required property int index

                width: parent.width
                spacing: 4

                Heading {
                    width: parent.width
                    words: dialog.heads[section.index]
                    size: 42
                }

                Words {
                    width: parent.width
                    words: dialog.texts[section.index]
                    color: Theme.ink2
                }
            }
        }
    }
}
