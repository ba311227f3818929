"""`urzedomat office …`: starts the office's back end and keeps its list of kiosks and accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.sync_command import AbsentOption

if TYPE_CHECKING:
    from sync.office.accounts import Accounts
    from sync.office.kiosks import KioskRegister
    from sync.office.settings import OfficeSettings

SettingsOption = Annotated[Path, typer.Option("--settings", help="The office's settings file.")]
SealOption = Annotated[Path, typer.Option(help="PEM file of the kiosk's seal certificate.")]
TransportOption = Annotated[Path, typer.Option(help="PEM file of the kiosk's public transport key.")]
PasswordOption = Annotated[
    Path | None, typer.Option(help="File with the password; without it the password is asked for.")
]
DEFAULT_SETTINGS = Path("/etc/urzedomat/office.toml")
BAD_SETTINGS = 2


def register(app: typer.Typer) -> None:
    """Put the office's commands on the command line."""
    commands: tuple[Callable[..., None], ...] = (
        serve,
        add_user,
        set_password,
        disable_user,
        enable_user,
        list_users,
        add_kiosk,
        renew_kiosk,
        revoke_kiosk,
        list_kiosks,
        import_,
        retry,
    )
    for command in commands:
        app.command(command.__name__.strip("_").replace("_", "-"))(command)


def serve(
    settings: SettingsOption = DEFAULT_SETTINGS,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8480,
) -> None:
    """Receive letters from the kiosks and show them to the clerks."""
    import logging

    import uvicorn

    from sync.office.app import create_app

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    loaded = _load(settings)
    with _told_plainly(settings):
        office = create_app(loaded)
    uvicorn.run(
        office,
        host=host,
        port=port,
        access_log=False,  # addresses and the numbers in them are personal data
        server_header=False,
        date_header=False,  # the application sends the office's own time
        proxy_headers=bool(loaded.trusted_proxy_addresses),
        forwarded_allow_ips=list(loaded.trusted_proxy_addresses),
        timeout_graceful_shutdown=10,
    )


def add_user(
    login: str,
    name: Annotated[str, typer.Option(help="First name and surname, as in the history.")],
    role: Annotated[str, typer.Option(help="clerk, viewer or admin")] = "clerk",
    settings: SettingsOption = DEFAULT_SETTINGS,
    password_file: PasswordOption = None,
) -> None:
    """Make an account for a clerk."""
    from sync.clock import system_clock
    from sync.office.accounts import Role

    if role not in set(Role):
        _stop(f"there is no role {role}: {', '.join(Role)}")
    password = _password(password_file)
    with _accounts(settings) as accounts:
        accounts.add(login, name, Role(role), password, now=system_clock())
    typer.echo(f"{login} may log in as {role}")


def set_password(
    login: str, settings: SettingsOption = DEFAULT_SETTINGS, password_file: PasswordOption = None
) -> None:
    """Give a clerk a new password, end their sessions and unlock the account."""
    from sync.clock import system_clock

    password = _password(password_file)
    with _accounts(settings) as accounts:
        accounts.set_password(login, password, now=system_clock())
    typer.echo(f"{login} has a new password")


def disable_user(login: str, settings: SettingsOption = DEFAULT_SETTINGS) -> None:
    """Shut a clerk out at once."""
    _set_active(login, settings, is_active=False)
    typer.echo(f"{login} is shut out")


def enable_user(login: str, settings: SettingsOption = DEFAULT_SETTINGS) -> None:
    """Let a clerk in again."""
    _set_active(login, settings, is_active=True)
    typer.echo(f"{login} may log in again")


def list_users(settings: SettingsOption = DEFAULT_SETTINGS) -> None:
    """List the accounts."""
    with _accounts(settings) as accounts:
        for user in accounts.all():
            state = "active" if user.is_active else "disabled"
            typer.echo(f"{user.login}\t{user.role.value}\t{state}\t{user.name}")


def add_kiosk(
    kiosk_id: str,
    name: Annotated[str, typer.Option(help="Where it stands, for the clerks.")],
    seal_certificate: SealOption,
    transport_key: TransportOption,
    settings: SettingsOption = DEFAULT_SETTINGS,
) -> None:
    """Register a kiosk by its keys."""
    from sync.clock import system_clock

    seal, transport = _read(seal_certificate), _read(transport_key)
    with _kiosks(settings) as kiosks:
        kiosks.add(kiosk_id, name, seal_pem=seal, transport_pem=transport, now=system_clock())
    typer.echo(f"kiosk {kiosk_id} may send letters")


def renew_kiosk(
    kiosk_id: str,
    seal_certificate: SealOption,
    transport_key: TransportOption,
    settings: SettingsOption = DEFAULT_SETTINGS,
) -> None:
    """Give a kiosk new keys; letters sealed with the one before are still accepted."""
    from sync.clock import system_clock

    seal, transport = _read(seal_certificate), _read(transport_key)
    with _kiosks(settings) as kiosks:
        kiosks.renew(kiosk_id, seal_pem=seal, transport_pem=transport, now=system_clock())
    typer.echo(f"kiosk {kiosk_id} has new keys")


def revoke_kiosk(kiosk_id: str, settings: SettingsOption = DEFAULT_SETTINGS) -> None:
    """Shut a kiosk out; what it sent before stays."""
    from sync.clock import system_clock

    with _kiosks(settings) as kiosks:
        kiosks.revoke(kiosk_id, now=system_clock())
    typer.echo(f"kiosk {kiosk_id} is shut out")


def list_kiosks(settings: SettingsOption = DEFAULT_SETTINGS) -> None:
    """List the kiosks."""
    with _kiosks(settings) as kiosks:
        for kiosk in kiosks.all():
            state = "revoked" if kiosk.is_revoked else "active"
            typer.echo(f"{kiosk.id}\t{state}\t{kiosk.added_at:%Y-%m-%d}\t{kiosk.name}")


def retry(
    number: Annotated[str, typer.Argument(help="The number on the receipt.")],
    settings: SettingsOption = DEFAULT_SETTINGS,
    absent: AbsentOption = False,
) -> None:
    """Try again to pass a letter on that stopped for a person."""
    from sync.numbers import parse_number
    from sync.office.context import World, open_office

    loaded = _load(settings)
    with _told_plainly(settings):
        office = open_office(loaded, World())
    try:
        if office.forwarding is None:
            _stop("this office passes no letters on: there is no channels_file in its settings")
        wanted = parse_number(number)
        item = next((item for item in office.forwarding.stopped() if item.number == wanted), None)
        if item is None or not office.forwarding.release(item.submission_id, is_absent=absent):
            _stop(f"{number} is not waiting for a person")
    finally:
        office.close()
    typer.echo(f"{item.number} will be tried again")


def import_(
    folder: Annotated[
        Path, typer.Argument(help="The folder or stick that `urzedomat sync export` wrote to.")
    ],
    recovery_key: Annotated[Path, typer.Option(help="age identity of the office's recovery key.")],
    settings: SettingsOption = DEFAULT_SETTINGS,
) -> None:
    """Take in packages that were carried over; what came by wire meanwhile is recognised."""
    from sync.office.context import World, open_office
    from sync.office.importing import ImportOutcome, import_packages
    from sync.vault import read_identities

    loaded, world = _load(settings), World()
    with _told_plainly(recovery_key):
        identities = read_identities(_read(recovery_key))
    with _told_plainly(settings):
        office = open_office(loaded, world)
    world.nursery.start()
    try:
        imported = import_packages(office, folder, identities)
    except OSError as broken:
        _stop(f"{folder} can't be read: {broken.strerror}")
    finally:
        office.close()
        world.nursery.close()
    for item in imported:
        typer.echo(f"{item.name.number}  {item.outcome.value}  {item.detail}".rstrip())
    if not imported:
        _stop(f"there is no package in {folder}")
    if any(item.outcome not in (ImportOutcome.TAKEN, ImportOutcome.KNOWN) for item in imported):
        raise typer.Exit(1)


def _set_active(login: str, settings: Path, *, is_active: bool) -> None:
    from sync.clock import system_clock

    with _accounts(settings) as accounts:
        accounts.set_active(login, is_active=is_active, now=system_clock())


@contextmanager
def _accounts(path: Path) -> Iterator[Accounts]:
    from argon2 import PasswordHasher

    from sync.clock import system_clock
    from sync.office.accounts import AccountRefusedError, Accounts
    from sync.office.context import open_database

    settings = _load(path)
    with _told_plainly(path):
        database = open_database(settings, system_clock())
    try:
        yield Accounts(database, settings.login, PasswordHasher())
    except AccountRefusedError as refused:
        _stop(str(refused))
    finally:
        database.close()


@contextmanager
def _kiosks(path: Path) -> Iterator[KioskRegister]:
    from sync.clock import system_clock
    from sync.office.context import open_database
    from sync.office.kiosks import KioskRefusedError, KioskRegister

    settings = _load(path)
    with _told_plainly(path):
        database = open_database(settings, system_clock())
    try:
        yield KioskRegister(database, is_demo=settings.demo)
    except KioskRefusedError as refused:
        _stop(str(refused))
    finally:
        database.close()


def _load(path: Path) -> OfficeSettings:
    import tomllib

    from pydantic import ValidationError

    from sync.office.settings import load_settings

    try:
        return load_settings(path)
    except FileNotFoundError:
        _stop(f"there is no settings file {path}", code=BAD_SETTINGS)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        _stop(f"{path} is not TOML: {broken}", code=BAD_SETTINGS)
    except OSError as broken:
        _stop(f"{path} can't be read: {broken.strerror}", code=BAD_SETTINGS)
    except ValidationError as broken:
        lines = [f"  {'.'.join(map(str, item['loc']))}: {item['msg']}" for item in broken.errors()]
        _stop("\n".join([f"{path} can't be used:", *lines]), code=BAD_SETTINGS)


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """What the settings name may be missing, closed, foreign or no database: that is no bug, and needs no stack."""
    import re

    from sqlalchemy.exc import SQLAlchemyError

    from sync.office.context import DemoKeyRefusedError

    try:
        yield
    except (OSError, ValueError, DemoKeyRefusedError, SQLAlchemyError, re.error) as broken:
        first_line = str(broken).partition("\n")[0]
        _stop(f"{path} can't be used: {first_line}", code=BAD_SETTINGS)


def _password(path: Path | None) -> str:
    """From a file or the terminal, never from the command line, where every process could read it."""
    if path is not None:
        return _read(path).rstrip("\r\n")
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as broken:
        _stop(f"{path} can't be read: {type(broken).__name__}")


def _stop(message: str, *, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
