"""Our upload client against a tus server that we did not write."""

import base64
import fcntl
import hashlib
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from sync.channels.channel import Deferred
from sync.channels.tus import TusClient, UploadGone
from sync.channels.wire import Wire
from sync.faults import SyncFault

PEERS = Path(__file__).parents[1] / "peers" / "tus"
LETTER = random.Random(5).randbytes(3_000_000)

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or shutil.which("npm") is None, reason="node and npm are not on this machine"
)


@pytest.fixture(scope="session", autouse=True)
def installed_peers() -> None:
    """Install the pinned packages once, however many test processes ask."""
    with (PEERS / "package.json").open() as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not (PEERS / "node_modules" / ".package-lock.json").exists():
            subprocess.run(
                ["npm", "ci", "--ignore-scripts"], cwd=PEERS, timeout=240, check=True, capture_output=True
            )


@contextmanager
def tus_server(folder: Path, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with subprocess.Popen(
        ["node", str(PEERS / "server.mjs"), str(folder), str(port)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}", process
        finally:
            process.kill()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as made:
        yield made


def ours(client: httpx.Client, url: str, chunk_bytes: int = 500_000) -> TusClient:
    return TusClient(Wire(client, url), "files", chunk_bytes=chunk_bytes)


def stored(folder: Path, upload: str) -> bytes:
    return (folder / upload.rsplit("/", 1)[1]).read_bytes()


def test_a_letter_arrives_whole_with_its_description(tmp_path: Path, client: httpx.Client) -> None:
    with tus_server(tmp_path) as (url, _):
        upload = ours(client, url).create(len(LETTER), {"submission_id": "x", "number": "TOR1-6S42-WKVQ-T"})
        assert isinstance(upload, str)

        assert ours(client, url).send(upload, LETTER) is None

        assert stored(tmp_path, upload) == LETTER
        described = httpx.head(upload, headers={"Tus-Resumable": "1.0.0"}, trust_env=False).headers[
            "Upload-Metadata"
        ]
        assert base64.b64encode(b"TOR1-6S42-WKVQ-T").decode() in described


def test_an_upload_goes_on_after_the_server_was_killed(tmp_path: Path, client: httpx.Client) -> None:
    class Dying(httpx.BaseTransport):
        """Kills the server on the third chunk."""

        def __init__(self, process: subprocess.Popen[str]) -> None:
            self._inner = httpx.HTTPTransport()
            self._process = process
            self._patches = 0

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            self._patches += request.method == "PATCH"
            if self._patches == 3:
                self._process.send_signal(signal.SIGKILL)
            return self._inner.handle_request(request)

        def close(self) -> None:
            self._inner.close()

    with tus_server(tmp_path) as (url, process), httpx.Client(transport=Dying(process)) as dying:
        upload = ours(client, url).create(len(LETTER), {})
        assert isinstance(upload, str)
        broken = ours(dying, url).send(upload, LETTER)
    assert isinstance(broken, Deferred)
    assert broken.code is SyncFault.NETWORK_GONE

    with tus_server(tmp_path, port=int(url.rsplit(":", 1)[1])) as (again, _):
        kept = ours(client, again).offset(upload)
        assert isinstance(kept, int)
        assert 1_000_000 <= kept < len(LETTER)

        assert ours(client, again).send(upload, LETTER) is None

        assert hashlib.sha256(stored(tmp_path, upload)).digest() == hashlib.sha256(LETTER).digest()


def test_an_upload_that_the_server_forgot_is_told_apart(tmp_path: Path, client: httpx.Client) -> None:
    with tus_server(tmp_path) as (url, _):
        upload = ours(client, url).create(len(LETTER), {})
        assert isinstance(upload, str)
        ours(client, url).give_up(upload)

        assert isinstance(ours(client, url).send(upload, LETTER), UploadGone)
