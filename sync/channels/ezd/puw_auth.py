"""EZD PUW knows two ways to say who calls: a login, or a token that hangs on the hour."""

import base64
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sync.channels.ezd.moments import WARSAW
from sync.clock import RandomBytes


class PuwAuth(Protocol):
    """Makes the headers by which EZD PUW knows the caller."""

    @property
    def hangs_on_clock(self) -> bool:
        """Whether a wrong clock is refused."""

    def headers(self, at: datetime) -> Mapping[str, str]:
        """Answer headers for a call at this moment."""


@dataclass(frozen=True)
class BasicAuth:
    """HTTP Basic (RFC 7617) with an account of EZD, or of Active Directory for routes under `/ad`."""

    login: str
    password: str = field(repr=False)
    hangs_on_clock: bool = False

    def headers(self, at: datetime) -> Mapping[str, str]:
        """Answer the same headers at any time."""
        del at
        return {
            "Authorization": f"Basic {base64.b64encode(f'{self.login}:{self.password}'.encode()).decode()}"
        }


@dataclass(frozen=True)
class TokenAuth:
    """`authParam`, a fresh GUID, and `authToken`, hex SHA-256 of it, the application's token and the local hour.

    The hour is written `yyyyMMddhh`. That pattern means a 12-hour clock where EZD PUW comes from; whether a given
    installation counts so or to 24 must be asked of its operator, hence the setting.
    """

    application_token: str = field(repr=False)
    random: RandomBytes
    hours: int = 12
    hangs_on_clock: bool = True

    def __post_init__(self) -> None:
        if self.hours not in (12, 24):
            raise ValueError("hours of the clock in authToken: 12 or 24")

    def headers(self, at: datetime) -> Mapping[str, str]:
        """Answer fresh headers for this hour."""
        guid = str(uuid.UUID(bytes=self.random(16), version=4))
        hour = at.astimezone(WARSAW).strftime("%Y%m%d%I" if self.hours == 12 else "%Y%m%d%H")
        token = hashlib.sha256(f"{guid}{self.application_token}{hour}".encode()).hexdigest()
        return {"authParam": guid, "authToken": token}
