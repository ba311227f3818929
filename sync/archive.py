"""A ZIP from outside is measured before it is unpacked: sizes, names and overlaps are tools of attack."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sync.faults import Refused, SealFault
from sync.manifest import CONTAINER_TYPE, MIMETYPE, Part

_MIB = 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}){0,3}\Z")
_ENCRYPTED = 0x1
_LOCAL_HEADER_BYTES = 30
_DIRECTORY_HEADER_BYTES = 46
_DIRECTORY_END_BYTES = 22
_SQUEEZABLE = ("text/", "application/json", "application/xml")


@dataclass(frozen=True)
class Limits:
    """How much a package may hold: 200 sheets in colour, with the untouched scans, are 400 MB in some 800 parts."""

    package_bytes: int = 512 * _MIB
    entries: int = 2000
    part_bytes: int = 512 * _MIB
    total_bytes: int = 640 * _MIB
    ratio: int = 100  # our own text shrinks about tenfold
    ratio_free_bytes: int = _MIB  # below this no ratio does harm


def write_archive(parts: Sequence[Part], when: datetime) -> bytes:
    """Pack the same parts to the same bytes each time: `mimetype` first and stored, then the rest by name."""
    packed = io.BytesIO()
    stamp = when.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(packed, "w") as archive:
        _put(archive, Part(MIMETYPE, "", CONTAINER_TYPE.encode()), stamp)
        for part in sorted(parts, key=lambda part: part.name):
            _put(archive, part, stamp)
    return packed.getvalue()


def read_archive(data: bytes, limits: Limits) -> Mapping[str, bytes] | Refused[SealFault]:
    """Unpack into RAM, or say why not; nothing is unpacked before all headers have been judged."""
    if len(data) > limits.package_bytes:
        return Refused(SealFault.OVERSIZED, f"the package has {len(data)} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            refusal = (
                _judge_names(entries)
                or _judge_sizes(entries, limits)
                or _judge_layout(entries, archive)
                or _judge_directory(entries, archive, len(data))
            )
            if refusal is not None:
                return refusal
            return {entry.filename: archive.read(entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as broken:
        return Refused(SealFault.MALFORMED, f"not a sound ZIP: {type(broken).__name__}")


def _judge_names(entries: Iterable[zipfile.ZipInfo]) -> Refused[SealFault] | None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if name.startswith(("/", "~")) or "\\" in name or ":" in name or ".." in name.split("/"):
            return Refused(SealFault.PATH_TRAVERSAL, "a part's name leads out of the container")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            return Refused(SealFault.PATH_TRAVERSAL, "a part is not a plain file")
        if not _NAME.match(name):
            return Refused(SealFault.MALFORMED, "a part's name has characters that are not used")
        if name.lower() in seen:
            return Refused(SealFault.EXTRA_PART, f"{name} is there twice")
        seen.add(name.lower())
    return None


def _judge_sizes(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> Refused[SealFault] | None:
    if len(entries) > limits.entries:
        return Refused(SealFault.ZIP_BOMB, f"{len(entries)} parts")
    for entry in entries:
        if entry.file_size > limits.part_bytes:
            return Refused(SealFault.OVERSIZED, f"{entry.filename} has {entry.file_size} bytes")
        if entry.file_size > max(limits.ratio_free_bytes, limits.ratio * max(entry.compress_size, 1)):
            return Refused(SealFault.ZIP_BOMB, f"{entry.filename} swells more than {limits.ratio} times")
    total = sum(entry.file_size for entry in entries)
    if total > limits.total_bytes:
        return Refused(SealFault.ZIP_BOMB, f"{total} bytes in all")
    return None


def _judge_layout(entries: Sequence[zipfile.ZipInfo], archive: zipfile.ZipFile) -> Refused[SealFault] | None:
    """Demand `mimetype` first and plain, and no two parts that share bytes of the file."""
    first = entries[0] if entries else None
    if first is None or first.filename != MIMETYPE or first.header_offset != 0 or first.extra:
        return Refused(SealFault.MALFORMED, "mimetype is not the first part")
    if first.compress_type != zipfile.ZIP_STORED or first.file_size != len(CONTAINER_TYPE):
        return Refused(SealFault.MALFORMED, "mimetype is not stored plainly")
    if archive.read(first) != CONTAINER_TYPE.encode():
        return Refused(SealFault.MALFORMED, "not an ASiC-E container")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            return Refused(SealFault.MALFORMED, f"{entry.filename} is packed in a way that is not used")
        if entry.header_offset < end:
            return Refused(SealFault.ZIP_BOMB, "parts share bytes")
        if entry.header_offset > end:
            return Refused(SealFault.MALFORMED, "bytes between the parts, which no seal covers")
        end = entry.header_offset + _LOCAL_HEADER_BYTES + len(entry.orig_filename) + entry.compress_size
    return None


def _judge_directory(
    entries: Sequence[zipfile.ZipInfo], archive: zipfile.ZipFile, size: int
) -> Refused[SealFault] | None:
    """Demand nothing but the parts and their plain directory: what else a ZIP can carry, no seal covers."""
    names = [len(entry.orig_filename) for entry in entries]
    end = sum(names) + sum(entry.compress_size for entry in entries) + _LOCAL_HEADER_BYTES * len(names)
    if archive.start_dir != end:
        return Refused(SealFault.MALFORMED, "bytes between the parts and their directory")
    if size != end + sum(names) + _DIRECTORY_HEADER_BYTES * len(names) + _DIRECTORY_END_BYTES:
        return Refused(SealFault.MALFORMED, "the directory is not plain, or bytes follow it")
    return None


def _put(archive: zipfile.ZipFile, part: Part, stamp: tuple[int, ...]) -> None:
    year, month, day, hour, minute, second = stamp
    entry = zipfile.ZipInfo(part.name, (min(max(year, 1980), 2107), month, day, hour, minute, second))
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    entry.create_system = 3  # Unix, so that the file mode is read as one
    is_squeezable = part.media_type.startswith(_SQUEEZABLE)
    entry.compress_type = zipfile.ZIP_DEFLATED if is_squeezable else zipfile.ZIP_STORED
    archive.writestr(entry, part.data)
