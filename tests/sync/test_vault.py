"""What waits on the disk is for the daemon and the office alone, and any age tool can recover it."""

import subprocess
from pathlib import Path

import pytest

from sync.faults import SyncFault
from sync.vault import decrypt, encrypt, new_identity, read_identities, recipient_of
from tests.sync.kit import refusal_code

DAEMON, RECOVERY = new_identity(), new_identity()
RECIPIENTS = [recipient_of(DAEMON), recipient_of(RECOVERY)]
PLAIN = b"a sealed letter" * 1000


@pytest.mark.parametrize("identity", [DAEMON, RECOVERY], ids=["daemon", "recovery"])
def test_either_of_the_two_can_open_it(identity: str) -> None:
    assert decrypt(encrypt(PLAIN, RECIPIENTS), [identity]) == PLAIN


def test_nobody_else_can() -> None:
    assert refusal_code(decrypt(encrypt(PLAIN, RECIPIENTS), [new_identity()])) == SyncFault.PACKAGE_UNREADABLE


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:-40] + bytes(40), lambda _: b""]
)
def test_a_damaged_package_is_an_outcome(damage: object) -> None:
    assert callable(damage)

    assert refusal_code(decrypt(damage(encrypt(PLAIN, RECIPIENTS)), [DAEMON])) == SyncFault.PACKAGE_UNREADABLE


def test_a_package_for_one_reader_only_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="second recipient"):
        encrypt(PLAIN, RECIPIENTS[:1])


def test_the_age_command_opens_ours_and_we_open_its(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"# recovery key\n{RECOVERY}\n")
    (tmp_path / "ours.age").write_bytes(encrypt(PLAIN, RECIPIENTS))

    def age(*arguments: str, given: bytes = b"") -> bytes:
        return subprocess.run(
            ["age", *arguments], cwd=tmp_path, input=given, capture_output=True, timeout=30, check=True
        ).stdout

    assert age("--decrypt", "-i", "key", "ours.age") == PLAIN
    theirs = age("-r", RECIPIENTS[0], "-r", RECIPIENTS[1], given=PLAIN)
    assert decrypt(theirs, [DAEMON]) == PLAIN


def test_a_key_file_is_read_as_age_keygen_writes_it(tmp_path: Path) -> None:
    made = subprocess.run(["age-keygen"], capture_output=True, text=True, timeout=30, check=True)

    (identity,) = read_identities(made.stdout)

    assert f"# public key: {recipient_of(identity)}" in made.stdout
