"""Looks at a letter as a clerk does: logs in at the office and takes letter, package and proof from there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx

from kiosk.demo.world import CLERK, KIOSK_ID, World
from sync.container import Opened, open_container
from sync.seal import KioskTrust, certificate_of

_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
_LOGIN = "/logowanie"
_LETTERS = "/pisma"


@dataclass(frozen=True)
class ClerksView:
    """What the office has of one letter."""

    package: bytes = field(repr=False)
    document: bytes = field(repr=False)
    proof: bytes = field(repr=False)
    opened: Opened = field(repr=False)


class Clerk:
    """A clerk's browser without the browser."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._client = httpx.Client(base_url=world.office_url, timeout=30)
        self._cookies: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._log_in()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def page(self, submission_id: str) -> str | None:
        """Return the letter's page, None while the office does not have it."""
        answer = self._ask("GET", f"{_LETTERS}/{submission_id}")
        return answer.text if answer.status_code == httpx.codes.OK else None

    def view(self, submission_id: str) -> ClerksView | None:
        """Take the letter from the office and verify it anew: seal, digests, proof. None when something is wrong."""
        package = self._part(submission_id, "package.asice")
        document = self._part(submission_id, "document.pdf")
        proof = self._part(submission_id, "proof-of-receipt.xml")
        if package is None or document is None or proof is None:
            return None
        seal = certificate_of((self._world.folder / "keys/seal.cert.pem").read_bytes())
        opened = open_container(package, KioskTrust.of({KIOSK_ID: [seal]}))
        if not isinstance(opened, Opened) or opened.letter != document:
            return None
        return ClerksView(package, document, proof, opened)

    def _part(self, submission_id: str, name: str) -> bytes | None:
        answer = self._ask("GET", f"{_LETTERS}/{submission_id}/{name}")
        return answer.content if answer.status_code == httpx.codes.OK else None

    def _log_in(self) -> None:
        form = dict(_HIDDEN.findall(self._ask("GET", _LOGIN).text))
        answer = self._ask("POST", _LOGIN, {**form, "login": CLERK, "password": self._world.clerk_password})
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise PermissionError("the office does not let the clerk in")

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> httpx.Response:
        """Send the cookies too: browsers take loopback for safe, this client would keep `Secure` ones back."""
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        answer = self._client.request(method, path, data=form, headers={"Cookie": cookie} if cookie else None)
        for header in answer.headers.get_list("set-cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer
