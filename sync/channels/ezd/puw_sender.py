"""Who writes, in EZD PUW's book of senders: found if known, added if not, and not added twice."""

from typing import Any

from sync.channels.ezd.journal import Ids, Stop
from sync.channels.ezd.letter import EzdLetter, Sender
from sync.channels.ezd.line import Unheard
from sync.channels.ezd.puw_api import PuwApi, Reply


class PuwSenders:
    """Finds a sender by what the resident confirmed, else adds one.

    Adding asks EZD to look first (SprawdzCzyIstnieje, newer versions), and is preceded by a search of our own, so
    it may be repeated.
    """

    def __init__(self, api: PuwApi, person_type: str, institution_type: str) -> None:
        self._api = api
        self._types = (person_type, institution_type)

    def find_or_add(self, letter: EzdLetter) -> Ids | Unheard | Stop:
        """Answer the sender's ids; none for a letter without a name."""
        sender = letter.sender
        if not sender.name:
            return {}
        found = self._api.call("/api3/WyszukajAdresataWplywu", _search(sender), letter.scrub)
        if not isinstance(found, Reply):
            return found
        for item in found.items("AdresaciWplywu"):
            if _is_same(item, sender) and item.number("IdAdresat"):
                return _ids(item.number("IdAdresat"), item.number("IdAdresuAdresata"))
        added = self._api.call("/api3/AdresatDodaj", self._new(sender), letter.scrub)
        if not isinstance(added, Reply):
            return added
        return _ids(added.number("IdAdresata"), added.number("IdAdres"))

    def _new(self, sender: Sender) -> dict[str, Any]:
        address = sender.address
        fields: dict[str, Any] = {
            "Typ": self._types[0] if sender.is_person else self._types[1],
            "Imie": sender.first_names,
            "Nazwisko": sender.surname,
            "Nazwa": "" if sender.is_person else sender.name,
            "PESEL": sender.pesel,
            "AdresEmail": sender.email,
            "KodPocztowy": address.postcode if address else "",
            "Miejscowosc": address.town if address else "",
            "Ulica": address.street if address else sender.address_text,
            "NumerBudynku": address.house if address else "",
            "NumerLokalu": address.flat if address else "",
            "Kraj": "Polska",
            "SprawdzCzyIstnieje": True,
        }
        return {name: value for name, value in fields.items() if value}


def _ids(sender: str, address: str) -> Ids:
    return {name: value for name, value in (("sender_id", sender), ("sender_address_id", address)) if value}


def _search(sender: Sender) -> dict[str, Any]:
    names = (
        {"NadawcaImie": sender.first_names, "NadawcaNazwisko": sender.surname, "Pesel": sender.pesel}
        if sender.is_person
        else {"NadawcaNazwa": sender.name}
    )
    address = sender.address
    where = (
        {
            "KodPocztowy": address.postcode,
            "Miejscowosc": address.town,
            "Ulica": address.street,
            "Budynek": address.house,
            "Lokal": address.flat,
        }
        if address
        else {}
    )
    return {name: value for name, value in {**names, **where}.items() if value}


def _is_same(item: Reply, sender: Sender) -> bool:
    """Compare all that both sides know: a search may be wider than what was asked."""
    asked = _search(sender)
    return all(item.text(name).casefold() == value.casefold() for name, value in asked.items())
