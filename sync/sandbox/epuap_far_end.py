"""The ePUAP sandbox itself: takes a request's bytes, acts or does not, and gives a reply's bytes; no sockets here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lxml import etree

from sync.sandbox.epuap_acts import NOT_TAKEN, UNHEARD_OF, Acts, Asked, Platform
from sync.sandbox.epuap_contract import OBI, Malformed, OfficialContract, check_shape, find_call
from sync.sandbox.epuap_keys import Credential, SandboxKeys
from sync.sandbox.epuap_moods import Mood, Moods, Planned
from sync.sandbox.epuap_security import SOAP, WSSE, Unacceptable, check_request, seal_reply
from sync.sandbox.epuap_store import Store

PATHS = {
    "/pk_external_ws/services/skrytka": "skrytka",
    "/pk_external_ws/services/doreczyciel": "doreczyciel",
    "/pk_external_ws/services/pull": "pull",
    "/repo-ws-ext/FileRepoService": "filerepo",
}
_BEFORE_ACTING = {
    Mood.DROP_BEFORE,
    Mood.SERVER_ERROR,
    Mood.BUSY,
    Mood.TOO_MANY,
    Mood.REFUSED,
    Mood.EXCEPTION,
}


class Cut(StrEnum):
    """Whether and where the connection breaks."""

    NOWHERE = "nowhere"
    BEFORE_REPLY = "before_reply"
    WITHIN_REPLY = "within_reply"


@dataclass(frozen=True)
class Reply:
    """What goes back, and how badly."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: Cut = Cut.NOWHERE
    wait_s: float = 0.0


class _Fault(Exception):  # noqa: N818  an answer on its way out
    def __init__(self, code: str, text: str, number: int | None = None) -> None:
        super().__init__(text)
        self.code, self.text, self.number = code, text, number


class EpuapFarEnd:
    """One platform, with a memory and moods."""

    def __init__(
        self,
        platform: Platform,
        keys: SandboxKeys,
        store: Store,
        *,
        clock: Callable[[], datetime],
        contract: OfficialContract | None = None,
    ) -> None:
        self.acts = Acts(platform, keys, store, clock)
        self.moods = Moods()
        self.refused: list[str] = []
        """Why requests were turned away, in the sandbox's own words."""
        self._contract = contract
        self._earlier: Reply | None = None

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Act on a request, unless it or a mood stands against it."""
        service = PATHS.get(path)
        if service is None:
            return Reply(404)
        planned = self.moods.take(service)
        mood = planned.mood if planned else None
        if planned and mood in _BEFORE_ACTING and mood not in (Mood.REFUSED, Mood.EXCEPTION):
            return _turned_away(planned)
        try:
            request = self._read(service, headers, body)
            if mood is Mood.EXCEPTION:
                raise _Fault("soap:Server", "Wyjątek na życzenie", UNHEARD_OF)
            made = self._act(request, mood)
        except _Fault as fault:
            self.refused.append(fault.text)
            return Reply(500, _fault(fault), {"Content-Type": "text/xml; charset=UTF-8"})
        reply = self._dress(made, planned)
        if request.call.service != "skrytka" or request.headers["CzyProbne"] not in ("false", "0"):
            return reply
        earlier, self._earlier = self._earlier, reply
        return earlier if earlier is not None and mood is Mood.REPLAYED else reply

    def _read(self, service: str, headers: Mapping[str, str], data: bytes) -> Asked:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "text/xml":
            raise _Fault("soap:Client", "Content-Type is not text/xml")
        envelope = _parse(data)
        if envelope.tag != f"{{{SOAP}}}Envelope" or [str(one.tag) for one in envelope] != [
            f"{{{SOAP}}}Header",
            f"{{{SOAP}}}Body",
        ]:
            raise _Fault("soap:Client", "not an envelope with a header and a body")
        try:
            certificate = check_request(envelope, self.acts.clock(), self.acts.platform.rules)
        except Unacceptable as why:
            raise _Fault("wsse:FailedCheck", str(why)) from why
        account = self.acts.platform.account_of(certificate)
        if account is None:
            raise _Fault("wsse:FailedAuthentication", "no system is registered with this certificate")
        header, body = envelope[0], envelope[1]
        if len(body) != 1:
            raise _Fault("soap:Client", "not one element in the body")
        blocks = [one for one in header if one.tag != f"{{{WSSE}}}Security"]
        action = headers.get("soapaction", "")
        if len(action) < 2 or action[0] != '"' or action[-1] != '"':
            raise _Fault("soap:Client", "SOAPAction is not quoted")
        try:
            call = find_call(service, action[1:-1], body[0])
            check_shape(call, blocks, body[0])
            if self._contract is not None:
                self._contract.check(call, blocks, body[0])
        except Malformed as why:
            raise _Fault("soap:Client", str(why)) from why
        values = {etree.QName(str(one.tag)).localname: one.text or "" for one in blocks}
        return Asked(call, account, values, body[0])

    def _act(self, request: Asked, mood: Mood | None) -> etree._Element:
        if mood is Mood.REFUSED:
            return self.acts.refuse(request)
        try:
            return self.acts.act(request, mood)
        except Malformed as why:
            raise _Fault("soap:Client", str(why), NOT_TAKEN) from why

    def _dress(self, body: etree._Element, planned: Planned | None) -> Reply:
        mood = planned.mood if planned else None
        signers = {Mood.EXPIRED_SIGNER: self.acts.keys.expired, Mood.STRANGE_SIGNER: self.acts.keys.stranger}
        signer: Credential = (
            self.acts.keys.replies if mood is None else signers.get(mood, self.acts.keys.replies)
        )
        sealed = seal_reply(body, signer, f"{id(body):x}")
        if mood is Mood.WRONG_SIGNATURE:
            sealed = sealed.replace(b"<kod>", b"<kod> ", 1).replace(b"plik-", b"plik-0", 1)
        if mood is Mood.UNSIGNED:
            root = etree.fromstring(sealed)
            root[0].clear()
            sealed = etree.tostring(root)
        if mood is Mood.MALFORMED:
            sealed = sealed[: len(sealed) // 2]
        if mood is Mood.SERVER_ERROR_AFTER:
            return Reply(502, b"Bad Gateway", {"Content-Type": "text/plain"})
        cut = {Mood.DROP_DURING: Cut.WITHIN_REPLY, Mood.DROP_AFTER: Cut.BEFORE_REPLY}
        return Reply(
            200,
            sealed,
            {"Content-Type": "text/xml; charset=UTF-8"},
            cut=Cut.NOWHERE if mood is None else cut.get(mood, Cut.NOWHERE),
            wait_s=planned.wait_s if planned and mood is Mood.SLOW else 0.0,
        )


def _turned_away(planned: Planned) -> Reply:
    if planned.mood is Mood.DROP_BEFORE:
        return Reply(500, cut=Cut.BEFORE_REPLY)
    if planned.mood is Mood.SERVER_ERROR:
        return Reply(500, b"<html>Internal Server Error</html>", {"Content-Type": "text/html"})
    status = 503 if planned.mood is Mood.BUSY else 429
    return Reply(status, b"", {"Retry-After": str(int(planned.wait_s))})


def _put(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    child = etree.SubElement(parent, name)
    child.text = text
    return child


def _parse(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data:
        raise _Fault("soap:Client", "a document type")
    try:
        return etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except etree.XMLSyntaxError as broken:
        raise _Fault("soap:Client", "not XML") from broken


def _fault(fault: _Fault) -> bytes:
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "wsse": WSSE})
    made = etree.SubElement(etree.SubElement(root, f"{{{SOAP}}}Body"), f"{{{SOAP}}}Fault")
    _put(made, "faultcode", fault.code)
    _put(made, "faultstring", fault.text)
    if fault.number is not None:
        own = etree.SubElement(_put(made, "detail", None), f"{{{OBI}}}Wyjatek", nsmap={"obi": OBI})
        _put(own, "kod", str(fault.number))
        _put(own, "komunikat", fault.text)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
