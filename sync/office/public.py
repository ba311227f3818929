"""The resident's page: the number and the secret from the receipt open the case status, and nothing else does."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from sync.numbers import ReceiptNumber, fold_number
from sync.office.answers import ask
from sync.office.context import Office
from sync.office.cookies import Cookies
from sync.office.forms import Form, FormRefusedError, is_own_form, read_form
from sync.office.limits import Rule
from sync.office.resident import ResidentStatus
from sync.office.states import LetterState
from sync.office.templates import Templates

_WRONG = "Numer albo kod się nie zgadza. Sprawdź oba na potwierdzeniu."
_TOO_MANY = "Za dużo prób. Spróbuj ponownie za kilka minut."


class StatusPage:
    """GET shows the form, POST answers; the secret is never in an address that reaches a server."""

    def __init__(self, office: Office, templates: Templates, cookies: Cookies) -> None:
        self._office = office
        self._templates = templates
        self._cookies = cookies

    async def show(self, request: Request) -> Response:
        """The empty form; the number may come from the QR, the secret only from behind the `#`."""
        return self._form(request, number=request.query_params.get("n", "")[:40])

    async def answer(self, request: Request) -> Response:
        """Look the status up, if this address and this number haven't tried too often."""
        try:
            form = await read_form(request)
        except FormRefusedError:
            return self._form(request, number="", error=_WRONG, status=400)
        if not is_own_form(form, self._cookies.form_token(request)):
            return self._form(
                request, number="", error="Formularz się przedawnił. Wypełnij go ponownie.", status=403
            )
        return await ask(partial(self._answer, request, form))

    def _answer(self, request: Request, form: Form) -> Response:
        number = form.get("number", "")[:40]
        if not self._may_try(request, number):
            return self._form(request, number=number, error=_TOO_MANY, status=429)
        status = self._office.resident.open(number, form.get("secret", "")[:60])
        if status is None:
            return self._form(request, number=number, error=_WRONG, status=404)
        return self._templates.answer("status.html", {"status": status, "stations": timeline(status)})

    def _may_try(self, request: Request, number: str) -> bool:
        limits, now = self._office.settings.status, self._office.world.clock()
        address = request.client.host if request.client else ""
        by_address = Rule("status-address", limits.tries_per_address, limits.window_s)
        by_number = Rule("status-number", limits.tries_per_number, limits.window_s)
        tries = self._office.tries
        folded = fold_number(ReceiptNumber(number.upper()))  # or each spelling would have tries of its own
        return tries.take(by_address, address, now) and tries.take(by_number, folded, now)

    def _form(self, request: Request, *, number: str, error: str = "", status: int = 200) -> Response:
        token = self._cookies.form_token(request) or self._cookies.new_form_token()
        values = {"number": number, "error": error, "form_token": token}
        response = self._templates.answer("status_form.html", values, status=status)
        self._cookies.set_form_token(response, token)
        return response


def timeline(status: ResidentStatus) -> list[dict[str, object]]:
    """What was, what is now; the past states once each, in order."""
    lines: list[dict[str, object]] = [
        {"title": "Pismo złożone w urzędomacie", "at": status.sealed_at, "note": "", "is_now": False}
    ]
    titles = {
        LetterState.RECEIVED: "Urząd odebrał pismo",
        LetterState.REGISTERED: "Pismo ma numer urzędu",
        LetterState.IN_PROGRESS: "Urząd zajmuje się sprawą",
        LetterState.NEEDS_COMPLETING: "Trzeba coś uzupełnić",
        LetterState.DECISION_WAITING: "Odpowiedź czeka",
        LetterState.CLOSED: "Sprawa zakończona",
    }
    notes = {LetterState.REGISTERED: status.register_number or ""}
    for station in status.stations:
        note = notes.get(station.state, "")
        lines.append({"title": titles[station.state], "at": station.at, "note": note, "is_now": False})
    lines[-1]["is_now"] = True
    return lines
