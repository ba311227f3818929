"""A settings file says what it means, or the kiosk says which key it does not know."""

from pathlib import Path

import pytest

from kiosk.settings import KioskSettings, SettingsRefused, load_settings
from kiosk.settings_document import settings_page


def written(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_empty_file_gives_the_defaults_with_paths_beside_it(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, ""))

    assert settings.visit == KioskSettings().visit
    assert settings.paths.spool_dir == tmp_path / "spool"
    assert settings.seal.seal_key == tmp_path / "keys/seal.key.pem"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[scanner]\nresolution = 300\n", "scanner.resolution: unknown key"),
        ("[scaner]\n", "scaner: unknown key"),
        ("[visit]\ninactivity_s = 1\n", "visit.inactivity_s"),
        ("[scanner]\nsides = 'both'\n", "scanner.sides"),
        ("[kiosk]\ncode = 'Toruń'\n", "kiosk.code"),
        (
            "[cards]\npin_max_digits = 3\n",
            "cards: Value error, pin_max_digits must not be below pin_min_digits",
        ),
        ("[kiosk\n", "can't be read"),
    ],
)
def test_refusal_names_the_key(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(written(tmp_path, text))

    assert named in str(refused.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="no such file"):
        load_settings(tmp_path / "nothing.toml")


def test_absolute_paths_stay(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, "[paths]\nspool_dir = '/var/spool/urzedomat'\n"))

    assert settings.paths.spool_dir == Path("/var/spool/urzedomat")


def test_every_key_is_explained() -> None:
    for name, section in KioskSettings.model_fields.items():
        model = section.annotation
        assert isinstance(model, type)
        for key, field in model.model_fields.items():
            assert field.description, f"[{name}] {key} has no words under it"


def test_manual_page_is_current() -> None:
    page = Path(__file__).parents[2] / "docs/settings.md"

    assert page.read_text(encoding="utf-8") == settings_page(), "run `make docs`"
