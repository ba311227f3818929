"""`urzedomat demo`: hands letters in on virtual hardware and leaves everything behind that proves it."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.app import Kiosk, ScreenOptions, prepare_environment
from kiosk.demo.clerk import Clerk, ClerksView
from kiosk.demo.delivery import Delivery, wait_for_delivery
from kiosk.demo.visit import Visiting, VisitPlan, VisitReport
from kiosk.demo.visitor import LostError, Visitor
from kiosk.demo.world import World, WorldOptions
from kiosk.settings import load_settings

SAMPLES = Path(__file__).parents[1] / "samples"
OK, FAILED, USAGE = 0, 1, 2
_START_S = 60.0
_IMAGES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"}


@dataclass(frozen=True)
class DemoOptions:
    """What the command line said."""

    letters: tuple[Path, ...]
    out: Path
    headless: bool
    duplex: bool
    card: bool


def run_demo(options: DemoOptions) -> int:
    """Run the demonstration; returns the exit code."""
    letters = options.letters or tuple(sorted(path for path in SAMPLES.iterdir() if path.is_dir()))
    for letter in letters:
        if not letter.is_dir() or not page_files(letter):
            print(f"{letter}: not a folder with page images", file=sys.stderr)
            return USAGE
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if options.headless or not has_display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    prepare_environment()
    _clear(options.out)
    folder = Path(tempfile.mkdtemp(prefix="urzedomat-demo-"))
    try:
        print("Starting scanner, card reader, printer, office and sync daemon…", flush=True)
        with World(folder, WorldOptions(is_duplex=options.duplex, has_card=options.card)) as world:
            summaries = _visit_all(world, letters, options)
    except (LostError, TimeoutError, OSError) as trouble:
        print(f"The demonstration stopped: {trouble}\nLogs are kept in {folder}", file=sys.stderr)
        return FAILED
    shutil.rmtree(folder)
    _write_summary(options.out, summaries)
    return OK if all(summary["verified"] and summary["delivered"] for summary in summaries) else FAILED


def page_files(letter: Path) -> list[Path]:
    """Return the page images of a letter's folder in the order in which they are fed."""
    return sorted(path for path in letter.iterdir() if path.suffix.lower() in _IMAGES)


def _visit_all(world: World, letters: tuple[Path, ...], options: DemoOptions) -> list[dict[str, object]]:
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    world.wait_for_office()
    settings = load_settings(world.settings_file)
    kiosk = Kiosk(settings, world.settings_file, ScreenOptions())
    try:
        kiosk.clients.wait_ready(_START_S)
        visitor = Visitor(kiosk.window, pause_s=0.0 if options.headless else 0.25)
        visiting = Visiting(world, kiosk, visitor)
        visitor.wait(lambda: kiosk.shell.shown.scanner_ready, "the scanner to be ready", within_s=_START_S)
        return [
            _visit(world, visiting, letter, _folder(options.out, letter, position), options)
            for position, letter in enumerate(letters)
        ]
    finally:
        kiosk.close()
        application.processEvents()


def _visit(
    world: World, visiting: Visiting, letter: Path, out: Path, options: DemoOptions
) -> dict[str, object]:
    print(f"\n{letter.name}: handing in…", flush=True)
    slips = len(world.printer.slips)
    plan = VisitPlan(letter, signs_with_card=options.card, pictures=out / "screens")
    report = visiting.hand_in(plan)
    began = time.monotonic()
    delivery = wait_for_delivery(world, report.handed.submission_id)
    with Clerk(world) as clerk:
        seen = clerk.view(report.handed.submission_id)
    report.seconds["deliver"] = round(time.monotonic() - began, 2)
    _write_letter(world, out, seen, delivery, first_slip=slips)
    summary = _summary(letter, report, seen, delivery)
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    _tell(summary, out)
    return summary


def _write_letter(
    world: World, out: Path, seen: ClerksView | None, delivery: Delivery, *, first_slip: int
) -> None:
    if len(world.printer.slips) > first_slip:
        world.printer.save(out / "receipt.png", first_slip)
    shutil.copyfile(world.folder / "keys/authority.cert.pem", out / "authority.pem")
    if delivery.proof is not None:
        (out / "proof-of-receipt.xml").write_bytes(delivery.proof)
    if seen is None:
        return
    (out / "package.asice").write_bytes(seen.package)
    (out / "document.pdf").write_bytes(seen.document)
    (out / "text").mkdir(exist_ok=True)
    for name, text in seen.opened.texts.items():
        (out / name).write_text(text, encoding="utf-8")


def _summary(
    letter: Path, report: VisitReport, seen: ClerksView | None, delivery: Delivery
) -> dict[str, object]:
    handed = report.handed
    is_same = seen is not None and seen.opened.sha256 == handed.package_sha256
    return {
        "letter": letter.name,
        "submission_id": handed.submission_id,
        "number": handed.number,
        **report.account,
        "fields": report.fields,
        "signed": handed.is_signed,
        "package_sha256": handed.package_sha256,
        "verified": is_same,
        "delivered": delivery.is_delivered and seen is not None and seen.proof == delivery.proof,
        "seconds": report.seconds,
    }


def _tell(summary: dict[str, object], out: Path) -> None:
    fields = summary["fields"]
    named = fields if isinstance(fields, dict) else {}
    print(
        f"  number      {summary['number']}\n"
        f"  sheets in   {summary['sheets_in']}: {summary['pages_kept']} pages kept, "
        f"{summary['pages_blank']} blank sides set aside\n"
        f"  from        {named.get('sender_name') or '–'}\n"
        f"  about       {named.get('subject') or '–'}\n"
        f"  signed      {'with the card' if summary['signed'] else 'on paper'}\n"
        f"  verified    {'yes' if summary['verified'] else 'NO'} (seal, every digest, as the office has it)\n"
        f"  delivered   {'yes' if summary['delivered'] else 'NO'} (the office's signed proof is stored)\n"
        f"  seconds     {', '.join(f'{name} {value}' for name, value in _seconds(summary).items())}\n"
        f"  results     {out}",
        flush=True,
    )


def _seconds(summary: dict[str, object]) -> dict[str, float]:
    seconds = summary["seconds"]
    return seconds if isinstance(seconds, dict) else {}


def _write_summary(out: Path, summaries: list[dict[str, object]]) -> None:
    """The first letter's summary at the top, with all of them under `letters`."""
    whole = {**summaries[0], "letters": summaries}
    (out / "summary.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    good = sum(bool(summary["verified"] and summary["delivered"]) for summary in summaries)
    print(f"\n{good} of {len(summaries)} letters handed in, verified and delivered. Everything is in {out}")


def _folder(out: Path, letter: Path, position: int) -> Path:
    """The first letter's results lie at the top, those of each further one in a folder of their own."""
    return out if position == 0 else out / "more-letters" / f"{position + 1}-{letter.name}"


def _clear(out: Path) -> None:
    """Take away what an earlier demonstration left, and nothing else."""
    for name in ("screens", "text", "more-letters"):
        shutil.rmtree(out / name, ignore_errors=True)
    for name in (
        "summary.json",
        "receipt.png",
        "package.asice",
        "document.pdf",
        "proof-of-receipt.xml",
        "authority.pem",
    ):
        (out / name).unlink(missing_ok=True)
    out.mkdir(parents=True, exist_ok=True)
