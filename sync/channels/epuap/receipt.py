"""ePUAP's own receipts: UPP, that an office was served, and UPD, that a person was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from lxml import etree

from sync.channels.epuap.names import DS, UPO
from sync.channels.epuap.trust import verify_signature
from sync.faults import Refused, SyncFault
from sync.safexml import parse_xml

_WARSAW = ZoneInfo("Europe/Warsaw")
_ROOT = f"{{{UPO}}}Dokument"


class ReceiptKind(StrEnum):
    """Which of the two it is."""

    UPP = "UPP"
    UPD = "UPD"


@dataclass(frozen=True)
class EpuapReceipt:
    """What a receipt says, read out of what its signature covers."""

    kind: ReceiptKind
    receipt_id: str
    recipient: str
    delivered_at: str
    document_id: str
    case_id: str
    document_sha256: tuple[str, ...]
    """Digests of documents that the signature covers beside the receipt itself; often none."""


def read_receipt(
    xml: bytes, certificates: Sequence[bytes], at: datetime
) -> EpuapReceipt | Refused[SyncFault]:
    """Accept a receipt signed under one of the pinned certificates; `at` is when it was seen."""
    root = parse_xml(xml)
    if isinstance(root, Refused):
        return Refused(SyncFault.PROOF_MALFORMED, root.detail)
    signatures = root.findall(f"{{{DS}}}Signature")
    if root.tag != _ROOT or len(signatures) != 1:
        return Refused(SyncFault.PROOF_MALFORMED, "not a signed receipt")
    covered = verify_signature(xml, signatures[0], "./", certificates, _moment_of(root) or at)
    if isinstance(covered, Refused):
        return covered
    whole = [one for one in covered.elements if one.tag == _ROOT]
    if not whole:
        return Refused(SyncFault.PROOF_BAD_SIGNATURE, "the signature does not cover the receipt")
    return _read(whole[0], tuple(digest.hex() for digest in covered.detached))


def _read(root: etree._Element, digests: tuple[str, ...]) -> EpuapReceipt | Refused[SyncFault]:
    for kind in ReceiptKind:
        body = root.find(f"{{{UPO}}}{kind.value}")
        if body is not None:
            break
    else:
        return Refused(SyncFault.PROOF_MALFORMED, "neither UPP nor UPD")
    receipt = EpuapReceipt(
        kind=kind,
        receipt_id=_text(body, "IdentyfikatorPoswiadczenia"),
        recipient=_text(body, f"Adresat/{{{UPO}}}IdentyfikatorPodmiotu"),
        delivered_at=_text(body, "DataDoreczenia" if kind is ReceiptKind.UPP else "DataOdbioru"),
        document_id=_text(body, "IdentyfikatorDokumentu"),
        case_id=_text(body, "IdentyfikatorSprawy"),
        document_sha256=digests,
    )
    if not receipt.receipt_id or not receipt.document_id or not receipt.delivered_at:
        return Refused(SyncFault.PROOF_MALFORMED, "the receipt lacks an identifier or a date")
    return receipt


def _moment_of(root: etree._Element) -> datetime | None:
    """Answer when the receipt says it was made: its signer's certificate must have been valid then."""
    for name in ("DataWytworzeniaPoswiadczenia", "DataUtworzeniaPoswiadczenia"):
        text = root.findtext(f".//{{{UPO}}}{name}")
        try:
            made = datetime.fromisoformat(text or "")
        except ValueError:
            continue
        return made if made.tzinfo else made.replace(tzinfo=_WARSAW)
    return None


def _text(body: etree._Element, path: str) -> str:
    return (body.findtext(f"{{{UPO}}}{path}") or "").strip()
