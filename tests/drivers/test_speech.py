"""The screen reads itself out loud, through the real espeak-ng into a player that listens."""

import io
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.speech import Speech, SpeechFault, Utterance, espeak_command, render

GREETING = Utterance("Dzień dobry. Włóż pismo do podajnika.", "pl")


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """Name the file in which the player writes down what it hears."""
    return tmp_path / "heard.wav"


@pytest.fixture
def speech(heard: Path) -> Iterator[Speech]:
    """Speak to a player that writes everything down when it is over."""
    listen = f"import sys, pathlib; pathlib.Path({str(heard)!r}).write_bytes(sys.stdin.buffer.read())"
    voice = Speech([sys.executable, "-c", listen])
    yield voice
    voice.stop()


def seconds(wav: bytes) -> float:
    """Return how long a rendered sentence is."""
    with wave.open(io.BytesIO(wav)) as sound:
        return sound.getnframes() / sound.getframerate()


@pytest.mark.parametrize("language", ["pl", "en", "uk", "de"])
def test_every_language_of_the_screen_has_a_voice(language: str) -> None:
    wav = render(Utterance("Urząd 2026", language))

    assert isinstance(wav, bytes)
    assert seconds(wav) > 0.5


def test_languages_sound_different() -> None:
    sounds = {render(Utterance("Toruń 2026", language)) for language in ("pl", "en", "uk", "de")}

    assert len(sounds) == 4


def test_volume_is_followed() -> None:
    quiet, loud = (render(Utterance("Urząd", "pl", volume)) for volume in (0.2, 0.9))

    assert isinstance(quiet, bytes)
    assert isinstance(loud, bytes)
    assert len(quiet) == len(loud)
    assert max(quiet[44:]) <= max(loud[44:])
    assert quiet != loud


def test_sentence_reaches_the_player_whole(speech: Speech, heard: Path) -> None:
    fault = speech.say(GREETING)
    ended = speech.wait(30)

    assert fault is None
    assert ended
    assert heard.read_bytes()[:4] == b"RIFF"
    assert len(heard.read_bytes()) > 20_000


def test_new_sentence_ends_the_one_before(heard: Path) -> None:
    voice = Speech([sys.executable, "-c", "import time; time.sleep(600)"])

    voice.say(GREETING)
    voice.say(GREETING)
    still_speaking = not voice.wait(0.05)
    voice.stop()

    assert still_speaking
    assert voice.wait(5)


def test_what_is_said_stands_in_no_command_line_and_no_log() -> None:
    assert not [part for part in espeak_command(GREETING) if "Dzień" in part]
    assert "Dzień" not in repr(GREETING)


def test_machine_without_sound_stays_silent_without_ado() -> None:
    voice = Speech([])

    assert not voice.is_available
    assert voice.say(GREETING) is SpeechFault.UNAVAILABLE
    voice.stop()


def test_player_that_cannot_be_started_is_no_disaster() -> None:
    voice = Speech(["/nonexistent/player"])

    assert voice.say(GREETING) is SpeechFault.UNAVAILABLE
    assert voice.wait(5)
