"""`urzedomat sync …`: a technician sees what waits, and moves it, with nothing but a terminal."""

from __future__ import annotations

import json
import signal
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kiosk.settings import KioskSettings, SettingsRefused, load_settings

if TYPE_CHECKING:
    from sync.assembly import DaemonConfig
    from sync.package_store import PackageStore
    from sync.queue import Item, Queue

SettingsOption = Annotated[Path, typer.Option("--settings", help="The kiosk's settings file.")]
AbsentOption = Annotated[
    bool,
    typer.Option(
        "--absent", help="You looked: the far end does not have the letter. Send it although unsure."
    ),
]
DEFAULT_SETTINGS = Path("/etc/urzedomat/kiosk.toml")

Opened = TypeVar("Opened")

OK, FAILED, NOT_FOUND = 0, 1, 2
_COLUMNS = ("NUMBER", "STATE", "CHANNEL", "TRIES", "NEXT TRY (UTC)", "OUTCOME", "SUBMISSION")


def register(app: typer.Typer) -> None:
    """Add the subcommands to `urzedomat sync`."""
    app.command("status")(_status)
    app.command("once")(_once)
    app.command("run")(_run)
    app.command("retry")(_retry)
    app.command("export")(_export)


def daemon_config(settings: KioskSettings) -> DaemonConfig:
    """Take the daemon's part out of the kiosk's settings."""
    from sync.assembly import DaemonConfig
    from sync.patience import Patience

    section = settings.sync
    return DaemonConfig(
        kiosk_id=settings.kiosk.id,
        spool=settings.paths.spool_dir,
        status_folder=settings.paths.status_dir,
        data_folder=section.data_dir,
        identity_file=section.daemon_identity,
        transport_key_file=section.transport_key,
        office_certificates_file=section.office_certificate,
        office_url=section.office_url,
        channels_file=section.channels_file,
        is_demo=settings.kiosk.demo,
        chunk_bytes=section.chunk_bytes,
        patience=Patience(look_every_s=section.poll_s, retention_days=section.retention_days),
    )


def status_report(config: DaemonConfig) -> dict[str, object]:
    """Answer what lies in the spool and in the queue; identifiers and codes only."""
    from sync.assembly import open_store
    from sync.outbox import waiting_packages

    store, queue = open_store(config)
    try:
        new = [str(name.number) for name in waiting_packages(config.spool)] if config.spool.exists() else []
        return {"handed_over": new, "items": [_described(item, store) for item in queue.all()]}
    finally:
        queue.close()


def _status(
    settings: SettingsOption = DEFAULT_SETTINGS,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show every item: waiting, sending, sent, delivered, or needing a person."""
    report = _opened(settings, status_report)
    if as_json:
        typer.echo(json.dumps(report, indent=1, ensure_ascii=False))
        return
    items = report["items"]
    assert isinstance(items, list)  # noqa: S101  its own function made it
    rows = [_COLUMNS, *(_row(item) for item in items)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        typer.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    for line in _explanations(items):
        typer.echo(line)
    handed_over = report["handed_over"]
    if handed_over:
        typer.echo(f"not yet picked up: {', '.join(str(number) for number in handed_over)}")  # type: ignore[attr-defined]  # a list, see status_report


def _once(settings: SettingsOption = DEFAULT_SETTINGS) -> None:
    """Do everything that is due now, and end: 1 when something needs a person."""
    from sync.assembly import build_daemon

    daemon = _opened(settings, build_daemon)
    try:
        done = daemon.once()
    finally:
        daemon.close()
    typer.echo(
        f"picked up {done.picked_up}, delivered {done.delivered}, on the way {done.on_the_way}, "
        f"needing a person {done.needs_person}"
    )
    raise typer.Exit(FAILED if done.needs_person else OK)


def _run(settings: SettingsOption = DEFAULT_SETTINGS) -> None:
    """Run the daemon until SIGTERM or SIGINT."""
    from sync.assembly import build_daemon

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    daemon = _opened(settings, build_daemon)
    try:
        daemon.run(stop)
    finally:
        daemon.close()


def _retry(
    which: Annotated[list[str], typer.Argument(help="Numbers or submission ids, or `all`.")],
    settings: SettingsOption = DEFAULT_SETTINGS,
    absent: AbsentOption = False,
) -> None:
    """Try items again that need a person, or that wait for their next try."""
    from sync.assembly import open_store
    from sync.clock import system_clock
    from sync.queue import ItemState

    if absent and list(which) == ["all"]:
        typer.echo("--absent is said of letters that were looked for one by one, never of all", err=True)
        raise typer.Exit(FAILED)
    _, queue = _opened(settings, open_store)
    try:
        chosen = _chosen(queue, which)
        for item in chosen:
            if item.state is ItemState.DELIVERED:
                typer.echo(f"{item.number} is delivered")
            else:
                queue.release(item.name, at=system_clock(), is_absent=absent)
                typer.echo(f"{item.number} will be tried again")
    finally:
        queue.close()


def _export(
    which: Annotated[list[str], typer.Argument(help="Numbers or submission ids, or `all`.")],
    to: Annotated[Path, typer.Option("--to", help="A folder, for instance on a USB stick.")],
    settings: SettingsOption = DEFAULT_SETTINGS,
) -> None:
    """Copy packages, still encrypted, and their proofs: the office opens them with its recovery key."""
    from sync.assembly import open_store
    from sync.faults import Refused

    store, queue = _opened(settings, open_store)
    try:
        for item in _chosen(queue, which):
            copied = store.export(item.name, to)
            if isinstance(copied, Refused):
                typer.echo(f"{copied.code.value}: {copied.detail}", err=True)
                raise typer.Exit(FAILED)
            for path in copied:
                typer.echo(str(path))
    finally:
        queue.close()


def _load(path: Path) -> DaemonConfig:
    try:
        return daemon_config(load_settings(path))
    except SettingsRefused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(FAILED) from refused


def _opened(path: Path, open_it: Callable[[DaemonConfig], Opened]) -> Opened:
    """Open what the settings name; a missing key, a foreign one or a closed folder is told in one line."""
    config = _load(path)
    try:
        return open_it(config)
    except (OSError, ValueError, sqlite3.Error) as refused:
        typer.echo(f"{path}: can't be used: {refused}", err=True)
        raise typer.Exit(FAILED) from refused


def _chosen(queue: Queue, which: Sequence[str]) -> list[Item]:
    from sync.faults import Refused
    from sync.numbers import parse_number

    if list(which) == ["all"]:
        return queue.all()
    chosen = []
    for text in which:
        number = parse_number(text)
        found = queue.find(text if isinstance(number, Refused) else number)
        if not found:
            typer.echo(f"{text} is not in the queue", err=True)
            raise typer.Exit(NOT_FOUND)
        chosen += found
    return chosen


def _described(item: Item, store: PackageStore) -> dict[str, object]:
    return {
        "submission_id": item.submission_id,
        "number": item.number,
        "sha256": item.name.sha256,
        "size_bytes": item.size_bytes,
        "channel": item.channel,
        "state": item.state.value,
        "attempts": item.attempts,
        "next_try_at": item.next_try_at.isoformat() if item.next_try_at and not item.delivered_at else None,
        "outcome": item.outcome,
        "detail": item.detail,
        "picked_up_at": item.picked_up_at.isoformat(),
        "delivered_at": item.delivered_at.isoformat() if item.delivered_at else None,
        "has_proof": store.proof(item.submission_id) is not None,
        "has_package": item.package_removed_at is None,
    }


def _explanations(items: Sequence[dict[str, object]]) -> list[str]:
    """Say for each item that needs a person what is the matter and what to do."""
    from kiosk.failures.catalogue import load_catalogue
    from sync.queue import ItemState

    stopped = [item for item in items if item["state"] == ItemState.NEEDS_PERSON]
    catalogue = load_catalogue() if stopped else None
    lines = []
    for item in stopped:
        assert catalogue is not None  # noqa: S101  loaded where something stopped
        failure = catalogue.failure(str(item["outcome"]))
        detail = f" ({item['detail']})" if item["detail"] else ""
        lines += [
            "",
            f"{item['number']}: {item['outcome']}{detail}",
            f"  {failure.cause}",
            f"  {failure.remedy}",
        ]
    return lines


def _row(item: dict[str, object]) -> tuple[str, ...]:
    next_try = str(item["next_try_at"] or "")[:19].replace("T", " ")
    columns = (
        item["number"],
        item["state"],
        item["channel"] or "-",
        item["attempts"],
        next_try,
        item["outcome"],
        item["submission_id"],
    )
    return tuple(str(column) for column in columns)
