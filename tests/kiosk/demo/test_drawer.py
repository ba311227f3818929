"""Each control of the drawer does to the virtual hardware what it says, and the drawer shows how that stands."""

from __future__ import annotations

import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from smartcard.CardConnection import CardConnection
from smartcard.Exceptions import CardConnectionException, NoCardException
from smartcard.System import readers

from drivers.device import ChildLauncher, DeviceClient, DeviceState
from drivers.virtual.feeder import AdfState, Feed
from drivers.virtual.printer import PaperSensor
from drivers.virtual.sheets import Look
from kiosk.demo.desk import places_on
from kiosk.demo.drawer import Drawer, wait_for_end
from kiosk.demo.ending import Ending
from kiosk.demo.run import SAMPLES
from kiosk.demo.visitor import Visitor
from kiosk.demo.world import World, WorldOptions
from kiosk.settings import load_settings
from sync.numbers import new_number
from sync.outbox import PackageName
from sync.submission import new_submission_id

PATIENCE_S = 60.0
ROLL_LINES = 40
SIGN = [0x80, 0x42, 0x00, 0x00, 0x00]  # a CAC card's private operation


@dataclass
class Bench:
    """The drawer over a world without a kiosk."""

    world: World
    drawer: Drawer
    hand: Visitor

    def press(self, name: str) -> None:
        """Touch a button and wait until it is done."""
        told: list[str] = []
        self.drawer.hands.told.connect(lambda: told.append(self.drawer.hands.message))
        self.hand.touch(name)
        self.wait(lambda: bool(told), f"{name} to be done")

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        self.hand.wait(is_so, what, within_s=PATIENCE_S)

    def shows(self, *texts: str) -> None:
        """Wait until these words stand in the drawer."""
        self.wait(lambda: set(texts) <= set(self.hand.texts()), f"{texts} in the drawer")

    def lit(self, key: str) -> str:
        """Return the button that is shown as true now."""
        return self.drawer.hands.positions.get(key, "")


@pytest.fixture(scope="module")
def bench(qapp: QGuiApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with World(tmp_path_factory.mktemp("world"), WorldOptions(has_office=False)) as world:
        drawer = Drawer(world, load_settings(world.settings_file))
        drawer.window.resize(1240, 1000)
        drawer.window.show()
        yield Bench(world, drawer, Visitor(drawer.window))
        drawer.close()
        world.stop_office()


@pytest.fixture(autouse=True)
def put_right(bench: Bench) -> Iterator[None]:
    """Leave a sound scanner and printer to the next test."""
    yield
    feeder = bench.world.scanner.feeder
    feeder.take_out()
    feeder.clear()
    bench.world.printer.renew()


def test_a_sample_letter_is_put_into_the_feeder(bench: Bench) -> None:
    bench.hand.touch("Sample skarga (2 pages)")
    bench.press("Put into the feeder")
    assert bench.world.scanner.feeder.sides_left == 2
    bench.shows("Feeder: paper in the tray", "Sides left: 2", "Put 2 sides of skarga into the feeder.")
    bench.press("Scanner: Feeder, Take paper out")
    bench.shows("Feeder: empty", "Sides left: 0")


def test_any_folder_can_be_typed(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "strona.jpg").write_bytes((SAMPLES / "skarga" / "page-01.jpg").read_bytes())
    _type_folder(bench, str(tmp_path))
    bench.press("Put into the feeder")
    assert bench.world.scanner.feeder.sides_left == 1


def test_a_folder_without_pages_is_refused_in_words(bench: Bench, tmp_path: Path) -> None:
    _type_folder(bench, str(tmp_path))
    bench.press("Put into the feeder")
    assert "no page images" in bench.drawer.hands.message
    _type_folder(bench, str(tmp_path / "missing"))
    bench.press("Put into the feeder")
    assert "No such file" in bench.drawer.hands.message
    assert bench.world.scanner.feeder.sides_left == 0


def test_pages_are_laid_on_the_glass_one_after_the_other(bench: Bench) -> None:
    bench.hand.touch("Sample wniosek (3 pages)")
    for number in (1, 2, 3, 1):
        bench.press("Lay next page on the glass")
        bench.shows(f"page-0{number}.jpg of wniosek lies on the glass.")


@pytest.mark.parametrize(
    ("control", "state", "shown"),
    [("Paper jam", AdfState.JAM, "Jammed"), ("Double feed", AdfState.MULTIPICK, "Two sheets at once")],
)
def test_the_feeder_gets_into_trouble_now_or_later(
    bench: Bench, control: str, state: AdfState, shown: str
) -> None:
    feeder = bench.world.scanner.feeder
    bench.press(f"Scanner: {control}, Now")
    assert feeder.state is state
    bench.wait(lambda: bench.lit("Scanner: Paper path") == shown, shown)
    bench.press("Scanner: Paper path, Clear")
    assert feeder.state is AdfState.EMPTY

    feeder.load(SAMPLES / "odwolanie")
    feeder.begin()
    bench.press(f"Scanner: {control}, After a sheet")
    assert [_feed(bench) for _ in range(2)] == [Feed.FED, Feed.STOPPED]
    assert feeder.state is state


def test_cover_and_plug_of_the_scanner(bench: Bench) -> None:
    scanner = bench.world.scanner
    bench.press("Scanner: Cover, Open")
    assert scanner.feeder.state is AdfState.DOOR_OPEN
    bench.wait(lambda: bench.lit("Scanner: Cover") == "Open", "the open cover")
    bench.press("Scanner: Cover, Closed")
    assert scanner.feeder.state is AdfState.EMPTY

    bench.press("Scanner: Plug, Out")
    assert not _listens(scanner.port)
    bench.shows("Feeder: unplugged")
    bench.press("Scanner: Plug, In")
    assert _listens(scanner.port)


def test_the_scanner_is_as_fast_as_wanted(bench: Bench) -> None:
    for text, seconds in (("3 s", 3.0), ("1 s", 1.0), ("At once", 0.0)):
        bench.press(f"Scanner: Per sheet, {text}")
        assert bench.world.scanner.feeder.seconds_per_sheet == seconds
        bench.wait(lambda text=text: bench.lit("Scanner: Per sheet") == text, text)  # type: ignore[misc]


def test_the_card_goes_in_and_out_and_forgets_its_mistakes(bench: Bench) -> None:
    card = bench.world.card
    assert card is not None
    bench.press("Card: Reader, In")
    card.wait_until(lambda state: state.inserted)
    bench.shows("Card: in the reader")
    bench.press("Card: PIN tries, Blocked")
    assert card.tries == 0
    bench.press("Card: PIN tries, 1 left")
    assert card.tries == 1
    bench.shows("PIN tries left: 1")
    bench.press("Card: PIN tries, 3 left")
    assert card.tries == 3
    bench.press("Card: Reader, Out")
    assert not card.state.inserted
    bench.press("Card: Insert badly, Another card")
    card.wait_until(lambda state: state.inserted)
    bench.press("Card: Reader, Out")
    bench.shows("Card: out")


def test_the_card_is_pulled_while_it_signs(bench: Bench) -> None:
    card = bench.world.card
    assert card is not None
    bench.press("Card: Reader, In")
    bench.press("Card: While signing, Pull it out")
    assert card.wait_until(lambda state: state.inserted).signatures == 0
    connection = _card_in_reader(bench)
    with pytest.raises(CardConnectionException):
        connection.transmit(SIGN)
    state = card.wait_until(lambda state: not state.inserted)
    assert state.signatures == 0
    bench.shows("Card: out")


def test_the_printer_runs_out_of_paper_and_is_opened(bench: Bench) -> None:
    printer = bench.world.printer
    for text, paper in (
        ("Near end", PaperSensor.NEAR_END),
        ("Out", PaperSensor.OUT),
        ("Enough", PaperSensor.OK),
    ):
        bench.press(f"Receipt printer: Paper, {text}")
        assert printer.mechanism.paper is paper
        bench.wait(lambda text=text: bench.lit("Receipt printer: Paper") == text, text)  # type: ignore[misc]
    bench.press("Receipt printer: Cover, Open")
    assert printer.mechanism.is_cover_open
    bench.press("Receipt printer: Cover, Closed")
    assert not printer.mechanism.is_cover_open


@pytest.mark.parametrize(
    ("button", "key", "shown"),
    [("Paper ends", "Receipt printer: Paper", "Out"), ("Cover opens", "Receipt printer: Cover", "Open")],
)
def test_the_printer_stops_in_the_middle(bench: Bench, button: str, key: str, shown: str) -> None:
    bench.press(f"Receipt printer: While printing, {button}")
    _print_lines(bench, ROLL_LINES)
    bench.wait(lambda: bench.lit(key) == shown, shown)
    assert 0 < len(bench.world.printer.slips[-1]) < ROLL_LINES


def test_the_printer_is_unplugged(bench: Bench) -> None:
    printer = bench.world.printer
    bench.press("Receipt printer: Plug, Out")
    assert not _listens(printer.port)
    bench.press("Receipt printer: Plug, In")
    assert _listens(printer.port)


def test_what_was_printed_last_is_seen(bench: Bench) -> None:
    def height_px() -> int:
        return QImage(QUrl(bench.drawer.hands.slip).toLocalFile()).height()

    _print_lines(bench, 3)
    bench.shows("Slips printed: 1")
    bench.wait(lambda: bench.drawer.hands.slip.endswith("slip-1-3.png") and height_px() > 0, "the slip")
    before_px = height_px()
    _print_lines(bench, 5)
    bench.wait(lambda: height_px() > before_px, "the slip to grow")
    bench.wait(lambda: len(list((bench.world.folder / "printed").iterdir())) == 1, "old pictures to go")


def test_the_office_and_the_daemon_are_stopped_and_started(bench: Bench) -> None:
    world = bench.world
    bench.press("Network: Sync daemon, Stopped")
    assert not world.is_daemon_running
    bench.wait(lambda: bench.lit("Network: Sync daemon") == "Stopped", "the stopped daemon")
    bench.press("Network: Sync daemon, Running")
    assert world.is_daemon_running

    assert not world.is_office_running
    bench.press("Network: Office, On")
    world.wait_for_office()
    bench.wait(lambda: bench.lit("Network: Office") == "On", "the office")
    bench.press("Network: Office, Off")
    assert not _listens(int(world.office_url.rsplit(":", 1)[1]))


def test_a_host_is_killed_and_comes_back(bench: Bench) -> None:
    bench.press("Host processes: Kill, sealer")
    assert "no sealer host is running" in bench.drawer.hands.message

    states: list[DeviceState] = []
    argv = [sys.executable, "-m", "kiosk.cli", "host", "sealer"]
    client = DeviceClient(
        ChildLauncher([*argv, "--settings", str(bench.world.settings_file)]),
        on_event=lambda event: event.close(),
        on_state=states.append,
    )
    try:
        bench.wait(lambda: states[-1:] == [DeviceState.READY], "the host")
        bench.press("Host processes: Kill, sealer")
        bench.wait(lambda: states[-1:] == [DeviceState.READY] and DeviceState.GONE in states, "the next host")
    finally:
        client.close()


def test_a_letter_in_the_outbox_is_listed(bench: Bench) -> None:
    bench.shows("No letter has been handed in yet.")
    name = PackageName(
        new_submission_id(lambda: datetime.now(UTC), secrets.token_bytes),
        new_number("TOR1", secrets.token_bytes),
        "0" * 64,
    )
    package = bench.world.folder / "spool" / "new" / str(name)
    bench.world.stop_daemon()
    package.touch()
    bench.shows(f"{name.number}: in the outbox")
    package.unlink()
    bench.shows("No letter has been handed in yet.")


def test_what_a_person_needs_to_log_in_is_shown(bench: Bench) -> None:
    seen = {item.name for item in bench.hand.sees()}
    world = bench.world
    assert {f"Address: {world.office_url}", "Login: kancelaria", f"Password: {world.clerk_password}"} <= seen
    assert "Card's PIN: 1234" in seen
    bench.hand.touch("Copy Password")
    assert QGuiApplication.clipboard().text() == world.clerk_password


def test_every_button_says_what_it_does(bench: Bench) -> None:
    for section in bench.drawer.hands.sections:
        for control in section["controls"]:
            for button in control["buttons"]:
                assert button["hint"].endswith(".")
                assert bench.hand.find(f"{control['key']}, {button['text']}") is not None


@pytest.mark.parametrize("which", [0, 1])
def test_closing_either_window_ends_the_loop(bench: Bench, qapp: QGuiApplication, which: int) -> None:
    with Ending() as ending:
        windows = (QQuickWindow(), QQuickWindow())
        for window in windows:
            window.show()
        QTimer.singleShot(0, windows[which].close)
        wait_for_end(qapp, ending, windows)
        assert ending.is_asked
        for window in windows:
            window.close()
            window.deleteLater()


@pytest.mark.parametrize("desk", [(1366, 768), (1920, 1080), (2560, 1440), (1080, 1920)])
def test_both_windows_fit_the_desk(desk: tuple[int, int]) -> None:
    screen = QRect(QPoint(0, 0), QSize(*desk))
    places = places_on(screen, QSize(1080, 1920))
    assert screen.contains(places.kiosk)
    assert screen.contains(places.drawer)
    assert abs(places.kiosk.width() / places.kiosk.height() - 1080 / 1920) < 0.01
    if desk[0] > desk[1]:
        assert not places.kiosk.intersects(places.drawer)


def _type_folder(bench: Bench, text: str) -> None:
    window = bench.drawer.window
    field = next(item for item in bench.hand.sees() if item.name == "Folder of page images")
    bench.hand.touch_at(field.area.center())
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for letter in text:
        QTest.keyClick(window, letter)


def _card_in_reader(bench: Bench) -> CardConnection:
    """Connect to the card as soon as pcscd has seen it."""
    connection: CardConnection = readers()[0].createConnection()

    def is_connected() -> bool:
        try:
            connection.connect()
        except (NoCardException, CardConnectionException):
            return False
        return True

    bench.wait(is_connected, "the card in the reader")
    return connection


def _feed(bench: Bench) -> Feed:
    ended, _ = bench.world.scanner.feeder.feed(Look(dpi=75), is_duplex=False, is_wanted=lambda: True)
    return ended


def _print_lines(bench: Bench, lines: int) -> None:
    with socket.create_connection(("127.0.0.1", bench.world.printer.port)) as wire:
        wire.sendall(b"Potwierdzenie\n" * lines)
        # Closed only when it is on paper, or never will be.
        bench.wait(lambda: bool(bench.world.printer.slips), "the print")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
