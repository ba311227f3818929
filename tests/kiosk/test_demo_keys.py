"""Demo keys are fresh, private and marked."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.demo_keys import make_demo_keys
from sync.seal import certificate_of, is_demo_certificate
from sync.vault import decrypt, encrypt, read_identities

NOW = datetime(2026, 4, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_demo_keys(tmp_path / "keys", "tor1", NOW).folder


def test_every_certificate_is_marked(folder: Path) -> None:
    for name in ("authority", "seal", "office"):
        assert is_demo_certificate(certificate_of((folder / f"{name}.cert.pem").read_bytes()))


def test_nobody_else_may_read_them(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for key in folder.glob("*.key*"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_two_machines_have_nothing_in_common(tmp_path: Path, folder: Path) -> None:
    other = make_demo_keys(tmp_path / "other", "tor1", NOW).folder

    for path in folder.iterdir():
        assert path.read_bytes() != (other / path.name).read_bytes()


def test_both_age_keys_open_what_is_encrypted_to_both(folder: Path) -> None:
    recipients = [(folder / f"{name}.age.pub").read_text().strip() for name in ("daemon", "recovery")]
    sealed = encrypt(b"letter", recipients)

    for name in ("daemon", "recovery"):
        assert decrypt(sealed, read_identities((folder / f"{name}.age.key").read_text())) == b"letter"
