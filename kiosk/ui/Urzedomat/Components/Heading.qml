// A heading: speech and assistive technology jump from one to the next.
import QtQuick
import Urzedomat.Theme

Words {
    size: Theme.section
    strong: true
    Accessible.role: Accessible.Heading
}
