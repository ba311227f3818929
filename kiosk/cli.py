"""The `urzedomat` command. Each subcommand imports what it needs when it runs: an office carries no Qt."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kiosk.sandbox_command import register as register_sandbox
from kiosk.sync_command import DEFAULT_SETTINGS, SettingsOption
from kiosk.sync_command import register as register_sync

app = typer.Typer(
    name="urzedomat",
    help="Self-service kiosk that hands paper letters in to a public office.",
    no_args_is_help=True,
    add_completion=False,
    # A stack of local variables would show personal data.
    pretty_exceptions_enable=False,
)
sync_app = typer.Typer(help="The outbox: what waits, what was delivered.", no_args_is_help=True)
office_app = typer.Typer(help="The office's back end.", no_args_is_help=True)
app.add_typer(sync_app, name="sync")
app.add_typer(office_app, name="office")
sandbox_app = typer.Typer(help="Far ends to rehearse against, on this machine.", no_args_is_help=True)
app.add_typer(sandbox_app, name="sandbox")


class HostName(StrEnum):
    """The devices that have a host program."""

    SCANNER = "scanner"
    CARDS = "cards"
    PRINTER = "printer"
    OCR = "ocr"
    SEALER = "sealer"


@app.command()
def demo(
    letter: Annotated[
        list[Path] | None, typer.Option(help="Folder with the page images of one letter; may be repeated.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the results go.")] = Path("demo-out"),
    headless: Annotated[bool, typer.Option(help="Draw off screen even where there is a display.")] = False,
    duplex: Annotated[bool, typer.Option(help="Feed the images as fronts and backs.")] = False,
    card: Annotated[bool, typer.Option(help="Sign with the emulated card.")] = True,
) -> None:
    """Hand letters in on virtual hardware, from the feeder to the clerk, and show the result."""
    from kiosk.demo.run import DemoOptions, run_demo

    options = DemoOptions(letters=tuple(letter or ()), out=out, headless=headless, duplex=duplex, card=card)
    raise typer.Exit(run_demo(options))


@app.command()
def kiosk(
    settings: SettingsOption = DEFAULT_SETTINGS,
    virtual: Annotated[
        bool, typer.Option(help="Use virtual hardware, with a drawer to play with it.")
    ] = False,
    duplex: Annotated[bool, typer.Option(help="With --virtual: scan both sides of each sheet.")] = False,
    card: Annotated[bool, typer.Option(help="With --virtual: have a card reader.")] = True,
) -> None:
    """Run the kiosk's screen."""
    if virtual:
        from kiosk.demo.drawer import DeskOptions, run_virtual_kiosk

        raise typer.Exit(run_virtual_kiosk(DeskOptions(is_duplex=duplex, has_card=card)))
    from kiosk.app import run_kiosk

    raise typer.Exit(run_kiosk(settings))


@app.command()
def host(
    device: HostName,
    settings: SettingsOption = DEFAULT_SETTINGS,
    connection_fd: Annotated[
        int | None, typer.Option(help="A connected socket that was inherited; without it systemd passes one.")
    ] = None,
) -> None:
    """Serve one device behind its process wall."""
    from kiosk.hosts import run_host

    raise typer.Exit(run_host(device.value, settings, connection_fd=connection_fd))


@app.command()
def digitise(
    paths: Annotated[
        list[Path], typer.Argument(help="A letter's folder of page images, or a folder of such.")
    ],
    out: Annotated[Path, typer.Option(help="Where the results go.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a summary as JSON.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Draw what was done to each page, and why, in explain.html.")
    ] = False,
) -> None:
    """Read letters from image files: searchable PDF, text and fields."""
    from kiosk.digitise import run

    raise typer.Exit(run(paths, out, as_json=as_json, explain=explain))


def main() -> None:
    """Run the command."""
    from kiosk.office_command import register as register_office

    register_sync(sync_app)
    register_office(office_app)
    register_sandbox(sandbox_app)
    try:
        app()
    except BrokenPipeError:
        sys.exit(141)


if __name__ == "__main__":
    main()
