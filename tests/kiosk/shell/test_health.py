"""A kiosk whose disk fills up stops taking letters, and takes them again when there is room."""

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.session.events import Event, ServiceResumed, ServiceStopped
from kiosk.shell.health import LOOKS_WITHOUT_SEALER, ROOM_BYTES, Health


def test_service_stops_once_and_resumes_once(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Event] = []
    free = [ROOM_BYTES]
    parent = QObject()
    health = Health((tmp_path,), post=told.append, parent=parent, free_bytes=lambda _folder: free[0])

    health.look()
    assert told == []
    free[0] = ROOM_BYTES - 1
    health.look()
    health.look()
    free[0] = ROOM_BYTES
    health.look()
    health.look()

    assert told == [ServiceStopped("kiosk.disk_full"), ServiceResumed()]
    health.close()


def test_real_disk_is_asked(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Event] = []
    parent = QObject()
    health = Health((tmp_path,), post=told.append, parent=parent)

    health.look()

    assert all(isinstance(event, ServiceStopped) for event in told)
    health.close()


def test_outbox_that_is_not_there_stops_the_service_until_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Event] = []
    parent = QObject()
    spool = tmp_path / "spool"
    health = Health((spool,), post=told.append, parent=parent)

    health.look()
    health.look()
    assert told == [ServiceStopped("kiosk.out_of_service")]
    spool.mkdir()
    health.look()

    assert told[1:] in ([ServiceResumed()], [ServiceStopped("kiosk.disk_full")])
    health.close()


def test_nobody_is_let_begin_while_nobody_can_seal(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Event] = []
    seals = [True]
    parent = QObject()
    health = Health(
        (tmp_path,),
        post=told.append,
        parent=parent,
        free_bytes=lambda _folder: ROOM_BYTES,
        can_seal=lambda: seals[0],
    )

    health.look()
    seals[0] = False
    for _ in range(LOOKS_WITHOUT_SEALER - 1):  # it died, and is being started again
        health.look()
    assert told == []
    health.look()
    health.look()
    assert told == [ServiceStopped("kiosk.out_of_service")]
    seals[0] = True
    health.look()

    assert told[1:] == [ServiceResumed()]
    health.close()
