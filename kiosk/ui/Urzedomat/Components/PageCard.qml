// A side among others: its picture, its number or what is happening to it; pressed to show it large.
import QtQuick
import Urzedomat.Theme

Pressable {
    id: page

    property url source
    property int number: 0
    property bool selected: false
    // The sheet should be scanned again.
    property bool doubtful: false
    // Under the picture instead of the number: words and icon.
    property string caption
    property string captionIcon
    property color captionColor: Theme.ink2
    property real captionSize: Theme.body

    corner: 4
    implicitWidth: 158
    implicitHeight: picture.height + 16 + below.height
    text: qsTr("Strona %1").arg(number)
    spoken: text + (caption === "" ? "" : ". " + caption) + (selected ? ". " + qsTr("Pokazana") : "")

    contentItem: Item {
        PagePicture {
            id: picture

            width: parent.width
            height: implicitHeight
            source: page.source
            selected: page.selected

            Rectangle {
                anchors.right: parent.right
                anchors.rightMargin: -10
                y: -10
                width: 56
                height: 56
                radius: 28
                color: Theme.doubt
                border.color: Theme.doubtEdge
                border.width: 3
                visible: page.doubtful

                Icon {
                    anchors.centerIn: parent
                    name: "doubt"
                    size: 36
                    color: Theme.doubtEdge
                }
            }
        }

        Row {
            id: below

            y: picture.height + 16
            x: page.caption === "" ? (parent.width - width) / 2 : 0
            spacing: 12

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: page.captionIcon
                size: 40
                color: page.captionColor
                visible: name !== "" && !Theme.largeText
            }

            Words {
                words: page.caption === "" ? String(page.number) : page.caption
                size: page.captionSize
                strong: page.selected
                color: page.selected ? Theme.accent : page.caption === "" ? Theme.ink : page.captionColor
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
