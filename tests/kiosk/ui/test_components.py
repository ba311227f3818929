"""The parts that screens are made of: pressed at once, typed without memory, large enough to hit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QObject, QPoint, QPointF, QRectF, QUrl
from PySide6.QtGui import QAccessible, QColor, QInputDevice, QPointingDevice
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import kiosk.ui
from kiosk.ui.drawings import DRAWINGS, PALETTES
from kiosk.ui.drawings import draw as draw_drawing
from kiosk.ui.icons import draw_icon, icon_names
from kiosk.ui.scene import prepare_engine
from kiosk.view.intents import Intent
from kiosk.view.state import ViewState
from kiosk.view.visit import Visit

UI = Path(kiosk.ui.__file__).parent
TARGET_PX = 65
HEAD = """
import QtQuick
import Urzedomat.Components
import Urzedomat.Theme
import Urzedomat.View
"""


class Scene:
    """One piece of QML in a window of the panel's size, touched by a finger."""

    def __init__(self, body: str, qtbot: QtBot, finger: QPointingDevice) -> None:
        self.qtbot = qtbot
        self.finger = finger
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.visit = Visit()
        self.intent = Intent(lambda name, arguments: self.sent.append((name, arguments)))
        self.view = QQuickView()
        self.warnings: list[str] = []
        engine = self.view.engine()
        engine.warnings.connect(lambda errors: self.warnings.extend(error.toString() for error in errors))
        prepare_engine(engine)
        self.component = QQmlComponent(engine)
        text = (
            HEAD
            + "Item { id: root; width: 1080; height: 1920; Component.onCompleted: Theme.animated = false\n"
        )
        self.component.setData((text + body + "\n}").encode(), QUrl.fromLocalFile(str(UI / "test.qml")))
        root = self.component.create()
        assert isinstance(root, QQuickItem), self.component.errorString()
        self.root = root
        self.view.setContent(QUrl(), self.component, root)
        self.view.resize(1080, 1920)
        self.view.show()
        qtbot.waitUntil(lambda: not self.view.grabWindow().isNull())

    def show(self, **state: Any) -> None:
        self.visit.show(ViewState(**state))
        self.draw()

    def draw(self) -> None:
        for _ in range(3):
            QCoreApplication.processEvents()
        self.view.grabWindow()
        QCoreApplication.processEvents()

    def items(self, start: QQuickItem | None = None) -> Iterator[QQuickItem]:
        for child in (start or self.view.contentItem()).childItems():
            if child.isVisible():
                yield child
                yield from self.items(child)

    def find(self, name: str) -> QQuickItem:
        found = [item for item in self.items() if item.objectName() == name]
        assert found, f"no {name}"
        return found[0]

    def rect(self, item: QQuickItem) -> QRectF:
        return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))

    def centre(self, name: str) -> QPoint:
        item = self.find(name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def press(self, at: QPoint) -> None:
        QTest.touchEvent(self.view, self.finger).press(0, at, self.view).commit()

    def release(self, at: QPoint) -> None:
        QTest.touchEvent(self.view, self.finger).release(0, at, self.view).commit()

    def tap(self, name: str) -> None:
        at = self.centre(name)
        try:
            self.press(at)
        finally:
            self.release(at)
        self.draw()

    def controls(self) -> list[QQuickItem]:
        """What can be pressed: everything made from Pressable."""
        return [item for item in self.items() if item.inherits("QQuickAbstractButton")]

    def get(self, name: str, value: str) -> Any:
        return self.find(name).property(value)

    def close(self) -> None:
        self.view.close()
        self.view.engine().clearSingletons()
        self.view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def finger(qapp: QCoreApplication) -> QPointingDevice:
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


@pytest.fixture
def make(qtbot: QtBot, finger: QPointingDevice) -> Iterator[Callable[[str], Scene]]:
    scenes: list[Scene] = []

    def build(body: str) -> Scene:
        scenes.append(Scene(body, qtbot, finger))
        return scenes[-1]

    yield build
    for scene in scenes:
        scene.close()
        assert scene.warnings == []


BUTTON = """
property int fired: 0
PrimaryButton { objectName: "button"; x: 100; y: 400; width: 500; text: "Złóż pismo"; onClicked: root.fired += 1 %s }
"""
TYPING = """
FieldBox { objectName: "field"; x: 56; y: 200; width: 968; label: "Kto pisze"; inputKind: "%s" }
Keyboard { objectName: "keyboard"; y: 1040; width: 1080; visible: Typing.active }
"""


def test_a_press_is_seen_on_the_next_frame(make: Callable[[str], Scene], qtbot: QtBot) -> None:
    scene = make(BUTTON % "")
    at = scene.centre("button")

    try:
        with qtbot.waitSignal(scene.view.frameSwapped):
            scene.press(at)
        picture = scene.view.grabWindow()
    finally:
        scene.release(at)

    assert picture.pixelColor(at.x() - 230, at.y()) == QColor("#07324B")
    assert scene.get("button", "pressure") in (0, 1)
    assert scene.root.property("fired") == 1


def test_a_finger_that_slides_off_presses_nothing(make: Callable[[str], Scene]) -> None:
    scene = make(BUTTON % "")

    scene.press(scene.centre("button"))
    QTest.touchEvent(scene.view, scene.finger).move(0, QPoint(900, 1500), scene.view).commit()
    scene.release(QPoint(900, 1500))

    assert scene.root.property("fired") == 0


@pytest.mark.parametrize("state", ["enabled: false", "busy: true"])
def test_a_disabled_or_busy_button_does_not_fire(make: Callable[[str], Scene], state: str) -> None:
    scene = make(BUTTON % f"; {state}")

    scene.tap("button")

    assert scene.root.property("fired") == 0


def test_a_busy_button_says_what_is_happening(make: Callable[[str], Scene], qtbot: QtBot) -> None:
    scene = make(BUTTON % '; busy: true; busyText: "Podpisuję…"')

    def is_shown() -> bool:
        # Timers run with the frames, and another test's window may be the one that is drawn by itself.
        scene.draw()
        return bool(scene.get("button", "showsBusy"))

    qtbot.waitUntil(is_shown, timeout=20_000)
    shown = [item.property("text") for item in scene.items(scene.find("button"))]
    assert "Podpisuję…" in shown


def test_what_lies_under_a_dialog_cannot_be_pressed(make: Callable[[str], Scene]) -> None:
    dialog = """DialogCard { anchors.fill: parent; title: "Czy nadal tu jesteś?"; harmlessText: "Zostań" }"""
    scene = make(BUTTON % "" + dialog)
    button = scene.find("button")

    scene.tap("button")
    QMetaObject.invokeMethod(button, "pressFromAfar")

    assert scene.root.property("fired") == 0
    assert scene.find("dialogHarmless").hasActiveFocus()


def test_every_polish_letter_is_one_tap(make: Callable[[str], Scene]) -> None:
    scene = make(TYPING % "address")
    scene.tap("input")

    for letter in "ąćęłńóśźż":
        scene.tap(f"key-{letter}")

    assert scene.get("input", "text") == "ąćęłńóśźż"


def test_shift_holds_for_one_letter(make: Callable[[str], Scene]) -> None:
    scene = make(TYPING % "address")
    scene.tap("input")

    scene.tap("key-shift")
    for key in ("ż", "a", "space", "b", "erase", "c"):
        scene.tap(f"key-{key}")

    assert scene.get("input", "text") == "Ża c"


def test_a_name_begins_with_a_capital_by_itself(make: Callable[[str], Scene]) -> None:
    scene = make(TYPING % "name")
    scene.tap("input")

    for key in ("ł", "u", "space", "ż", "u"):
        scene.tap(f"key-{key}")

    assert scene.get("input", "text") == "Łu Żu"


def test_the_keyboard_follows_the_language_and_can_go_back_to_polish(make: Callable[[str], Scene]) -> None:
    scene = make(TYPING % "address")
    scene.show(language="uk")
    scene.tap("input")

    scene.tap("key-ї")
    scene.tap("key-layout")
    scene.tap("key-ł")
    scene.show(language="de")
    scene.tap("key-ß")

    assert scene.get("input", "text") == "їłß"


def test_the_keyboard_remembers_nothing(make: Callable[[str], Scene]) -> None:
    scene = make(
        "Loader { id: loader; anchors.fill: parent; sourceComponent: page }\n"
        "Component { id: page; Item { " + TYPING.split("Keyboard")[0] % "address" + "} }\n"
        "Keyboard { id: keys; y: 1040; width: 1080; visible: Typing.active }\n"
        "function forget() { loader.sourceComponent = undefined }"
    )
    scene.tap("input")
    for key in ("ź", "d", "ź", "b", "shift", "signs"):
        scene.tap(f"key-{key}")

    QMetaObject.invokeMethod(scene.root, "forget")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    scene.draw()

    assert not any("źdź" in text for text in _texts(scene.view))
    keyboard = next(i for i in scene.root.childItems() if i.property("signsShown") is not None)
    assert not keyboard.property("shifted")
    assert not keyboard.property("signsShown")
    assert not keyboard.isVisible()


def _texts(window: QQuickView) -> Iterator[str]:
    waiting: list[QObject] = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        # by name: a wrapper of a QML type's QMetaObject would outlive it and later pass for another object
        for name in ("text", "words", "value", "label", "spoken", "title", "lead", "suggestion", "typed"):
            if isinstance(item.property(name), str):
                yield str(item.property(name))
        waiting.extend(item.children())
        if isinstance(item, QQuickItem):
            waiting.extend(child for child in item.childItems() if child.parent() is not item)


KINDS = ["text", "case_mark", "email", "phone", "date", "code"]


@pytest.mark.parametrize("language", ["pl", "en", "uk", "de"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_large_and_apart_from_its_neighbours(
    make: Callable[[str], Scene], kind: str, language: str
) -> None:
    scene = make(TYPING % kind)
    scene.show(language=language)
    scene.tap("input")

    for _page in ("letters", "signs"):
        keys = [scene.rect(item) for item in scene.controls()]
        assert len(keys) >= 15
        for key in keys:
            assert min(key.width(), key.height()) >= TARGET_PX
            assert QRectF(0, 1040, 1080, 732).contains(key)
        for one, other in combinations(keys, 2):
            assert not one.adjusted(-4.9, -4.9, 4.9, 4.9).intersects(other.adjusted(-4.9, -4.9, 4.9, 4.9))
        if kind != "text":
            break
        scene.tap("key-signs")


def test_a_code_is_typed_without_letters_that_look_like_digits(make: Callable[[str], Scene]) -> None:
    scene = make(TYPING % "code")
    scene.tap("input")

    names = {item.objectName() for item in scene.controls()}

    assert {"key-K", "key-7", "key--"} <= names
    assert not {"key-I", "key-L", "key-O", "key-U"} & names


def test_a_late_echo_does_not_undo_typing(make: Callable[[str], Scene]) -> None:
    scene = make(TYPING % "address")
    scene.tap("input")
    for key in ("o", "l"):
        scene.tap(f"key-{key}")

    scene.find("field").setProperty("value", "o")
    echoed = scene.get("input", "text")
    scene.find("field").setProperty("value", "Ola")

    assert echoed == "ol"
    assert scene.get("input", "text") == "Ola"


def test_every_key_has_a_spoken_name(make: Callable[[str], Scene]) -> None:
    scene = make(TYPING % "text")
    scene.tap("input")

    spoken = [item.property("spoken") for item in scene.controls()]

    assert all(len(name) > 2 for name in spoken)
    assert len(set(spoken)) == len(spoken)


@pytest.mark.parametrize(
    ("px", "step", "grown"),
    [(36, 0, 36), (36, 3, 58), (64, 3, 83), (40, 3, 64), (42, 3, 64), (34, 1, 41), (50, 2, 60)],
)
def test_text_grows_by_the_rule_and_keeps_its_order(
    make: Callable[[str], Scene], px: int, step: int, grown: int
) -> None:
    scene = make(
        f'Words {{ objectName: "words"; words: "Kartki"; size: {px}; property int px: font.pixelSize }}'
    )

    scene.show(text_step=step)

    assert scene.get("words", "px") == grown


PAGE = """
ScreenPage {
    anchors.fill: parent
    objectName: "page"
    title: "Co zrobimy z Twoimi danymi"
    lead: "Wybierz jedną sprawę."
    primaryText: "Skanuj pismo"
    facts: [ Repeater { model: 4; Words { width: 968; words: "Danych z pisma użyjemy tylko do tego. ".repeat(3) } } ]
    Repeater { model: 3; SecondaryButton { objectName: "choice-" + index; width: parent.width; text: "Pokaż całość" } }
}
"""


@pytest.mark.parametrize("low", [False, True])
@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_screen_that_does_not_fit_shows_every_block_whole_in_some_part(
    make: Callable[[str], Scene], step: int, low: bool
) -> None:
    scene = make(PAGE)
    scene.show(text_step=step, low_reach=low, can_leave=True, can_go_back=True)
    page = scene.find("page")
    whole: set[str] = set()

    parts = int(page.property("parts"))
    for part in range(parts):
        page.setProperty("part", part)
        scene.draw()
        actions = scene.rect(scene.find("back")).top()
        for index in range(3):
            rect = scene.rect(scene.find(f"choice-{index}"))
            # A finger reaches it only inside the part that is shown.
            if not scene.rect(scene.find("viewport")).contains(rect):
                continue
            assert rect.bottom() <= actions
            whole.add(f"choice-{index}")
            assert rect.top() >= (900 if low else 320)

    assert whole == {"choice-0", "choice-1", "choice-2"}
    assert parts > 1 or step < 3


def test_every_icon_that_is_named_exists_and_shows_something() -> None:
    named: set[str] = set()
    for file in UI.rglob("*.qml"):
        named.update(re.findall(r'[iI]con(?:Name)?: "([a-z-]+)"', file.read_text(encoding="utf-8")))

    assert named
    assert named <= icon_names()
    for name in icon_names():
        image = draw_icon(name, color="#0b4668", size_px=48, stroke=3)
        assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48)), name


@pytest.mark.parametrize("palette", sorted(PALETTES))
@pytest.mark.parametrize("name", sorted(path.stem for path in DRAWINGS.glob("*.svg")))
def test_every_drawing_can_be_drawn_in_every_palette(name: str, palette: str) -> None:
    image = draw_drawing(name, palette=palette, width_px=300, height_px=300)

    assert max(image.width(), image.height()) == 300
    assert len({image.pixelColor(x, 90).name() for x in range(image.width())}) >= 2


def test_the_module_lists_name_every_component() -> None:
    for folder in ("Components", "Overlays", "Screens", "Theme"):
        listed = set((UI / "Urzedomat" / folder / "qmldir").read_text(encoding="utf-8").split())
        assert {path.name for path in (UI / "Urzedomat" / folder).glob("*.qml")} <= listed


def test_a_switch_finds_a_button_by_name_and_presses_it(make: Callable[[str], Scene]) -> None:
    QAccessible.setActive(True)
    scene = make(BUTTON % "")

    found = QAccessible.queryAccessibleInterface(scene.find("button"))
    found.actionInterface().doAction("Press")

    assert found.role() == QAccessible.Role.Button
    assert found.text(QAccessible.Text.Name) == "Złóż pismo"
    assert found.state().focusable
    assert scene.root.property("fired") == 1
