"""A kiosk that can't be built says so on the screen and on the console, and leaves no stack behind."""

from pathlib import Path

import pytest

from kiosk.app import SETTINGS_ERROR, run_kiosk


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[kiosk]\nname = 'x'\n", "unknown key"),
        ('[paths]\nstate_dir = "/proc/urzedomat"\n', "/proc/urzedomat"),
    ],
)
def test_kiosk_that_cannot_start_is_out_of_service(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    words: str,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("kiosk.app.run_out_of_service", shown.append)
    settings = tmp_path / "kiosk.toml"
    settings.write_text(text, encoding="utf-8")

    assert run_kiosk(settings) == SETTINGS_ERROR

    assert shown == ["kiosk.settings_wrong"]
    assert words in capsys.readouterr().err
