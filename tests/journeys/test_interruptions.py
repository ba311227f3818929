"""Jams, empty printers, people who walk away: a visit goes on, or ends with nothing lost and nothing left."""

from __future__ import annotations

from pathlib import Path

from drivers.virtual.printer import PaperSensor
from kiosk.demo.visit import VisitPlan
from kiosk.session.values import Timer
from kiosk.view.state import FeederPaper, Overlay, PrintState, Screen
from tests.journeys.conftest import Running


def to_feeder(running: Running) -> None:
    running.visitor.touch("Dotknij, aby zacząć")
    if running.visitor.touch("Rozumiem", "Złóż pismo") == "Rozumiem":  # the kiosk before ended in mid-letter
        running.visitor.touch("Złóż pismo")
    running.visitor.touch("Skanuj pismo")
    wait_for(running, Screen.FEEDER)


def wait_for(running: Running, screen: Screen, within_s: float = 60.0) -> None:
    shell = running.kiosk.shell
    running.visitor.wait(
        lambda: shell.shown.screen == screen, f"the screen {screen.value}", within_s=within_s
    )


def put_in(running: Running, letter: Path) -> None:
    running.world.scanner.feeder.load(letter)
    shell = running.kiosk.shell
    running.visitor.wait(lambda: shell.shown.feeder_paper == FeederPaper.LOADED, "the paper to be noticed")


def test_jam_in_mid_letter_loses_no_page_and_doubles_none(running: Running, letters: Path) -> None:
    feeder = running.world.scanner.feeder
    to_feeder(running)
    put_in(running, letters / "odwolanie")
    feeder.jam(after_sheets=2)
    running.visitor.touch("Skanuj kartki")
    wait_for(running, Screen.TROUBLE)
    assert running.kiosk.shell.shown.trouble.code == "scanner.jam"
    assert "Kartka się zacięła" in running.visitor.texts()

    feeder.clear()
    running.visitor.touch(running.kiosk.shell.shown.trouble.action, within_s=30)
    wait_for(running, Screen.REVIEW)

    account = running.kiosk.shell.session.letter.account
    assert account.sheets_in == 4
    assert account.sides_scanned == 4
    assert account.is_balanced


def test_stopped_stack_never_reaches_the_next_visit(running: Running, letters: Path) -> None:
    to_feeder(running)
    put_in(running, letters / "odwolanie")
    running.world.scanner.feeder.seconds_per_sheet = 1.0
    running.visitor.touch("Skanuj kartki")
    running.visitor.touch("Zatrzymaj skanowanie")
    shell = running.kiosk.shell
    running.visitor.wait(lambda: shell.shown.screen != Screen.SCANNING, "the scanner to stop", within_s=60)
    while shell.shown.screen != Screen.ATTRACT:
        running.visitor.touch("Zakończ")
        running.visitor.linger(0.2)
    running.world.scanner.feeder.seconds_per_sheet = 0.0
    running.world.scanner.feeder.take_out()

    report = running.visiting.hand_in(VisitPlan(letters / "skarga", signs_with_card=False))

    assert report.account["sides_scanned"] == 2
    assert report.fields["sender_name"] == "Józef Dąbrowski"


def test_person_who_walks_away_is_warned_and_then_forgotten(running: Running, letters: Path) -> None:
    to_feeder(running)
    put_in(running, letters / "skarga")
    running.visitor.touch("Skanuj kartki")
    wait_for(running, Screen.REVIEW)
    timers, shell = running.kiosk.timers, running.kiosk.shell
    assert len(running.kiosk.store) == 2

    timers.fire(Timer.IDLE)
    running.visitor.wait(lambda: shell.shown.overlay == Overlay.INACTIVITY, "the warning")
    running.visitor.wait(lambda: "Czy nadal tu jesteś?" in running.visitor.texts(), "its words")
    for left in reversed(range(shell.session.config.countdown_s)):
        timers.fire(Timer.SECOND)
        running.visitor.wait(lambda left=left: shell.session.seconds_left <= left, "a second to pass")

    wait_for(running, Screen.ATTRACT)
    assert len(running.kiosk.store) == 0


def test_person_who_is_still_there_goes_on(running: Running) -> None:
    to_feeder(running)
    timers, shell = running.kiosk.timers, running.kiosk.shell

    timers.fire(Timer.IDLE)
    running.visitor.touch("Zostań")

    running.visitor.wait(lambda: shell.shown.overlay == Overlay.NONE, "the warning to go")
    assert shell.shown.screen == Screen.FEEDER
    running.visitor.touch("Zakończ")
    wait_for(running, Screen.ATTRACT)


def test_receipt_is_printed_whole_again_after_the_paper_ran_out(running: Running, letters: Path) -> None:
    printer, shell = running.world.printer, running.kiosk.shell
    to_feeder(running)
    put_in(running, letters / "skarga")
    running.visitor.touch("Skanuj kartki")
    wait_for(running, Screen.REVIEW)
    running.visitor.touch("Sprawdź dane")
    while shell.shown.screen != Screen.SUMMARY:
        running.visitor.touch("Wstaw:", "Zostaw:", "Zostaw puste", "Dalej", "Bez karty", within_s=40)
        running.visitor.linger(0.2)
    printer.run_out_after(8)
    while shell.shown.screen == Screen.SUMMARY:
        running.visitor.touch("Złóż pismo", "Dalej")
        running.visitor.linger(0.2)
    wait_for(running, Screen.RECEIPT)
    running.visitor.wait(
        lambda: shell.shown.print_state == PrintState.PAPER_OUT, "the paper to run out", within_s=60
    )
    assert any(
        shell.shown.number.startswith(text[:9]) for text in running.visitor.texts() if text.startswith("TOR1")
    )

    printer.set_paper(PaperSensor.OK)
    running.visitor.touch("Drukuj jeszcze raz")
    running.visitor.wait(lambda: shell.shown.print_state == PrintState.PRINTED, "the receipt", within_s=60)

    running.visitor.touch("Zakończ wizytę")
    running.visitor.touch("Zakończ")
    wait_for(running, Screen.ATTRACT)


def test_dead_hosts_come_back_by_themselves(running: Running, letters: Path) -> None:
    for device in (running.kiosk.clients.scanner, running.kiosk.clients.reader, running.kiosk.clients.sealer):
        device._device.replace()
    running.kiosk.clients.wait_ready(60)
    shell = running.kiosk.shell
    running.visitor.wait(lambda: shell.shown.scanner_ready, "the scanner to be back", within_s=60)

    report = running.visiting.hand_in(VisitPlan(letters / "skarga", signs_with_card=False))

    assert report.account["sides_scanned"] == 2
