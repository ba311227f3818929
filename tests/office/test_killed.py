"""The office killed at any moment, for real: what it acknowledged is there once, and nothing is there twice."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sync.channels.channel import Deferred, Standing
from sync.channels.office import OfficeChannel
from sync.channels.wire import Wire
from sync.clock import system_clock
from sync.office.context import open_database
from sync.office.kiosks import KioskRegister
from sync.office.settings import OfficeSettings
from sync.office.uploads import UploadState
from tests.office.kit import DEADLINE_S, Kiosk, Package, eventually, metadata_header, sealed
from tests.sync.kit import holder

KILLS = 15
SEED = 20261123
ROOT = Path(__file__).parents[2]


class KillableOffice:
    """`urzedomat office serve` as a process of its own."""

    def __init__(self, folder: Path) -> None:
        seal = holder("Urząd")
        (folder / "key.pem").write_bytes(seal.key_pem)
        (folder / "cert.pem").write_bytes(seal.pem)
        self.settings_file = folder / "office.toml"
        self.settings_file.write_text(
            'office_seal_key_path = "key.pem"\noffice_seal_certificate_path = "cert.pem"\n'
            f'database_url = "sqlite:///{folder}/office.db"\nblob_dir = "{folder}/blobs"\ntidy_interval_s = 0.5\n'
            "[limits]\npart_bytes = 700\n",
            encoding="utf-8",
        )
        self.folder = folder
        self.seal_der = seal.der
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Start the host that forks offices."""
        command = [sys.executable, "-m", "tests.office.killable", str(self.settings_file), str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.host = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT
            )

    def start(self) -> None:
        """Start an office and wait until it answers."""
        assert self.host.stdin is not None
        assert self.host.stdout is not None
        self.host.stdin.write("start\n")
        self.host.stdin.flush()
        self.pid = int(self.host.stdout.readline())
        eventually(self._answers)

    def end(self, number: signal.Signals) -> None:
        """Send a signal and wait until the office has ended."""
        assert self.host.stdout is not None
        os.kill(self.pid, number)
        assert self.host.stdout.readline() == "ended\n"

    def close(self) -> None:
        """End the host; an office that a failed test left behind goes with its pid."""
        if self.host.poll() is None:
            self.host.kill()
        self.host.communicate()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def settings(self) -> OfficeSettings:
        from sync.office.settings import load_settings

        return load_settings(self.settings_file)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[KillableOffice]:
    office = KillableOffice(tmp_path)
    office.open()
    yield office
    office.close()


@pytest.fixture
def kiosk(office: KillableOffice) -> Kiosk:
    kiosk = Kiosk()
    kiosk.clock = system_clock  # type: ignore[assignment]  # the office runs on the machine's clock here
    database = open_database(office.settings(), system_clock())
    register = KioskRegister(database, is_demo=False)
    register.add(
        kiosk.id,
        kiosk.name,
        seal_pem=kiosk.seal.pem.decode(),
        transport_pem=kiosk.transport_pem,
        now=system_clock(),
    )
    database.close()
    return kiosk


@pytest.mark.slow
def test_letters_survive_an_office_that_is_killed_again_and_again(
    office: KillableOffice, kiosk: Kiosk
) -> None:
    chance = random.Random(SEED)
    packages = [sealed(kiosk) for _ in range(KILLS)]
    offered: list[Package] = []
    office.start()
    stopping = threading.Event()
    courier = threading.Thread(target=_deliver_until, args=(office, kiosk, offered, stopping))
    courier.start()

    for package in packages:  # so that each kill finds a letter on its way
        offered.append(package)
        stopping.wait(chance.uniform(0.0, 0.3))
        office.end(signal.SIGKILL)
        office.start()
    eventually(lambda: all(_is_received(office, kiosk, package) for package in packages))
    stopping.set()
    courier.join(DEADLINE_S)
    office.end(signal.SIGTERM)

    _assert_each_is_there_once(office, packages)


def _deliver_until(
    office: KillableOffice, kiosk: Kiosk, offered: list[Package], stopping: threading.Event
) -> None:
    """A kiosk that never gives up: in pieces, one letter after another, again from the start when cut off."""
    with httpx.Client(timeout=DEADLINE_S) as client:
        while not stopping.is_set():
            for package in list(offered):
                try:
                    _go_on(client, office, kiosk, package)
                except httpx.TransportError:
                    stopping.wait(0.02)


def _go_on(client: httpx.Client, office: KillableOffice, kiosk: Kiosk, package: Package) -> None:
    about = {"submission_id": package.id, "sha256": package.sha256, "number": package.submission.number}
    headers = {"Tus-Resumable": "1.0.0", **kiosk.headers()}
    announced = {"Upload-Length": str(len(package.data)), "Upload-Metadata": metadata_header(about)}
    created = client.post(f"{office.url}/api/v1/uploads", headers=headers | announced)
    assert created.status_code == 201, created.text
    where, offset = office.url + created.headers["Location"], int(created.headers["Upload-Offset"])
    while offset < len(package.data):
        piece = package.data[offset : offset + 2500]
        fixed = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        answer = client.patch(where, headers=headers | fixed, content=piece)
        assert answer.status_code in (204, 409), answer.text
        if answer.status_code == 409:
            return
        offset = int(answer.headers["Upload-Offset"])


def _is_received(office: KillableOffice, kiosk: Kiosk, package: Package) -> bool:
    answer = httpx.get(f"{office.url}/api/v1/submissions/{package.id}", headers=kiosk.headers())
    return answer.status_code == 200 and answer.json()["state"] == "received"


def _assert_each_is_there_once(office: KillableOffice, packages: list[Package]) -> None:
    from sqlalchemy import select, text

    from sync.office.schema import events, submissions, upload_parts, uploads

    database = open_database(office.settings(), system_clock())
    with database.read() as connection:
        held = dict(connection.execute(select(submissions.c.id, submissions.c.package_sha256)).all())
        kinds = connection.execute(select(events.c.kind, events.c.submission_id)).all()
        states = set(connection.execute(select(uploads.c.state)).scalars())
        assert connection.execute(select(upload_parts)).all() == []
        assert connection.execute(text("SELECT count(*) FROM submission_search")).scalar() == len(packages)
    database.close()
    assert held == {package.id: package.sha256 for package in packages}
    told = sorted(kind for kind, submission_id in kinds if submission_id is not None)
    assert told == ["proof_issued"] * len(packages) + ["submission_received"] * len(packages)
    assert states == {UploadState.RECEIVED}
    stored = [path for path in (office.folder / "blobs" / "packages").rglob("*") if path.is_file()]
    assert sorted(path.name for path in stored) == sorted(package.sha256 for package in packages)
    assert not any((office.folder / "blobs" / "uploads").rglob("*"))
    assert "Traceback" not in (office.folder / "log").read_text()


def test_the_kiosks_own_channel_gets_its_proof(office: KillableOffice, kiosk: Kiosk) -> None:
    """The daemon's client against the real office, also when the office's clock says that the kiosk's is wrong."""
    import secrets
    from datetime import timedelta

    from sync.channels.channel import Memory
    from sync.channels.channel import Package as Parcel
    from sync.channels.tokens import TokenMaker
    from tests.sync.kit import private_pem

    package = sealed(kiosk)
    office.start()
    late = TokenMaker(
        kiosk.id,
        private_pem(kiosk.transport),
        clock=lambda: system_clock() - timedelta(hours=7),
        random=secrets.token_bytes,
    )
    remembered: dict[str, str] = {}
    memory = Memory(remembered, lambda more: remembered.update(more))
    parcel = Parcel(package.submission.submission_id, package.submission.number, package.sha256, package.data)
    with httpx.Client() as client:
        channel = OfficeChannel(Wire(client, office.url, late), [office.seal_der], chunk_bytes=1000)
        delivered = channel.deliver(parcel, memory)
        eventually(lambda: channel.look_up(parcel, memory) is Standing.RECEIVED)
        proof = channel.fetch_proof(parcel, memory)
        assert not isinstance(proof, Deferred)
        assert channel.check_proof(proof, parcel, memory) is None
    office.end(signal.SIGTERM)

    assert delivered in (Standing.RECEIVED, Standing.VERIFYING)
    assert remembered["upload_url"].startswith(office.url)
