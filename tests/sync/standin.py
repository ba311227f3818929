"""A far end of the wire: a small, strict office with a folder for a memory, which can be told to misbehave.

It is strict where the real one must be (tus headers, offsets, checksums, digests, tokens), so that a client that cuts
corners fails here. The real office has its own tests; this one exists to be awkward on command.
"""

import base64
import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync.clock import ClockState
from sync.container import open_container
from sync.faults import Refused
from sync.files import write_durably
from sync.proof import Proof, ProofSigner, build_proof
from sync.seal import KioskTrust

Interceptor = Callable[["Handler"], bool]
"""Answers a request in its own way and returns True, or lets it through with False."""


@dataclass
class StandIn:
    """The office's memory and its moods."""

    folder: Path
    trust: KioskTrust
    transport_key: ec.EllipticCurvePublicKey
    proof_signer: ProofSigner
    clock: Callable[[], datetime]
    moods: list[Interceptor] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    url: str = ""
    arrived: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        for name in ("uploads", "submissions"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def received(self) -> dict[str, str]:
        """Answer what the office has: submission to the digest of the bytes on its disk."""
        return {
            entry.name: hashlib.sha256((entry / "package").read_bytes()).hexdigest()
            for entry in (self.folder / "submissions").iterdir()
            if (entry / "proof.xml").exists()
        }

    def upload_path(self, upload_id: str) -> Path:
        return self.folder / "uploads" / upload_id

    def submission_path(self, submission_id: str) -> Path:
        return self.folder / "submissions" / submission_id


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    office: StandIn

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    def answer(
        self, status: int, headers: dict[str, str] | None = None, body: bytes | dict[str, str] = b""
    ) -> None:
        content = json.dumps(body).encode() if isinstance(body, dict) else body
        self.send_response(status)
        for name, value in {"Tus-Resumable": "1.0.0", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002  http.server's signature
        return format_datetime(self.office.clock(), usegmt=True)

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def handle_any(self) -> None:
        self.office.requests.append(f"{self.command} {self.path}")
        for mood in list(self.office.moods):
            if mood(self):
                return
        if self._is_let_in():
            self._route()

    do_GET = do_HEAD = do_POST = do_PATCH = do_DELETE = handle_any  # noqa: N815  http.server's names

    def _is_let_in(self) -> bool:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            claims = jwt.decode(
                token,
                self.office.transport_key.public_bytes(
                    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
                ),
                algorithms=["ES256"],
                audience="urzedomat-office",
                options={
                    "verify_exp": False,
                    "verify_iat": False,
                    "require": ["iss", "sub", "iat", "exp", "jti"],
                },
            )
        except jwt.InvalidTokenError:
            self.body()
            self.answer(401, body={"reason": "token_invalid"})
            return False
        now = self.office.clock().timestamp()
        if not claims["iat"] - 60 <= now <= claims["exp"] + 60:
            self.body()
            self.answer(401, body={"reason": "clock"})
            return False
        return True

    def _route(self) -> None:
        pieces = self.path.strip("/").split("/")
        if pieces[:2] != ["api", "v1"]:
            self.answer(404)
        elif pieces[2] == "submissions":
            self._submission(pieces)
        elif pieces[2] == "status":
            path = self.office.folder / "status" / pieces[3]
            self.answer(200, body=path.read_bytes()) if path.exists() else self.answer(404)
        elif self.headers.get("Tus-Resumable") != "1.0.0":
            self.body()
            self.answer(412)
        elif self.command == "POST":
            self._create()
        else:
            self._upload(pieces[3])

    def _submission(self, pieces: list[str]) -> None:
        path = self.office.submission_path(pieces[3])
        refused = path / "refused.json"
        if pieces[4:] == ["proof"]:
            proof = path / "proof.xml"
            self.answer(200, body=proof.read_bytes()) if proof.exists() else self.answer(404)
        elif (path / "proof.xml").exists():
            digest = hashlib.sha256((path / "package").read_bytes()).hexdigest()
            self.answer(200, body={"state": "received", "sha256": digest})
        elif refused.exists():
            self.answer(200, body={"state": "refused", **json.loads(refused.read_text())})
        else:
            self.answer(404)

    def _create(self) -> None:
        about = {
            key: base64.b64decode(value, validate=True).decode()
            for key, value in (pair.split(" ") for pair in self.headers["Upload-Metadata"].split(","))
        }
        length = int(self.headers["Upload-Length"])
        known = self.office.submission_path(about["submission_id"]) / "package"
        if known.exists() and hashlib.sha256(known.read_bytes()).hexdigest() != about["sha256"]:
            self.answer(409, body={"reason": "replay_with_other_content"})
            return
        upload_id = secrets.token_hex(8)
        path = self.office.upload_path(upload_id)
        path.mkdir()
        (path / "data").write_bytes(known.read_bytes() if known.exists() else b"")
        write_durably(path / "about.json", json.dumps({**about, "length": length}).encode())
        self.answer(201, {"Location": f"/api/v1/uploads/{upload_id}"})

    def _upload(self, upload_id: str) -> None:
        path = self.office.upload_path(upload_id)
        if not (path / "about.json").exists():
            self.body()
            self.answer(404)
            return
        about = json.loads((path / "about.json").read_text())
        offset = (path / "data").stat().st_size
        if self.command == "HEAD":
            self.answer(200, {"Upload-Offset": str(offset), "Upload-Length": str(about["length"])})
        elif self.command == "PATCH":
            self._append(path, about, offset)
        else:
            self.answer(204)

    def _append(self, path: Path, about: dict[str, Any], offset: int) -> None:
        chunk = self.body()
        if self.headers["Content-Type"] != "application/offset+octet-stream":
            self.answer(415)
            return
        if int(self.headers["Upload-Offset"]) != offset:
            self.answer(409, {"Upload-Offset": str(offset)})
            return
        algorithm, digest = self.headers["Upload-Checksum"].split(" ")
        if algorithm != "sha256" or base64.b64decode(digest) != hashlib.sha256(chunk).digest():
            self.answer(460)
            return
        with (path / "data").open("ab") as data:
            data.write(chunk)
            data.flush()
            os.fsync(data.fileno())
        if offset + len(chunk) == about["length"]:
            self._take_in(path, about)
        self.answer(204, {"Upload-Offset": str(offset + len(chunk))})

    def _take_in(self, path: Path, about: dict[str, Any]) -> None:
        package = (path / "data").read_bytes()
        target = self.office.submission_path(about["submission_id"])
        target.mkdir(exist_ok=True)
        if hashlib.sha256(package).hexdigest() != about["sha256"]:
            write_durably(target / "refused.json", json.dumps({"reason": "office.digest_mismatch"}).encode())
            return
        opened = open_container(package, self.office.trust)
        if isinstance(opened, Refused):
            write_durably(target / "refused.json", json.dumps({"reason": opened.code.value}).encode())
            return
        if (target / "proof.xml").exists():
            return
        proof = Proof(
            proof_id=secrets.token_hex(8),
            submission_id=about["submission_id"],
            number=about["number"],
            sha256=about["sha256"],
            size_bytes=len(package),
            sheets=opened.record.account.sheets_in,
            pages=opened.record.account.pages_shown,
            received_at=self.office.clock(),
            clock_state=ClockState.SYNCHRONISED,
            recipient="Urząd Marszałkowski",
            kiosk_id=opened.record.kiosk.kiosk_id,
        )
        write_durably(target / "package", package)
        write_durably(target / "proof.xml", build_proof(proof, self.office.proof_signer))
        self.office.accepted.append(about["submission_id"])
        self.office.arrived.set()


class QuietServer(ThreadingHTTPServer):
    """Connections that break are this peer's daily bread."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


def bind(office: StandIn, port: int = 0) -> QuietServer:
    """Open the office's door; port 0 picks a free one."""
    server = QuietServer(("127.0.0.1", port), type("BoundHandler", (Handler,), {"office": office}))
    office.url = f"http://127.0.0.1:{server.server_port}"
    return server


@contextmanager
def serving(office: StandIn) -> Iterator[StandIn]:
    """Serve in a thread."""
    server = bind(office)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def once(mood: Interceptor) -> Interceptor:
    """Misbehave for one request only."""
    left = [True]

    def wrapped(handler: Handler) -> bool:
        if left and mood(handler):
            left.clear()
            return True
        return False

    return wrapped


def answering(
    method: str, status: int, headers: dict[str, str] | None = None, body: dict[str, str] | None = None
) -> Interceptor:
    """Answer every request of a method with a status."""

    def mood(handler: Handler) -> bool:
        if handler.command != method:
            return False
        handler.body()
        handler.answer(status, headers, body or b"")
        return True

    return mood


def cutting(method: str, after_bytes: int) -> Interceptor:
    """Read some bytes of the body, then drop the connection without a word."""

    def mood(handler: Handler) -> bool:
        if handler.command != method:
            return False
        handler.rfile.read(after_bytes)
        handler.close_connection = True
        handler.connection.shutdown(2)
        return True

    return mood
