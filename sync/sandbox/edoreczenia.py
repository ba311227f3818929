"""`urzedomat sandbox edoreczenia`: an operator of electronic deliveries on this machine, to rehearse against."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sync.sandbox.edoreczenia_core import TOKEN, EDoreczeniaSandbox
from sync.sandbox.edoreczenia_evidence import Pace
from sync.sandbox.edoreczenia_login import System
from sync.sandbox.edoreczenia_server import SandboxServer
from sync.sandbox.edoreczenia_tls import make_material

OWN = "AE:PL-10000-20000-KIOSK-11"
OFFICE = "AE:PL-30000-40000-URZAD-22"
SYSTEM = "ADE.SYSTEM.urzedomat"


def register(app: typer.Typer) -> None:
    """Hang the command into `urzedomat sandbox`."""
    app.command("edoreczenia")(run)


def run(
    state: Annotated[Path, typer.Option(help="Folder for keys, certificates and everything acted on.")],
    port: Annotated[int, typer.Option(help="Port on loopback; 0 takes a free one.")] = 0,
    address: Annotated[str, typer.Option(help="The mailbox that the registered system serves.")] = OWN,
    recipient: Annotated[
        list[str] | None, typer.Option(help="An address that takes deliveries; may be repeated.")
    ] = None,
    system: Annotated[str, typer.Option(help="Name of the registered system.")] = SYSTEM,
    deliver_s: Annotated[float, typer.Option(help="Seconds from handing in to delivery.")] = 3.0,
) -> None:
    """Serve token endpoint, User Agent API and address search until interrupted."""

    def clock() -> datetime:
        return datetime.now(UTC)

    material = make_material(state, clock)
    realm = "https://sandbox.invalid/auth/realms/EDOR"
    sandbox = EDoreczeniaSandbox(
        realm=realm,
        systems=[System(system, address, material.public_key())],
        addresses={address: True, **dict.fromkeys(recipient or [OFFICE], True)},
        clock=clock,
        state=state / "sandbox.sqlite",
        pace=Pace(task_s=0.5, accept_s=1.0, deliver_s=deliver_s, confirm_s=deliver_s + 1.0),
        signer=material.signer(),
    )
    with SandboxServer(sandbox, material, port=port) as server:
        about = {
            "api_url": f"{server.url}/api/v3",
            "token_url": f"{server.url}{TOKEN}",
            "search_url": f"{server.url}/api/se/v4",
            "realm": realm,
            "system": system,
            "sender": address,
            "recipients": recipient or [OFFICE],
            "authority_file": str(material.authority),
            "system_key_file": str(material.system_key),
            "evidence_certificate_file": str(material.folder / "operator.pem"),
            "control": f"{server.url}/_sandbox/moods",
        }
        sys.stdout.write(json.dumps(about, indent=1) + "\n")
        sys.stdout.flush()
        try:
            server.wait()
        except KeyboardInterrupt:
            return


def main(arguments: list[str] | None = None) -> None:
    """Run as a program of its own."""
    typer.run(run) if arguments is None else typer.main.get_command(_alone())(arguments)


def _alone() -> typer.Typer:
    app = typer.Typer()
    app.command()(run)
    return app


if __name__ == "__main__":
    main()
