"""The office speaks tus 1.0.0: what the protocol demands, header by header."""

import base64
import errno
import fcntl
import hashlib
import json
import subprocess
import threading
from email.utils import format_datetime
from pathlib import Path

import pytest

from sync.office.blobs import StagedFile
from sync.office.uploads import UploadState
from tests.office.conftest import new_kiosk
from tests.office.kit import DEADLINE_S, TUS, Kiosk, RunningOffice, eventually, sealed

JS = Path(__file__).parent / "js"


@pytest.fixture
def running(shared: RunningOffice) -> RunningOffice:
    return shared


@pytest.fixture
def kiosk(running: RunningOffice) -> Kiosk:
    return new_kiosk(running)


def checksum(data: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


def test_it_says_what_it_can_do(running: RunningOffice) -> None:
    answer = running.client.options(f"{running.url}/api/v1/uploads")

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,checksum,termination,expiration"
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha256,sha1"
    assert answer.headers["Tus-Max-Size"] == str(running.settings.limits.max_upload_bytes)


def test_an_upload_goes_on_where_it_stopped(running: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    created = running.create(kiosk, package)
    where = created.headers["Location"]
    assert (created.status_code, created.headers["Upload-Offset"]) == (201, "0")
    assert "Upload-Expires" in created.headers

    first = running.patch(kiosk, where, 0, package.data[:1000])
    asked = running.head(kiosk, where)
    second = running.patch(kiosk, where, 1000, package.data[1000:])

    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Length"]) == (
        "1000",
        str(len(package.data)),
    )
    assert asked.headers["Cache-Control"] == "no-store"
    assert second.headers["Upload-Offset"] == str(len(package.data))
    assert running.settled(kiosk, package)["state"] == "received"


def test_every_answer_names_the_version_and_the_time(running: RunningOffice, kiosk: Kiosk) -> None:
    answer = running.create(kiosk, sealed(kiosk))

    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert answer.headers.get_list("Date") == [format_datetime(running.clock(), usegmt=True)]


def test_another_version_is_not_spoken(running: RunningOffice, kiosk: Kiosk) -> None:
    answer = running.create(kiosk, sealed(kiosk), **{"Tus-Resumable": "0.2.2"})

    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "many"}, 400),
        ({"Upload-Length": "99999999999"}, 413),
        ({"Upload-Metadata": "submission_id !!!"}, 400),
        ({"Upload-Metadata": ""}, 400),
    ],
)
def test_an_announcement_that_makes_no_sense_is_refused(
    running: RunningOffice, kiosk: Kiosk, headers: dict[str, str], status: int
) -> None:
    before = running.footprint()

    answer = running.create(kiosk, sealed(kiosk), **headers)

    assert answer.status_code == status
    assert running.footprint() == before


def test_another_offset_is_a_conflict(running: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]

    answer = running.patch(kiosk, where, 5, package.data[5:])

    assert (answer.status_code, answer.json()["reason"]) == (409, "offset_mismatch")
    assert running.head(kiosk, where).headers["Upload-Offset"] == "0"


def test_another_content_type_is_refused(running: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]

    answer = running.patch(kiosk, where, 0, package.data, **{"Content-Type": "application/zip"})

    assert (answer.status_code, answer.json()["reason"]) == (415, "wrong_type")


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_damaged_piece_is_not_kept(running: RunningOffice, kiosk: Kiosk, algorithm: str) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]
    piece = package.data[:2000]
    right = checksum(piece, algorithm)

    damaged = running.patch(kiosk, where, 0, b"\0" + piece[1:], **{"Upload-Checksum": right})
    kept_of_it = running.head(kiosk, where).headers["Upload-Offset"]
    whole = running.patch(kiosk, where, 0, piece, **{"Upload-Checksum": right})

    assert (damaged.status_code, damaged.json()["reason"]) == (460, "checksum_mismatch")
    assert kept_of_it == "0"
    assert (whole.status_code, whole.headers["Upload-Offset"]) == (204, "2000")


@pytest.mark.parametrize("header", ["md5 AAAA", "sha256 ???"])
def test_a_checksum_it_does_not_know_is_refused(running: RunningOffice, kiosk: Kiosk, header: str) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]

    answer = running.patch(kiosk, where, 0, package.data, **{"Upload-Checksum": header})

    assert answer.status_code == 400


def test_more_bytes_than_announced_are_refused(running: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]

    answer = running.patch(kiosk, where, 0, package.data + b"more")

    assert (answer.status_code, answer.json()["reason"]) == (413, "too_large")
    assert running.head(kiosk, where).headers["Upload-Offset"] == "0"


def test_an_upload_can_be_given_up(running: RunningOffice, kiosk: Kiosk) -> None:
    before = running.footprint()
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]
    running.patch(kiosk, where, 0, package.data[:1000])

    answer = running.client.delete(running.url + where, headers=TUS | kiosk.headers())

    assert answer.status_code == 204
    assert running.head(kiosk, where).status_code == 404
    assert running.footprint() == before


def test_a_received_letter_can_not_be_given_up(running: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    running.deliver(kiosk, package)
    where = running.create(kiosk, package).headers["Location"]

    answer = running.client.delete(running.url + where, headers=TUS | kiosk.headers())

    assert (answer.status_code, answer.json()["reason"]) == (403, "already_received")


def test_an_upload_that_nobody_came_back_to_expires(on_both: RunningOffice) -> None:
    kiosk = new_kiosk(on_both)
    before = on_both.footprint()
    package = sealed(kiosk)
    where = on_both.create(kiosk, package).headers["Location"]
    on_both.patch(kiosk, where, 0, package.data[:1000])

    on_both.clock.forward(days=8)
    late = on_both.head(kiosk, where)
    on_both.office.tidy()

    assert late.status_code == 410
    assert on_both.head(kiosk, where).status_code == 404
    assert on_both.footprint() == before


def test_a_method_can_be_named_in_a_header(running: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]
    headers = {
        **TUS,
        **kiosk.headers(),
        "X-HTTP-Method-Override": "PATCH",
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
    }

    answer = running.client.post(running.url + where, headers=headers, content=package.data)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(package.data)))


def test_another_kiosk_does_not_see_the_upload(running: RunningOffice, kiosk: Kiosk) -> None:
    other = new_kiosk(running)
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]

    assert running.head(other, where).status_code == 404
    assert running.create(other, package).json()["reason"] == "replay_with_other_content"


def test_two_requests_at_one_offset_write_it_once(running: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]
    line_up = threading.Barrier(4)
    statuses: list[int] = []

    def write() -> None:
        line_up.wait(DEADLINE_S)
        statuses.append(running.patch(kiosk, where, 0, package.data).status_code)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(DEADLINE_S)

    assert sorted(statuses) == [204, 409, 409, 409]
    assert running.settled(kiosk, package)["state"] == "received"


def test_what_came_before_the_line_broke_is_kept(running: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]
    upload_id = where.rpartition("/")[2]

    _send_and_hang_up(running, kiosk, where, package.data[:1500], promised=len(package.data))

    def kept() -> bool:
        upload = running.office.uploads.get(upload_id)
        return upload is not None and (upload.received, upload.state) == (1500, UploadState.OPEN)

    eventually(kept)
    assert running.patch(kiosk, where, 1500, package.data[1500:]).status_code == 204
    assert running.settled(kiosk, package)["state"] == "received"


def test_a_full_disk_loses_nothing_that_was_acknowledged(
    running: RunningOffice, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]
    running.patch(kiosk, where, 0, package.data[:1000])

    def full(_file: StagedFile) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(StagedFile, "settle", full)
        answer = running.patch(kiosk, where, 1000, package.data[1000:])

    assert (answer.status_code, answer.json()["reason"]) == (507, "storage_full")
    assert running.head(kiosk, where).headers["Upload-Offset"] == "1000"
    assert list((running.settings.blob_dir / "staging").iterdir()) == []
    assert running.patch(kiosk, where, 1000, package.data[1000:]).status_code == 204
    assert running.settled(kiosk, package)["state"] == "received"


def _send_and_hang_up(
    running: RunningOffice, kiosk: Kiosk, where: str, data: bytes, *, promised: int
) -> None:
    import socket

    host, _, port = running.url.removeprefix("http://").partition(":")
    lines = [
        f"PATCH {where} HTTP/1.1",
        f"Host: {host}",
        "Tus-Resumable: 1.0.0",
        f"Authorization: {kiosk.headers()['Authorization']}",
        "Upload-Offset: 0",
        "Content-Type: application/offset+octet-stream",
        f"Content-Length: {promised}",
    ]
    with socket.create_connection((host, int(port)), DEADLINE_S) as line:
        line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
        # A line that breaks before the server has read is another matter: then there is nothing to keep.
        staging = running.settings.blob_dir / "staging"
        eventually(lambda: any(staging.iterdir()))


@pytest.fixture(scope="session")
def tus_js_client() -> Path:
    """The reference client, from npm."""
    with (JS / ".installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests may run in several processes
        _install()
    return JS


def _install() -> None:
    if not (JS / "node_modules" / "tus-js-client").is_dir():
        command = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
        subprocess.run(command, cwd=JS, check=True, timeout=300, capture_output=True)


@pytest.mark.parametrize("mode", ["whole", "pieces", "interrupted", "override", "received", "terminated"])
def test_the_reference_client_can_talk_to_it(
    running: RunningOffice, kiosk: Kiosk, tus_js_client: Path, tmp_path: Path, mode: str
) -> None:
    package = sealed(kiosk)
    if mode == "received":
        running.deliver(kiosk, package)
    file = tmp_path / "package.asice"
    file.write_bytes(package.data)
    order = {
        "mode": mode,
        "endpoint": f"{running.url}/api/v1/uploads",
        "file": str(file),
        "authorization": kiosk.headers()["Authorization"],
        "metadata": {
            "submission_id": package.id,
            "sha256": package.sha256,
            "number": package.submission.number,
        },
    }

    client = subprocess.run(
        ["node", "client.mjs", json.dumps(order)],
        cwd=tus_js_client,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
    )

    assert client.returncode == 0, client.stderr
    if mode == "terminated":
        assert running.get(kiosk, f"/api/v1/submissions/{package.id}").status_code == 404
    else:
        assert running.settled(kiosk, package)["state"] == "received"
