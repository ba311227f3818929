pragma Singleton

// What each detail is called and how it is asked for: in the words of the person who writes, not of the office.
import QtQuick

QtObject {
    function label(name: string): string {
        switch (name) {
        case "sender_name": return qsTr("Kto pisze");
        case "sender_address": return qsTr("Adres do odpowiedzi");
        case "recipient": return qsTr("Do kogo");
        case "subject": return qsTr("W sprawie");
        case "case_number": return qsTr("Znak sprawy");
        case "date": return qsTr("Data na piśmie");
        case "email": return qsTr("E-mail");
        case "phone": return qsTr("Telefon");
        case "attachments": return qsTr("Załączniki");
        }
        return name;
    }

    // One line under the title while this field alone is on the screen.
    function hint(name: string): string {
        switch (name) {
        case "sender_name": return qsTr("Imię i nazwisko albo nazwa firmy.");
        case "sender_address": return qsTr("Ulica i numer, kod, miejscowość.");
        case "recipient": return qsTr("Wybierz z listy albo wpisz.");
        case "subject": return qsTr("Jedno zdanie: o co chodzi.");
        case "case_number": return qsTr("Jest na piśmie z urzędu. Nie masz go? Zostaw puste.");
        case "date": return qsTr("Przykład: 9.04.2026");
        case "email": return qsTr("Nie musisz go podawać.");
        case "phone": return qsTr("Nie musisz go podawać.");
        case "attachments": return qsTr("Co jest dołączone do pisma.");
        }
        return "";
    }

    function shown(name: string, value: string): string {
        return value === "" ? qsTr("nie podano") : value;
    }
}
