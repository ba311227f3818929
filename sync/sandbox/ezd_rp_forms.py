"""The bodies that the Integrator API v2 takes, as its contract has them: required fields, types, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Form:
    """An object's fields: name to type, or to a form, or to a list of one of these."""

    fields: Mapping[str, Any]
    required: frozenset[str] = field(default=frozenset())


_PAGE = {"page": int, "pageSize": int}

SENDER_SEARCH = Form(
    {
        **dict.fromkeys(
            ["imie", "drugieImie", "nip", "regon", "nazwisko", "nazwaPodmiotu", "miejscowosc", "ulica"], str
        ),
        **dict.fromkeys(["kodPocztowy", "kraj", "numerBudynku", "numerLokalu", "email", "pesel"], str),
        "typAdresata": int,
        **_PAGE,
    }
)
_ADDRESS = Form(
    {
        **dict.fromkeys(["idMiejscowosc", "idUlica", "typAdresu"], int),
        **dict.fromkeys(
            ["idKraj", "kodPocztowy", "miejscowoscNazwa", "dzielnica", "prowincja", "ulicaNazwa"], str
        ),
        **dict.fromkeys(["numerDomu", "numerLokalu", "poczta", "skrytkaPocztowa"], str),
    },
    frozenset({"idKraj", "typAdresu"}),
)
_EMAIL = Form({"email": str, "czyDomyslny": bool}, frozenset({"email", "czyDomyslny"}))
_ANY = Form({})
NEW_SENDER = Form(
    {
        **dict.fromkeys(["prefix", "sufix", "idImie", "imie", "idDrugieImie", "drugieImie"], str),
        **dict.fromkeys(["nazwisko", "idNazwisko", "nazwaPodmiotu"], str),
        "typAdresata": int,
        "listaAdresow": [_ADDRESS],
        "listaAdresowEmail": [_EMAIL],
        "listaAdresowEPUAP": [_ANY],
        "listaAdresowEDoreczenia": [_ANY],
        "listaPodadresaci": [_ANY],
        "metadaneAdresata": [_ANY],
        "czyZbiorczy": bool,
        "typKomunikacjiEpuap": int,
    },
    frozenset(
        {
            "czyZbiorczy",
            "listaAdresow",
            "listaAdresowEDoreczenia",
            "listaAdresowEmail",
            "listaAdresowEPUAP",
            "listaPodadresaci",
            "metadaneAdresata",
            "typAdresata",
            "typKomunikacjiEpuap",
        }
    ),
)
ENTRY_SEARCH = Form(
    {
        **dict.fromkeys(["searchValue", "sposobDostarczenia", "rodzajDokumentu", "dataOd", "dataDo"], str),
        "dataWplywu": int,
        "rok": int,
        **_PAGE,
    }
)
_SYSTEM = Form(
    {
        **dict.fromkeys(
            ["dataWplywu", "dataNadania", "dataNaPismie", "uwagi", "znakNaPismie", "numerNadawczy"], str
        ),
        **dict.fromkeys(["sposobDostarczenia", "rodzajDokumentu", "typDokumentu", "dostep"], str),
        "czyAnonimowy": bool,
    },
    frozenset(
        {"czyAnonimowy", "dataWplywu", "dostep", "rodzajDokumentu", "sposobDostarczenia", "typDokumentu"}
    ),
)
_SENDER = Form({"idAdresWersja": str, "rodzaj": str, "email": str}, frozenset({"idAdresWersja", "rodzaj"}))
_OWN = Form({"id": str, "wartosc": str}, frozenset({"id", "wartosc"}))
DESCRIPTION = Form(
    {"metadaneSystemowe": _SYSTEM, "metadaneNiesystemowe": [_OWN], "adresaci": [_SENDER]},
    frozenset({"metadaneSystemowe", "metadaneNiesystemowe", "adresaci"}),
)
NOTHING = Form({})


def complaint(form: Form, given: object, where: str = "") -> str | None:
    """Say what is wrong with a body; None where nothing is."""
    if not isinstance(given, dict):
        return f"{where or 'body'}: not an object"
    for name in sorted(form.required - set(given)):
        return f"{where}{name}: required"
    for name, value in given.items():
        wanted = form.fields.get(name)
        if wanted is None:
            return f"{where}{name}: not in the contract"
        wrong = _wrong(wanted, value, f"{where}{name}")
        if wrong is not None:
            return wrong
    return None


def _wrong(wanted: Any, value: object, where: str) -> str | None:
    if isinstance(wanted, Form):
        return complaint(wanted, value, f"{where}.")
    if isinstance(wanted, list):
        if not isinstance(value, list):
            return f"{where}: not a list"
        wrongs = (_wrong(wanted[0], item, f"{where}[{position}]") for position, item in enumerate(value))
        return next((wrong for wrong in wrongs if wrong is not None), None)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        return f"{where}: not {wanted.__name__}"
    return None
