"""The EZD sandboxes over TLS: what they refuse, what they keep when killed, and how they misbehave."""

import base64
import hashlib
import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.sandbox.ezd_puw import EzdPuwSandbox, PuwAccess
from sync.sandbox.ezd_rp import EzdRpSandbox
from sync.sandbox.ezd_server import serving
from sync.sandbox.ezd_shell import Reply, Request, Shelf
from tests.sync.kit import NOON

LOGIN = (PuwAccess().login, PuwAccess().password)
API = "/ezdrp/integrator/v2"


@pytest.fixture
def puw() -> EzdPuwSandbox:
    return EzdPuwSandbox(Shelf(), lambda: NOON)


@pytest.fixture
def wire(puw: EzdPuwSandbox, tmp_path: Path) -> Iterator[httpx.Client]:
    with serving(puw, tmp_path) as (url, certificate):
        context = ssl.create_default_context(cafile=str(certificate.authority))
        with httpx.Client(base_url=url, verify=context, trust_env=False, auth=LOGIN) as client:
            yield client


def order(client: httpx.Client, **mood: Any) -> None:
    assert client.post("/_sandbox/moods", json=[mood]).status_code == 200


def test_a_folder_is_made_over_tls_and_counted(wire: httpx.Client) -> None:
    answer = wire.post("/api1/UtworzKoszulke", json={"Nazwa": "Pismo papierowe"})

    assert answer.json()["ResultStatus"] == 1
    assert answer.headers["Date"] == "Mon, 23 Nov 2026 12:00:00 GMT"
    assert wire.get("/_sandbox/state").json()["folder"] == 1


@pytest.mark.parametrize(
    ("misdeed", "folders"), [("drop-before", 0), ("drop-during", 1), ("drop-after", 1), ("late", 0)]
)
def test_connections_are_cut_where_it_was_ordered(wire: httpx.Client, misdeed: str, folders: int) -> None:
    order(wire, misdeed=misdeed, seconds=60)

    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        wire.post("/api1/UtworzKoszulke", json={"Nazwa": "Pismo papierowe"})

    assert wire.get("/_sandbox/state").json()["folder"] == folders


def test_statuses_and_their_headers_come_as_ordered(wire: httpx.Client) -> None:
    order(wire, misdeed="status", status=429, retry_after_s=9)
    order(wire, misdeed="malformed")
    order(wire, misdeed="duplicate")

    busy = wire.post("/api1/UtworzKoszulke", json={"Nazwa": "Pismo papierowe"})
    broken = wire.post("/api1/UtworzKoszulke", json={"Nazwa": "Pismo papierowe"})
    wire.post("/api1/UtworzKoszulke", json={"Nazwa": "Pismo papierowe"})

    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "9")
    with pytest.raises(ValueError):
        broken.json()
    assert wire.get("/_sandbox/state").json()["folder"] == 3


def test_an_order_that_is_none_is_refused(wire: httpx.Client) -> None:
    assert wire.post("/_sandbox/moods", json=[{"misdeed": "sulk"}]).status_code == 400
    assert wire.get("/_sandbox/nothing").status_code == 404


@pytest.mark.parametrize(
    ("route", "body", "status"),
    [
        ("/api1/UtworzKoszulke", {"Nazwa": 7}, 400),
        ("/api1/UtworzKoszulke", {"Nazwaa": "Pismo papierowe"}, 400),
        ("/api1/utworzkoszulke", {}, 404),
        ("/Api3/RejestrujDokument", {"Dokument": {"Tytol": ""}}, 400),
    ],
)
def test_what_the_types_do_not_know_is_refused(
    puw: EzdPuwSandbox, route: str, body: object, status: int
) -> None:
    assert ask(puw, "POST", route, body).status == status


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("/api1/UtworzKoszulke", {"Nazwa": "Pismo"}),
        ("/Zalacznik/DodajZalcznik", {"Nazwa": "a.pdf", "DaneBase64": "%%"}),
        ("/Zalacznik/DodajZalcznik", {"Nazwa": "a", "DaneBase64": "YQ=="}),
        ("/Api3/RejestrujDokument", {"Dokument": {"Lokalizacja": {"IdZalacznika": 9}}}),
        ("/api3/RejestrujWplyw", {"IdDokumentu": 9}),
        ("/koszulka/Wyszukaj", {}),
        ("/KoszulkaRejestry", {"Koszulka": {"IdKoszulki": 9}}),
        ("/RejestrSpraw/StanSprawy", {"rpw": "RPW/9/2026"}),
    ],
)
def test_what_can_not_be_is_answered_with_a_no(puw: EzdPuwSandbox, route: str, body: object) -> None:
    answer = ask(puw, "POST", route, body)

    assert (answer.status, json.loads(answer.body)["ResultStatus"]) == (
        200,
        1 if route == "/koszulka/Wyszukaj" and body else 0,
    )


def test_a_stranger_is_not_let_in(puw: EzdPuwSandbox) -> None:
    headers = {"content-type": "application/json", "authorization": "Basic eDp5"}
    answer = puw.answer(Request("POST", "/api1/UtworzKoszulke", "", headers, b"{}"))

    assert isinstance(answer, Reply)
    assert answer.status == 401


def test_what_was_acted_on_outlives_the_sandbox(tmp_path: Path) -> None:
    first = EzdPuwSandbox(Shelf(tmp_path / "far-end.sqlite"), lambda: NOON)
    ask(first, "POST", "/api1/UtworzKoszulke", {"Nazwa": "Pismo papierowe"})

    second = EzdPuwSandbox(Shelf(tmp_path / "far-end.sqlite"), lambda: NOON)

    assert second.summary()["folder"] == 1


def test_a_killed_sandbox_goes_on_with_its_register(tmp_path: Path) -> None:
    for expected in (0, 1):
        with started(tmp_path) as (process, client):
            assert client.get("/_sandbox/state").json()["folder"] == expected
            client.post("/api1/UtworzKoszulke", json={"Nazwa": "Pismo papierowe"})
            process.kill()


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    code = f"from sync.sandbox.ezd_puw import main; main(['--folder', {str(folder)!r}])"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = "".join(iter(process.stdout.readline, "}\n")) + "}"
        context = ssl.create_default_context(cafile=json.loads(told)["ca_file"])
        address = json.loads(told)["address"]
        with httpx.Client(base_url=address, verify=context, trust_env=False, auth=LOGIN) as client:
            yield process, client
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"aki": "another"}, "invalid_client"),
        ({"scope": "openid"}, "invalid_client"),
        ({"akh": "AAAA"}, "invalid_client"),
        ({"rt": "2026-11-23T11:50:00Z"}, "invalid_client"),
        ({"more": "1"}, "invalid_request"),
    ],
)
def test_a_token_is_made_of_the_right_things_only(given: dict[str, str], error: str) -> None:
    rp = EzdRpSandbox(Shelf(), lambda: NOON)
    form = {**_token_form(NOON), **given}

    answer = rp.answer(_token_request(form))

    assert isinstance(answer, Reply)
    assert (answer.status, json.loads(answer.body)["error"]) == (400, error)


@pytest.mark.parametrize(("minutes", "status"), [(-6, 400), (-4, 200), (4, 200), (6, 400)])
def test_a_token_is_made_within_minutes(minutes: int, status: int) -> None:
    rp = EzdRpSandbox(Shelf(), lambda: NOON)

    answer = rp.answer(_token_request(_token_form(NOON + timedelta(minutes=minutes))))

    assert isinstance(answer, Reply)
    assert answer.status == status


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/rpw/_search", {"pageSize": 26}, 400),
        ("POST", "/rpw/_search", {"szukaj": "x"}, 400),
        ("POST", "/adresaci", {"imie": "Jan"}, 400),
        ("POST", "/dokumenty/dokument-1/rpw", {}, 404),
        ("PUT", "/rpw/1/2026/metadane", {}, 404),
        ("DELETE", "/rpw/1/2026", {}, 405),
        ("POST", "/sprawy", {}, 404),
        ("POST", "/obiegi", {}, 415),
    ],
)
def test_the_integrator_api_answers_with_problems(method: str, path: str, body: object, status: int) -> None:
    rp = EzdRpSandbox(Shelf(), lambda: NOON)
    token = rp.answer(_token_request(_token_form(NOON)))
    assert isinstance(token, Reply)
    headers = {
        "authorization": f"Bearer {json.loads(token.body)['access_token']}",
        "sid": rp.access.post_id,
        "content-type": "application/json",
    }

    answer = rp.answer(Request(method, API + path, "", headers, json.dumps(body).encode()))

    assert isinstance(answer, Reply)
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")


def ask(far_end: EzdPuwSandbox, method: str, path: str, body: object) -> Reply:
    login = base64.b64encode(":".join(LOGIN).encode()).decode()
    headers = {"content-type": "application/json", "authorization": f"Basic {login}"}
    answer = far_end.answer(Request(method, path, "", headers, json.dumps(body).encode()))
    assert isinstance(answer, Reply)
    return answer


def _token_form(at: datetime) -> dict[str, str]:
    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    rt = at.astimezone(UTC).isoformat()
    return {
        "grant_type": "api_credentials",
        "client_id": "api_" + digest("ezd.example"),
        "scope": "api.ezdrp.gov.pl",
        "pid": "podmiot-1",
        "aki": "klucz-1",
        "rt": rt,
        "akh": digest(rt + "rehearsal-key"),
    }


def _token_request(form: dict[str, str]) -> Request:
    body = str(httpx.QueryParams(form)).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return Request("POST", "/connect/token", "", headers, body)
