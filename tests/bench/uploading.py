"""Our upload against `curl` of the same file, over the same loopback, to the same independent tus server."""

from __future__ import annotations

import secrets
import subprocess
import tempfile
import time
from pathlib import Path

import httpx

from sync.channels.tus import TusClient
from sync.channels.wire import Wire
from tests.bench.figures import ratio, say, spread

PEERS = Path(__file__).parents[1] / "peers/tus"
_BYTES = 32 * 1024 * 1024
_ROUNDS = 9


def run() -> None:
    """Create and send; both check nothing but what the protocol demands."""
    if not (PEERS / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=PEERS, check=True, capture_output=True)
    data = secrets.token_bytes(_BYTES)
    ours, plain, curl = [], [], []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "package"
        file.write_bytes(data)
        with subprocess.Popen(
            ["node", str(PEERS / "server.mjs"), folder], stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            base = f"http://127.0.0.1:{server.stdout.readline().strip()}"
            try:
                for _round in range(_ROUNDS):
                    curl.append(_curl(base, file))
                    ours.append(_ours(base, data, checksum=True))
                    plain.append(_ours(base, data, checksum=False))
            finally:
                server.terminate()
    say("upload of 32 MiB", spread(ours), "every chunk with its SHA-256")
    say("  without chunk checksums", spread(plain))
    say(
        "  curl, the same protocol",
        spread(curl),
        ratio(ours, curl),
        f"without checksums {ratio(plain, curl)}",
    )


def _ours(base: str, data: bytes, *, checksum: bool) -> float:
    with httpx.Client() as client:
        wire = Wire(client, base)
        tus = TusClient(wire, "/files", checksum=checksum)
        began = time.perf_counter()
        url = tus.create(len(data), {})
        if not isinstance(url, str) or tus.send(url, data) is not None:
            raise OSError("the upload did not go through")
        return time.perf_counter() - began


def _curl(base: str, file: Path) -> float:
    began = time.perf_counter()
    made = subprocess.run(
        [
            *("curl", "-sS", "-D", "-", "-o", "/dev/null", "-X", "POST", f"{base}/files"),
            *("-H", "Tus-Resumable: 1.0.0", "-H", f"Upload-Length: {file.stat().st_size}"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    location = next(
        line.partition(":")[2].strip()
        for line in made.stdout.splitlines()
        if line.lower().startswith("location:")
    )
    url = location if location.startswith("http") else base + location
    subprocess.run(
        [
            *("curl", "-sSf", "-o", "/dev/null", "-X", "PATCH", url, "-T", str(file)),
            *("-H", "Tus-Resumable: 1.0.0", "-H", "Upload-Offset: 0"),
            *("-H", "Content-Type: application/offset+octet-stream", "-H", "Expect:"),
        ],
        check=True,
    )
    return time.perf_counter() - began
