// Keys for the PIN, the size of a matchbox: Wyczyść on the left, backspace on the right.
import QtQuick

DigitKeys {
    signal clear

    leftText: qsTr("Wyczyść")
    leftSpoken: qsTr("Wyczyść wszystkie cyfry")
    onLeftPressed: clear()
}
