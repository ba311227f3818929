"""The ePUAP sandbox is strict: what breaks the contract, a signature, an order or a limit is turned away."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from sync.channels.epuap.envelope import Message, element, put, seal_message
from sync.channels.epuap.names import DS, OBI, SOAP, WSSE
from sync.channels.epuap.probe import probe_shipment
from sync.channels.epuap.services import File, Pulled, Service, Shipment, Submitted
from sync.cms import Sealer
from sync.sandbox.epuap_contract import Call, Malformed, OfficialContract
from sync.sandbox.epuap_far_end import Reply
from sync.sandbox.epuap_keys import make_credential
from sync.sandbox.epuap_security import Rules
from sync.sandbox.epuap_store import Store
from tests.sync.channels.epuap_kit import (
    BASE,
    NO_OFFICIAL,
    OFFICIAL,
    Office,
    config_at,
    keys,
    official,
    package_of,
    platform_of,
    sealer,
)
from tests.sync.kit import NOON

SKRYTKA = "/pk_external_ws/services/skrytka"
PULL = "/pk_external_ws/services/pull"
NADAJ = '"http://ws.epuap.gov.pl/skrytka/nadaj"'
_HEADERS = ("IdentyfikatorPodmiotu", "AdresSkrytki", "AdresOdpowiedzi", "CzyProbne")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def document(office: Office) -> bytes:
    shipment = probe_shipment(
        office.config, sealer(keys().seal), clock=office.clock, random=secrets.token_bytes
    )
    assert isinstance(shipment, Shipment)
    return shipment.document.data


def request(
    office: Office,
    data: bytes | None = None,
    *,
    system: Sealer | None = None,
    names: tuple[str, ...] = _HEADERS,
    values: dict[str, str] | None = None,
    stamp: timedelta | None = None,
    body: etree._Element | None = None,
) -> bytes:
    """A signed `nadaj`, right unless asked otherwise."""
    said = {
        "IdentyfikatorPodmiotu": "urzad",
        "AdresSkrytki": "/urzad/skrytka",
        "AdresOdpowiedzi": "/urzad/odpowiedzi",
        "CzyProbne": "false",
    } | (values or {})
    if body is None:
        body = element("Dokument")
        put(body, "nazwaPliku", "pismo.xml")
        put(body, "zawartosc", base64.b64encode(document(office) if data is None else data).decode())
    message = Message(body, [element(name, said[name]) for name in names])
    stamped_at = None if stamp is None else office.clock() + stamp
    sealed = seal_message(
        message, system or sealer(keys().system), random=secrets.token_bytes, stamped_at=stamped_at
    )
    assert isinstance(sealed, bytes)
    return sealed


def send(
    office: Office, sealed: bytes, *, action: str = NADAJ, path: str = SKRYTKA, kind: str = "text/xml"
) -> Reply:
    return office.far_end.answer(path, {"content-type": kind, "soapaction": action}, sealed)


def why_not(office: Office, sealed: bytes, **how: str) -> str:
    reply = send(office, sealed, **how)
    assert reply.status == 500
    assert office.store.documents() == []
    return office.far_end.refused[-1]


def test_a_right_request_is_acted_on(office: Office) -> None:
    reply = send(office, request(office))

    assert reply.status == 200
    assert len(office.store.documents()) == 1


def edited(sealed: bytes, edit: Callable[[etree._Element], object]) -> bytes:
    root = etree.fromstring(sealed)
    edit(root)
    return etree.tostring(root)


def _security(root: etree._Element) -> etree._Element:
    found = root.find(f"{{{SOAP}}}Header/{{{WSSE}}}Security")
    assert found is not None
    return found


def _drop(root: etree._Element, name: str) -> None:
    (found,) = root.iter(name)
    parent = found.getparent()
    assert parent is not None
    parent.remove(found)


def _wrap(root: etree._Element) -> None:
    """Move the signed body aside and put another in its place."""
    signed = root[1]
    other = etree.Element(f"{{{SOAP}}}Body")
    other.append(etree.fromstring(etree.tostring(signed[0]).replace(b"pismo", b"inne")))
    root.replace(signed, other)
    etree.SubElement(root[0], "{urn:x}Aside").append(signed)


def _move_token_back(root: etree._Element) -> None:
    security = _security(root)
    security.append(security[0])


def _duplicate_id(root: etree._Element) -> None:
    name = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Id"
    root[0][1].set(name, root[1].get(name) or "")


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda root: root[1][0][0].__setattr__("text", "inne.xml"), "does not hold"),
        (lambda root: _drop(root, f"{{{DS}}}Signature"), "one token and one signature"),
        (lambda root: _drop(root, f"{{{WSSE}}}BinarySecurityToken"), "one token and one signature"),
        (lambda root: root[0].remove(_security(root)), "not exactly one wsse:Security"),
        (_wrap, "body is not signed"),
        (_move_token_back, "comes after its use"),
        (_duplicate_id, "several"),
        (lambda root: root[0].append(element("NazwaPliku", "x")), "does not belong"),
        (lambda root: root[0].insert(1, root[0][2]), "missing or out of order"),
        (lambda root: next(root.iter(f"{{{OBI}}}CzyProbne")).__setattr__("text", "nie"), "not a boolean"),
        (lambda root: next(root.iter(f"{{{OBI}}}AdresSkrytki")).__setattr__("text", "/x/y"), "no such inbox"),
        (
            lambda root: next(root.iter(f"{{{OBI}}}AdresOdpowiedzi")).__setattr__("text", "/x/y"),
            "no inbox of this",
        ),
        (
            lambda root: next(root.iter(f"{{{OBI}}}IdentyfikatorPodmiotu")).__setattr__("text", "inny"),
            "for another subject",
        ),
        (
            lambda root: next(root.iter(f"{{{OBI}}}IdentyfikatorPodmiotu")).__setattr__("text", "x" * 101),
            "longer than 100",
        ),
    ],
)
def test_a_request_that_was_tampered_with_or_is_out_of_order_is_turned_away(
    office: Office, edit: Callable[[etree._Element], object], why: str
) -> None:
    assert why in why_not(office, edited(request(office), edit))


def test_a_body_with_qualified_children_is_turned_away(office: Office) -> None:
    body = element("Dokument")
    for name, text in (("nazwaPliku", "pismo.xml"), ("zawartosc", "PGEvPg==")):
        body.append(element(name, text))

    assert "missing or out of order" in why_not(office, request(office, body=body))


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"kind": "application/soap+xml"}, "text/xml"),
        ({"action": NADAJ.strip('"')}, "not quoted"),
        ({"action": NADAJ.replace("nadaj", "nadajAny")}, "no operation"),
        ({"path": PULL}, "no operation"),
    ],
)
def test_a_call_under_another_name_is_turned_away(office: Office, how: dict[str, str], why: str) -> None:
    assert why in why_not(office, request(office), **how)


def test_a_system_that_is_strange_or_has_expired_is_turned_away(office: Office) -> None:
    strange = request(office, system=sealer(keys().stranger))
    expired = request(office, system=sealer(keys().expired))

    assert "no system is registered" in why_not(office, strange)
    assert "not valid now" in why_not(office, expired)


@pytest.mark.parametrize(
    ("stamp", "why"),
    [(None, "no timestamp"), (timedelta(hours=1), "from the future"), (timedelta(hours=-1), "expired")],
)
def test_a_timestamp_is_demanded_and_judged(tmp_path: Path, stamp: timedelta | None, why: str) -> None:
    office = Office(tmp_path, platform=platform_of(keys(), rules=Rules(needs_timestamp=True)))

    assert send(office, request(office, stamp=timedelta(0))).status == 200
    office.far_end.acts.store = Store()
    office.store = office.far_end.acts.store
    assert why in why_not(office, request(office, stamp=stamp))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ((b"Sprawdzenie po", b"Sprawdzenie na"), "signature"),
        ((b"4566/styl.xsl", b"1410/styl.xsl"), "stylesheet"),
        ((b"wzor/2017/10/24/4566/", b"wzor/2017/10/24/4567/"), "no template"),
        ((b"<Dokument", b"<!DOCTYPE Dokument><Dokument"), "document type"),
        ((b"</Dokument>", b""), "not XML"),
        ((b"DaneDokumentu", b"InneDane"), "not those of its template"),
    ],
)
def test_a_document_that_is_no_sealed_letter_is_not_taken(
    office: Office, change: tuple[bytes, bytes], why: str
) -> None:
    assert why in why_not(office, request(office, document(office).replace(*change)))


def test_a_letter_under_an_unknown_seal_is_not_taken(office: Office) -> None:
    office.far_end.acts.platform = platform_of(keys(), seals=frozenset({keys().stranger.der}))

    assert "seal is not known" in why_not(office, request(office))


def test_an_attachment_that_leads_nowhere_is_not_taken(tmp_path: Path) -> None:
    office = Office(
        tmp_path, config=config_at(BASE, embed_up_to_bytes=1, file_repo_link="https://x.example/")
    )

    office.channel().deliver(package_of(), office.memory())

    assert "leads to no file" in office.far_end.refused[-1]


def test_the_queue_gives_its_head_until_that_very_document_is_confirmed(office: Office) -> None:
    services = office.services()
    for name in ("pierwszy", "drugi"):
        office.store.enqueue("/urzad/odpowiedzi", f"{name}.xml", b"", NOON.isoformat(), name.encode())

    def next_name() -> str:
        pulled = services.pull_next()
        assert isinstance(pulled, Pulled)
        return pulled.document.name

    assert services.count_waiting() == 2
    assert [next_name(), next_name()] == ["pierwszy.xml", "pierwszy.xml"]
    other = Pulled(File("x", b"drugi"), "", "", b"", is_test=False)
    assert services.confirm_pulled(other) == 1001
    first = services.pull_next()
    assert isinstance(first, Pulled)
    assert (
        first.digest == base64.b64encode(hashlib.sha1(b"pierwszy", usedforsecurity=False).digest()).decode()
    )
    assert services.confirm_pulled(first) == 1
    assert next_name() == "drugi.xml"


def test_an_order_whose_time_is_over_is_not_taken(office: Office) -> None:
    letter = File("pismo.xml", document(office))
    services = office.services()

    served = services.serve(Service(letter, "/jan/domyslna", NOON - timedelta(days=1), "NASZ-1"))

    assert "TerminDoreczenia is over" in str(served)
    assert office.store.orders() == []
    assert not office.far_end.acts.sign_for("ZLE00000001")


class Watching(OfficialContract):
    """Notes which calls the official files were asked about."""

    seen: set[str]

    def check(self, call: Call, headers: object, body: etree._Element) -> None:
        super().check(call, headers, body)  # type: ignore[arg-type]  # passed on as it came
        self.seen.add(call.name)


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason=NO_OFFICIAL)
def test_every_request_validates_against_the_platforms_own_files(tmp_path: Path) -> None:
    contract = Watching(OFFICIAL)
    contract.seen = set()
    office = Office(tmp_path, contract=contract)
    letter = File("pismo.xml", document(office))
    services = office.services()

    office.store.enqueue("/urzad/odpowiedzi", "a.xml", b"extra", NOON.isoformat(), b"a")
    pulled = services.pull_next()
    assert isinstance(pulled, Pulled)
    outcomes = [
        services.submit(Shipment(letter, "/urzad/skrytka", b"<x/>")),
        services.count_waiting(),
        services.confirm_pulled(pulled),
        services.store_file(File("a.pdf", b"pdf", "application/pdf")),
        services.serve(Service(letter, "/jan/domyslna", NOON + timedelta(days=1), "1", "2", b"<x/>")),
    ]
    office.config = config_at(BASE, sends_as_any=True)
    bare = File("pismo.xml", etree.tostring(etree.fromstring(letter.data)))
    office.services().submit(Shipment(bare, "/urzad/skrytka"))

    assert isinstance(outcomes[0], Submitted)
    assert outcomes[1:4] == [1, 1, "plik-1"]
    assert contract.seen == {
        "nadaj", "nadajAny", "dorecz", "pobierzNastepny", "oczekujaceDokumenty", "potwierdzOdebranie", "uploadFile",
    }  # fmt: skip


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason=NO_OFFICIAL)
def test_the_platforms_own_files_turn_away_what_the_schema_does_not_allow() -> None:
    contract = official()
    assert contract is not None
    call = Call("skrytka", "nadaj", "", (), f"{{{OBI}}}Dokument")
    body = element("Dokument")
    put(body, "nazwaPliku", "a.xml")

    with pytest.raises(Malformed, match="not what the schema says"):
        contract.check(call, [], body)
    put(body, "zawartosc", "PGEvPg==")
    contract.check(call, [], body)
    with pytest.raises(Malformed, match="no header of nadaj"):
        contract.check(call, [element("IdentyfikatorSprawy", "1")], body)
    with pytest.raises(Malformed, match="not what the schema says"):
        contract.check(call, [element("CzyProbne", "nie")], body)


def test_a_memory_on_disk_outlives_the_sandbox(tmp_path: Path) -> None:
    path = tmp_path / "epuap.sqlite"
    office = Office(tmp_path, store=Store(path))
    send(office, request(office))
    office.store.close()

    reopened = Store(path)

    assert [kept.document_id for kept in reopened.documents()] == ["DOK00000001"]
    assert reopened.next_number("document") == 2
    reopened.close()


def test_a_change_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    store = Store()

    def break_off() -> None:
        with store.change():
            store.enqueue("/a/b", "x", b"", "now", b"x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()

    assert store.count("/a/b") == 0
    store.close()


def test_certificates_are_marked_as_made_for_a_demonstration() -> None:
    made = make_credential("x", NOON)

    assert "URZEDOMAT DEMO" in made.certificate.subject.rfc4514_string()
