pragma Singleton

// Which letters lie where, for each language, and what each key is called aloud.
import QtQuick

QtObject {
    readonly property var letters: ({
        "pl": ["qwertyuiop", "asdfghjkl", "zxcvbnm"],
        "en": ["qwertyuiop", "asdfghjkl", "zxcvbnm"],
        "de": ["qwertzuiopü", "asdfghjklöä", "yxcvbnmß"],
        "uk": ["йцукенгшщзхї", "фівапролджєґ", "ячсмитьбю'"]
    })
    readonly property string polish: "ąćęłńóśźż"
    readonly property string digits: "1234567890"
    // A receipt's code has no I, L, O, U.
    readonly property list<string> code: ["1234567890", "ABCDEFGHJK", "MNPQRSTVWX", "YZ-"]
    readonly property list<string> signs: ["1234567890", "-/.,:;()&\"", "@#+_%*'?"]

    function top(language: string): string {
        return language === "pl" ? polish : digits;
    }

    // What the switch shows: three letters of the layout that it leads to.
    function sample(language: string): string {
        return language === "uk" ? "абв" : language === "de" ? "äöü" : language === "en" ? "abc" : "ąęł";
    }

    function name(sign: string): string {
        switch (sign) {
        case ".": return qsTr("kropka");
        case ",": return qsTr("przecinek");
        case "-": return qsTr("myślnik");
        case "/": return qsTr("ukośnik");
        case ":": return qsTr("dwukropek");
        case ";": return qsTr("średnik");
        case "(": return qsTr("nawias otwarty");
        case ")": return qsTr("nawias zamknięty");
        case "&": return qsTr("znak i");
        case "\"": return qsTr("cudzysłów");
        case "@": return qsTr("małpa");
        case "#": return qsTr("krzyżyk");
        case "+": return qsTr("plus");
        case "_": return qsTr("podkreślenie");
        case "%": return qsTr("procent");
        case "*": return qsTr("gwiazdka");
        case "'": return qsTr("apostrof");
        case "?": return qsTr("pytajnik");
        }
        if (digits.indexOf(sign) >= 0)
            return qsTr("cyfra %1").arg(sign);
        return sign === sign.toLowerCase() ? qsTr("litera %1").arg(sign) : qsTr("duża litera %1").arg(sign);
    }
}
