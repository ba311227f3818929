"""What the office turns away: each with its reason, and not a row or a file changed by it."""

import base64
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from sync.container import build
from tests.office.conftest import new_kiosk
from tests.office.kit import TUS, Kiosk, Package, RunningOffice, metadata_header, sealed
from tests.sync.kit import letter


@pytest.fixture
def office(shared_on_both: RunningOffice) -> RunningOffice:
    """One office for all of it: what is refused leaves no trace."""
    return shared_on_both


@pytest.fixture
def kiosk(office: RunningOffice) -> Kiosk:
    return new_kiosk(office)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The same ZIP with some parts changed (None: left out) or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            content = change(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(zipfile.ZipInfo(entry.filename), content, entry.compress_type)
        for name, content in added.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def as_it_was(_name: str, data: bytes) -> bytes:
    return data


def bad_seal(kiosk: Kiosk, package: Package) -> bytes:
    def other_manifest(name: str, data: bytes) -> bytes:
        return data.replace(b"text/003.txt", b"text/004.txt") if name == "META-INF/ASiCManifest.xml" else data

    return repacked(package.data, other_manifest)


def another_kiosks_seal(kiosk: Kiosk, package: Package) -> bytes:
    return build(package.submission, Kiosk("byd1", clock=kiosk.clock).sealer)


def wrong_digest(kiosk: Kiosk, package: Package) -> bytes:
    return repacked(package.data, lambda name, data: data + b"!" if name == "text/001.txt" else data)


def zip_bomb(kiosk: Kiosk, package: Package) -> bytes:
    return repacked(package.data, as_it_was, **{"text/999.txt": b"0" * 40_000_000})


def path_traversal(kiosk: Kiosk, package: Package) -> bytes:
    return repacked(package.data, as_it_was, **{"../../etc/cron.d/kiosk": b"* * * * * root true"})


def external_entity(kiosk: Kiosk, package: Package) -> bytes:
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

    def with_entity(name: str, data: bytes) -> bytes:
        if name != "META-INF/ASiCManifest.xml":
            return data
        return doctype + data.partition(b"?>")[2]

    return repacked(package.data, with_entity)


def oversized_part(kiosk: Kiosk, package: Package) -> bytes:
    """The directory at the end claims a part of almost 4 GiB."""
    data = bytearray(package.data)
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFF_FFF0)
    return bytes(data)


def truncated(kiosk: Kiosk, package: Package) -> bytes:
    return package.data[:-200]


def no_container(kiosk: Kiosk, package: Package) -> bytes:
    return b"%PDF-1.7 a letter without its envelope"


def extra_part(kiosk: Kiosk, package: Package) -> bytes:
    return repacked(package.data, as_it_was, **{"text/099.txt": b"added later"})


def missing_part(kiosk: Kiosk, package: Package) -> bytes:
    return repacked(package.data, lambda name, data: None if name == "text/002.txt" else data)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (bad_seal, "seal.bad_signature"),
        (another_kiosks_seal, "seal.unknown_kiosk"),
        (wrong_digest, "seal.wrong_digest"),
        (zip_bomb, "seal.zip_bomb"),
        (path_traversal, "seal.path_traversal"),
        (external_entity, "seal.external_entity"),
        (oversized_part, "seal.oversized"),
        (truncated, "seal.malformed"),
        (no_container, "seal.malformed"),
        (extra_part, "seal.extra_part"),
        (missing_part, "seal.missing_part"),
    ],
)
def test_a_bad_package_is_refused_without_a_trace(
    office: RunningOffice, kiosk: Kiosk, spoil: Callable[[Kiosk, Package], bytes], code: str
) -> None:
    package = sealed(kiosk)
    bad = package.with_data(spoil(kiosk, package))
    before = office.footprint()

    said = office.deliver(kiosk, bad)

    assert (said["state"], said["reason"], said["sha256"]) == ("refused", code, bad.sha256)
    assert office.footprint() == before
    assert office.get(kiosk, f"/api/v1/submissions/{package.id}/proof").status_code == 404


def test_after_a_refusal_the_right_package_is_taken(office: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    assert office.deliver(kiosk, package.with_data(wrong_digest(kiosk, package)))["state"] == "refused"

    assert office.deliver(kiosk, package)["state"] == "received"


def test_a_file_other_than_announced_is_refused(office: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    before = office.footprint()
    where = office.create(kiosk, package).headers["Location"]

    office.patch(kiosk, where, 0, package.data[:-1] + b"X")

    said = office.settled(kiosk, package)
    assert (said["state"], said["reason"]) == ("refused", "office.digest_mismatch")
    assert office.footprint() == before


def test_a_sealed_letter_under_another_letters_name_is_refused(office: RunningOffice, kiosk: Kiosk) -> None:
    package, other = sealed(kiosk), sealed(kiosk)
    before = office.footprint()

    said = office.deliver(kiosk, package.with_data(other.data))

    assert (said["state"], said["reason"]) == ("refused", "office.other_package")
    assert office.footprint() == before


def test_a_replay_with_other_content_is_refused(office: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    office.deliver(kiosk, package)
    proof = office.get(kiosk, f"/api/v1/submissions/{package.id}/proof").content
    changed = replace(package.submission, subject="Coś zupełnie innego")
    before = office.footprint()

    answer = office.create(kiosk, package.with_data(build(changed, kiosk.sealer)))

    assert (answer.status_code, answer.json()["reason"]) == (409, "replay_with_other_content")
    assert office.footprint() == before
    assert office.get(kiosk, f"/api/v1/submissions/{package.id}/proof").content == proof


def test_a_repeat_with_the_same_content_changes_nothing(office: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    office.deliver(kiosk, package)
    proof = office.get(kiosk, f"/api/v1/submissions/{package.id}/proof").content
    before = office.footprint()
    office.clock.forward(days=400)

    again = office.create(kiosk, package)

    assert again.status_code == 201
    assert again.headers["Upload-Offset"] == str(len(package.data))
    assert office.head(kiosk, again.headers["Location"]).headers["Upload-Offset"] == str(len(package.data))
    assert office.footprint() == before
    assert office.get(kiosk, f"/api/v1/submissions/{package.id}/proof").content == proof


def test_a_number_that_another_letter_has_is_refused(office: RunningOffice, kiosk: Kiosk) -> None:
    first, second = letter(clock=kiosk.clock, kiosk_id=kiosk.id), letter(clock=kiosk.clock, kiosk_id=kiosk.id)
    office.deliver(kiosk, sealed(kiosk, first))
    twin = replace(second, submission=replace(second.submission, number=first.submission.number))
    before = office.footprint()

    answer = office.create(kiosk, sealed(kiosk, twin))

    assert (answer.status_code, answer.json()["reason"]) == (409, "number_taken")
    assert office.footprint() == before


def test_of_two_letters_with_one_number_on_their_way_the_second_is_refused(
    office: RunningOffice, kiosk: Kiosk
) -> None:
    first, second = letter(clock=kiosk.clock, kiosk_id=kiosk.id), letter(clock=kiosk.clock, kiosk_id=kiosk.id)
    twin = sealed(
        kiosk, replace(second, submission=replace(second.submission, number=first.submission.number))
    )
    where = office.create(kiosk, twin).headers["Location"]
    assert office.deliver(kiosk, sealed(kiosk, first))["state"] == "received"

    office.patch(kiosk, where, 0, twin.data)

    said = office.settled(kiosk, twin)
    assert (said["state"], said["reason"]) == ("refused", "office.number_taken")


def test_an_oversized_body_is_refused_before_it_is_read(office: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    before = office.footprint()

    answer = office.create(kiosk, package, **{"Upload-Length": str(3 * 1024**3)})

    assert (answer.status_code, answer.json()["reason"]) == (413, "too_large")
    assert office.footprint() == before


def test_another_type_of_file_is_refused(office: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    about = {"submission_id": package.id, "sha256": package.sha256, "number": package.submission.number}
    before = office.footprint()

    answer = office.create(
        kiosk, package, **{"Upload-Metadata": metadata_header(about | {"filetype": "application/pdf"})}
    )

    assert (answer.status_code, answer.json()["reason"]) == (415, "wrong_type")
    assert office.footprint() == before


@pytest.mark.parametrize("wrong", ["submission_id", "sha256", "number"])
def test_names_that_are_not_names_are_refused(office: RunningOffice, kiosk: Kiosk, wrong: str) -> None:
    package = sealed(kiosk)
    about = {"submission_id": package.id, "sha256": package.sha256, "number": package.submission.number}
    before = office.footprint()

    answer = office.create(
        kiosk, package, **{"Upload-Metadata": metadata_header(about | {wrong: "../../etc/passwd"})}
    )

    assert (answer.status_code, answer.json()["reason"]) == (400, "bad_request")
    assert office.footprint() == before


class TestTheDoor:
    """Who may not even knock."""

    def knock(self, running: RunningOffice, headers: dict[str, str]) -> tuple[int, str]:
        before = running.footprint()
        fixed = {"Upload-Length": "10", "Upload-Metadata": ""}
        answer = running.client.post(f"{running.url}/api/v1/uploads", headers=TUS | fixed | headers)
        assert running.footprint() == before
        assert "Date" in answer.headers
        return answer.status_code, answer.json()["reason"]

    def test_without_a_token(self, office: RunningOffice) -> None:
        assert self.knock(office, {}) == (401, "token_missing")
        assert self.knock(office, {"Authorization": "Basic dXNlcjpwYXNz"}) == (401, "token_missing")

    def test_an_unknown_kiosk(self, office: RunningOffice) -> None:
        stranger = Kiosk("gdansk", clock=office.clock)

        assert self.knock(office, stranger.headers()) == (403, "unknown_kiosk")

    def test_a_stranger_in_a_known_kiosks_name(self, office: RunningOffice) -> None:
        stranger = Kiosk(new_kiosk(office).id, clock=office.clock)

        assert self.knock(office, stranger.headers()) == (401, "token_invalid")

    def test_a_revoked_kiosk(self, office: RunningOffice, kiosk: Kiosk) -> None:
        office.office.register.revoke(kiosk.id, now=office.clock())

        assert self.knock(office, kiosk.headers()) == (403, "revoked_kiosk")

    @pytest.mark.parametrize("hours", [-3, 3])
    def test_a_kiosk_whose_clock_is_wrong(self, office: RunningOffice, kiosk: Kiosk, hours: int) -> None:
        off = int((office.clock() + timedelta(hours=hours)).timestamp())

        assert self.knock(office, kiosk.headers(iat=off, exp=off + 300)) == (401, "clock")

    @pytest.mark.parametrize(
        "claims",
        [
            {"aud": "another-office"},
            {"sub": "byd1"},
            {"jti": None},
            {"iat": None},
            {"exp": 4_000_000_000},
            {"exp": "soon"},
        ],
    )
    def test_a_token_that_is_not_for_this(
        self, office: RunningOffice, kiosk: Kiosk, claims: dict[str, object]
    ) -> None:
        assert self.knock(office, kiosk.headers(**claims)) == (401, "token_invalid")

    def test_a_token_without_a_signature(self, office: RunningOffice, kiosk: Kiosk) -> None:
        header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
        token = f"{header}.{kiosk.token().split('.')[1]}."

        assert self.knock(office, {"Authorization": f"Bearer {token}"}) == (401, "token_invalid")

    @pytest.mark.parametrize("name", ["\ud800", "tor1\x00"])
    def test_a_name_that_no_database_takes(self, on_both: RunningOffice, name: str) -> None:
        stranger = Kiosk(clock=on_both.clock)

        assert self.knock(on_both, stranger.headers(iss=name, sub=name)) == (401, "token_invalid")

    def test_another_kiosk_learns_nothing_of_a_letter(self, office: RunningOffice, kiosk: Kiosk) -> None:
        package = sealed(kiosk)
        office.deliver(kiosk, package)
        other = new_kiosk(office)

        for path in ("", "/proof"):
            assert office.get(other, f"/api/v1/submissions/{package.id}{path}").status_code == 404


def test_the_history_of_a_refusal_names_nobody(office: RunningOffice, kiosk: Kiosk) -> None:
    package = sealed(kiosk)
    office.deliver(kiosk, package.with_data(wrong_digest(kiosk, package)))

    with office.office.database.read() as connection:
        from sync.office.history import refusal_of

        event = refusal_of(connection, package.id, kiosk.id)

    assert event is not None
    assert "Żółć" not in repr(event)
    assert set(event.facts) == {"code", "detail", "sha256"}
