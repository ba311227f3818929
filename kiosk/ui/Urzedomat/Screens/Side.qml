// One scanned side as the review knows it: a row of `Visit.pages`, without a place in the scene.
import QtQuick

QtObject {
    required property string pageId
    required property int number
    required property int sheet
    required property url picture
    required property url thumbnail
    required property string state
    required property string rescan
}
