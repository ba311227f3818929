"""Only the secret on the receipt opens the case status."""

import secrets

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.numbers import new_secret, parse_secret
from sync.status import derive_keys, keys_of, open_status, seal_status

SECRET = new_secret(secrets.token_bytes)
KEYS = derive_keys(SECRET)
REPORT = {"state": "registered", "rpw": "RPW/217/2026", "note": "Zażółć gęślą jaźń"}


def test_the_holder_of_the_receipt_reads_the_status() -> None:
    assert open_status(seal_status(REPORT, KEYS, secrets.token_bytes), SECRET) == REPORT


def test_a_typed_secret_opens_it_too() -> None:
    typed = parse_secret(SECRET.lower().replace("-", " "))

    assert isinstance(typed, str)
    assert open_status(seal_status(REPORT, KEYS, secrets.token_bytes), typed) == REPORT


def test_nobody_elses_secret_opens_it() -> None:
    assert (
        open_status(seal_status(REPORT, KEYS, secrets.token_bytes), new_secret(secrets.token_bytes)) is None
    )


def test_a_blob_can_not_be_passed_off_as_another_receipts() -> None:
    """The same key under another lookup must not decrypt."""
    moved = seal_status(REPORT, type(KEYS)(lookup="0" * 32, key=KEYS.key), secrets.token_bytes)

    assert open_status(moved, SECRET) is None


def test_the_office_gets_its_keys_from_the_container() -> None:
    assert keys_of(KEYS.access()) == KEYS
    assert len(KEYS.lookup) == 32
    assert len(KEYS.key) == 32


@settings(max_examples=60)
@given(st.binary(max_size=80))
def test_rubbish_is_not_a_status(blob: bytes) -> None:
    assert open_status(blob, SECRET) is None
    assert open_status(b"URZS1" + blob, SECRET) is None


def test_the_derivation_is_fixed_for_ever() -> None:
    """Known answer, so that a receipt printed today opens its status in ten years."""
    keys = derive_keys(type(SECRET)("7F3K-92QM-0000-ZZZZ"))

    assert keys.lookup == "b3587bbc3c55d2e2be343e8a32ebed19"
    assert keys.key.hex() == "9a859e9526e689d71f2bfe8c89e1ca93d22eb99760fd4c1f6acf429dca5a4b68"
