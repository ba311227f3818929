pragma Singleton

// Sheets, text pages and blank backs in words: the same sum on every screen that tells it.
import QtQuick
import Urzedomat.View

QtObject {
    readonly property string sheets: qsTr("%n kartki", "", Visit.sheetsIn)
    readonly property string texts: qsTr("%n strony tekstu", "", Visit.pages.count)
    readonly property string blanks: qsTr("%n puste odwroty", "", Visit.blanks.count)
    readonly property string removed: qsTr("%n usunięte strony", "", Visit.removed.count)
    // The same when the letter is in and its pages are forgotten here.
    readonly property string handedIn: {
        const rest = [qsTr("%n strony", "", Visit.pagesSent)];
        if (Visit.sidesAside > 0)
            rest.push(qsTr("%n odłożone", "", Visit.sidesAside));
        return [sheets, ...rest].join(", ").replace(/(\d) /g, "$1\u00A0");
    }
    // "3 kartki: 3 strony tekstu i 3 puste odwroty."
    readonly property string sum: {
        const rest = [];
        if (Visit.blanks.count > 0)
            rest.push(blanks);
        if (Visit.removed.count > 0)
            rest.push(removed);
        const last = rest.pop();
        const first = [texts, ...rest].join(", ");
        const words = last === undefined ? qsTr("%1: %2.").arg(sheets).arg(first)
                                         : qsTr("%1: %2 i %3.").arg(sheets).arg(first).arg(last);
        // A number never stands at the end of a line, away from what it counts.
        return words.replace(/(\d) /g, "$1\u00A0");
    }
}
