"""The way to every page of the clerk's: logged in, allowed, and with a form of our own; the pages come after."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.office.accounts import Role, User
from sync.office.answers import ask
from sync.office.context import Office
from sync.office.cookies import Cookies
from sync.office.forms import Form, FormRefusedError, is_own_form, is_own_path, read_form
from sync.office.limits import Rule
from sync.office.sessions import Session
from sync.office.templates import Templates

LOGIN = "/logowanie"
HOME = "/pisma"

_WRONG = "Login lub hasło się nie zgadza. Po kilku próbach konto zamyka się na kwadrans."
_STALE = "Formularz się przedawnił. Spróbuj jeszcze raz."


@dataclass(frozen=True)
class Visit:
    """One request of a person who is logged in."""

    request: Request
    session: Session
    form: Form = field(default_factory=dict)

    @property
    def user(self) -> User:
        """Who it is."""
        return self.session.user

    def submission_id(self) -> str:
        """The letter in the address."""
        return str(self.request.path_params["submission_id"])


Page = Callable[[Visit], Response]


class Gate:
    """Turns pages into endpoints."""

    def __init__(self, office: Office, templates: Templates, cookies: Cookies) -> None:
        self._office = office
        self._templates = templates
        self._cookies = cookies

    def reading(self, page: Page, *roles: Role) -> "GateEndpoint":
        """A page to look at, for these roles or for everybody."""
        return GateEndpoint(self, page, frozenset(roles or Role), is_acting=False)

    def acting(self, page: Page, *roles: Role) -> "GateEndpoint":
        """A form to act on."""
        return GateEndpoint(self, page, frozenset(roles), is_acting=True)

    async def pass_through(self, request: Request, endpoint: "GateEndpoint") -> Response:
        """Answer the page, or the way to the login, or a refusal."""
        session = await ask(self._session, request)
        if session is None:
            return self._to_login(request)
        form: Form = {}
        if endpoint.is_acting:
            try:
                form = await read_form(request)
            except FormRefusedError:
                return self._refuse(session, _STALE, 400)
            if not session.accepts(form.get("form_token", "")):
                return self._refuse(session, _STALE, 403)
        if session.user.role not in endpoint.roles:
            return self._refuse(session, "Do tego potrzebne są inne uprawnienia.", 403)
        return await ask(endpoint.page, Visit(request, session, form))

    async def show_login(self, request: Request) -> Response:
        """The login form."""
        return self._login_form(request, request.query_params.get("dalej", ""))

    async def log_in(self, request: Request) -> Response:
        """Check the password; the same words for every way in which it can be wrong."""
        try:
            form = await read_form(request)
        except FormRefusedError:
            return self._login_form(request, "", error=_STALE, status=400)
        if not is_own_form(form, self._cookies.form_token(request)):
            return self._login_form(request, form.get("dalej", ""), error=_STALE, status=403)
        return await ask(partial(self._log_in, request, form))

    async def log_out(self, request: Request) -> Response:
        """End the session here and at the browser."""
        session = await ask(self._session, request)
        try:
            form = await read_form(request)
        except FormRefusedError:
            form = {}
        if session is None or not session.accepts(form.get("form_token", "")):
            return self._to_login(request)
        await ask(self._office.sessions.end, self._cookies.session_token(request) or "")
        response = RedirectResponse(self._path(LOGIN), status_code=303)
        self._cookies.end_session(response)
        return response

    def _session(self, request: Request) -> Session | None:
        token = self._cookies.session_token(request)
        return self._office.sessions.find(token, now=self._office.world.clock()) if token else None

    def _to_login(self, request: Request) -> Response:
        back = request.url.path if request.method == "GET" else HOME
        return RedirectResponse(f"{self._path(LOGIN)}?dalej={quote(back)}", status_code=303)

    def _log_in(self, request: Request, form: Form) -> Response:
        now, onward = self._office.world.clock(), form.get("dalej", "")
        limits = self._office.settings.login
        rule = Rule("login-address", limits.tries_per_address, limits.window_s)
        address = request.client.host if request.client else ""
        if not self._office.tries.take(rule, address, now):
            return self._login_form(request, onward, error="Za dużo prób. Odczekaj kilka minut.", status=429)
        user = self._office.accounts.check(form.get("login", ""), form.get("password", ""), now=now)
        if not isinstance(user, User):
            return self._login_form(request, onward, error=_WRONG, status=401)
        self._office.tries.give_back(rule, address, now)
        token = self._office.sessions.open(user, now=now)
        target = onward if is_own_path(onward) else self._path(HOME)
        response = RedirectResponse(target, status_code=303)
        self._cookies.set_session(response, token)
        return response

    def _login_form(self, request: Request, onward: str, *, error: str = "", status: int = 200) -> Response:
        token = self._cookies.form_token(request) or self._cookies.new_form_token()
        values = {"onward": onward, "error": error, "form_token": token}
        response = self._templates.answer("login.html", values, status=status)
        self._cookies.set_form_token(response, token)
        return response

    def _refuse(self, session: Session, sentence: str, status: int) -> Response:
        values = {"session": session, "title": "Nie można tego zrobić", "sentence": sentence}
        return self._templates.answer("message.html", values, status=status)

    def _path(self, path: str) -> str:
        return f"{self._office.settings.public_path}{path}"


class GateEndpoint:
    """An ASGI endpoint behind the gate. A class, so that Starlette calls it as an application."""

    def __init__(self, gate: Gate, page: Page, roles: frozenset[Role], *, is_acting: bool) -> None:
        self._gate = gate
        self.page = page
        self.roles = roles
        self.is_acting = is_acting

    async def __call__(self, request: Request) -> Response:
        """Pass through the gate."""
        return await self._gate.pass_through(request, self)
