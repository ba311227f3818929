// Where the sheets go and how; then an answer to "did it notice?".
pragma ComponentBehavior: Bound

import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View

ScreenPage {
    id: feeder

    readonly property bool glass: Visit.usesGlass
    readonly property bool waits: !glass && Visit.feederPaper === "empty"
    readonly property list<string> icons: glass ? ["letter", "lower", "plus"] : ["letter", "no-clip", "layers"]
    readonly property list<string> rules: glass
        ? [qsTr("Tekstem\ndo szyby"), qsTr("Zamknij\npokrywę"), qsTr("Jedna strona\nna raz")]
        : [qsTr("Tekstem\ndo siebie"), qsTr("Bez zszywek\ni spinaczy"), qsTr("Najwyżej\n%n kartek", "", Visit.maxSheets)]

    title: glass ? qsTr("Połóż kartkę na szybie") : qsTr("Włóż kartki do podajnika")
    lead: glass ? qsTr("Szyba jest pod pokrywą skanera.") : qsTr("Podajnik jest pod ekranem.")
    leadMatters: true
    primaryText: glass ? qsTr("Skanuj stronę") : qsTr("Skanuj kartki")
    primaryEnabled: Visit.scannerReady && !waits
    look: Rectangle {
        implicitHeight: 600
        radius: Theme.tileRadius
        color: Theme.tint
        border.color: Theme.line
        border.width: Theme.highContrast ? 4 : 0
        Accessible.role: Accessible.Graphic
        Accessible.name: feeder.glass ? qsTr("Kartka leży na szybie tekstem w dół.")
                                      : qsTr("Kartki wchodzą z góry do podajnika, tekstem do Ciebie.")

        Drawing {
            anchors.fill: parent
            anchors.margins: 12
            name: feeder.glass ? "glass" : "feeder"
        }
    }
    onPrimary: Intent.startScan()

    facts: [
        Grid {
            id: ruleGrid

            readonly property real natural: {
                let sum = 0;
                for (let i = 0; i < ruleRows.count; ++i)
                    sum += (ruleRows.itemAt(i) as Rule)?.natural ?? 0;
                return sum;
            }
            // One below the other where the words are large or long.
            readonly property bool stacked: Theme.largeText || natural + 40 > width

            width: parent?.width ?? 0
            columns: stacked ? 1 : 3
            columnSpacing: stacked ? 0 : (width - natural) / 2
            rowSpacing: 16

            Repeater {
                id: ruleRows

                model: 3

                Rule {
                    required property int index

                    width: ruleGrid.stacked ? ruleGrid.width : natural
                    iconName: feeder.icons[index]
                    words: ruleGrid.stacked ? feeder.rules[index].replace("\n", " ") : feeder.rules[index]
                    measured: feeder.rules[index]
                }
            }
        }
    ]

    Banner {
        objectName: "paper"
        width: parent.width
        kind: !Visit.scannerReady ? "error" : feeder.waits ? "note" : "done"
        iconName: !Visit.scannerReady ? "warning" : feeder.waits ? "clock" : "check-circle"
        words: !Visit.scannerReady ? qsTr("Skaner teraz nie działa. Zawołaj pracownika.")
                                   : feeder.waits ? qsTr("Czekam na kartki") : qsTr("Kartki są w podajniku")
        visible: !Visit.scannerReady || (!feeder.glass && Visit.feederPaper !== "unknown")
    }

    component Rule: Item {
        id: rule

        property string iconName
        property string words
        property string measured
        readonly property real natural: plate.width + 20 + ruler.width

        implicitHeight: Math.max(plate.height, label.implicitHeight)

        Rectangle {
            id: plate

            anchors.verticalCenter: parent.verticalCenter
            width: 84
            height: 84
            radius: 42
            color: Theme.tint
            border.color: Theme.accent
            border.width: Theme.highContrast ? 3 : 0

            Icon {
                anchors.centerIn: parent
                name: rule.iconName
                size: 46
            }
        }

        // Measures the words unbroken, whatever room they get.
        Words {
            id: ruler

            words: rule.measured
            wrapMode: Text.NoWrap
            visible: false
        }

        Words {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            x: plate.width + 20
            width: rule.width - x
            words: rule.words
        }
    }

    QuietButton {
        objectName: "useGlass"
        width: parent.width
        text: feeder.glass ? qsTr("Użyj podajnika: luźne kartki")
                           : qsTr("Użyj szyby: książeczka, zniszczona kartka")
        textSize: Theme.bodyLarge
        iconName: feeder.glass ? "layers" : "glass"
        enabled: Visit.scannerReady
        onClicked: Intent.useGlass()
    }
}
