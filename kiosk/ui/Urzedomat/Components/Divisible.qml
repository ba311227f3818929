// A block of several: where it is taller than the room, ScreenPage may begin a part between its children.
import QtQuick

Item {
}
