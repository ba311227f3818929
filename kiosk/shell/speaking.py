"""Speaks and sounds: reads a new screen aloud, announces changes, warns before the visit ends."""

from __future__ import annotations

import logging
import math
import struct
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickWindow

from drivers.speech import Speech, Utterance, play
from kiosk.session.effects import CallStaff, Say, Sound
from kiosk.session.values import SoundName
from kiosk.shell.lanes import Lanes
from kiosk.shell.phrases import phrase
from kiosk.shell.shell import Shell

log = logging.getLogger(__name__)

_READ = {QAccessible.Role.Heading, QAccessible.Role.StaticText, QAccessible.Role.Button}
_AFTER_ARRIVAL_MS = 300
"""A screen slides in for 240 ms; before that half of its items are not there."""
_RATE_HZ = 22050
_TUNES: dict[SoundName, tuple[int, ...]] = {
    SoundName.WARNING: (660, 660),
    SoundName.TROUBLE: (440, 330),
    SoundName.DONE: (523, 784),
}


class Speaking:
    """Serves Say, Sound and CallStaff; says nothing unless the resident switched speech on."""

    def __init__(self, player: Sequence[str], shell: Shell, window: QQuickWindow, lanes: Lanes) -> None:
        """`player`: the command that plays a WAV file from its standard input; empty = silence."""
        self._player = player
        self._speech = Speech(player)
        self._shell = shell
        self._window = window
        self._lanes = lanes
        self._shown = ""
        self._was_speaking = False
        self._arrival = QTimer(shell)
        self._arrival.setSingleShot(True)
        self._arrival.setInterval(_AFTER_ARRIVAL_MS)
        self._arrival.timeout.connect(self._read_screen)
        shell.changed.connect(self._look)

    def say(self, effect: Say) -> None:
        """Announce a change of state, to speech and to assistive technology."""
        comfort = self._shell.session.comfort
        words = phrase(effect.what, effect.value, comfort.language)
        self._shell.visit.announced.emit(words)
        if comfort.speech:
            self._speak(words)

    def sound(self, effect: Sound) -> None:
        """Play a sound; without a loudspeaker the dialog alone must do."""
        tune = _TUNES[effect.name]
        self._lanes.run("sound", lambda: _ignore(play(wave(tune), self._player)))

    def call_staff(self, effect: CallStaff) -> None:
        """Tell the staff. The log is what the technician's monitor watches; the code is no personal data."""
        log.warning("staff called: %s", effect.code or "no trouble on the screen")

    def be_quiet(self) -> None:
        """Stop in the middle of a word: the visit is over."""
        self._arrival.stop()
        self._speech.stop()

    def close(self) -> None:
        """End the voice."""
        self._arrival.stop()
        self._speech.stop()

    def _look(self) -> None:
        visit = self._shell.visit
        shown = f"{visit.screen}/{visit.overlay}"
        speaks = self._shell.session.comfort.speech
        if self._was_speaking and not speaks:
            self.be_quiet()
        if speaks and (shown != self._shown or not self._was_speaking):
            self._speech.stop()
            self._arrival.start()
        self._shown, self._was_speaking = shown, speaks

    def _read_screen(self) -> None:
        self._speak(". ".join(spoken_texts(self._window)))

    def _speak(self, words: str) -> None:
        language = self._shell.session.comfort.language
        self._lanes.run("speech", lambda: _ignore(self._speech.say(Utterance(words, language))))


def _ignore(fault: object) -> None:
    """Do without sound where none is to be had: everything that is heard is also seen."""
    del fault


def spoken_texts(window: QQuickWindow) -> list[str]:
    """Return what a screen reader would read of the window, in its order; a field's content is private."""
    return list(_texts(QAccessible.queryAccessibleInterface(window)))


def _texts(item: QAccessibleInterface) -> Iterator[str]:
    if item.state().invisible:
        return
    if item.role() in _READ and not item.rect().isEmpty():
        name = item.text(QAccessible.Text.Name).strip()
        if name:
            yield name
    for position in range(item.childCount()):
        yield from _texts(item.child(position))


def wave(tones_hz: tuple[int, ...], *, tone_s: float = 0.22, volume: float = 0.35) -> bytes:
    """Make a WAV file (16 bit, mono) of tones that swell and fade, so that nothing clicks."""
    count = int(_RATE_HZ * tone_s)
    samples = b"".join(
        struct.pack(
            "<h", int(32767 * volume * math.sin(math.pi * i / count) * math.sin(math.tau * hz * i / _RATE_HZ))
        )
        for hz in tones_hz
        for i in range(count)
    )
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16, 1, 1),
        *(_RATE_HZ, _RATE_HZ * 2, 2, 16, b"data", len(samples)),
    )
    return header + samples
