"""The ePUAP sandbox on a port of this machine, over TLS, for as long as a test needs it."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import uvicorn

from sync.sandbox.epuap import create_app
from sync.sandbox.epuap_far_end import EpuapFarEnd
from sync.sandbox.epuap_keys import Credential, SandboxKeys

_PATIENCE_S = 30.0


@cache
def keys_of_today() -> SandboxKeys:
    """TLS judges certificates by the machine's own clock."""
    return SandboxKeys.fresh(datetime.now(UTC))


@dataclass(frozen=True)
class Running:
    base: str
    authority: Path


@contextmanager
def serving(far_end: EpuapFarEnd, folder: Path, tls: Credential | None = None) -> Iterator[Running]:
    """Serve until the block ends."""
    credential = tls or keys_of_today().tls
    authority, key, certificate = folder / "authority.pem", folder / "tls.key", folder / "tls.pem"
    authority.write_bytes(keys_of_today().authority.pem)
    key.write_bytes(credential.key_pem)
    certificate.write_bytes(credential.pem)
    config = uvicorn.Config(
        create_app(far_end),
        log_config=None,
        lifespan="off",
        ssl_keyfile=str(key),
        ssl_certfile=str(certificate),
        ssl_version=ssl.PROTOCOL_TLS_SERVER,
    )
    server = uvicorn.Server(config)
    door = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    try:
        deadline = time.monotonic() + _PATIENCE_S
        while not server.started and time.monotonic() < deadline:
            thread.join(0.01)
        yield Running(f"https://localhost:{door.getsockname()[1]}", authority)
    finally:
        server.should_exit = True
        thread.join()
        door.close()
