"""The screen can be heard: espeak-ng speaks offline, in the resident's language, and falls silent at once.

Nothing is spoken twice at a time: a new sentence ends the one before. What is said may be personal, so it goes to
espeak-ng through a pipe and never stands among a process's arguments, where every user could read it.
"""

import contextlib
import logging
import shutil
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

_VOICES: Final = {"pl": "pl", "en": "en-gb", "uk": "uk", "de": "de"}
_AMPLITUDE_MAX: Final = 200  # espeak-ng's own scale; 100 is its default
_WORDS_A_MINUTE: Final = 150
_RENDER_TIMEOUT_S: Final = 10.0
_SOUND_CARDS: Final = Path("/proc/asound/cards")


class SpeechFault(StrEnum):
    """Why nothing is heard."""

    UNAVAILABLE = "speech.unavailable"  # no program, no voice or no sound card


@dataclass(frozen=True)
class Utterance:
    """What to say, and how."""

    text: str
    language: str
    """pl, en, uk or de."""
    volume: float = 0.7
    """From 0 to 1."""

    def __repr__(self) -> str:
        return f"Utterance({len(self.text)} letters, {self.language})"  # the text may be personal


def espeak_command(utterance: Utterance) -> list[str]:
    """Return the command that speaks what it reads from its standard input."""
    volume = min(max(utterance.volume, 0.0), 1.0)
    return [
        "espeak-ng",
        *("-v", _VOICES.get(utterance.language, "pl")),
        *("-s", str(_WORDS_A_MINUTE)),
        *("-a", str(round(volume * _AMPLITUDE_MAX))),
        *("-b", "1"),  # UTF-8
        "--stdin",
    ]


def render(utterance: Utterance) -> bytes | SpeechFault:
    """Return the sentence as a WAV file."""
    try:
        done = subprocess.run(
            [*espeak_command(utterance), "--stdout"],
            input=utterance.text.encode(),
            capture_output=True,
            timeout=_RENDER_TIMEOUT_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("speech not rendered", extra={"error": type(error).__name__})
        return SpeechFault.UNAVAILABLE
    return done.stdout


def find_player() -> tuple[str, ...]:
    """Return the command that plays a WAV file from its standard input; empty when this machine can't be heard."""
    if shutil.which("aplay") is None or not _has_sound_card():
        return ()
    return ("aplay", "-q")


def play(wav: bytes, player: Sequence[str]) -> SpeechFault | None:
    """Play a short sound to its end through the player's command; empty = nobody can hear it."""
    if not player:
        return SpeechFault.UNAVAILABLE
    try:
        subprocess.run(list(player), input=wav, capture_output=True, timeout=_RENDER_TIMEOUT_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("sound not played", extra={"error": type(error).__name__})
        return SpeechFault.UNAVAILABLE
    return None


def _has_sound_card() -> bool:
    try:
        return "no soundcards" not in _SOUND_CARDS.read_text()
    except OSError:
        return False


class Speech:
    """A voice that says one thing at a time. All methods return at once and may be called from any thread."""

    def __init__(self, player: Sequence[str]) -> None:
        """Play through this command, which takes a WAV file on its standard input; empty = stay silent."""
        self._player = list(player)
        self._changing = threading.Lock()
        self._speaking: list[subprocess.Popen[bytes]] = []

    @property
    def is_available(self) -> bool:
        """Tell whether anything could be heard."""
        return bool(self._player) and shutil.which("espeak-ng") is not None

    def say(self, utterance: Utterance) -> SpeechFault | None:
        """Begin to say it, in place of what is being said."""
        if not self.is_available:
            return SpeechFault.UNAVAILABLE
        with self._changing:
            self._end()
            try:
                self._begin(utterance)
            except OSError as error:
                log.warning("speech not started", extra={"error": type(error).__name__})
                self._end()
                return SpeechFault.UNAVAILABLE
        return None

    def stop(self) -> None:
        """Fall silent."""
        with self._changing:
            self._end()

    def wait(self, timeout_s: float) -> bool:
        """Wait until all has been said; tell whether it has."""
        with self._changing:
            speaking = list(self._speaking)
        try:
            for process in speaking:
                process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _begin(self, utterance: Utterance) -> None:
        voice = subprocess.Popen(
            [*espeak_command(utterance), "--stdout"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._speaking.append(voice)
        player = subprocess.Popen(
            self._player, stdin=voice.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._speaking.append(player)
        assert voice.stdin is not None  # noqa: S101 - a pipe was asked for
        assert voice.stdout is not None  # noqa: S101
        voice.stdout.close()  # the player's now: espeak-ng must notice when the player ends
        with voice.stdin as stdin, contextlib.suppress(BrokenPipeError):
            stdin.write(utterance.text.encode())

    def _end(self) -> None:
        for process in reversed(self._speaking):
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            process.wait()
        self._speaking.clear()
