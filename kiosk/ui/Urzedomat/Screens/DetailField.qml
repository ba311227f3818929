// One detail of the letter: a row of `Visit.fields`, without a place in the scene.
import QtQuick

QtObject {
    required property string name
    required property string kind
    required property string value
    required property bool doubtful
    required property bool settled
    required property string suggestion
    required property url strip
    required property string error
    required property list<string> choices
}
