"""When a visit ends, nothing of it is left in the scene: no page, no word, no typed letter, no picture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtQuick import QQuickItem

from kiosk.view.state import ViewState
from tests.kiosk.ui import samples
from tests.kiosk.ui.gallery import Stage
from tests.kiosk.ui.touching import tap

PRIVATE = ("Błasz", "Źródlana", "OR.3166", "888 059", "7F3K", "7Q2M", "chodnika")
SOURCES = ("image://pages", "image://strips", "image://qr")
VISIT = (
    "scanning",
    "review",
    "details",
    "details-edit",
    "pin",
    "summary",
    "receipt",
    "receipt-failed",
    "status-error",
)


def collect_deleted(stage: Stage) -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        stage.settle(pictures=False)


def everything(root: QObject) -> Iterator[QObject]:
    """All objects of the window: children by ownership and by the scene."""
    # the objects are kept while this runs: the identity of a collected wrapper is given out again
    seen: dict[int, QObject] = {}
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen[id(item)] = item
        yield item
        waiting.extend(item.children())
        if isinstance(item, QQuickItem):
            waiting.extend(item.childItems())


def texts(item: QObject) -> Iterator[str]:
    for name in ("text", "words", "value", "label", "spoken", "title", "lead", "suggestion", "typed"):
        value = item.property(name)
        if isinstance(value, str):
            yield value


def source(item: QObject) -> str:
    value = item.property("source")
    return value.toString() if hasattr(value, "toString") else ""


def leftovers(stage: Stage) -> list[str]:
    found = []
    for item in everything(stage.window):
        found += [text for text in texts(item) if any(word in text for word in PRIVATE)]
        if source(item).startswith(SOURCES):
            found.append(source(item))
    return found


@pytest.mark.parametrize("name", VISIT)
def test_the_scene_is_empty_of_the_visit_after_it(stage: Stage, name: str) -> None:
    stage.show(samples.SAMPLES[name])
    assert leftovers(stage), "the sample shows something private, else this proves nothing"
    stage.show(ViewState(), pictures=False)
    collect_deleted(stage)
    assert leftovers(stage) == []


def test_the_screens_themselves_are_destroyed(stage: Stage) -> None:
    gone: list[str] = []
    for name in VISIT:
        stage.show(samples.SAMPLES[name], pictures=False)
        loader = stage.find("screen")
        loader.childItems()[0].destroyed.connect(lambda *_, name=name: gone.append(name))
    stage.show(ViewState(), pictures=False)
    collect_deleted(stage)
    # two samples of one screen are one object
    assert {"scanning", "review", "pin", "summary", "status-error"} <= set(gone)
    assert set(gone) & {"details", "details-edit"}
    assert set(gone) & {"receipt", "receipt-failed"}


def test_pictures_are_not_kept_by_qt_and_not_by_us(stage: Stage) -> None:
    for name in ("review", "details", "receipt"):
        stage.show(samples.SAMPLES[name])
        shown = [
            item
            for item in stage.items()
            if source(item).startswith(SOURCES) and item.inherits("QQuickImage")
        ]
        assert shown
        for item in shown:
            assert item.property("cache") is False, source(item)
    assert len(stage.images) > 0
    stage.show(ViewState(), pictures=False)
    stage.images.clear()
    assert len(stage.images) == 0


def test_the_keyboard_forgets_what_it_typed_into_and_how(stage: Stage) -> None:
    stage.show(samples.SAMPLES["details-edit"], pictures=False)
    tap(stage, "key-shift")
    keyboard = stage.find("keyboard")
    assert keyboard.property("shifted") is True
    stage.show(ViewState(), pictures=False)
    collect_deleted(stage)
    assert not any(item.objectName() == "keyboard" for item in stage.items()), "the keyboard is closed"
    assert keyboard.property("shifted") is False
    assert keyboard.property("signsShown") is False
    assert keyboard.property("layout") == "pl"


def test_the_next_visit_starts_with_empty_fields(stage: Stage) -> None:
    stage.show(samples.SAMPLES["status-error"], pictures=False)
    stage.show(ViewState(), pictures=False)
    stage.show(samples.SAMPLES["status"], pictures=False)
    inputs = [item for item in stage.items() if item.inherits("QQuickTextInput")]
    assert inputs
    assert [item.property("text") for item in inputs] == ["", ""]
