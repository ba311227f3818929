"""Puts an EZD sandbox behind TLS on loopback, with a certificate that it makes itself."""

import asyncio
import ipaddress
import json
import os
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.sandbox.ezd_shell import Cut, FarEnd, Request

_CUT = "sandbox.cut"
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True)
class Certificate:
    """Files of a server's certificate and key, and of the authority that vouches for it."""

    authority: Path
    chain: Path


def make_certificate(folder: Path, *, is_expired: bool = False) -> Certificate:
    """Make an authority and a server certificate for loopback; an expired one ran out yesterday."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "EZD sandbox CA")])
    end = now - timedelta(days=1) if is_expired else now + timedelta(days=30)
    authority = (
        x509.CertificateBuilder(authority_name, authority_name, authority_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=60))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    names = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    known_as = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    server = (
        x509.CertificateBuilder(
            authority_name,
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
            server_key.public_key(),
        )
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=50))
        .not_valid_after(end)
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(known_as, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    made = Certificate(folder / "ca.pem", folder / "server.pem")
    key_pem = server_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    made.authority.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    descriptor = os.open(made.chain, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as chain:
        chain.write(key_pem + server.public_bytes(serialization.Encoding.PEM))
    return made


def application(far_end: FarEnd) -> ASGIApp:
    """Make the ASGI application."""

    async def endpoint(http: HttpRequest) -> Response:
        request = Request(
            method=http.method,
            path=http.url.path,
            query=http.url.query,
            headers={name.lower(): value for name, value in http.headers.items()},
            body=await http.body(),
        )
        reply = await asyncio.to_thread(far_end.answer, request)
        if isinstance(reply, Cut):
            return _Hangup(reply)
        if reply.delay_s:
            await asyncio.sleep(reply.delay_s)
        return Response(reply.body, reply.status, dict(reply.headers))

    return _Cutter(Starlette(routes=[Route("/{path:path}", endpoint, methods=_METHODS)]))


@contextmanager
def serving(
    far_end: FarEnd, folder: Path, *, port: int = 0, is_expired: bool = False
) -> Iterator[tuple[str, Certificate]]:
    """Serve in a thread; answers the address and the certificate to trust."""
    certificate = make_certificate(folder, is_expired=is_expired)
    door = _open_door(port)
    server = uvicorn.Server(_config(application(far_end), certificate))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{door.getsockname()[1]}", certificate
    finally:
        server.should_exit = True
        thread.join(timeout=30)
        door.close()


def serve_for_ever(
    far_end: FarEnd, folder: Path, port: int, about: Mapping[str, Any], *, is_expired: bool
) -> None:
    """Serve until interrupted, having printed what a channel must be told."""
    certificate = make_certificate(folder, is_expired=is_expired)
    door = _open_door(port)
    address = f"https://127.0.0.1:{door.getsockname()[1]}"
    told = {"address": address, "ca_file": str(certificate.authority), **about}
    print(json.dumps(told, ensure_ascii=False, indent=1), flush=True)
    uvicorn.Server(_config(application(far_end), certificate)).run(sockets=[door])


def _open_door(port: int) -> socket.socket:
    door = socket.create_server(("127.0.0.1", port))
    # Inherited by every connection: asyncio sets it only on sockets that name their protocol, and without it
    # each answer waits 40 ms for the client's delayed acknowledgement.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door


def _config(app: ASGIApp, certificate: Certificate) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ssl_certfile=certificate.chain,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        date_header=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )


class _Hangup(Response):
    """Sends what is to be seen of a reply, then asks for the connection to be cut."""

    def __init__(self, cut: Cut) -> None:
        super().__init__()
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        reply = self._cut.reply
        if reply is not None:
            headers = {"Content-Length": str(len(reply.body)), **reply.headers}
            encoded = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
            await send({"type": "http.response.start", "status": reply.status, "headers": encoded})
            body = reply.body[: self._cut.sent]
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": _CUT, "is_begun": reply is not None})


class _Cutter:
    """Cuts the connection under uvicorn, which has no word for that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def passing_on(message: Message) -> None:
            if message["type"] != _CUT:
                await send(message)
                return
            transport = send.__self__.transport  # type: ignore[attr-defined]  # uvicorn's request cycle
            if message["is_begun"]:
                transport.close()
            else:
                transport.abort()

        await self._app(scope, receive, passing_on)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
