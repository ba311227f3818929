"""Every screen can be heard, reached and read: by a screen reader, from a wheelchair, by eyes that see little."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.kiosk.ui import samples
from tests.kiosk.ui.gallery import Stage
from tests.kiosk.ui.looking import (
    TYPED,
    Control,
    Words,
    accessibility_tree,
    controls,
    focus_order,
    measured_contrast,
    pixels,
    words,
)

PITCH_MM = 0.3113
TARGET_MM = 20.0
REACH_Y, LOW_Y = 314, 898
"""1220 mm and 1038 mm above the floor on the panel of the settings."""
SMALLEST_TEXT_PX = 34
PRESSED_ROLES = (QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox)

EVERYTHING = list(samples.SAMPLES)
ONE_OF_EACH = [name for name, _ in samples.every_screen()]
COMFORT: dict[str, samples.Comfort] = {
    "normal": {},
    "160": {"step": 3},
    "low": {"low": True},
    "160-low": {"step": 3, "low": True},
}


@pytest.fixture(
    scope="module", params=[(name, comfort) for name in EVERYTHING for comfort in COMFORT], ids="-".join
)
def shown(request: pytest.FixtureRequest, stage: Stage) -> str:
    """Shows one sample in one way; all tests on it look at the same drawing. Returns the way."""
    name, comfort = request.param
    stage.show(samples.comfort(samples.SAMPLES[name], **COMFORT[comfort]), pictures=False)
    return str(comfort)


def is_typing(stage: Stage) -> bool:
    return bool(stage.find("keyboard").isEnabled()) if _keyboard_shown(stage) else False


def _keyboard_shown(stage: Stage) -> bool:
    return any(item.objectName() == "keyboard" for item in stage.items())


@pytest.mark.usefixtures("shown")
def test_every_control_has_a_role_a_name_and_a_place_in_the_focus_order(stage: Stage) -> None:
    tree = [told for told in accessibility_tree(stage) if not told.is_invisible]
    told_items = {id(told.item): told for told in tree}
    order = focus_order(stage)
    found = controls(stage)
    assert found, "a screen without any control leaves nobody a way on"
    for control in found:
        told = told_items.get(id(control.item))
        assert told is not None, f"{control.name} is not in the accessibility tree"
        if control.item.inherits(TYPED):
            assert told.role is QAccessible.Role.EditableText
        else:
            assert told.role in PRESSED_ROLES, f"{control.name} has the role {told.role}"
            assert "Press" in told.actions, f"{control.name} can't be pressed by a switch"
        assert told.name.strip(), f"{control.name} has no name"
        if control.item.isEnabled():
            assert told.is_focusable, f"{control.name} can't have the focus"
            assert control.item in order, f"{control.name} has no place in the focus order"
    for told in tree:
        if told.role in (*PRESSED_ROLES, QAccessible.Role.EditableText):
            assert told.name.strip(), f"a {told.role} without a name"
    titles = [told for told in tree if told.role is QAccessible.Role.Heading and told.name.strip()]
    assert titles, "nothing says what this screen is"


def test_targets_are_large_apart_and_within_reach(stage: Stage, shown: str) -> None:
    found = controls(stage)
    typing = is_typing(stage)
    for control in found:
        if control.is_cut and typing:
            continue  # the page moves under the open keyboard
        assert not control.is_cut, f"{control.name} is cut off at {control.seen}"
        width_mm, height_mm = control.whole.width() * PITCH_MM, control.whole.height() * PITCH_MM
        assert width_mm >= TARGET_MM, f"{control.name} is {width_mm:.1f} mm wide"
        assert height_mm >= TARGET_MM, f"{control.name} is {height_mm:.1f} mm high"
        if typing and (control.item.inherits(TYPED) or shown == "160-low"):
            continue  # whoever types has reached the field; at 160 % the keys alone fill the lower half
        highest = LOW_Y if "low" in shown else REACH_Y
        assert control.whole.center().y() >= highest, f"{control.name} lies out of reach at {control.whole}"
    for first, second in _pairs(found):
        common = first.seen.intersected(second.seen)
        assert common.isEmpty(), f"{first.name} and {second.name} overlap: {common}"


def _pairs(found: list[Control]) -> Iterator[tuple[Control, Control]]:
    for position, first in enumerate(found):
        for second in found[position + 1 :]:
            if not (first.item.isAncestorOf(second.item) or second.item.isAncestorOf(first.item)):
                yield first, second


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("step", range(4))
def test_no_word_is_cut_or_covered_in_any_language_and_size(stage: Stage, language: str, step: int) -> None:
    wrong = []
    for name in ONE_OF_EACH:
        stage.show(samples.comfort(samples.SAMPLES[name], language=language, step=step), pictures=False)
        wrong += [f"{name}: {fault}" for fault in _word_faults(stage)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("shown")
def test_no_word_is_cut_or_covered_in_any_state(stage: Stage) -> None:
    assert not _word_faults(stage)


def _word_faults(stage: Stage) -> list[str]:
    found = words(stage)
    typing = is_typing(stage)
    faults = []
    for word in found:
        if word.size_px < SMALLEST_TEXT_PX:
            faults.append(f"{word.text!r} is only {word.size_px} px")
        if word.item.property("truncated"):
            faults.append(f"{word.text!r} is elided")
        if not word.is_whole and not typing:
            faults.append(f"{word.text!r} is cut: {word.drawn} seen {word.seen}")
        button = _button_around(word)
        if button is not None:
            place = stage.rect(button).adjusted(-1, -1, 1, 1)
            if not place.contains(word.drawn):
                faults.append(f"{word.text!r} runs out of its button: {word.drawn} in {place}")
    for position, first in enumerate(found):
        for second in found[position + 1 :]:
            common = first.seen.intersected(second.seen)
            if common.width() > 4 and common.height() > 14:
                faults.append(f"{first.text!r} and {second.text!r} lie on each other")
    return faults


def _button_around(word: Words) -> QQuickItem | None:
    item: QQuickItem | None = word.item.parentItem()
    while item is not None:
        if item.inherits("QQuickAbstractButton"):
            return item
        item = item.parentItem()
    return None


@pytest.mark.parametrize(("high", "least"), [(False, 7.0), (True, 15.0)])
@pytest.mark.parametrize("name", EVERYTHING)
def test_text_stands_out_from_its_ground(stage: Stage, name: str, high: bool, least: float) -> None:
    stage.show(samples.comfort(samples.SAMPLES[name], contrast=high))
    picture = pixels(stage.picture())
    typing = is_typing(stage)
    for word in words(stage):
        if typing and not word.is_whole:
            continue
        ratio = measured_contrast(picture, word.seen, word.item.property("color"))
        assert ratio >= least, f"{word.text!r}: {ratio:.1f}"
