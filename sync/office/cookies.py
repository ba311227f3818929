"""The two cookies: one names a clerk's session, one ties a form to the browser that was shown it."""

from starlette.requests import Request
from starlette.responses import Response

from sync.clock import RandomBytes
from sync.office.settings import OfficeSettings


class Cookies:
    """`__Host-` cookies: only this host, only over TLS (browsers count loopback as safe), never for scripts."""

    SESSION = "__Host-urzedomat-session"
    FORM = "__Host-urzedomat-form"

    def __init__(self, settings: OfficeSettings, random: RandomBytes) -> None:
        self._lifetime_s = settings.session.lifetime_s
        self._random = random

    def session_token(self, request: Request) -> str | None:
        """The session's name, if the browser has one."""
        return request.cookies.get(self.SESSION)

    def set_session(self, response: Response, token: str) -> None:
        """Log in."""
        self._set(response, self.SESSION, token, self._lifetime_s)

    def end_session(self, response: Response) -> None:
        """Log out."""
        self._set(response, self.SESSION, "", 0)

    def form_token(self, request: Request) -> str | None:
        """What the forms of this browser must carry."""
        return request.cookies.get(self.FORM)

    def new_form_token(self) -> str:
        """For a browser that has none yet."""
        return self._random(32).hex()

    def set_form_token(self, response: Response, token: str) -> None:
        """Tie the form in this answer to the browser."""
        self._set(response, self.FORM, token, self._lifetime_s)

    def _set(self, response: Response, name: str, value: str, max_age_s: int) -> None:
        response.set_cookie(
            name, value, max_age=max_age_s, path="/", secure=True, httponly=True, samesite="strict"
        )
