"""Registers want street, house and town apart; the resident confirmed one line."""

import re
from dataclasses import dataclass

_POSTCODE_AND_TOWN = re.compile(r"(?P<code>\d{2}-\d{3})\s+(?P<town>[^\d,;\n][^,;\n]*)")
_STREET = re.compile(
    r"(?P<street>.*?\D)\s*(?P<house>\d+\s?[A-Za-z]?(?:[/\-]\d+[A-Za-z]?)*)(?:\s*(?:m\.|lok\.)\s*(?P<flat>\w+))?\s*\Z"
)


@dataclass(frozen=True)
class PostalAddress:
    """A Polish address in its parts; what could not be told apart is in `street`, whole."""

    street: str = ""
    house: str = ""
    flat: str = ""
    postcode: str = ""
    town: str = ""


def split_address(text: str) -> PostalAddress | None:
    """Split `ul. Długa 7 m. 3, 87-100 Toruń`; None where no postcode and town can be found."""
    town = _POSTCODE_AND_TOWN.search(text)
    if town is None:
        return None
    rest = (text[: town.start()] + text[town.end() :]).strip(" ,;\n")
    parts = _STREET.match(rest)
    if parts is None:
        return PostalAddress(street=rest, postcode=town["code"], town=town["town"].strip())
    return PostalAddress(
        parts["street"].strip(" ,"),
        parts["house"].strip(),
        parts["flat"] or "",
        town["code"],
        town["town"].strip(),
    )
