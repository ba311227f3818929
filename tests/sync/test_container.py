"""One file that proves itself: sealed here, opened strictly, and checked by tools that are not ours."""

import base64
import hashlib
import io
import json
import struct
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.container import (
    Contents,
    Limits,
    Opened,
    Refused,
    SealingRefused,
    build,
    open_container,
    read_contents,
)
from sync.faults import SealFault
from sync.manifest import MANIFEST, PARTS_LIST, SIGNATURE, Part, write_manifest
from sync.seal import KioskTrust, NotSigned, Sealer, sign_manifest
from sync.status import derive_keys
from tests.sync.kit import NOON, Holder, holder, letter, refusal_code, rsa_key

AUTHORITY = holder("Test CA")
KIOSK = holder("Kiosk tor1", issuer=AUTHORITY)
TRUST = KioskTrust.of({"tor1": [KIOSK.der]})
LETTER = letter()
Files = dict[str, bytes]


def sealer_of(who: Holder) -> Sealer:
    return Sealer.from_pem(who.key_pem, who.pem, AUTHORITY.pem)


PACKAGE = build(LETTER.submission, sealer_of(KIOSK))


def unpack(package: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(files: Files, *, compression: int = zipfile.ZIP_STORED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(
                zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if name == "mimetype" else compression
            )
    return packed.getvalue()


def reseal(files: Files, who: Holder = KIOSK) -> bytes:
    """Seal changed parts again, as a thief of the key or another kiosk could."""
    parts = [
        Part(name, "x/y", data)
        for name, data in files.items()
        if name not in ("mimetype", MANIFEST, SIGNATURE)
    ]
    manifest = write_manifest(parts)
    signature = sign_manifest(manifest, sealer_of(who), NOON)
    assert isinstance(signature, bytes)
    return pack({**files, MANIFEST: manifest, SIGNATURE: signature})


def changed(**changes: bytes) -> Files:
    return {
        **unpack(PACKAGE),
        **{name.replace("__", "/").replace("_DOT_", "."): data for name, data in changes.items()},
    }


def opened(package: bytes = PACKAGE, trust: KioskTrust = TRUST) -> Opened:
    result = open_container(package, trust)
    assert isinstance(result, Opened), result
    return result


def test_what_was_sealed_is_what_is_opened() -> None:
    result = opened()

    assert result.record.submission_id == LETTER.submission.submission_id
    assert result.record.account == LETTER.submission.account
    assert result.record.sender == LETTER.submission.sender
    assert result.record.fields == LETTER.submission.fields
    assert result.record.pages == LETTER.submission.pages
    assert result.letter == LETTER.submission.documents[0].data
    assert list(result.texts.values()) == [d.data.decode() for d in LETTER.submission.documents[1:]]
    assert result.seal.kiosk_id == "tor1"
    assert result.seal.sealed_at == NOON
    assert result.sha256 == hashlib.sha256(PACKAGE).hexdigest()


def test_a_container_can_be_opened_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "package.asice"
    path.write_bytes(PACKAGE)

    assert isinstance(open_container(path, TRUST), Opened)
    assert refusal_code(open_container(path, TRUST, Limits(package_bytes=100))) == SealFault.OVERSIZED


def test_the_status_keys_travel_and_the_secret_does_not() -> None:
    keys = derive_keys(LETTER.secret)

    assert opened().status == keys.access()
    contents = read_contents(PACKAGE)
    assert isinstance(contents, Contents)
    assert contents.status == keys.access()
    bare = LETTER.secret.replace("-", "")
    assert not any(
        bare.encode() in data or LETTER.secret.encode() in data for data in unpack(PACKAGE).values()
    )


def test_only_the_signature_differs_between_two_seals_of_one_letter() -> None:
    first, second = unpack(PACKAGE), unpack(build(LETTER.submission, sealer_of(KIOSK)))

    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == [SIGNATURE]
    assert next(iter(first)) == "mimetype"


def test_an_rsa_seal_holds_too() -> None:
    who = holder("Kiosk RSA", issuer=AUTHORITY, key=rsa_key())

    package = build(LETTER.submission, sealer_of(who))

    assert isinstance(open_container(package, KioskTrust.of({"tor1": [who.der]})), Opened)


def test_public_tools_open_and_check_the_package(tmp_path: Path) -> None:
    """The commands of the README: unzip, openssl cms, sha256sum."""
    (tmp_path / "package.asice").write_bytes(PACKAGE)
    (tmp_path / "ca.pem").write_bytes(AUTHORITY.pem)

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    run("unzip", "-q", "package.asice")
    verdict = run(
        *["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "META-INF/signature.p7s"],
        *["-content", "META-INF/ASiCManifest.xml", "-CAfile", "ca.pem", "-out", "/dev/null"],
    )
    assert "successful" in verdict
    digest = base64.b64encode(bytes.fromhex(run("sha256sum", "document.pdf").split()[0])).decode()
    assert digest in (tmp_path / MANIFEST).read_text()


def test_sheets_that_do_not_add_up_are_never_sealed() -> None:
    account = replace(LETTER.submission.account, pages_shown=9)

    with pytest.raises(ValueError, match="sheets not accounted for"):
        build(replace(LETTER.submission, account=account), sealer_of(KIOSK))


def test_a_seal_key_that_does_not_answer_stops_the_sealing() -> None:
    mute = Sealer(KIOSK.der, (), lambda _: NotSigned(SealFault.CARD_GONE))

    with pytest.raises(SealingRefused):
        build(LETTER.submission, mute)


def with_entity() -> bytes:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    return reseal(changed(**{"metadata.xml": evil}))


def with_utf16_entity() -> bytes:
    evil = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'.encode("utf-16")
    return reseal(changed(**{"metadata.xml": evil}))


def with_laughs_in_the_manifest() -> bytes:
    evil = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
    return pack(changed(**{MANIFEST: evil}))


def with_name(name: str) -> Callable[[], bytes]:
    return lambda: pack({**unpack(PACKAGE), name: b"x"})


def with_name_twice() -> bytes:
    packed = io.BytesIO(PACKAGE)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("document.pdf", b"another letter")
    return packed.getvalue()


def with_symbolic_link() -> bytes:
    packed = io.BytesIO(PACKAGE)
    with zipfile.ZipFile(packed, "a") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return packed.getvalue()


def with_bomb() -> bytes:
    packed = io.BytesIO(PACKAGE)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\0" * 20_000_000)
    return packed.getvalue()


def with_lying_size() -> bytes:
    """The directory promises little, the data unpack to much."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in unpack(PACKAGE).items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
        archive.writestr("z", b"\0" * 5_000_000)
    data = bytearray(packed.getvalue())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    return bytes(data)


def with_shared_bytes() -> bytes:
    """Two names for the same compressed bytes, as overlapping bombs have."""
    data = bytearray(PACKAGE)
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    third = data.index(b"PK\x01\x02", second + 4)
    offset = struct.unpack_from("<I", data, second + 42)[0]
    struct.pack_into("<I", data, third + 42, offset)
    return bytes(data)


def with_bytes_between() -> bytes:
    """Bytes in front of the directory that belong to no part; its end record points past them."""
    end = PACKAGE.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", PACKAGE, end + 16)[0]
    data = bytearray(PACKAGE[:start] + b"hidden" + PACKAGE[start:])
    struct.pack_into("<I", data, end + 6 + 16, start + 6)
    return bytes(data)


def with_bytes_between_parts() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in unpack(PACKAGE).items():
            archive.writestr(name, content)
            packed.seek(archive.start_dir)
            packed.write(b"hidden")
            archive.start_dir = packed.tell()
    return packed.getvalue()


def with_comment() -> bytes:
    packed = io.BytesIO(PACKAGE)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.comment = b"hidden"
    return packed.getvalue()


def without(name: str) -> Callable[[], bytes]:
    return lambda: pack({held: data for held, data in unpack(PACKAGE).items() if held != name})


def with_other_record(**changes: object) -> Callable[[], bytes]:
    def make() -> bytes:
        record = {**json.loads(unpack(PACKAGE)["submission.json"]), **changes}
        return reseal(changed(**{"submission.json": json.dumps(record).encode()}))

    return make


ATTACKS: dict[str, tuple[Callable[[], bytes], SealFault]] = {
    "another letter": (lambda: pack(changed(**{"document.pdf": b"%PDF other"})), SealFault.WRONG_DIGEST),
    "another text": (lambda: pack(changed(**{"text/002.txt": b"something else"})), SealFault.WRONG_DIGEST),
    "another manifest": (
        lambda: pack(
            changed(**{MANIFEST: unpack(PACKAGE)[MANIFEST].replace(b"document.pdf", b"dokument.pdf")})
        ),
        SealFault.BAD_SIGNATURE,
    ),
    "no signature": (lambda: pack(changed(**{SIGNATURE: b"nothing"})), SealFault.BAD_SIGNATURE),
    "empty signature": (lambda: pack(changed(**{SIGNATURE: b""})), SealFault.BAD_SIGNATURE),
    "stranger's seal": (
        lambda: reseal(unpack(PACKAGE), holder("x", issuer=AUTHORITY)),
        SealFault.UNKNOWN_KIOSK,
    ),
    "external entity": (with_entity, SealFault.EXTERNAL_ENTITY),
    "entity in UTF-16": (with_utf16_entity, SealFault.MALFORMED),
    "billion laughs": (with_laughs_in_the_manifest, SealFault.EXTERNAL_ENTITY),
    "parent folder": (with_name("../evil"), SealFault.PATH_TRAVERSAL),
    "deep parent folder": (with_name("text/../../evil"), SealFault.PATH_TRAVERSAL),
    "absolute path": (with_name("/etc/cron.d/evil"), SealFault.PATH_TRAVERSAL),
    "backslashes": (with_name("..\\evil"), SealFault.PATH_TRAVERSAL),
    "drive letter": (with_name("C:evil"), SealFault.PATH_TRAVERSAL),
    "symbolic link": (with_symbolic_link, SealFault.PATH_TRAVERSAL),
    "newline in a name": (with_name("a\nb"), SealFault.MALFORMED),
    "folder entry": (with_name("text/"), SealFault.MALFORMED),
    "name twice": (with_name_twice, SealFault.EXTRA_PART),
    "name in capitals": (with_name("DOCUMENT.PDF"), SealFault.EXTRA_PART),
    "extra part": (with_name("extra.txt"), SealFault.EXTRA_PART),
    "bomb": (with_bomb, SealFault.ZIP_BOMB),
    "lying size": (with_lying_size, SealFault.MALFORMED),
    "bytes after the end": (lambda: PACKAGE + b"hidden", SealFault.MALFORMED),
    "bytes before the directory": (with_bytes_between, SealFault.MALFORMED),
    "bytes between parts": (with_bytes_between_parts, SealFault.MALFORMED),
    "comment": (with_comment, SealFault.MALFORMED),
    "shared bytes": (with_shared_bytes, SealFault.ZIP_BOMB),
    "no letter": (without("document.pdf"), SealFault.MISSING_PART),
    "no text": (without("text/001.txt"), SealFault.MISSING_PART),
    "no manifest": (without(MANIFEST), SealFault.MISSING_PART),
    "no parts list": (without(PARTS_LIST), SealFault.MISSING_PART),
    "no mimetype": (without("mimetype"), SealFault.MALFORMED),
    "another type": (lambda: pack(changed(mimetype=b"application/vnd.etsi.asic-s+zip")), SealFault.MALFORMED),
    "not a zip": (lambda: b"PK\x03\x04 and then something else", SealFault.MALFORMED),
    "nothing": (lambda: b"", SealFault.MALFORMED),
    "cut short": (lambda: PACKAGE[:-200], SealFault.MALFORMED),
    "other kiosk's name": (
        with_other_record(kiosk={"kiosk_id": "tor2", "code": "TOR2", "software_version": "1"}),
        SealFault.UNKNOWN_KIOSK,
    ),
    "sheets missing": (
        with_other_record(
            account={
                "sheets_in": 9,
                "sides_scanned": 4,
                "pages_shown": 3,
                "pages_blank": 1,
                "pages_removed": 0,
            }
        ),
        SealFault.MALFORMED,
    ),
    "unknown field": (with_other_record(surprise=1), SealFault.MALFORMED),
    "wrong number": (with_other_record(number="TOR1-0000-0000-Z"), SealFault.MALFORMED),
    "documents hidden": (with_other_record(documents=[]), SealFault.MALFORMED),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_package_that_is_not_what_it_says_is_refused_with_its_reason(attack: str) -> None:
    make, fault = ATTACKS[attack]

    assert refusal_code(open_container(make(), TRUST)) == fault


@pytest.mark.parametrize(
    ("limits", "fault"),
    [
        (Limits(package_bytes=1000), SealFault.OVERSIZED),
        (Limits(part_bytes=100), SealFault.OVERSIZED),
        (Limits(entries=3), SealFault.ZIP_BOMB),
        (Limits(total_bytes=1000), SealFault.ZIP_BOMB),
    ],
)
def test_limits_are_kept(limits: Limits, fault: SealFault) -> None:
    assert refusal_code(open_container(PACKAGE, TRUST, limits)) == fault


def test_a_refusal_tells_nothing_personal() -> None:
    record = {**json.loads(unpack(PACKAGE)["submission.json"]), "letter_date": "Józefa Żółć"}

    refused = open_container(reseal(changed(**{"submission.json": json.dumps(record).encode()})), TRUST)

    assert isinstance(refused, Refused)
    assert "Józefa" not in refused.detail


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PACKAGE) - 1), st.integers(1, 255))
def test_no_single_changed_byte_goes_unnoticed(place: int, flip: int) -> None:
    """Bytes that carry nothing (times, attributes) may change; what is opened may not."""
    damaged = bytearray(PACKAGE)
    damaged[place] ^= flip

    result = open_container(bytes(damaged), TRUST)

    if isinstance(result, Opened):
        assert result.parts == opened().parts
