pragma Singleton

// The open dialog, if any: what lies beneath it may be neither pressed nor focused, by touch, key or switch.
import QtQuick

QtObject {
    property Item top: null

    function covers(item: Item): bool {
        if (!top)
            return false;
        for (let step = item; step; step = step.parent) {
            if (step === top)
                return false;
        }
        return true;
    }
}
