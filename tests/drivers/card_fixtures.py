"""An emulated card in the machine's virtual reader, and the card host that meets it."""

import contextlib
from collections.abc import Iterator

import pytest

from drivers.cards import CardsConfig
from drivers.virtual.card import VirtualCard
from drivers.virtual.card_database import CardDatabase, make_card_database
from drivers.virtual.pcscd import Pcscd, virtual_readers_held
from tests.drivers.card_kit import (
    OPENSC,
    PIN,
    VERIFY_WITHOUT_DATA,
    CardKiosk,
    StartKiosk,
    card_host,
    wait_until_reader_is_empty,
)


@pytest.fixture
def start_card_kiosk() -> Iterator[StartKiosk]:
    """Start card hosts that end with the test."""
    with contextlib.ExitStack() as started:
        yield lambda config: started.enter_context(card_host(config))


@pytest.fixture(scope="session")
def card_database(tmp_path_factory: pytest.TempPathFactory) -> CardDatabase:
    """Make the keys of one card for all tests: that takes seconds."""
    return make_card_database(tmp_path_factory.mktemp("card"), pin=PIN)


@pytest.fixture(scope="module")
def pcscd() -> Iterator[Pcscd]:
    """Keep the machine's virtual readers, with a PC/SC daemon behind them."""
    with virtual_readers_held():
        daemon = Pcscd()
        daemon.start()
        yield daemon
        daemon.stop()


@pytest.fixture(scope="module")
def card_process(card_database: CardDatabase, pcscd: Pcscd) -> Iterator[VirtualCard]:
    """Keep one emulated card for the tests of a module."""
    with VirtualCard(card_database) as held:
        yield held


@pytest.fixture
def card(card_process: VirtualCard) -> VirtualCard:
    """Take a fresh card; where it is depends on the test before."""
    card_process.renew()
    return card_process


@pytest.fixture
def card_outside(card: VirtualCard) -> Iterator[VirtualCard]:
    """Hold a fresh card that is not in the reader."""
    card.pull()
    wait_until_reader_is_empty()
    yield card
    card.pull()
    wait_until_reader_is_empty()


@pytest.fixture(scope="module")
def card_config() -> CardsConfig:
    """Tell what is known of the emulated card."""
    return CardsConfig(OPENSC, pin_query=VERIFY_WITHOUT_DATA)


@pytest.fixture(scope="module")
def shared_card_kiosk(card_config: CardsConfig, pcscd: Pcscd) -> Iterator[CardKiosk]:
    """Keep one card host for the tests of a module, as a kiosk keeps it from visit to visit."""
    with card_host(card_config) as kiosk:
        yield kiosk


@pytest.fixture
def card_kiosk(shared_card_kiosk: CardKiosk, card: VirtualCard) -> CardKiosk:
    """Meet a card that has been put into the reader."""
    shared_card_kiosk.events.forget()
    card.insert()
    return shared_card_kiosk
