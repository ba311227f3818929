"""An ePUAP to rehearse against, over TLS on this machine: `main` starts it, `create_app` is for a test's server.

What it is told at `/sandbox/…` is for the person at its keyboard and has no lock: it listens on loopback only.
"""

import argparse
import asyncio
import json
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from sync.sandbox.epuap_acts import Account, Platform
from sync.sandbox.epuap_contract import OfficialContract
from sync.sandbox.epuap_far_end import Cut, EpuapFarEnd
from sync.sandbox.epuap_keys import SandboxKeys
from sync.sandbox.epuap_moods import Mood
from sync.sandbox.epuap_security import Rules
from sync.sandbox.epuap_store import Store

SUBJECT = "urzad"
INBOX = "/urzad/skrytka"
REPLY_INBOX = ("odpowiedzi", "/urzad/odpowiedzi")
_LARGEST_REQUEST = 256 * 1024 * 1024


def create_app(far_end: EpuapFarEnd) -> Starlette:
    """Answer an ASGI application: ePUAP's services, and the sandbox's own controls."""

    async def state(_: Request) -> Response:
        return JSONResponse(report(far_end))

    async def plan(request: Request) -> Response:
        wanted = await request.json()
        try:
            mood = Mood(str(wanted["mood"]))
            times, wait_s = int(wanted.get("times", 1)), float(wanted.get("wait_s", 1.0))
        except (KeyError, ValueError, TypeError, AttributeError):
            return JSONResponse({"moods": [one.value for one in Mood]}, status_code=422)
        far_end.moods.add(mood, str(wanted.get("service", "")), times=times, wait_s=wait_s)
        return Response(status_code=204)

    async def behave(_: Request) -> Response:
        far_end.moods.clear()
        return Response(status_code=204)

    async def sign(request: Request) -> Response:
        is_signed = far_end.acts.sign_for(request.path_params["order"])
        return Response(status_code=204 if is_signed else 404)

    return Starlette(
        routes=[
            Route("/sandbox/state", state),
            Route("/sandbox/moods", plan, methods=["POST"]),
            Route("/sandbox/moods", behave, methods=["DELETE"]),
            Route("/sandbox/orders/{order}/sign", sign, methods=["POST"]),
            Mount("/", _Services(far_end)),
        ]
    )


def report(far_end: EpuapFarEnd) -> dict[str, object]:
    """Tell what the sandbox has acted on, without what the letters say."""
    documents = far_end.acts.store.documents()
    return {
        "documents": [
            {"id": one.document_id, "inbox": one.inbox, "sha256": one.sha256, "correlation": one.correlation}
            for one in documents
        ],
        "orders": [
            {"id": one.order_id, "document": one.document_id, "is_signed": bool(one.is_signed)}
            for one in far_end.acts.store.orders()
        ],
        "waiting": {
            inbox: far_end.acts.store.count(inbox)
            for account in far_end.acts.platform.accounts
            for inbox in account.inboxes
        },
        "refused": far_end.refused[-20:],
    }


class _Services:
    """Plain ASGI, because a connection that breaks is no answer that a framework knows."""

    def __init__(self, far_end: EpuapFarEnd) -> None:
        self._far_end = far_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await _send(send, 405, {}, b"", 0)
            return
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            if len(body) > _LARGEST_REQUEST:
                await _send(send, 413, {}, b"", 0)
                return
            if not message.get("more_body", False):
                break
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        reply = self._far_end.answer(scope["path"], headers, bytes(body))
        if reply.wait_s:
            await asyncio.sleep(reply.wait_s)
        if reply.cut is Cut.WITHIN_REPLY:
            await _send(
                send, reply.status, reply.headers, reply.body[: len(reply.body) // 2], len(reply.body)
            )
        if reply.cut is not Cut.NOWHERE:
            _break(receive)
            return
        await _send(send, reply.status, reply.headers, reply.body, len(reply.body))


async def _send(send: Send, status: int, headers: object, body: bytes, length: int) -> None:
    given = dict(headers) if isinstance(headers, dict) else {}
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in given.items()]
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [*raw, (b"content-length", str(length).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": len(body) < length})


def _break(receive: Receive) -> None:
    """Break the connection: ASGI has no word for it, so this reaches for uvicorn's own transport."""
    cycle = getattr(receive, "__self__", None)
    transport = getattr(cycle, "transport", None)
    if transport is not None:
        transport.abort()


def open_far_end(
    keys: SandboxKeys,
    *,
    folder: Path | None = None,
    official: Path | None = None,
    needs_timestamp: bool = False,
    sends_receipts_to_inbox: bool = False,
) -> EpuapFarEnd:
    """Open the sandbox of one office, with a memory in `folder`, or one that ends with the process."""
    account = Account(
        subject=SUBJECT,
        systems=frozenset({keys.system.der}),
        inboxes={INBOX: "skrytka", REPLY_INBOX[1]: REPLY_INBOX[0]},
    )
    platform = Platform(
        accounts=(account,),
        seals=frozenset({keys.seal.der}),
        rules=Rules(needs_timestamp=needs_timestamp),
        sends_receipts_to_inbox=sends_receipts_to_inbox,
    )
    store = Store(None if folder is None else folder / "epuap.sqlite")
    contract = None if official is None else OfficialContract(official)
    return EpuapFarEnd(platform, keys, store, clock=_now, contract=contract)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until stopped; keys and memory stay in the folder."""
    parser = argparse.ArgumentParser(prog="urzedomat sandbox epuap", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where keys and memory are kept")
    parser.add_argument("--port", type=int, default=8443, help="0: any that is free")
    parser.add_argument(
        "--contract", type=Path, help="ePUAP's WSDL and XSD files, to validate requests against"
    )
    parser.add_argument("--timestamp", action="store_true", help="demand wsu:Timestamp")
    parser.add_argument(
        "--receipts-by-pull", action="store_true", help="put each UPP into the reply inbox too"
    )
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = SandboxKeys.kept_in(chosen.folder, _now())
    far_end = open_far_end(
        keys,
        folder=chosen.folder,
        official=chosen.contract,
        needs_timestamp=chosen.timestamp,
        sends_receipts_to_inbox=chosen.receipts_by_pull,
    )
    config = uvicorn.Config(
        create_app(far_end),
        log_level="warning",
        ssl_keyfile=str(chosen.folder / "tls.key"),
        ssl_certfile=str(chosen.folder / "tls.pem"),
        ssl_version=ssl.PROTOCOL_TLS_SERVER,
    )
    door = socket.create_server(("127.0.0.1", chosen.port))
    told = {
        "base": f"https://localhost:{door.getsockname()[1]}",
        "subject": SUBJECT,
        "inbox": INBOX,
        "reply_inbox": REPLY_INBOX,
        "authority": str(chosen.folder / "authority.pem"),
        "trust_replies": str(chosen.folder / "replies.pem"),
        "trust_receipts": str(chosen.folder / "receipts.pem"),
        "system": [str(chosen.folder / "system.key"), str(chosen.folder / "system.pem")],
        "seal": [str(chosen.folder / "seal.key"), str(chosen.folder / "seal.pem")],
    }
    print(json.dumps(told, indent=1), flush=True)
    uvicorn.Server(config).run(sockets=[door])
    far_end.acts.store.close()
    return 0


def _now() -> datetime:
    return datetime.now(UTC)
