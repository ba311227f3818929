"""The sandbox's authorisation server: it gives tokens for assertions that it has checked, each used once."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import jwt

from sync.sandbox.edoreczenia_checks import Objection
from sync.sandbox.edoreczenia_store import Store

GRANT = "client_credentials"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SCOPES = frozenset({"read_messages", "write_messages", "read_settings", "write_settings", "openid"})
LONGEST_LIFE_S = 300
LEEWAY_S = 5
_FIELDS = {"grant_type", "client_id", "client_assertion_type", "client_assertion", "login_hint", "scope"}


@dataclass(frozen=True)
class System:
    """A registered system: who it is, whose mailbox it serves, and the public key (PEM) that it signs with."""

    name: str
    address: str
    public_key: bytes


class Login:
    """Gives and checks tokens."""

    def __init__(self, realm: str, systems: Mapping[str, System], store: Store, *, life_s: int) -> None:
        self._realm = realm
        self._systems = systems
        self._store = store
        self._life_s = life_s
        self._known: dict[str, dict[str, Any]] = {}  # tokens whose signature was found good
        kept = store.get("secret", "token")
        self._secret = kept["value"] if kept else secrets.token_hex(32)
        if not kept:
            store.put("secret", "token", {"value": self._secret})

    def give(self, media_type: str, body: bytes, now: datetime) -> dict[str, Any]:
        """Answer a token; Objection with 400 or 401 as OAuth 2.0 words it."""
        if media_type.partition(";")[0].strip() != "application/x-www-form-urlencoded":
            raise Objection("invalid_request", "not a form")
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        form = dict(pairs)
        if len(form) != len(pairs) or set(form) - _FIELDS:
            raise Objection("invalid_request", "a field twice, or one that is not known")
        if form.get("grant_type") != GRANT:
            raise Objection("unsupported_grant_type", "client_credentials is wanted")
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            raise Objection("invalid_client", "no signed assertion", 401)
        system = self._check(form.get("client_assertion", ""), now)
        if form.get("client_id", system.name) != system.name:
            raise Objection("invalid_client", "client_id is another", 401)
        if form.get("login_hint") != f"ADE.{system.address}":
            raise Objection("invalid_grant", "login_hint names no mailbox of this system")
        scopes = set((form.get("scope") or "read_messages write_messages").split())
        if scopes - SCOPES:
            raise Objection("invalid_scope", "a scope that is not known")
        return self._token(system, scopes, now)

    def check(self, authorization: str, now: datetime) -> tuple[str, set[str]]:
        """Answer whose mailbox a token opens, and what it allows; Objection with 401."""
        kind, _, token = authorization.partition(" ")
        claims = self._known.get(token)
        if claims is None:
            try:
                claims = jwt.decode(token, self._secret, algorithms=["HS256"], options={"verify_exp": False})
            except jwt.InvalidTokenError as broken:
                raise Objection("invalid_token", "not a token of this realm", 401) from broken
            self._known[token] = claims
        if kind.lower() != "bearer" or claims["exp"] <= now.timestamp():
            raise Objection("invalid_token", "the token has expired", 401)
        permission = claims["authorization"]["permissions"][0]
        return claims["mailbox"]["address"], set(permission["scopes"])

    def _check(self, assertion: str, now: datetime) -> System:
        try:
            header = jwt.get_unverified_header(assertion)
            told = jwt.decode(assertion, options={"verify_signature": False})
            system = self._systems[str(told.get("iss"))]
            claims = jwt.decode(
                assertion,
                system.public_key,
                algorithms=["RS256"],
                audience=self._realm,
                options={
                    "verify_exp": False,
                    "verify_iat": False,
                    "require": ["iss", "sub", "aud", "exp", "iat", "jti"],
                },
            )
        except (jwt.InvalidTokenError, KeyError) as broken:
            raise Objection(
                "invalid_client", f"the assertion is not accepted: {type(broken).__name__}", 401
            ) from broken
        if header.get("typ") != "JWT" or claims["sub"] != system.name:
            raise Objection("invalid_client", "sub is another than iss", 401)
        at = now.timestamp()
        if claims["exp"] - claims["iat"] > LONGEST_LIFE_S:
            raise Objection("invalid_client", "the assertion lives too long", 401)
        if claims["iat"] > at + LEEWAY_S or claims["exp"] <= at - LEEWAY_S:
            raise Objection("invalid_client", "the assertion is not of now", 401)
        if self._store.get("jti", claims["jti"]):
            raise Objection("invalid_client", "the assertion was used before", 401)
        self._store.put("jti", claims["jti"], {"at": at})
        return system

    def _token(self, system: System, scopes: set[str], now: datetime) -> dict[str, Any]:
        claims = {
            "iss": self._realm,
            "azp": system.name,
            "exp": int(now.timestamp()) + self._life_s,
            "mailbox": {"address": system.address, "status": "active"},
            "authorization": {"permissions": [{"rsname": f"ADE.{system.address}", "scopes": sorted(scopes)}]},
        }
        token = jwt.encode(claims, self._secret, algorithm="HS256")
        return {
            "access_token": token,
            "expires_in": self._life_s,
            "token_type": "Bearer",
            "scope": " ".join(sorted(scopes)),
        }
