"""The address book: whether an address takes electronic deliveries, and whose address it is.

The interface's contract was not at hand, only a summary of it; what an answer does not say clearly is left open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from sync.channels.channel import Deferred
from sync.channels.edoreczenia.ade import is_ade
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.connection import Connection
from sync.channels.edoreczenia.http import Failed
from sync.channels.edoreczenia.mailbox import broken
from sync.faults import Refused, SyncFault
from sync.status import JsonValue

MOST_OFFICIAL_IDS = 4
MOST_FOUND = 50
MOST_ADDRESSES = 1000

_ACTIVE = frozenset({"active", "aktywny"})
_INACTIVE = frozenset(
    {"inactive", "blocked", "closed", "deleted", "removed", "nieaktywny", "zablokowany", "wykreslony"}
)


@dataclass(frozen=True)
class BookEntry:
    """An address in the book."""

    address: str
    name: str = field(repr=False)
    is_public: bool | None
    is_active: bool | None
    """None where the book's word for it is not known."""


class AddressBook:
    """Searches on behalf of the mailbox's own address."""

    def __init__(self, connection: Connection, config: EDoreczeniaConfig) -> None:
        """Raises ValueError when the settings name no search."""
        if not config.search_url:
            raise ValueError("no address search is set up")
        self._connection = connection
        self._base = f"{config.search_url.rstrip('/')}/search"
        self._sender = config.sender

    def confirm(self, address: str) -> BookEntry | Refused[SyncFault] | Deferred:
        """Look one address up; refused when the book does not hold it or it is closed."""
        told = self._ask("eda-confirmation", {"recipientEda": address, "senderEda": self._sender})
        if isinstance(told, Refused | Deferred):
            return told
        entries = [entry for entry in _entries(told) if entry.address in ("", address)]
        if not entries:
            return Refused(SyncFault.ADDRESS_UNKNOWN, "not in the address book")
        if any(entry.is_active is False for entry in entries):
            return Refused(SyncFault.ADDRESS_UNKNOWN, "the address takes no deliveries")
        return BookEntry(address, entries[0].name, entries[0].is_public, entries[0].is_active)

    def check(self, addresses: Sequence[str]) -> Mapping[str, BookEntry] | Refused[SyncFault] | Deferred:
        """Look many addresses up at once; those that the book does not hold are missing in the answer."""
        if not 1 <= len(addresses) <= MOST_ADDRESSES:
            raise ValueError(f"from 1 to {MOST_ADDRESSES} addresses at a time")
        query: dict[str, JsonValue] = {
            "recipientEdas": list(addresses),
            "senderEda": self._sender,
            "limit": len(addresses),
        }
        told = self._ask("eda-search", query)
        if isinstance(told, Refused | Deferred):
            return told
        return {entry.address: entry for entry in _entries(told) if entry.address in addresses}

    def find(
        self, *, name: str = "", surname: str = "", official_ids: Sequence[str] = ()
    ) -> tuple[BookEntry, ...] | Refused[SyncFault] | Deferred:
        """Search by an organisation's name, a person's name and surname, or PESEL, NIP, REGON or KRS."""
        if len(official_ids) > MOST_OFFICIAL_IDS:
            raise ValueError(f"at most {MOST_OFFICIAL_IDS} identifiers at a time")
        query: dict[str, JsonValue] = {
            "recipientEdasOnly": False,
            "senderEda": self._sender,
            "offset": 0,
            "limit": MOST_FOUND,
        }
        if surname:
            query |= {"name": name, "surname": surname}
        elif name:
            query["entityName"] = name
        if official_ids:
            query["officialIds"] = list(official_ids)
        told = self._ask("bae_search", query)
        if isinstance(told, Refused | Deferred):
            return told
        return tuple(entry for entry in _entries(told) if is_ade(entry.address))

    def _ask(self, operation: str, query: dict[str, JsonValue]) -> JsonValue | Refused[SyncFault] | Deferred:
        answer = self._connection.call("POST", f"{self._base}/{operation}", json=query)
        if isinstance(answer, Failed):
            return answer.why
        if answer.status == HTTPStatus.NOT_FOUND:
            return Refused(SyncFault.ADDRESS_UNKNOWN, "not in the address book")
        if not answer.is_success:
            return Refused(SyncFault.FAR_END_REFUSED, answer.complaint())
        told = answer.json()
        return told if isinstance(told, dict | list) else broken("an address book that can't be read").why


def _entries(told: JsonValue) -> list[BookEntry]:
    """Read one result or a list of them, bare or inside the answer's only list."""
    if isinstance(told, dict):
        lists = [value for value in told.values() if isinstance(value, list)]
        told = lists[0] if len(lists) == 1 and "edaStatus" not in told else [told]
    return [_entry(one) for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _entry(one: Mapping[str, JsonValue]) -> BookEntry:
    status = str(one.get("edaStatus") or "").lower()
    is_public = one.get("isPublic")
    names = (one.get(name) for name in ("entityName", "name", "surname"))
    return BookEntry(
        address=next((str(one[name]) for name in ("eda", "recipientEda", "address") if one.get(name)), ""),
        name=" ".join(name for name in names if isinstance(name, str) and name),
        is_public=is_public if isinstance(is_public, bool) else None,
        is_active=True if status in _ACTIVE else False if status in _INACTIVE else None,
    )
