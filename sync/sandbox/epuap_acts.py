"""What the ePUAP sandbox does when a request is good: deliver, queue, hand out, store."""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from sync.sandbox.epuap_contract import EXT, OBI, REPO, Call, Malformed, decoded
from sync.sandbox.epuap_keys import SandboxKeys
from sync.sandbox.epuap_letters import read_document
from sync.sandbox.epuap_moods import Mood
from sync.sandbox.epuap_receipts import Event, issue_upd, issue_upp
from sync.sandbox.epuap_security import Rules
from sync.sandbox.epuap_store import Kept, Order, Store

UNHEARD_OF = 7351
NOT_TAKEN = 1001
"""Codes of the sandbox's own: the platform's table is not published."""

_DOWNLOAD = "https://epuap.gov.pl/file-download-servlet/DownloadServlet?fileId="
_FILE_ID = re.compile(re.escape(_DOWNLOAD) + r"([\w-]+)\Z")


@dataclass(frozen=True)
class Account:
    """An office on the sandbox's platform."""

    subject: str
    systems: frozenset[bytes]
    inboxes: Mapping[str, str]  # address -> name


@dataclass(frozen=True)
class Platform:
    """Who is registered, whose seals count, and how strict the platform is."""

    accounts: Sequence[Account]
    seals: frozenset[bytes]
    rules: Rules = field(default_factory=Rules)
    sends_receipts_to_inbox: bool = False
    largest_document_bytes: int = 8 * 1024 * 1024

    def account_of(self, certificate: bytes) -> Account | None:
        """Answer whose system this certificate is."""
        return next((one for one in self.accounts if certificate in one.systems), None)

    def owner_of(self, inbox: str) -> Account | None:
        """Answer whose inbox this is."""
        return next((one for one in self.accounts if inbox in one.inboxes), None)


@dataclass(frozen=True)
class Asked:
    """A request whose signature and shape are good."""

    call: Call
    account: Account
    headers: Mapping[str, str]
    body: etree._Element


@dataclass
class Acts:
    """The platform's operations over its memory."""

    platform: Platform
    keys: SandboxKeys
    store: Store
    clock: Callable[[], datetime]

    def act(self, request: Asked, mood: Mood | None) -> etree._Element:
        """Do what is asked and answer the reply's content; raises Malformed where the platform would not."""
        acts: dict[str, Callable[[], etree._Element]] = {
            "nadaj": lambda: self._submit(request, mood),
            "nadajAny": lambda: self._submit(request, mood),
            "dorecz": lambda: self._serve(request),
            "oczekujaceDokumenty": lambda: self._count(request),
            "pobierzNastepny": lambda: self._next(request),
            "potwierdzOdebranie": lambda: self._confirm(request, mood),
            "uploadFile": lambda: self._upload(request),
            "downloadFile": lambda: self._download(request),
        }
        with self.store.change():
            return acts[request.call.name]()

    def _submit(self, request: Asked, mood: Mood | None) -> etree._Element:
        inbox = self._check_address(request)
        data = self._document(request)
        now = self.clock()
        is_bare = request.call.name == "nadajAny"
        letter = read_document(data, now, self.platform.seals, self.file, is_bare=is_bare)
        body = _obi("OdpowiedzSkrytki")
        if request.headers["CzyProbne"] in ("true", "1"):
            _status(body, 1, "OK (nadanie próbne)")
            _put(body, "identyfikatorDokumentu", "0")
            return body
        document_id = f"DOK{self.store.next_number('document'):08}"
        receipt_id = f"ePUAP-UPP{self.store.next_number('receipt'):06}"
        about = f"{document_id}-INNY" if mood is Mood.OTHER_DOCUMENT else document_id
        event = Event(receipt_id, about, _owner(inbox), request.account.subject, now)
        upp = None if mood is Mood.RECEIPT_NEVER else issue_upp(event, self.keys.receipts)
        if upp is not None and mood is Mood.RECEIPT_FORGED:
            upp = upp.replace(b"DOK", b"DOX", 1)
        extra = decoded(request.headers.get("DaneDodatkowe", ""))
        self.store.put_document(
            Kept(
                document_id=document_id,
                subject=request.account.subject,
                inbox=inbox,
                sha256=hashlib.sha256(data).hexdigest(),
                correlation=letter.correlation,
                extra=extra,
                at=now.isoformat(),
                receipt=upp,
                data=data,
            )
        )
        _status(body, 1, "OK")
        _put(body, "identyfikatorDokumentu", document_id)
        if upp is None:
            return body
        _put(body, "identyfikatorUpp", receipt_id)
        is_late = mood is Mood.RECEIPT_LATE
        if is_late or mood is Mood.DUPLICATE or self.platform.sends_receipts_to_inbox:
            self.store.enqueue(request.headers["AdresOdpowiedzi"], "UPP.xml", extra, now.isoformat(), upp)
        if not is_late:
            _status(body, 1, "Odebrano", name="statusOdbiorcy")
            _put_file(body, "zalacznik", "UPP.xml", upp)
        return body

    def _serve(self, request: Asked) -> etree._Element:
        inbox = request.headers["AdresSkrytki"]
        self._check_sender(request)
        data = self._document(request)
        now = self.clock()
        read_document(data, now, self.platform.seals, self.file)
        try:
            due = datetime.fromisoformat(request.headers["TerminDoreczenia"])
        except ValueError as broken:
            raise Malformed("TerminDoreczenia is no time") from broken
        if due.tzinfo is not None and due <= now:
            raise Malformed("TerminDoreczenia is over")
        body = _obi("OdpowiedzDoreczyciela")
        document_id = request.headers["IdentyfikatorDokumentu"]
        order_id = "0"
        if request.headers["CzyProbne"] not in ("true", "1"):
            order_id = f"ZLE{self.store.next_number('order'):08}"
            self.store.put_order(
                Order(
                    order_id=order_id,
                    subject=request.account.subject,
                    inbox=inbox,
                    reply_to=request.headers["AdresOdpowiedzi"],
                    document_id=document_id,
                    case_id=request.headers["IdentyfikatorSprawy"],
                    sha256=hashlib.sha256(data).hexdigest(),
                    at=now.isoformat(),
                    is_signed=0,
                )
            )
        _status(body, 1, "OK")
        _put(body, "identyfikatorDokumentu", document_id)
        _put(body, "identyfikatorZlecenia", order_id)
        return body

    def _count(self, request: Asked) -> etree._Element:
        inbox = self._queue_of(request)
        body = _obi("OdpowiedzPullOczekujace")
        _status(body, 1, "OK")
        _put(body, "oczekujace", str(self.store.count(inbox)))
        return body

    def _next(self, request: Asked) -> etree._Element:
        inbox = self._queue_of(request)
        head = self.store.head(inbox)
        body = _obi("OdpowiedzPullPobierz")
        if head is None:
            _status(body, 0, "Brak dokumentów")
            return body
        _status(body, 1, "OK")
        who = etree.SubElement(body, "danePodmiotu")
        for name, text in (("identyfikator", "epuap"), ("typOsoby", "P"), ("zgoda", "true")):
            _put(who, name, text)
        _put(etree.SubElement(body, "daneNadawcy"), "system", "ePUAP")
        _put(body, "dataNadania", head.at)
        _put(body, "nazwaSkrytki", request.account.inboxes[inbox])
        _put(body, "adresSkrytki", inbox)
        _put(body, "adresOdpowiedzi", "/epuap/skrytka")
        _put(body, "czyTestowe", "false")
        _put(body, "daneDodatkowe", base64.b64encode(head.extra).decode())
        _put_file(body, "dokument", head.name, head.data)
        return body

    def _confirm(self, request: Asked, mood: Mood | None) -> etree._Element:
        inbox = self._queue_of(request)
        head = self.store.head(inbox)
        body = _obi("OdpowiedzPullPotwierdz")
        digest = decoded(request.body.findtext("skrot"))
        if head is None or hashlib.sha1(head.data, usedforsecurity=False).digest() != digest:
            _status(body, NOT_TAKEN, "Na początku kolejki nie ma dokumentu o tym skrócie")
            return body
        if mood is not Mood.DUPLICATE:
            self.store.dequeue(head.place)
        _status(body, 1, "OK")
        return body

    def _upload(self, request: Asked) -> etree._Element:
        subject = request.body.findtext("subject") or ""
        if subject != request.account.subject:
            raise Malformed("another subject's file")
        name = request.body.findtext("filename") or ""
        media_type = request.body.findtext("mimeType") or ""
        if not name or "/" not in media_type:
            raise Malformed("a file without a name or a type")
        file_id = f"plik-{self.store.next_number('file')}"
        self.store.put_file(file_id, subject, name, media_type, decoded(request.body.findtext("file")))
        answer = etree.Element(f"{{{REPO}}}fileId5", nsmap={"ns": REPO})
        answer.text = file_id
        return answer

    def _download(self, request: Asked) -> etree._Element:
        found = self.store.file(request.body.findtext("fileId") or "")
        if found is None or found[0] != request.account.subject:
            raise Malformed("no such file")
        answer = etree.Element(f"{{{REPO}}}DataDocument", nsmap={"ns": REPO})
        _put(answer, "file", base64.b64encode(found[3]).decode())
        _put(answer, "filename", found[1])
        _put(answer, "mimeType", found[2])
        return answer

    def refuse(self, request: Asked) -> etree._Element:
        """Answer with a status code that nobody has heard of."""
        names = {"skrytka": "OdpowiedzSkrytki", "doreczyciel": "OdpowiedzDoreczyciela"}
        pulls = {
            "oczekujaceDokumenty": "OdpowiedzPullOczekujace",
            "pobierzNastepny": "OdpowiedzPullPobierz",
            "potwierdzOdebranie": "OdpowiedzPullPotwierdz",
        }
        body = _obi(names.get(request.call.service) or pulls.get(request.call.name) or "OdpowiedzSkrytki")
        _status(body, UNHEARD_OF, "Skrytka jest zamknięta na zawsze")
        if request.call.service != "pull":
            _put(body, "identyfikatorDokumentu", "0")
        return body

    def _document(self, request: Asked) -> bytes:
        if request.call.body == f"{{{EXT}}}Dokument":
            if len(request.body) != 1:
                raise Malformed("not one document in the body")
            name, data = request.headers["NazwaPliku"], etree.tostring(request.body[0], with_tail=False)
        else:
            name = request.body.findtext("nazwaPliku") or ""
            data = decoded(request.body.findtext("zawartosc"))
        if not name.endswith(".xml"):
            raise Malformed("the document's name is not that of an XML file")
        if len(data) > self.platform.largest_document_bytes:
            raise Malformed("the document is too large")
        return data

    def _check_address(self, request: Asked) -> str:
        inbox = request.headers["AdresSkrytki"]
        if self.platform.owner_of(inbox) is None:
            raise Malformed("no such inbox")
        self._check_sender(request)
        return inbox

    def _check_sender(self, request: Asked) -> None:
        if request.headers["IdentyfikatorPodmiotu"] != request.account.subject:
            raise Malformed("the system acts for another subject")
        if request.headers["AdresOdpowiedzi"] not in request.account.inboxes:
            raise Malformed("AdresOdpowiedzi is no inbox of this subject")

    def _queue_of(self, request: Asked) -> str:
        subject, name, address = (
            request.body.findtext(one) or "" for one in ("podmiot", "nazwaSkrytki", "adresSkrytki")
        )
        if subject != request.account.subject or request.account.inboxes.get(address) != name:
            raise Malformed("no such inbox of this subject")
        return address

    def sign_for(self, order_id: str) -> bool:
        """Let the person sign for what they are to be served with; the UPD goes into the office's reply inbox."""
        for order in self.store.orders():
            if order.order_id == order_id and not order.is_signed:
                now = self.clock()
                with self.store.change():
                    receipt_id = f"ePUAP-UPD{self.store.next_number('receipt'):06}"
                    event = Event(
                        receipt_id, order.document_id, _owner(order.inbox), order.subject, now, order.case_id
                    )
                    upd = issue_upd(event, self.keys.receipts)
                    self.store.enqueue(order.reply_to, "UPD.xml", b"", now.isoformat(), upd)
                    self.store.mark_signed(order_id)
                return True
        return False

    def file(self, link: str) -> bytes | None:
        """Answer the bytes of a file in FileRepo by the link that a document gives."""
        match = _FILE_ID.match(link)
        found = self.store.file(match.group(1)) if match else None
        return found[3] if found else None


def _status(body: etree._Element, code: int, text: str, *, name: str = "status") -> None:
    status = etree.SubElement(body, name)
    _put(status, "kod", str(code))
    _put(status, "komunikat", text)


def _put_file(body: etree._Element, element: str, name: str, data: bytes) -> None:
    file = etree.SubElement(body, element)
    _put(file, "nazwaPliku", name)
    _put(file, "typPliku", "text/xml")
    _put(file, "zawartosc", base64.b64encode(data).decode())


def _obi(name: str) -> etree._Element:
    return etree.Element(f"{{{OBI}}}{name}", nsmap={"obi": OBI})


def _put(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    child = etree.SubElement(parent, name)
    child.text = text
    return child


def _owner(inbox: str) -> str:
    return inbox.strip("/").split("/")[0]
