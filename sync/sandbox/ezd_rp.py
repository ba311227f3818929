"""An EZD RP to rehearse with: the token service and the intake operations of Integrator API v2 (2.11).

It is as strict as the contract: bodies with required fields and no others, identifiers and dictionary keys that
exist, a token made within minutes, the SID of a known post, files up to 500 MB. It is as bad as it may be where the
contract promises nothing: a document that is registered twice gets two numbers, unless `refuses_second` is set.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import typer

from sync.sandbox.ezd_rp_forms import (
    DESCRIPTION,
    ENTRY_SEARCH,
    NEW_SENDER,
    NOTHING,
    SENDER_SEARCH,
    Form,
    complaint,
)
from sync.sandbox.ezd_shell import FarEnd, Reply, Request, Shelf, as_json

PREFIX = "/ezdrp/integrator/v2"
LARGEST_BYTES = 500 * 1024 * 1024
WARSAW = ZoneInfo("Europe/Warsaw")

_RT_LIFE = timedelta(minutes=5)
_TOKEN_LIFE_S = 3600


@dataclass(frozen=True)
class RpAccess:
    """Who may call, and what the dictionaries hold."""

    web_host: str = "ezd.example"
    organisation_id: str = "podmiot-1"
    key_id: str = "klucz-1"
    api_key: str = "rehearsal-key"
    post_id: str = "stanowisko-1"
    dictionaries: Mapping[str, frozenset[str]] = field(
        default_factory=lambda: {
            "sposobDostarczenia": frozenset({"EZDRP.Metadane.SposobDostarczenia10"}),
            "rodzajDokumentu": frozenset({"EZDRP.Metadane.Rodzaj.Dokumentu.18"}),
            "typDokumentu": frozenset({"EZDRP.Metadane.RPW.Typ.8"}),
            "dostep": frozenset({"EZDRP.Metadane.RPW.Dostep1"}),
            "rodzaj": frozenset({"EZDRP.RPW.RodzajNadawcy1"}),
        }
    )


class Problem(Exception):  # noqa: N818  an answer, not a failure of the sandbox
    """An answer in application/problem+json."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


Act = Callable[..., Reply]


class EzdRpSandbox(FarEnd):
    """The far end: token service and API under one address."""

    def __init__(self, shelf: Shelf, clock: Callable[[], datetime], access: RpAccess | None = None) -> None:
        super().__init__(shelf, clock)
        self.access = access or RpAccess()
        self.refuses_second = False
        self._tokens: dict[str, datetime] = {}
        self._routes: list[tuple[str, re.Pattern[str], Act]] = [
            (method, re.compile(PREFIX + pattern + r"\Z"), act)
            for method, pattern, act in (
                ("POST", "/obiegi", self._make_task),
                ("GET", "/obiegi", self._tasks),
                ("GET", r"/obiegi/([^/]+)/dokumenty", self._task_documents),
                ("GET", r"/dokumenty/([^/]+)", self._document),
                ("POST", r"/dokumenty/([^/]+)/rpw", self._register),
                ("POST", "/rpw/_search", self._search),
                ("GET", r"/rpw/(\d+)/(\d{4})", self._entry),
                ("PUT", r"/rpw/(\d+)/(\d{4})/metadane", self._describe),
                ("POST", r"/rpw/(\d+)/(\d{4})/zalaczniki", self._attach),
                ("POST", "/adresaci/_search", self._find_sender),
                ("POST", "/adresaci", self._add_sender),
            )
        ]

    def act(self, request: Request) -> Reply:
        """Issue a token, or let a known caller do something."""
        try:
            if request.path == "/connect/token":
                return self._token(request)
            self._must_be_known(request)
            methods = [
                (method, act, found)
                for method, pattern, act in self._routes
                if (found := pattern.match(request.path))
            ]
            if not methods:
                raise Problem(404, "no such operation")
            for method, act, found in methods:
                if method == request.method:
                    return act(request, *found.groups())
            raise Problem(405, request.method)
        except Problem as problem:
            content = {"type": "about:blank", "title": "Żądanie odrzucone", "status": problem.status}
            about = {"instance": request.path, "detail": problem.detail, "errorId": secrets.token_hex(8)}
            return as_json(problem.status, {**content, **about}, "application/problem+json")

    def about_another(self, reply: Reply) -> Reply:
        """Answer with other ids and another number."""
        content = json.loads(reply.body or b"{}")
        for name in content:
            if name == "numerRpw":
                content[name] = "RPW/999999/2001"
            elif name.startswith("id"):
                content[name] = f"{content[name]}-other"
        if isinstance(content.get("listaIdObieg"), list):
            content["listaIdObieg"] = ["no-such-task"]
        return replace(reply, body=json.dumps(content).encode())

    def summary(self) -> dict[str, Any]:
        """The register, and how many of the rest."""
        entries = [
            {"numerRPW": entry["numerRPW"], "numerNadawczy": entry.get("numerNadawczy", "")}
            for entry in self.shelf.all("entry").values()
        ]
        counts = {kind: self.shelf.count(kind) for kind in ("task", "document", "sender")}
        return {"entries": entries, **counts}

    def entries(self, number: str) -> list[dict[str, Any]]:
        """The entries whose document bears this receipt number."""
        return [entry for entry in self.shelf.all("entry").values() if number in entry["tytul"]]

    def set_case(self, register_number: str, mark: str, status: int) -> None:
        """Let a clerk take an entry into a case, or change the case's status."""
        for thing, entry in self.shelf.all("entry").items():
            if entry["numerRPW"] == register_number:
                since = (entry.get("sprawa") or {}).get("dataRejestracji") or self._now()
                case = {
                    "idSprawa": f"sprawa-{thing}",
                    "znak": mark,
                    "status": status,
                    "tytul": "Sprawa z pisma",
                }
                self.shelf.change(thing, sprawa={**case, "dataRejestracji": since})

    def withdraw(self, register_number: str) -> None:
        """Let a clerk withdraw an entry."""
        for thing, entry in self.shelf.all("entry").items():
            if entry["numerRPW"] == register_number:
                self.shelf.change(thing, czyUsuniety=True)

    def _now(self) -> str:
        return self.clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def _token(self, request: Request) -> Reply:
        if request.method != "POST" or not request.headers.get("content-type", "").startswith(
            "application/x-www-form-urlencoded"
        ):
            return as_json(400, {"error": "invalid_request"})
        form = parse_qs(request.body.decode("latin-1"), keep_blank_values=True)
        if any(len(values) != 1 for values in form.values()):
            return as_json(400, {"error": "invalid_request"})
        given = {name: values[0] for name, values in form.items()}
        access = self.access
        wanted = {
            "grant_type": "api_credentials",
            "client_id": f"api_{_digest(access.web_host)}",
            "scope": "api.ezdrp.gov.pl",
            "pid": access.organisation_id,
            "aki": access.key_id,
            "akh": _digest(given.get("rt", "") + access.api_key),
        }
        if set(given) != {*wanted, "rt"}:
            return as_json(400, {"error": "invalid_request"})
        if not all(hmac.compare_digest(given[name], value) for name, value in wanted.items()):
            return as_json(400, {"error": "invalid_client"})
        try:
            made = datetime.fromisoformat(given["rt"])
        except ValueError:
            return as_json(400, {"error": "invalid_request"})
        if made.tzinfo is None or abs(self.clock() - made) > _RT_LIFE:
            return as_json(400, {"error": "invalid_grant"})
        token = secrets.token_urlsafe(24)
        self._tokens[token] = self.clock() + timedelta(seconds=_TOKEN_LIFE_S)
        return as_json(200, {"access_token": token, "expires_in": _TOKEN_LIFE_S, "token_type": "Bearer"})

    def forget_tokens(self) -> None:
        """Withdraw every token."""
        self._tokens.clear()

    def _must_be_known(self, request: Request) -> None:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        end = self._tokens.get(token)
        if end is None or end <= self.clock():
            raise Problem(401, "no valid token")
        if request.headers.get("sid") != self.access.post_id:
            raise Problem(403, "no such post")

    def _body(self, request: Request, form: Form) -> dict[str, Any]:
        if not request.headers.get("content-type", "").startswith("application/json"):
            raise Problem(415, "JSON is wanted")
        try:
            content = json.loads(request.body)
        except ValueError:
            raise Problem(400, "not JSON") from None
        wrong = complaint(form, content)
        if wrong is not None:
            raise Problem(400, wrong)
        if not 1 <= content.get("pageSize", 10) <= 25 or content.get("page", 0) < 0:
            raise Problem(400, "pageSize is 1 to 25")
        return dict(content)

    def _file(self, request: Request) -> tuple[str, bytes]:
        kind = request.headers.get("content-type", "")
        if not kind.startswith("multipart/form-data"):
            raise Problem(415, "multipart/form-data is wanted")
        if len(request.body) > LARGEST_BYTES:
            raise Problem(413, "over 500 MB")
        head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1")
        message = BytesParser(policy=HTTP).parsebytes(head + request.body)
        parts = list(message.iter_parts()) if message.is_multipart() else []
        if len(parts) != 1 or parts[0].get_param("name", header="content-disposition") != "file":
            raise Problem(400, "one part named file is wanted")
        name, data = parts[0].get_filename(), parts[0].get_payload(decode=True)
        if not name or "." not in name or not isinstance(data, bytes) or not data:
            raise Problem(400, "a file with a name and an extension is wanted")
        return str(name), data

    def _make_task(self, request: Request) -> Reply:
        name, data = self._file(request)
        document = self.shelf.add("document", _document(name, data))
        task = self.shelf.add(
            "task", {"tytulDokumentu": _stem(name), "document": document, "since": self._now()}
        )
        return as_json(201, {"listaIdObieg": [f"obieg-{task}"]})

    def _tasks(self, request: Request) -> Reply:
        wanted = request.params().get("searchValue", "")
        found = [
            {
                "idObieg": f"obieg-{thing}",
                "idZadanie": f"zadanie-{thing}",
                "tytulDokumentu": task["tytulDokumentu"],
                "dataOtrzymania": task["since"],
                "status": 2,
                "statusOpis": "Podjęte",
                "typZadania": 1,
            }
            for thing, task in self.shelf.all("task").items()
            if wanted in task["tytulDokumentu"]
        ]
        return _page(found, request.params())

    def _task_documents(self, request: Request, task: str) -> Reply:
        thing = self._must("task", task, "obieg")
        document = self.shelf.get("document", thing["document"]) or {}
        listed = [{"idDokumentPrzestrzeni": f"dokument-{thing['document']}", "nazwa": document["nazwa"]}]
        return _page(listed, request.params())

    def _document(self, request: Request, document: str) -> Reply:
        del request
        thing = self._must("document", document, "dokument")
        about = {name: thing[name] for name in ("nazwa", "rozszerzenie")}
        return as_json(200, {"idDokumentPrzestrzeni": document, "numerRpw": thing.get("numerRpw"), **about})

    def _register(self, request: Request, document: str) -> Reply:
        self._body(request, NOTHING)
        thing = self._must("document", document, "dokument")
        if thing.get("numerRpw") and self.refuses_second:
            raise Problem(409, "the document is registered already")
        year = self.clock().astimezone(WARSAW).year
        number = f"RPW/{self.shelf.count('entry') + 1}/{year}"
        made = self.shelf.add(
            "entry",
            {
                "numerRPW": number,
                "tytul": thing["nazwa"],
                "dataRejestracji": self._now(),
                "czyUsuniety": False,
                "zalaczniki": [{"idDokumentPrzestrzeni": document, "nazwa": thing["nazwa"]}],
            },
        )
        self.shelf.change(int(document.removeprefix("dokument-")), numerRpw=number)
        self.shelf.change(made, idPismo=f"pismo-{made}")
        return as_json(201, {"idPismo": f"pismo-{made}", "numerRpw": number})

    def _search(self, request: Request) -> Reply:
        asked = self._body(request, ENTRY_SEARCH)
        wanted = asked.get("searchValue", "")
        fields = ("numerRPW", "tytul", "numerNadawczy", "uwagi", "znakNaPismie")
        found = [
            {**entry, "idPodmiotWlascicielBiznesowy": self.access.organisation_id}
            for entry in self.shelf.all("entry").values()
            if any(wanted in str(entry.get(name) or "") for name in fields)
            and asked.get("rok") in (None, int(entry["numerRPW"].rpartition("/")[2]))
        ]
        return _page(found, {name: str(asked[name]) for name in ("page", "pageSize") if name in asked})

    def _entry(self, request: Request, number: str, year: str) -> Reply:
        del request
        _, entry = self._must_entry(number, year)
        shown = ("tytul", "numerRPW", "dataWplywu", "zalaczniki", "numerNadawczy", "sposobDostarczenia")
        about = {name: entry.get(name) for name in shown}
        return as_json(200, {**about, "nadawcy": entry.get("nadawcy", []), "pracownikRejestrujacy": {}})

    def _describe(self, request: Request, number: str, year: str) -> Reply:
        thing, _ = self._must_entry(number, year)
        given = self._body(request, DESCRIPTION)
        system, senders = given["metadaneSystemowe"], given["adresaci"]
        for name, keys in self.access.dictionaries.items():
            if name in system and system[name] not in keys:
                raise Problem(400, f"{name}: no such key")
        for name in ("dataWplywu", "dataNadania", "dataNaPismie"):
            if name in system:
                _must_be_day(name, system[name])
        if system["czyAnonimowy"] == bool(senders):
            raise Problem(400, "czyAnonimowy and adresaci contradict each other")
        for sender in senders:
            if sender["rodzaj"] not in self.access.dictionaries["rodzaj"]:
                raise Problem(400, "rodzaj: no such key")
            self._must("sender", sender["idAdresWersja"], "adres")
        self.shelf.change(thing, **system, nadawcy=senders)
        return Reply(204, b"")

    def _attach(self, request: Request, number: str, year: str) -> Reply:
        thing, entry = self._must_entry(number, year)
        name, data = self._file(request)
        document = self.shelf.add("document", _document(name, data))
        added = {"idDokumentPrzestrzeni": f"dokument-{document}", "nazwa": _stem(name)}
        self.shelf.change(thing, zalaczniki=[*entry["zalaczniki"], added])
        return as_json(201, {})

    def _find_sender(self, request: Request) -> Reply:
        asked = self._body(request, SENDER_SEARCH)
        wanted = {name: value for name, value in asked.items() if name not in ("page", "pageSize")}
        found = []
        for thing, sender in self.shelf.all("sender").items():
            address = sender["listaAdresow"][0] if sender["listaAdresow"] else {}
            flat = {
                **sender,
                "kodPocztowy": address.get("kodPocztowy", ""),
                "miejscowosc": address.get("miejscowoscNazwa", ""),
            }
            if all(
                str(flat.get(name, "")).casefold() == str(value).casefold() for name, value in wanted.items()
            ):
                found.append(_found_sender(thing, sender, address))
        return _page(found, {name: str(asked[name]) for name in ("page", "pageSize") if name in asked})

    def _add_sender(self, request: Request) -> Reply:
        given = self._body(request, NEW_SENDER)
        if given["typAdresata"] not in (1, 3):
            raise Problem(400, "typAdresata is 1 or 3")
        if given["typAdresata"] == 3 and not (given.get("imie") and given.get("nazwisko")):
            raise Problem(400, "a person has imie and nazwisko")
        if given["typAdresata"] == 1 and not given.get("nazwaPodmiotu"):
            raise Problem(400, "an organisation has nazwaPodmiotu")
        if not any(given[name] for name in given if name.startswith("listaAdresow")):
            raise Problem(400, "an address is wanted")
        made = self.shelf.add("sender", given)
        return as_json(201, {"idAdresat": f"adresat-{made}"})

    def _must(self, kind: str, spelt: str, prefix: str) -> dict[str, Any]:
        number = spelt.removeprefix(f"{prefix}-")
        found = self.shelf.get(kind, int(number)) if spelt != number and number.isdigit() else None
        if found is None:
            raise Problem(404, f"no such {prefix}")
        return found

    def _must_entry(self, number: str, year: str) -> tuple[int, dict[str, Any]]:
        for thing, entry in self.shelf.all("entry").items():
            if entry["numerRPW"] == f"RPW/{number}/{year}" and not entry["czyUsuniety"]:
                return thing, entry
        raise Problem(404, "no such RPW")


def _document(name: str, data: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(data).hexdigest()
    return {
        "nazwa": _stem(name),
        "rozszerzenie": name.rpartition(".")[2],
        "sha256": digest,
        "size": len(data),
    }


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _found_sender(thing: int, sender: Mapping[str, Any], address: Mapping[str, Any]) -> dict[str, Any]:
    place = {
        "idAdresWersja": f"adres-{thing}",
        "kodPocztowy": address.get("kodPocztowy", ""),
        "miejscowosc": {"nazwa": address.get("miejscowoscNazwa", "")},
        "ulica": {"nazwa": address.get("ulicaNazwa", "")},
        "numerDomu": address.get("numerDomu", ""),
        "numerLokalu": address.get("numerLokalu", ""),
        "czyUsuniety": False,
    }
    names = {name: sender.get(name) or "" for name in ("imie", "nazwisko", "nazwaPodmiotu")}
    return {"idAdresat": f"adresat-{thing}", **names, "listaAdresow": [place] if address else []}


def _page(found: list[dict[str, Any]], params: Mapping[str, str]) -> Reply:
    page, size = int(params.get("page", "0")), int(params.get("pageSize", "10"))
    part = found[page * size : (page + 1) * size]
    info: dict[str, Any] = {
        "indexStart": page * size,
        "indexEnd": page * size + len(part),
        "pageNumber": page,
        "pageSize": size,
        "pagesCount": -(-len(found) // size),
        "isNextPageExists": (page + 1) * size < len(found),
    }
    return as_json(200, {"lista": part, "pageInfo": info})


def _must_be_day(name: str, text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise Problem(400, f"{name}: not yyyy-mm-dd") from None


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def register(app: typer.Typer) -> None:
    """Hang `ezd-rp` into a command."""

    @app.command("ezd-rp")
    def run(
        folder: Annotated[Path, typer.Option(help="Where certificate and register are kept.")],
        port: Annotated[int, typer.Option(help="Port on loopback; 0 takes a free one.")] = 0,
        clock_error_s: Annotated[float, typer.Option(help="How wrong its clock is, in seconds.")] = 0.0,
        expired_certificate: Annotated[bool, typer.Option(help="Show a certificate that ran out.")] = False,
    ) -> None:
        """Serve an EZD RP on loopback for rehearsals."""
        from sync.sandbox.ezd_server import serve_for_ever

        folder.mkdir(parents=True, exist_ok=True)
        access = RpAccess()
        clock_error = timedelta(seconds=clock_error_s)
        far_end = EzdRpSandbox(
            Shelf(folder / "ezd-rp.sqlite"), lambda: datetime.now(UTC) + clock_error, access
        )
        told = {name: value for name, value in vars(access).items() if name != "dictionaries"}
        serve_for_ever(far_end, folder, port, told, is_expired=expired_certificate)


def main(arguments: Sequence[str]) -> None:
    """Run as a program with these options."""
    app = typer.Typer()
    register(app)
    typer.main.get_command(app)(list(arguments))
