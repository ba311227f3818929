"""Signing through SoftHSM: the driver isn't made for one card alone."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drivers.card_tries import tries_in
from drivers.cards import CardFault, CardsConfig, PinLevel, Presence, PresenceEvent
from drivers.pin import ShortLivedPin
from drivers.tokens import SignOrder, Tokens
from drivers.virtual.softtoken import MODULE, KeyKind, SoftToken, make_soft_token
from tests.drivers.card_kit import PIN, WRONG_PIN, StartKiosk, check_signature, pin

pytest_plugins = ("tests.drivers.card_fixtures",)

NOW = datetime.now(UTC)


def tells_nothing(reader: str) -> int | None:
    """Be a card that doesn't tell its tries."""
    del reader
    return None


@pytest.fixture(scope="module", params=list(KeyKind), ids=lambda kind: str(kind.name).lower())
def soft_token(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    """Make a token with a key of each kind."""
    return make_soft_token(tmp_path_factory.mktemp("token"), now=NOW, kind=request.param, pin=PIN)


@pytest.fixture
def soft_config(soft_token: SoftToken) -> CardsConfig:
    """Tell what is known of the token."""
    return CardsConfig(
        MODULE,
        token_label=soft_token.label,
        presence=Presence.MODULE,
        environment=soft_token.environment,
    )


@pytest.fixture
def tokens(soft_config: CardsConfig, monkeypatch: pytest.MonkeyPatch) -> Tokens:
    """Use the module in this very process, with a clock of our own."""
    for name, value in soft_config.environment:
        monkeypatch.setenv(name, value)
    return Tokens(soft_config, clock=lambda: NOW, count_tries=tells_nothing)


def order(tokens: Tokens, digits: str, *, consent: bool = False) -> SignOrder:
    """Ask for a signature with the token's only certificate."""
    certificate = tokens.certificates().certificates[0].certificate_id
    return SignOrder(b"pismo", certificate, ShortLivedPin(digits.encode()), consent_last_try=consent)


def test_token_without_a_reader_signs_through_the_host(
    start_card_kiosk: StartKiosk, soft_config: CardsConfig
) -> None:
    kiosk = start_card_kiosk(soft_config)
    kiosk.events.wait_for(PresenceEvent.CARD_INSERTED)
    certificate = kiosk.certificate()

    reading = kiosk.client.pin_state(certificate.certificate_id)
    end = kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    assert certificate.holder_name == "Stanisława Błaszczyk"
    assert reading.state is not None
    assert (reading.state.level, reading.state.tries_left) == (PinLevel.NOT_LOW, None)
    check_signature(certificate, end.signature, b"pismo")


def test_expired_certificate_is_told_and_never_signs(tokens: Tokens, soft_config: CardsConfig) -> None:
    later = Tokens(soft_config, clock=lambda: NOW + timedelta(days=731), count_tries=tells_nothing)

    listed = later.certificates()
    end = later.sign(order(tokens, PIN))

    assert listed.fault is CardFault.CERTIFICATE_EXPIRED
    assert listed.certificates[0].is_expired
    assert end.fault is CardFault.CERTIFICATE_EXPIRED
    assert end.signature is None


def test_token_that_only_says_low_needs_consent_for_the_next_try(tokens: Tokens) -> None:
    wrong = tokens.sign(order(tokens, WRONG_PIN))
    without = tokens.sign(order(tokens, PIN))
    agreed = tokens.sign(order(tokens, PIN, consent=True))
    afterwards = tokens.sign(order(tokens, PIN))

    assert wrong.fault is CardFault.PIN_WRONG
    assert without.fault is CardFault.LAST_TRY_NEEDS_CONSENT
    assert agreed.fault is None
    assert afterwards.fault is None


@pytest.mark.parametrize("module", ["/nonexistent/pkcs11.so", "/etc/hostname"])
def test_module_that_cannot_be_loaded_is_the_middleware_gone(module: str) -> None:
    broken = Tokens(CardsConfig(Path(module)), clock=lambda: NOW, count_tries=tells_nothing)

    assert broken.certificates().fault is CardFault.MIDDLEWARE_GONE
    assert not broken.is_present()


def test_other_tokens_of_the_module_are_left_alone(soft_config: CardsConfig, tokens: Tokens) -> None:
    del tokens  # its environment is what matters
    other = CardsConfig(MODULE, token_label="another", presence=Presence.MODULE)

    listed = Tokens(other, clock=lambda: NOW, count_tries=tells_nothing).certificates()

    assert listed.fault is CardFault.NO_CARD


def test_pin_is_wiped_and_told_to_nobody(tokens: Tokens, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asked = order(tokens, PIN)
    used = asked.pin.encode()

    tokens.sign(asked)

    assert used == bytes(len(PIN))
    assert len(asked.pin) == 0
    assert PIN not in repr(asked)
    assert PIN not in "".join(str(vars(record)) for record in caplog.records)
    assert caplog.records


@pytest.mark.parametrize(
    ("answer", "tries"),
    [("63c3", 3), ("63c0", 0), ("6983", 0), ("9000", None), ("6300", None), ("", None), ("63c3ff", None)],
)
def test_tries_are_read_from_the_cards_status_words(answer: str, tries: int | None) -> None:
    assert tries_in(bytes.fromhex(answer)) == tries
