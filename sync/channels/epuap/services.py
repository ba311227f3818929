"""The calls that ePUAP offers an office, typed: send, serve, fetch and store."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from lxml import etree

from sync.channels.epuap.envelope import Message, element, put
from sync.channels.epuap.exchange import Exchange, Lost, Operation, Outcome, Rejected, quoted
from sync.channels.epuap.names import EXT, FILE_REPO, OBI
from sync.faults import SyncFault

DONE = 1
"""`kod` of a call that was carried out; the rest of the table is not published."""

EMPTY = 0
"""`kod` of `pobierzNastepny` from an empty queue."""


@dataclass(frozen=True)
class File:
    """`DokumentTyp`: a document under a name."""

    name: str
    data: bytes = field(repr=False)
    media_type: str = "text/xml"


@dataclass(frozen=True)
class Shipment:
    """What `nadaj` sends, and where to."""

    document: File
    inbox: str
    extra: bytes = b""
    is_trial: bool = False


@dataclass(frozen=True)
class Submitted:
    """`OdpowiedzSkrytki`."""

    code: int
    text: str
    document_id: str
    receipt_id: str = ""
    receipt: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Service:
    """What `dorecz` serves a person with; identifiers of ours, so that the receipt names them."""

    document: File
    inbox: str
    due: datetime
    document_id: str
    case_id: str = ""
    extra: bytes = b""
    is_trial: bool = False


@dataclass(frozen=True)
class Served:
    """`OdpowiedzDoreczyciela`."""

    code: int
    text: str
    document_id: str
    order_id: str


@dataclass(frozen=True)
class Pulled:
    """`OdpowiedzPullPobierz`: a document at the head of an inbox's queue."""

    document: File
    sent_at: str
    reply_to: str
    extra: bytes
    is_test: bool

    @property
    def digest(self) -> str:
        """What `potwierdzOdebranie` wants: the SHA-1 that the contract prescribes, in base64."""
        made = hashlib.sha1(self.document.data, usedforsecurity=False)
        return base64.b64encode(made.digest()).decode()


class Unreadable(ValueError):  # noqa: N818  it never leaves this module
    """A signed reply whose content is not what the schema says."""


@dataclass(frozen=True)
class Services:
    """One account's calls."""

    exchange: Exchange

    def submit(self, shipment: Shipment) -> Submitted | Lost | Rejected:
        """`nadaj`, or `nadajAny` where that is configured."""
        config = self.exchange.config
        headers = [*self._addressed(shipment.inbox), _flag("CzyProbne", shipment.is_trial)]
        headers += _extra(shipment.extra)
        action, body = "nadaj", _file("Dokument", shipment.document)
        if config.sends_as_any:
            action, body = "nadajAny", element("Dokument", namespace=EXT)
            body.append(etree.fromstring(shipment.document.data))  # our own bytes, written a moment ago
            headers.append(element("NazwaPliku", shipment.document.name))
        call = Operation(config.skrytka_url, f"http://ws.epuap.gov.pl/skrytka/{action}")
        done = _read(self.exchange.call(call, Message(body, headers)), "OdpowiedzSkrytki", _submitted)
        if isinstance(done, Submitted) and done.code == DONE and not (done.document_id or shipment.is_trial):
            return Lost(SyncFault.OFFICE_BROKEN, "the reply names no document", is_absent=False)
        return done

    def serve(self, service: Service) -> Served | Lost | Rejected:
        """`dorecz`: the person is served when they sign for it, or when the law deems them served."""
        due = service.due.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        headers = [
            *self._addressed(service.inbox),
            element("TerminDoreczenia", due),
            _flag("CzyProbne", service.is_trial),
            element("IdentyfikatorDokumentu", service.document_id),
            element("IdentyfikatorSprawy", service.case_id),
            *_extra(service.extra),
        ]
        call = Operation(self.exchange.config.doreczyciel_url, "http://ws.epuap.gov.pl/doreczyciel/dorecz")
        message = Message(_file("Dokument", service.document), headers)
        return _read(self.exchange.call(call, message), "OdpowiedzDoreczyciela", _served)

    def count_waiting(self) -> int | Lost | Rejected:
        """`oczekujaceDokumenty`: how many documents wait in the reply inbox."""
        outcome = self._pull("oczekujaceDokumenty", "ZapytaniePullOczekujace")
        code = _code_of(outcome)
        if isinstance(code, Lost | Rejected):
            return code
        return _read(outcome, "OdpowiedzPullOczekujace", lambda body: _number(body, "oczekujace"))

    def pull_next(self) -> Pulled | Lost | Rejected | None:
        """`pobierzNastepny`: the same document again until it is confirmed; None when the queue is empty."""
        outcome = self._pull("pobierzNastepny", "ZapytaniePullPobierz")
        code = _code_of(outcome, EMPTY)
        if isinstance(code, Lost | Rejected):
            return code
        return None if code == EMPTY else _read(outcome, "OdpowiedzPullPobierz", _pulled)

    def confirm_pulled(self, pulled: Pulled) -> int | Lost | Rejected:
        """`potwierdzOdebranie`: take the document off the queue; answers the far end's code."""
        outcome = self._pull("potwierdzOdebranie", "ZapytaniePullPotwierdz", skrot=pulled.digest)
        return _read(outcome, "OdpowiedzPullPotwierdz", lambda body: _number(body, "status/kod"))

    def store_file(self, file: File) -> str | Lost | Rejected:
        """`uploadFile`: put a large attachment into FileRepo; answers its identifier."""
        body = element("UploadFileParam", namespace=FILE_REPO)
        put(body, "file", base64.b64encode(file.data).decode())
        put(body, "filename", file.name)
        put(body, "mimeType", file.media_type)
        put(body, "subject", self.exchange.config.subject)
        outcome = self.exchange.call(Operation(self.exchange.config.file_repo_url, ""), Message(body))
        return _read(outcome, "fileId5", lambda answer: _text(answer, "."), namespace=FILE_REPO)

    def _addressed(self, inbox: str) -> list[etree._Element]:
        config = self.exchange.config
        return [
            element("IdentyfikatorPodmiotu", config.subject),
            element("AdresSkrytki", inbox),
            element("AdresOdpowiedzi", config.reply_inbox.address),
        ]

    def _pull(self, action: str, name: str, **more: str) -> Outcome:
        config = self.exchange.config
        body = element(name)
        put(body, "podmiot", config.subject)
        put(body, "nazwaSkrytki", config.reply_inbox.name)
        put(body, "adresSkrytki", config.reply_inbox.address)
        for child, text in more.items():
            put(body, child, text)
        call = Operation(config.pull_url, f"http://ws.epuap.gov.pl/pull/{action}")
        return self.exchange.call(call, Message(body))


def _file(name: str, file: File) -> etree._Element:
    made = element(name)
    put(made, "nazwaPliku", file.name)
    put(made, "typPliku", file.media_type)
    put(made, "zawartosc", base64.b64encode(file.data).decode())
    return made


def _flag(name: str, is_set: bool) -> etree._Element:
    return element(name, "true" if is_set else "false")


def _extra(extra: bytes) -> Sequence[etree._Element]:
    return [element("DaneDodatkowe", base64.b64encode(extra).decode())] if extra else []


Value = TypeVar("Value")


def _read(
    outcome: Outcome, name: str, reader: Callable[[etree._Element], Value], *, namespace: str = OBI
) -> Value | Lost | Rejected:
    if isinstance(outcome, Lost | Rejected):
        return outcome
    if outcome.tag != f"{{{namespace}}}{name}":
        return Lost(SyncFault.OFFICE_BROKEN, f"a reply that is not {name}", is_absent=False)
    try:
        return reader(outcome)
    except Unreadable as broken:
        return Lost(SyncFault.OFFICE_BROKEN, f"{name}: {broken}", is_absent=False)


def _code_of(outcome: Outcome, *others: int) -> int | Lost | Rejected:
    """Answer `kod` where it is one that is known; anything else is the far end's no, in its words."""
    if isinstance(outcome, Lost | Rejected):
        return outcome
    try:
        code = _number(outcome, "status/kod")
    except Unreadable as broken:
        return Lost(SyncFault.OFFICE_BROKEN, str(broken), is_absent=False)
    if code in (DONE, *others):
        return code
    return Rejected(code, quoted(outcome.findtext("status/komunikat")), is_absent=False)


def _submitted(body: etree._Element) -> Submitted:
    receipt = body.find("zalacznik")
    return Submitted(
        code=_number(body, "status/kod"),
        text=quoted(body.findtext("status/komunikat")),
        document_id=(body.findtext("identyfikatorDokumentu") or "").strip(),
        receipt_id=(body.findtext("identyfikatorUpp") or "").strip(),
        receipt=None if receipt is None else _bytes(receipt, "zawartosc"),
    )


def _served(body: etree._Element) -> Served:
    return Served(
        code=_number(body, "status/kod"),
        text=quoted(body.findtext("status/komunikat")),
        document_id=(body.findtext("identyfikatorDokumentu") or "").strip(),
        order_id=(body.findtext("identyfikatorZlecenia") or "").strip(),
    )


def _pulled(body: etree._Element) -> Pulled:
    document = File(
        name=_text(body, "dokument/nazwaPliku"),
        data=_bytes(body, "dokument/zawartosc"),
        media_type=(body.findtext("dokument/typPliku") or "").strip(),
    )
    return Pulled(
        document=document,
        sent_at=_text(body, "dataNadania"),
        reply_to=(body.findtext("adresOdpowiedzi") or "").strip(),
        extra=_bytes(body, "daneDodatkowe"),
        is_test=_text(body, "czyTestowe") in ("true", "1"),
    )


def _text(body: etree._Element, path: str) -> str:
    text = body.text if path == "." else body.findtext(path)
    if text is None:
        raise Unreadable(f"{path} is missing")
    return text.strip()


def _number(body: etree._Element, path: str) -> int:
    try:
        return int(_text(body, path))
    except ValueError as broken:
        raise Unreadable(f"{path} is no number") from broken


def _bytes(body: etree._Element, path: str) -> bytes:
    try:
        return base64.b64decode("".join(_text(body, path).split()), validate=True)
    except (ValueError, binascii.Error) as broken:
        raise Unreadable(f"{path} is not base64") from broken
