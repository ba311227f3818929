"""Who writes, in EZD RP's address book: an entry in the register points to a version of an address there."""

from collections.abc import Mapping
from typing import Any

from sync.channels.channel import Deferred, Refusal
from sync.channels.ezd.journal import Ids, Stop
from sync.channels.ezd.letter import EzdLetter, Sender
from sync.channels.ezd.line import Answer, Unheard
from sync.channels.ezd.rp_session import RpSession
from sync.faults import SyncFault

ADDRESS_VERSION = "sender_address_id"
PERSON, INSTITUTION = 3, 1
LIVES_AT, SEATED_AT = 8, 16


class RpSenders:
    """Finds a sender in the address book, else adds one and finds it then."""

    def __init__(self, session: RpSession, *, adds: bool = True) -> None:
        self._session = session
        self._adds = adds

    def find_or_add(self, letter: EzdLetter) -> Ids | Unheard | Stop:
        """Answer the version of the sender's address.

        None for a letter that names no sender, or not where they live: the entry is anonymous then, and the remark
        holds the name. Adding is preceded by the search, so an addition that broke off is found the next time.
        """
        if not letter.sender.name or letter.sender.address is None:
            return {}
        found = self.find(letter)
        if found != {} or not self._adds:
            return found
        added = self._session.ask("POST", "/adresaci", letter.scrub, body=_new(letter.sender))
        if not isinstance(added, Answer):
            return added
        found = self.find(letter)
        return found if found != {} else Deferred(SyncFault.OFFICE_BROKEN, "an added sender is not found")

    def find(self, letter: EzdLetter) -> Ids | Stop:
        """Search by all that is known; nothing where nobody is quite the same."""
        body = {**_search(letter.sender), "page": 0, "pageSize": 25}
        answer = self._session.ask("POST", "/adresaci/_search", letter.scrub, body=body)
        if isinstance(answer, Unheard):
            return answer.why
        if isinstance(answer, Deferred | Refusal):
            return answer
        listed = (answer.json() or {}).get("lista")
        if not isinstance(listed, list):
            return Deferred(SyncFault.OFFICE_BROKEN, "the list can't be read")
        for item in listed:
            version = _version(item, letter.sender) if isinstance(item, dict) else ""
            if version:
                return {ADDRESS_VERSION: version}
        return {}


def _search(sender: Sender) -> dict[str, Any]:
    address = sender.address
    fields: dict[str, Any] = {
        "typAdresata": PERSON if sender.is_person else INSTITUTION,
        "imie": sender.first_names,
        "nazwisko": sender.surname,
        "nazwaPodmiotu": "" if sender.is_person else sender.name,
        "pesel": sender.pesel,
        "kodPocztowy": address.postcode if address else "",
        "miejscowosc": address.town if address else "",
    }
    return {name: value for name, value in fields.items() if value}


def _new(sender: Sender) -> dict[str, Any]:
    address = sender.address
    fields: dict[str, Any] = {
        "typAdresata": PERSON if sender.is_person else INSTITUTION,
        "imie": sender.first_names or None,
        "nazwisko": sender.surname or None,
        "nazwaPodmiotu": None if sender.is_person else sender.name,
        "listaAdresow": [
            {
                "idKraj": "PL",
                "kodPocztowy": address.postcode,
                "miejscowoscNazwa": address.town,
                "ulicaNazwa": address.street,
                "numerDomu": address.house,
                "numerLokalu": address.flat,
                "poczta": address.town,
                "typAdresu": LIVES_AT if sender.is_person else SEATED_AT,
            }
        ]
        if address
        else [],
        "listaAdresowEmail": [{"email": sender.email, "czyDomyslny": True}] if sender.email else [],
        "listaAdresowEPUAP": [],
        "listaAdresowEDoreczenia": [],
        "listaPodadresaci": [],
        "metadaneAdresata": [],
        "czyZbiorczy": False,
        "typKomunikacjiEpuap": 2,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _version(item: Mapping[str, Any], sender: Sender) -> str:
    names = (
        (("imie", sender.first_names), ("nazwisko", sender.surname))
        if sender.is_person
        else (("nazwaPodmiotu", sender.name),)
    )
    if not all(_same(item.get(name), value) for name, value in names):
        return ""
    addresses = item.get("listaAdresow")
    for address in addresses if isinstance(addresses, list) else []:
        if isinstance(address, dict) and not address.get("czyUsuniety") and _is_at(address, sender):
            return str(address.get("idAdresWersja") or "")
    return ""


def _is_at(address: Mapping[str, Any], sender: Sender) -> bool:
    wanted = sender.address
    if wanted is None:
        return False
    town, street = address.get("miejscowosc"), address.get("ulica")
    told = (
        (address.get("kodPocztowy"), wanted.postcode),
        (town.get("nazwa") if isinstance(town, dict) else town, wanted.town),
        (street.get("nazwa") if isinstance(street, dict) else street, wanted.street),
        (address.get("numerDomu"), wanted.house),
        (address.get("numerLokalu"), wanted.flat),
    )
    return all(_same(theirs, ours) for theirs, ours in told)


def _same(theirs: object, ours: str) -> bool:
    return str(theirs or "").strip().casefold() == ours.strip().casefold()
