"""Puts the sandbox of e-Doręczenia on the network: Starlette over TLS, with connections that break when told to."""

import json
import ssl
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from sync.sandbox.edoreczenia_api import Call, Reply, answer
from sync.sandbox.edoreczenia_core import LARGEST_BODY, Cut, EDoreczeniaSandbox, Served, control
from sync.sandbox.edoreczenia_tls import Material

_ABORT = "urzedomat.abort"
CONTROL = "/_sandbox/"


def make_app(sandbox: EDoreczeniaSandbox, show_expired: Callable[[bool], None] | None = None) -> ASGIApp:
    """Make the application; `show_expired` changes the server's certificate for the connections that follow."""
    return _with_abort(Starlette(routes=[Mount("/", app=_endpoint(sandbox, show_expired))]))


def _endpoint(sandbox: EDoreczeniaSandbox, show_expired: Callable[[bool], None] | None) -> ASGIApp:
    async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
        call = await _read(scope, receive)
        if call is None:
            await _write(Reply(413, b"", "text/plain"), send, cut_short=False)
        elif call.path == f"{CONTROL}certificate" and show_expired is not None:
            show_expired(bool(json.loads(call.body).get("expired")))
            await _write(answer({}), send, cut_short=False)
        elif call.path.startswith(CONTROL):
            await _write(control(sandbox, call), send, cut_short=False)
        else:
            served = await anyio.to_thread.run_sync(sandbox.serve, call)
            await _finish(served, scope, receive, send)

    return endpoint


async def _finish(served: Served, scope: Scope, receive: Receive, send: Send) -> None:
    if served.delay_s:
        await anyio.sleep(served.delay_s)
    if served.cut is not Cut.BEFORE_ANSWER:
        await _write(served.reply, send, cut_short=served.cut is Cut.IN_ANSWER)
    if served.cut is not Cut.NOWHERE:
        scope[_ABORT]()
        while (await receive())["type"] != "http.disconnect":
            pass


async def _read(scope: Scope, receive: Receive) -> Call | None:
    body = bytearray()
    more = True
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            return Call("", "", {}, {}, b"")
        body += event.get("body", b"")
        more = event.get("more_body", False)
        if len(body) > LARGEST_BODY:
            return None
    query = dict(parse_qsl(scope["query_string"].decode("ascii"), keep_blank_values=True))
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    return Call(scope["method"], scope["raw_path"].decode("ascii"), query, headers, bytes(body))


async def _write(reply: Reply, send: Send, *, cut_short: bool) -> None:
    headers = {"Content-Type": reply.media_type, "Content-Length": str(len(reply.body)), **reply.headers}
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": raw})
    body = reply.body[: len(reply.body) // 2] if cut_short else reply.body
    await send({"type": "http.response.body", "body": body, "more_body": cut_short})


def _with_abort(app: ASGIApp) -> ASGIApp:
    """uvicorn's own `send` knows the connection; nothing else that it offers can break one without an answer."""

    async def outermost(scope: Scope, receive: Receive, send: Send) -> None:
        cycle: Any = getattr(send, "__self__", None)
        if cycle is not None:
            scope[_ABORT] = cycle.transport.abort
        await app(scope, receive, send)

    return outermost


class SandboxServer:
    """A sandbox that listens on loopback in a thread of its own, until it is stopped."""

    def __init__(self, sandbox: EDoreczeniaSandbox, material: Material, *, port: int = 0) -> None:
        self._material = material
        server_file = str(material.server())
        self._config = uvicorn.Config(
            make_app(sandbox, self._show),
            host="127.0.0.1",
            port=port,
            http="h11",
            ws="none",
            lifespan="off",
            log_level="error",
            date_header=False,
            server_header=False,
            ssl_certfile=server_file,
            ssl_keyfile=server_file,
        )
        self._server = uvicorn.Server(self._config)
        self._thread = threading.Thread(target=self._run, name="edoreczenia-sandbox", daemon=True)
        self.url = ""

    def __enter__(self) -> "SandboxServer":
        """Listen."""
        self._socket = self._config.bind_socket()
        self._socket.listen()  # from here on callers wait in line, also before the thread takes them
        self.url = f"https://127.0.0.1:{self._socket.getsockname()[1]}"
        self._config.load()
        assert self._config.ssl is not None  # noqa: S101  certificates were given
        self._config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and leave no connection open."""
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join()
        self._socket.close()

    def wait(self) -> None:
        """Wait until it ends."""
        self._thread.join()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])

    def _show(self, is_expired: bool) -> None:
        assert self._config.ssl is not None  # noqa: S101  it is running
        self._config.ssl.load_cert_chain(self._material.server(is_expired=is_expired))
