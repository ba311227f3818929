"""From a sealed package to the document that ePUAP is given, and what of it has to lie in FileRepo."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from sync.channels.channel import Package
from sync.channels.epuap.config import EpuapConfig
from sync.channels.epuap.letter import Attachment, Origin, describe_letter, write_letter
from sync.channels.epuap.services import File
from sync.channels.epuap.xades import sign_document
from sync.clock import Clock, RandomBytes
from sync.cms import NotSigned, Sealer
from sync.container import Contents, read_contents
from sync.faults import Refused, SealFault, SyncFault
from sync.submission import LETTER, DocumentRole


@dataclass(frozen=True)
class Enclosure:
    """A file of the package on its way to ePUAP."""

    file: File
    about: str
    is_embedded: bool


@dataclass(frozen=True)
class Draft:
    """What a package becomes."""

    contents: Contents
    origin: Origin
    inbox: str
    enclosures: Sequence[Enclosure] = field(repr=False)


def draft_document(package: Package, config: EpuapConfig) -> Draft | Refused[SealFault] | Refused[SyncFault]:
    """Choose what goes along and where it lies, or say why this wire can't carry it."""
    contents = read_contents(package.data)
    if isinstance(contents, Refused):
        return contents
    record = contents.record
    origin = origin_of(contents.parts[LETTER]) if LETTER in contents.parts else Origin.PAPER
    enclosures: list[Enclosure] = []
    room = config.embed_up_to_bytes
    for document in record.documents:
        if document.role is DocumentRole.TEXT:
            continue
        data = contents.parts.get(document.name)
        if data is None:
            return Refused(SealFault.MISSING_PART, document.name)
        is_letter = document.role is DocumentRole.LETTER
        is_embedded = len(data) <= room
        if not is_embedded and (not config.file_repo_url or len(data) > config.file_up_to_bytes):
            return Refused(SyncFault.TOO_LARGE, f"a file of {len(data)} bytes")
        room -= len(data) if is_embedded else 0
        name = f"{record.number}.pdf" if is_letter else document.name.rpartition("/")[2]
        about = origin.value if is_letter else "Załącznik złożony w kiosku"
        enclosures.append(Enclosure(File(name, data, document.media_type), about, is_embedded))
    return Draft(contents, origin, config.inbox_for(record.recipient.name), enclosures)


def origin_of(pdf: bytes) -> Origin:
    """Tell a letter that its sender signed; whether the signature is good is for its reader to judge."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
    except (PdfError, ValueError):
        return Origin.PAPER
    return Origin.SIGNED_PDF if signatures else Origin.PAPER


def sign_draft(
    draft: Draft,
    links: Sequence[str],
    config: EpuapConfig,
    seal: Sealer,
    *,
    clock: Clock,
    random: RandomBytes,
) -> File | NotSigned:
    """Write and sign the document; `links` are FileRepo's addresses of what is not embedded, in order."""
    left = iter(links)
    attachments = [
        Attachment(
            name=one.file.name,
            media_type=one.file.media_type,
            about=one.about,
            data=one.file.data if one.is_embedded else b"",
            link="" if one.is_embedded else next(left),
        )
        for one in draft.enclosures
    ]
    record = draft.contents.record
    letter = describe_letter(record, draft.origin, attachments, config.place)
    # Inside another document's element there is no place before the root, so the style stays behind.
    root = write_letter(letter, config.template, has_stylesheet=not config.sends_as_any)
    return _signed(root, f"pismo-{record.number}.xml", seal, clock=clock, random=random)


def _signed(
    root: etree._Element, name: str, seal: Sealer, *, clock: Clock, random: RandomBytes
) -> File | NotSigned:
    refusal = sign_document(root, seal, when=clock(), random=random)
    written = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return refusal or File(name, written)
