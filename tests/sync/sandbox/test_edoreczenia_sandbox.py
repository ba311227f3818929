"""The sandbox of e-Doręczenia is strict: what the rules forbid is refused, so that passing it means something."""

import base64
import hashlib
import itertools
import json
import ssl
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt
import pytest

from sync.sandbox.edoreczenia_api import Call, Reply
from sync.sandbox.edoreczenia_core import TOKEN, EDoreczeniaSandbox
from sync.sandbox.edoreczenia_evidence import Pace
from sync.sandbox.edoreczenia_store import Store
from tests.sync.channels.edoreczenia_kit import CLOSED, OFFICE, OWN, REALM, SYSTEM, make_sandbox
from tests.sync.kit import DrivenClock, rsa_key

PDF = b"%PDF-1.7 example"


@pytest.fixture
def clock() -> DrivenClock:
    return DrivenClock()


@pytest.fixture
def sandbox(clock: DrivenClock) -> Iterator[EDoreczeniaSandbox]:
    made = make_sandbox(clock, pace=Pace(1, 2, 3, 4))
    yield made
    made.close()


def claims(clock: DrivenClock, **changes: Any) -> dict[str, Any]:
    now = int(clock.now.timestamp())
    told = {"iss": SYSTEM, "sub": SYSTEM, "aud": REALM, "iat": now, "exp": now + 300, "jti": uuid.uuid4().hex}
    return {name: value for name, value in (told | changes).items() if value is not None}


def ask_token(sandbox: EDoreczeniaSandbox, assertion: str, **changes: str) -> Reply:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion,
        "login_hint": f"ADE.{OWN}",
        "scope": "read_messages write_messages",
    } | changes
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return sandbox.serve(Call("POST", TOKEN, {}, headers, urlencode(form).encode())).reply


def token(sandbox: EDoreczeniaSandbox, clock: DrivenClock) -> str:
    given = ask_token(sandbox, jwt.encode(claims(clock), rsa_key(), algorithm="RS256"))
    assert given.status == 200, given.body
    return str(json.loads(given.body)["access_token"])


def message(**changes: Any) -> dict[str, Any]:
    metadata = {
        "from": {"eDeliveryAddress": OWN},
        "to": [{"eDeliveryAddress": OFFICE}],
        "subject": "Próba",
        "shippingService": "electronic",
    } | changes.pop("metadata", {})
    about = {
        "fileId": "1",
        "filename": "pismo.pdf",
        "contentType": "application/pdf",
        "size": len(PDF),
        "alg": "SHA-3",
        "hash": hashlib.sha3_256(PDF).hexdigest(),
    } | changes.pop("file", {})
    attachment = {"file": {"fileMetadata": about, "file": base64.b64encode(PDF).decode()}}
    return {"messageMetadata": metadata, "textBody": "", "attachments": [attachment]} | changes


def send(
    sandbox: EDoreczeniaSandbox, clock: DrivenClock, told: Any, path: str = "messages"
) -> tuple[int, str]:
    headers = {"authorization": f"Bearer {token(sandbox, clock)}", "content-type": "application/json"}
    call = Call("POST", f"/api/v3/{OWN}/{path}", {}, headers, json.dumps(told).encode())
    reply = sandbox.serve(call).reply
    read = json.loads(reply.body)
    return reply.status, read[0]["error"] if isinstance(read, list) else ""


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://another/realm"},
        {"sub": "ADE.SYSTEM.another"},
        {"iss": "ADE.SYSTEM.another", "sub": "ADE.SYSTEM.another"},
        {"jti": None},
        {"exp": 2_000_000_000},
    ],
    ids=["audience", "subject", "unknown system", "no jti", "too long"],
)
def test_assertions_that_are_wrong(
    sandbox: EDoreczeniaSandbox, clock: DrivenClock, changes: dict[str, Any]
) -> None:
    told = jwt.encode(claims(clock, **changes), rsa_key(), algorithm="RS256")
    assert ask_token(sandbox, told).status == 401


def test_assertions_of_another_time_key_or_use(sandbox: EDoreczeniaSandbox, clock: DrivenClock) -> None:
    good = jwt.encode(claims(clock), rsa_key(), algorithm="RS256")
    assert ask_token(sandbox, good).status == 200
    assert ask_token(sandbox, good).status == 401  # used before
    old = jwt.encode(claims(clock), rsa_key(), algorithm="RS256")
    clock.forward(minutes=10)
    assert ask_token(sandbox, old).status == 401
    clock.forward(minutes=-30)
    assert ask_token(sandbox, old).status == 401
    shared = jwt.encode(claims(clock), "a shared secret that is long enough for it", algorithm="HS256")
    assert ask_token(sandbox, shared).status == 401
    fresh = jwt.encode(claims(clock), rsa_key(), algorithm="RS256")
    assert ask_token(sandbox, fresh, login_hint=f"ADE.{OFFICE}").status == 400


def test_tokens_open_one_mailbox_and_expire(sandbox: EDoreczeniaSandbox, clock: DrivenClock) -> None:
    headers = {"authorization": f"Bearer {token(sandbox, clock)}"}
    assert sandbox.serve(Call("GET", f"/api/v3/{OWN}/messages", {}, headers, b"")).reply.status == 200
    assert sandbox.serve(Call("GET", f"/api/v3/{OFFICE}/messages", {}, headers, b"")).reply.status == 403
    assert sandbox.serve(Call("GET", f"/api/v3/{OWN}/messages", {}, {}, b"")).reply.status == 401
    clock.forward(minutes=6)
    assert sandbox.serve(Call("GET", f"/api/v3/{OWN}/messages", {}, headers, b"")).reply.status == 401


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"metadata": {"to": []}}, "RECIPIENTS"),
        ({"metadata": {"to": [{"eDeliveryAddress": OFFICE}] * 16}}, "RECIPIENTS"),
        ({"metadata": {"to": [{"eDeliveryAddress": CLOSED}]}}, "RECIPIENT_UNKNOWN"),
        ({"metadata": {"to": [{"eDeliveryAddress": "AE:PL-1"}]}}, "ADDRESS"),
        ({"metadata": {"from": {"eDeliveryAddress": OFFICE}}}, "SENDER"),
        ({"metadata": {"shippingService": "hybrid"}}, "SHIPPING_SERVICE"),
        ({"metadata": {"subject": " "}}, "SUBJECT_MISSING"),
        ({"metadata": {"messageId": "mine"}}, "UNKNOWN_FIELD"),
        ({"textBody": "x" * 5001}, "TEXT"),
        ({"extra": 1}, "UNKNOWN_FIELD"),
        ({"file": {"alg": "SHA-256"}}, "ALGORITHM"),
        ({"file": {"hash": hashlib.sha256(PDF).hexdigest()}}, "HASH"),
        ({"file": {"size": 1}}, "SIZE"),
        ({"file": {"filename": "pi smo.pdf"}}, "FILENAME"),
        ({"file": {"filename": "pismo.PDF"}}, "FILE_KIND"),
        ({"file": {"filename": f"{'a' * 125}.pdf"}}, "FILENAME"),
        ({"file": {"fileId": ""}}, "FILE_ID"),
    ],
)
def test_messages_that_break_a_rule(
    sandbox: EDoreczeniaSandbox, clock: DrivenClock, changes: dict[str, Any], code: str
) -> None:
    assert send(sandbox, clock, message(**changes)) == (400, code)
    assert sandbox.sent() == []


def test_message_that_keeps_them_is_accepted(sandbox: EDoreczeniaSandbox, clock: DrivenClock) -> None:
    assert send(sandbox, clock, message())[0] == 202
    assert len(sandbox.sent()) == 1


def test_names_are_unique_and_large_files_are_uploaded(
    sandbox: EDoreczeniaSandbox, clock: DrivenClock
) -> None:
    twice = message()
    twice["attachments"] *= 2
    assert send(sandbox, clock, twice) == (400, "FILENAME")
    large = b"x" * (15 * 1024 * 1024 + 1)
    about = {"size": len(large), "hash": hashlib.sha3_256(large).hexdigest()}
    told = message(file=about)
    told["attachments"][0]["file"]["file"] = base64.b64encode(large).decode()
    assert send(sandbox, clock, told) == (400, "ATTACHMENTS_TOO_LARGE")


def test_draft_is_sent_once(sandbox: EDoreczeniaSandbox, clock: DrivenClock) -> None:
    told = message(attachments=[])
    draft_id = sandbox.mailboxes.create_draft(OWN, told)
    assert send(sandbox, clock, {"messageId": draft_id}, "drafts/send")[0] == 202
    assert send(sandbox, clock, {"messageId": draft_id}, "drafts/send") == (400, "DRAFT_NOT_FOUND")


def test_only_reading_in_full_opens(sandbox: EDoreczeniaSandbox, clock: DrivenClock) -> None:
    name = sandbox.mailboxes.put_incoming(OWN, OFFICE, "Odpowiedź")
    headers = {"authorization": f"Bearer {token(sandbox, clock)}"}
    for wanted, is_opened in (("minimal", False), ("metadata", False), ("full", True)):
        sandbox.serve(Call("GET", f"/api/v3/{OWN}/messages/{name}", {"format": wanted}, headers, b""))
        assert sandbox.mailboxes.message(OWN, name)["opened"] is is_opened


def test_evidence_comes_in_order_as_time_passes(sandbox: EDoreczeniaSandbox, clock: DrivenClock) -> None:
    send(sandbox, clock, message())
    sent = sandbox.mailboxes.messages(OWN)[0]
    seen = []
    for _ in range(5):
        seen.append([kind for _, kind, _ in sandbox.mailboxes.evidences(sent)])
        clock.forward(seconds=1)
    assert seen[0] == seen[1] == []
    assert seen[2] == ["A.1", "BP.WX", "BP.WP", "B.1"]
    assert seen[3][-2:] == ["D.1", "E.1"]
    assert seen[4][-2:] == ["BP.OX", "BP.OP"]


def test_killed_sandbox_keeps_what_it_acted_on(clock: DrivenClock, tmp_path: Path) -> None:
    first = make_sandbox(clock, state=tmp_path / "state.sqlite")
    kept = token(first, clock)
    send(first, clock, message())
    first.close()
    second = make_sandbox(clock, state=tmp_path / "state.sqlite")
    assert len(second.sent()) == 1
    headers = {"authorization": f"Bearer {kept}"}
    assert second.serve(Call("GET", f"/api/v3/{OWN}/messages", {}, headers, b"")).reply.status == 200
    second.close()


def let_in(about: dict[str, Any]) -> None:
    context = ssl.create_default_context(cafile=about["authority_file"])
    with httpx.Client(verify=context, trust_env=False, timeout=60) as client:
        told = {"address": about["sender"], "sender": about["recipients"][0], "subject": "Odpowiedź"}
        control = about["control"].removesuffix("moods")
        client.post(f"{control}incoming", json=told).raise_for_status()
        assert client.post(about["token_url"], data={}).status_code == 400


def test_command_starts_says_where_it_is_and_survives_kill(tmp_path: Path) -> None:
    """As `urzedomat sandbox edoreczenia` starts it; what the killed one took in, the next one still has."""
    listed = []
    for _ in range(2):
        command = [sys.executable, "-m", "sync.sandbox.edoreczenia", "--state", str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            try:
                assert running.stdout is not None
                lines = itertools.takewhile(lambda line: line != "}\n", running.stdout)
                let_in(json.loads("".join(lines) + "}"))
            finally:
                running.kill()
        store = Store(tmp_path / "sandbox.sqlite")
        listed.append(len(store.all("message")))
        store.close()
    assert listed == [1, 2]
