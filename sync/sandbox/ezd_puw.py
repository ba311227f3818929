"""An EZD PUW to rehearse with: the routes of an intake, both ways of signing on, and a register of its own.

It is as strict as the published types are, and stricter where they leave a doubt: unknown fields are refused,
identifiers must exist, titles need two words. It is as bad as it may be where nothing is promised: an item that is
registered twice gets two numbers.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from sync.sandbox.ezd_puw_forms import FORMS, complaint
from sync.sandbox.ezd_shell import FarEnd, Reply, Request, Shelf, as_json

WARSAW = ZoneInfo("Europe/Warsaw")
NOT_DONE = 0
DONE = 1

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_LARGEST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class PuwAccess:
    """Who may call."""

    login: str = "urzedomat"
    password: str = "rehearsal"  # noqa: S105  a sandbox's
    application_token: str = "rehearsal-token"  # noqa: S105
    hours: int = 12


class NotDone(Exception):  # noqa: N818  an answer, not a failure of the sandbox
    """EZD says no, in its own words."""


class EzdPuwSandbox(FarEnd):
    """The far end."""

    def __init__(self, shelf: Shelf, clock: Callable[[], datetime], access: PuwAccess | None = None) -> None:
        super().__init__(shelf, clock)
        self.access = access or PuwAccess()
        self.not_found_status = DONE
        self.first_part = 1
        self.indexes_barcode = True
        self.shows_registers = True
        self._acts: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "/api1/UtworzKoszulke": self._make_folder,
            "/Zalacznik/DodajZalcznik": self._upload,
            "/Api3/RejestrujDokument": self._add_document,
            "/api3/WyszukajAdresataWplywu": self._find_sender,
            "/api3/AdresatDodaj": self._add_sender,
            "/api3/RejestrujWplyw": self._register,
            "/koszulka/Wyszukaj": self._find_entry,
            "/koszulka/ListaDokumentow": self._documents,
            "/KoszulkaRejestry": self._registers,
            "/Koszulka/PobierzKoszulki": self._folders,
            "/Dokument/DokumentPobierz": self._document,
            "/RejestrSpraw/StanSprawy": self._case,
        }
        assert set(self._acts) == set(FORMS)  # noqa: S101  one table of routes

    def act(self, request: Request) -> Reply:
        """Sign on, read, check, do."""
        route = request.path.removeprefix("/ad") if request.path.startswith("/ad/") else request.path
        if route not in self._acts:
            return _error(404, "NotFound", "no such route")
        if request.method != "POST":
            return _error(405, "MethodNotAllowed", request.method)
        if not self._is_known(request):
            return _error(401, "Unauthorized", "")
        if not request.headers.get("content-type", "").startswith("application/json"):
            return _error(415, "UnsupportedMediaType", "JSON is wanted")
        if len(request.body) > _LARGEST_BYTES:
            return _error(413, "RequestEntityTooLarge", "")
        try:
            content = json.loads(request.body)
        except ValueError:
            return _error(400, "SerializationException", "not JSON")
        wrong = complaint(route, content)
        if wrong is not None:
            return _error(400, "SerializationException", wrong)
        try:
            return _result(DONE, "", self._acts[route](content))
        except NotDone as no:
            status = self.not_found_status if str(no) == "not found" else NOT_DONE
            return _result(status, str(no), {})

    def about_another(self, reply: Reply) -> Reply:
        """Answer with other ids and another number."""
        content = json.loads(reply.body)
        for name, value in content.items():
            if name.startswith("Id") and isinstance(value, int):
                content[name] = value + 1000
        if content.get("ZnakWplywu"):
            content["ZnakWplywu"] = "RPW/999999/2001"
        return replace(reply, body=json.dumps(content).encode())

    def summary(self) -> dict[str, Any]:
        """The register, and how many of the rest."""
        entries = [
            {"ZnakWplywu": entry["ZnakWplywu"], "NumerNadania": entry.get("NumerNadania", "")}
            for entry in self.shelf.all("entry").values()
        ]
        counts = {kind: self.shelf.count(kind) for kind in ("folder", "content", "document", "sender")}
        return {"entries": entries, **counts}

    def entries(self, number: str) -> list[dict[str, Any]]:
        """The entries with this receipt number as their barcode."""
        return [entry for entry in self.shelf.all("entry").values() if number in _barcodes(entry)]

    def open_case(self, register_number: str, mark: str) -> None:
        """Let a clerk take an entry into a case."""
        self._change_entry(register_number, ZnakSprawy=mark, DataSprawy=self._now().isoformat())

    def close_case(self, register_number: str) -> None:
        """Let a clerk close the case."""
        self._change_entry(register_number, DataZakonczenia=self._now().isoformat())

    def suspend_case(self, register_number: str) -> None:
        """Let a clerk suspend the case."""
        self._change_entry(register_number, Zawieszona=True)

    def _change_entry(self, register_number: str, **values: Any) -> None:
        for entry, content in self.shelf.all("entry").items():
            if content["ZnakWplywu"] == register_number:
                self.shelf.change(entry, **values)

    def _now(self) -> datetime:
        return self.clock().astimezone(WARSAW).replace(tzinfo=None, microsecond=0)

    def _is_known(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        if given.startswith("Basic "):
            right = base64.b64encode(f"{self.access.login}:{self.access.password}".encode()).decode()
            return hmac.compare_digest(given.removeprefix("Basic "), right)
        guid, token = request.headers.get("authparam", ""), request.headers.get("authtoken", "")
        if not _GUID.match(guid):
            return False
        pattern = "%Y%m%d%I" if self.access.hours == 12 else "%Y%m%d%H"
        hour = self.clock().astimezone(WARSAW).strftime(pattern)
        right = hashlib.sha256((guid + self.access.application_token + hour).encode()).hexdigest()
        return hmac.compare_digest(token, right)

    def _make_folder(self, given: dict[str, Any]) -> dict[str, Any]:
        _two_words(given.get("Nazwa", ""))
        folder = self.shelf.add(
            "folder", {"Nazwa": given["Nazwa"], "DataUtworzenia": self._now().isoformat()}
        )
        return {"IdKoszulki": folder}

    def _upload(self, given: dict[str, Any]) -> dict[str, Any]:
        name = given.get("Nazwa", "")
        if "." not in name:
            raise NotDone("a file needs a name with an extension")
        try:
            data = base64.b64decode(given.get("DaneBase64") or given.get("Dane") or "", validate=True)
        except binascii.Error:
            raise NotDone("the file is not base64") from None
        if not data:
            raise NotDone("the file is empty")
        content = self.shelf.add("content", {"Nazwa": name, "Dane": base64.b64encode(data).decode()})
        return {"ContentId": content, "Nazwa": name, "Lokalizacja": []}

    def _add_document(self, given: dict[str, Any]) -> dict[str, Any]:
        document, folder = given.get("Dokument", {}), given.get("Koszulka", {}).get("IdKoszulki", 0)
        place = document.get("Lokalizacja", {})
        content = self._must("content", place.get("IdZalacznika", 0), "IdZalacznika")
        self._must("folder", folder, "IdKoszulki")
        _two_words(document.get("Tytul", ""))
        if not document.get("Nazwa"):
            raise NotDone("a document needs a name")
        if place.get("NazwaZawartosci") != content["Nazwa"]:
            raise NotDone("NazwaZawartosci is not the name of the file")
        has_no_date = document.get("MetaBrakDaty", False)
        if has_no_date == bool(document.get("DataDokumentu")):
            raise NotDone("MetaBrakDaty and DataDokumentu contradict each other")
        if not has_no_date:
            _day(document["DataDokumentu"])
        made = self.shelf.add(
            "document",
            {"Nazwa": document["Nazwa"], "IdKoszulki": folder, "IdZawartosci": place["IdZalacznika"]},
        )
        return {"IdDokumentu": made, "IdZawartosci": place["IdZalacznika"]}

    def _find_sender(self, given: dict[str, Any]) -> dict[str, Any]:
        asked = {
            name: value
            for name, value in given.items()
            if name not in ("CID", "IdPracownikaWlasciciela", "IdStanowiskaWlasciciela")
        }
        if not asked:
            raise NotDone("a search needs something to search for")
        found = [
            {**sender, "IdAdresat": thing, "IdAdresuAdresata": thing + 100_000}
            for thing, sender in self.shelf.all("sender").items()
            if all(sender.get(name, "").casefold() == str(value).casefold() for name, value in asked.items())
        ]
        return {"AdresaciWplywu": found}

    def _add_sender(self, given: dict[str, Any]) -> dict[str, Any]:
        if not (given.get("Nazwa") or given.get("Nazwisko")):
            raise NotDone("a sender needs a name")
        sender = {
            "NadawcaNazwa": given.get("Nazwa", ""),
            "NadawcaImie": given.get("Imie", ""),
            "NadawcaNazwisko": given.get("Nazwisko", ""),
            "Pesel": given.get("PESEL", ""),
            "Email": given.get("AdresEmail", ""),
            "KodPocztowy": given.get("KodPocztowy", ""),
            "Miejscowosc": given.get("Miejscowosc", ""),
            "Ulica": given.get("Ulica", ""),
            "Budynek": given.get("NumerBudynku", ""),
            "Lokal": given.get("NumerLokalu", ""),
        }
        same = [thing for thing, known in self.shelf.all("sender").items() if known == sender]
        made = same[0] if same and given.get("SprawdzCzyIstnieje") else self.shelf.add("sender", sender)
        ids = {"IdAdresata": made, "IdAdres": made + 100_000}
        return {**ids, "IdAdresataOriginal": made, "IdAdresOriginal": made + 100_000}

    def _register(self, given: dict[str, Any]) -> dict[str, Any]:
        document = self._must("document", given.get("IdDokumentu", 0), "IdDokumentu")
        _two_words(given.get("Tytul", ""))
        received = _day(given.get("DataWplywu", ""))
        if received > self._now().date() + timedelta(days=1):
            raise NotDone("DataWplywu lies in the future")
        if given.get("DataPisma"):
            _day(given["DataPisma"])
        if not given.get("SposobDostarczenia"):
            raise NotDone("SposobDostarczenia is wanted")
        sender, address = given.get("AdresatID", 0), given.get("AdresatAdresID", 0)
        if sender:
            self._must("sender", sender, "AdresatID")
            if address != sender + 100_000:
                raise NotDone("AdresatAdresID is not of this sender")
        count = given.get("LiczbaZalacznikow", 0)
        beside = [d for d in self.shelf.all("document").values() if d["IdKoszulki"] == document["IdKoszulki"]]
        if count != len(beside) - 1:
            raise NotDone(f"LiczbaZalacznikow is {count}, and {len(beside) - 1} lie in the folder")
        number = f"RPW/{self.shelf.count('entry') + 1}/{self._now().year}"
        kept = {name: given.get(name, "") for name in ("Tytul", "NumerNadania", "SygnaturaWplywu", "Uwagi")}
        entry = {**kept, "ZnakWplywu": number, "IdDokumentu": given["IdDokumentu"]}
        about = {"IdKoszulki": document["IdKoszulki"], "DataWplywu": received.isoformat()}
        made = self.shelf.add("entry", {**entry, **about, "DataRejestracji": self._now().isoformat()})
        ids = {"IdDokumentu": given["IdDokumentu"], "IdWplywu": made, "IdKoszulki": document["IdKoszulki"]}
        return {**ids, "ZnakWplywu": number, "IdAdresata": sender, "IdAdresu": address}

    def _find_entry(self, given: dict[str, Any]) -> dict[str, Any]:
        barcode, number = given.get("KodKreskowy"), given.get("NumerRpw")
        if not barcode and not number:
            raise NotDone("a search needs something to search for")
        found = [
            entry
            for entry in self.shelf.all("entry").values()
            if (not barcode or (self.indexes_barcode and barcode in _barcodes(entry)))
            and (not number or entry["ZnakWplywu"].split("/")[1] == str(number))
        ]
        if not found:
            raise NotDone("not found")
        first = found[0]
        return {
            "IdKoszulki": first["IdKoszulki"],
            "IdDokumentu": first["IdDokumentu"],
            "ZnakWplywu": first["ZnakWplywu"],
            "IdsKoszulek": sorted({entry["IdKoszulki"] for entry in found}),
        }

    def _documents(self, given: dict[str, Any]) -> dict[str, Any]:
        folder = given.get("IdKoszulki", 0)
        self._must("folder", folder, "IdKoszulki")
        numbers = {entry["IdDokumentu"]: entry["ZnakWplywu"] for entry in self.shelf.all("entry").values()}
        listed = [
            {
                "ID": thing,
                "Nazwa": document["Nazwa"],
                "IdPisma": folder,
                "IdZawartosci": document["IdZawartosci"],
                "ZnakWplywu": numbers.get(thing),
            }
            for thing, document in self.shelf.all("document").items()
            if document["IdKoszulki"] == folder
        ]
        return {"ListaDokumentow": listed}

    def _registers(self, given: dict[str, Any]) -> dict[str, Any]:
        folder = given.get("Koszulka", {}).get("IdKoszulki", 0)
        content = self._must("folder", folder, "IdKoszulki")
        kept = self.shelf.all("entry").values() if self.shows_registers else ()
        entries = [entry for entry in kept if entry["IdKoszulki"] == folder]
        shown = ("ZnakWplywu", "DataRejestracji", "DataWplywu", "IdDokumentu")
        entry = {name: entries[-1][name] for name in shown} if entries else None
        return {"Pismo": {"Id": folder, "Nazwa": content["Nazwa"]}, "Wplyw": entry}

    def _folders(self, given: dict[str, Any]) -> dict[str, Any]:
        size, part = given.get("WielkoscPartii", 0), given.get("CzescPartii", 0)
        if not 0 < size <= 1000 or part < self.first_part:
            raise NotDone("no such part")
        folders = [{"ID": thing, "Nazwa": it["Nazwa"]} for thing, it in self.shelf.all("folder").items()]
        start = (part - self.first_part) * size
        return {"Pisma": folders[start : start + size]}

    def _document(self, given: dict[str, Any]) -> dict[str, Any]:
        document = self._must("document", given.get("DokumentId", 0), "DokumentId")
        content = self._must("content", document["IdZawartosci"], "IdZawartosci")
        digest = hashlib.sha512(base64.b64decode(content["Dane"])).hexdigest()
        return {"NazwaDokumentu": document["Nazwa"], "Zawartosc": content["Dane"], "Sha512": digest}

    def _case(self, given: dict[str, Any]) -> dict[str, Any]:
        number, mark = given.get("rpw"), given.get("ZnakSprawy")
        found = [
            entry
            for entry in self.shelf.all("entry").values()
            if (number and entry["ZnakWplywu"] == number) or (mark and entry.get("ZnakSprawy") == mark)
        ]
        if not found:
            raise NotDone("no such entry")
        entry = found[0]
        case, end = entry.get("ZnakSprawy", ""), entry.get("DataZakonczenia")
        return {
            "DataRejestracji": _ticks(entry.get("DataSprawy", "0001-01-01T00:00:00")),
            "DataWplyniecia": _ticks(entry["DataWplywu"]),
            "DataZakonczenia": _ticks(end) if end else None,
            "WRealizacji": bool(case) and not end,
            "Zakonczona": bool(end),
            "Zawieszona": bool(entry.get("Zawieszona")),
            "ZnakSprawy": case,
        }

    def _must(self, kind: str, thing: int, name: str) -> dict[str, Any]:
        found = self.shelf.get(kind, thing)
        if found is None:
            raise NotDone(f"{name} {thing} does not exist")
        return found


def _barcodes(entry: Mapping[str, Any]) -> set[str]:
    return {entry.get("NumerNadania", ""), entry.get("SygnaturaWplywu", "")} - {""}


def _two_words(title: str) -> None:
    if len(title.split()) < 2:
        raise NotDone("a title needs at least two words")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotDone("a date is written yyyy-mm-dd") from None


def _ticks(local: str) -> str:
    """Write a time as ServiceStack does by default."""
    moment = datetime.fromisoformat(local).replace(tzinfo=WARSAW)
    if moment.year == 1:
        return "/Date(-62135596800000)/"
    return f"/Date({int(moment.timestamp() * 1000)}+0100)/"


def _result(status: int, message: str, content: Mapping[str, Any]) -> Reply:
    base = {"ResultStatus": status, "ResultMessage": message or None, "CID": 0, "Token": None}
    return as_json(200, {**base, **content})


def _error(status: int, code: str, message: str) -> Reply:
    return as_json(status, {"ResponseStatus": {"ErrorCode": code, "Message": message}})


def register(app: typer.Typer) -> None:
    """Hang `ezd-puw` into a command."""

    @app.command("ezd-puw")
    def run(
        folder: Annotated[Path, typer.Option(help="Where certificate and register are kept.")],
        port: Annotated[int, typer.Option(help="Port on loopback; 0 takes a free one.")] = 0,
        hours: Annotated[int, typer.Option(help="Hours of the clock in authToken: 12 or 24.")] = 12,
        clock_error_s: Annotated[float, typer.Option(help="How wrong its clock is, in seconds.")] = 0.0,
        expired_certificate: Annotated[bool, typer.Option(help="Show a certificate that ran out.")] = False,
    ) -> None:
        """Serve an EZD PUW on loopback for rehearsals."""
        from datetime import UTC

        from sync.sandbox.ezd_server import serve_for_ever

        folder.mkdir(parents=True, exist_ok=True)
        access = PuwAccess(hours=hours)
        clock_error = timedelta(seconds=clock_error_s)
        far_end = EzdPuwSandbox(
            Shelf(folder / "ezd-puw.sqlite"), lambda: datetime.now(UTC) + clock_error, access
        )
        serve_for_ever(far_end, folder, port, vars(access), is_expired=expired_certificate)


def main(arguments: Sequence[str]) -> None:
    """Run as a program with these options."""
    app = typer.Typer()
    register(app)
    typer.main.get_command(app)(list(arguments))
