"""The fields that EZD PUW's published types give each request, so that a misspelt one is noticed here."""

from collections.abc import Mapping
from typing import Any


def _each(kind: type, names: str) -> dict[str, type]:
    return dict.fromkeys(names.split(), kind)


_EVERY = {"CID": int, "IdPracownikaWlasciciela": int, "IdStanowiskaWlasciciela": int}

_DOCUMENT: Mapping[str, Any] = {
    "Nazwa": str,
    "Tytul": str,
    "DataDokumentu": str,
    "Rodzaj": str,
    "Dostep": str,
    "Sygnatura": str,
    "Metadane": bool,
    "MetaBrakDaty": bool,
    "MetaBrakZnaku": bool,
    "Lokalizacja": {
        "IdZalacznika": int,
        "IdentyfikatorKontenera": str,
        "IdentyfikatorZawartosci": str,
        "NazwaZawartosci": str,
    },
}
_FOLDER = {"IdKoszulki": int, "IdSprawy": int, "ZnakSprawy": str}

FORMS: Mapping[str, Mapping[str, Any]] = {
    "/api1/UtworzKoszulke": {"Nazwa": str},
    "/Zalacznik/DodajZalcznik": {"Dane": str, "DaneBase64": str, "Nazwa": str},
    "/Api3/RejestrujDokument": {"Dokument": _DOCUMENT, "Koszulka": _FOLDER},
    "/api3/WyszukajAdresataWplywu": _each(
        str,
        """
            NumerRpw Sygnatura NadawcaNazwa NadawcaImie NadawcaNazwisko Nip Regon Pesel Email Ulica
            Budynek Lokal Miejscowosc KodPocztowy DataRejestracjiOd DataRejestracjiDo
        """,
    ),
    "/api3/AdresatDodaj": {
        **_each(
            str,
            """
            Imie Nazwisko Nazwa IdentyfikatorEpuap AdresOdpowiedziEpuap NIP REGON PESEL AdresEmail Typ
            Miejscowosc Ulica KodPocztowy Poczta Kraj NumerBudynku NumerLokalu SkrytkaPocztowa
            AdresElektronicznychDoreczen
        """,
        ),
        "Blokada": bool,
        "SprawdzCzyIstnieje": bool,
    },
    "/api3/RejestrujWplyw": {
        **_each(
            str,
            """
            DataPisma DataNadania Tytul DataWplywu SygnaturaWplywu SposobDostarczenia AdresMailFax
            Uwagi NumerNadania Rodzaj AdresatNazwa AdresatNazwisko AdresatImie
            AdresatIdentyfikator_ePUPAP AdresatAdresOdpowiedzi_ePUPAP AdresatNip AdresatRegon
            AdresatPesel AdresatTelefon AdresatEmail AdresatTyp AdresatAdresKodPocztowy
            AdresatAdresMiejscowosc AdresatAdresUlica AdresatAdresNumerDomu AdresatAdresNumerLokalu
            AdresatAdresSkrytkaPocztowa AdresatAdresPoczta AdresatAdresKraj
        """,
        ),
        **_each(
            int,
            """
            IdDokumentu IdPracownikaRejestracji IdStanowiskaRejestracji LiczbaZalacznikow AdresatID
            AdresatAdresID
        """,
        ),
        "CzyDokumentElektroniczny": bool,
        "NiePodlegaPrzechowywaniuWSkladzieChronologicznym": bool,
    },
    "/koszulka/Wyszukaj": {"NumerRpw": int, "Rocznik": int, "KodKreskowy": str, "IdDokumentuePUAP": str},
    "/koszulka/ListaDokumentow": {**_FOLDER, "Obieg": bool},
    "/KoszulkaRejestry": {"Koszulka": _FOLDER},
    "/Koszulka/PobierzKoszulki": {
        "WielkoscPartii": int,
        "CzescPartii": int,
        "Zakonczone": bool,
        "CzySprawa": bool,
        "DataUtworzenia": str,
    },
    "/Dokument/DokumentPobierz": {"DokumentId": int, "Oznaczenie": str},
    "/RejestrSpraw/StanSprawy": {"rpw": str, "ZnakSprawy": str},
}
"""Route, as it is spelt in the contract, to its fields and their types."""


def complaint(route: str, request: object) -> str | None:
    """Say what is wrong with a request's fields; None where nothing is."""
    return _complaint({**_EVERY, **FORMS[route]}, request, "")


def _complaint(form: Mapping[str, Any], given: object, where: str) -> str | None:
    if not isinstance(given, dict):
        return f"{where or 'the request'} is not an object"
    for name, value in given.items():
        wanted = form.get(name)
        if wanted is None:
            return f"{where}{name} is not in the contract"
        if isinstance(wanted, Mapping):
            inner = _complaint(wanted, value, f"{where}{name}.")
            if inner is not None:
                return inner
        elif not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            return f"{where}{name} is not {wanted.__name__}"
    return None
