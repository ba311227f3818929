"""The clerk's pages: the inbox, one letter, its files, and the two acts."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from sync.office.context import Office
from sync.office.history import EventKind, record
from sync.office.kiosks import Kiosk
from sync.office.letters import InboxFilter, Letter
from sync.office.pages import WIDTHS_PX, PageName
from sync.office.registry import ActOutcome, Registration, StateChange
from sync.office.report import account_finding, field_lines, seal_finding, signature_findings
from sync.office.schema import events
from sync.office.states import AFTER_REGISTRATION, LetterState
from sync.office.templates import Templates
from sync.office.web import Visit
from sync.office.words import ACTS
from sync.submission import LETTER, PageFate

_QUIET_EVENTS = {EventKind.SUBMISSION_OPENED, EventKind.PACKAGE_DOWNLOADED}
_THUMB_PX, _PAGE_PX, _LARGE_PX = WIDTHS_PX


class Desk:
    """Each method is one page."""

    def __init__(self, office: Office, templates: Templates) -> None:
        self._office = office
        self._templates = templates

    def inbox(self, visit: Visit) -> Response:
        """GET /pisma."""
        query = visit.request.query_params
        wanted = _filter(query)
        page = self._office.letters.inbox(wanted, _whole(query.get("strona", "1")))
        kiosks = {kiosk.id: kiosk.name for kiosk in self._office.register.all()}
        values = {
            "session": visit.session,
            "inbox": page,
            "wanted": wanted,
            "counts": self._office.letters.counts(),
            "states": list(LetterState),
            "addressees": self._office.letters.addressees(),
            "kiosks": kiosks,
            "link": lambda **changes: _link(query, changes),
        }
        return self._templates.answer("inbox.html", values)

    def letter(self, visit: Visit) -> Response:
        """GET /pisma/{id}."""
        letter = self._office.letters.get(visit.submission_id())
        if letter is None:
            return self._missing(visit)
        self._remember_opening(visit, letter.id)
        outcome = visit.request.query_params.get("wynik", "")
        return self._show(visit, letter, outcome=ActOutcome(outcome) if outcome in set(ActOutcome) else None)

    def register(self, visit: Visit) -> Response:
        """POST /pisma/{id}/rejestr."""
        wish = Registration(
            register_number=visit.form.get("register_number", "")[:200],
            case_mark=visit.form.get("case_mark", "")[:200],
            seen_version=_whole(visit.form.get("version", "")),
            reason=visit.form.get("reason", "")[:300],
        )
        outcome = self._office.registry.register(visit.submission_id(), wish, visit.user)
        return self._after(visit, outcome)

    def set_state(self, visit: Visit) -> Response:
        """POST /pisma/{id}/stan."""
        chosen = visit.form.get("state", "")
        if chosen not in set(LetterState):
            return self._after(visit, ActOutcome.STATE_NOT_ALLOWED)
        wish = StateChange(
            state=LetterState(chosen),
            note=visit.form.get("note", "")[:2000],
            seen_version=_whole(visit.form.get("version", "")),
        )
        outcome = self._office.registry.set_state(visit.submission_id(), wish, visit.user)
        return self._after(visit, outcome)

    def picture(self, visit: Visit) -> Response:
        """GET /pisma/{id}/strony/{page}.jpg."""
        page = visit.request.path_params["page"]
        width = _whole(visit.request.query_params.get("w", str(_PAGE_PX)))
        picture = self._office.pictures.picture(PageName(visit.submission_id(), page, width))
        return Response(status_code=404) if picture is None else Response(picture, media_type="image/jpeg")

    def document(self, visit: Visit) -> Response:
        """GET /pisma/{id}/document.pdf."""
        found = self._office.letters.part(visit.submission_id(), LETTER)
        if found is None:
            return self._missing(visit)
        return self._download(visit, found[0], "document.pdf", "application/pdf")

    def package(self, visit: Visit) -> Response:
        """GET /pisma/{id}/package.asice."""
        letter = self._office.letters.get(visit.submission_id())
        if letter is None:
            return self._missing(visit)
        with self._office.blobs.open(letter.row.package_key) as package:
            data = package.read()
        return self._download(visit, data, "package.asice", "application/vnd.etsi.asic-e+zip")

    def proof(self, visit: Visit) -> Response:
        """GET /pisma/{id}/proof-of-receipt.xml."""
        proof = self._office.proofs.issue(visit.submission_id())
        if proof is None:
            return self._missing(visit)
        return self._download(visit, proof, "proof-of-receipt.xml", "application/xml")

    def _show(
        self,
        visit: Visit,
        letter: Letter,
        *,
        outcome: ActOutcome | None = None,
        entered: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        removed = [page for page in letter.record.pages if page.fate is PageFate.REMOVED]
        example = self._office.settings.register_number_example
        owner = ""
        if outcome is ActOutcome.NUMBER_USED and entered is not None:
            owner = self._office.registry.owner_of(entered.get("register_number", "")) or ""
        values = {
            "session": visit.session,
            "letter": letter,
            "row": letter.row,
            "fields": field_lines(letter.record),
            "signatures": signature_findings(letter.signatures),
            "seal": seal_finding(letter),
            "account": account_finding(letter.record.account, letter.row.pdf_pages),
            "removed": removed,
            "history": [item for item in letter.history if item.kind not in _QUIET_EVENTS],
            "openings": [item for item in letter.history if item.kind in _QUIET_EVENTS],
            "choices": AFTER_REGISTRATION,
            "outcome": outcome,
            "outcome_text": ACTS[outcome].format(example=example, owner=owner) if outcome else "",
            "is_good": outcome in (ActOutcome.DONE, ActOutcome.DONE_BEFORE),
            "entered": entered or {},
            "number_example": example,
            "widths": {"page": _PAGE_PX, "large": _LARGE_PX, "thumb": _THUMB_PX},
        }
        return self._templates.answer("letter.html", values, status=status)

    def _after(self, visit: Visit, outcome: ActOutcome) -> Response:
        """Go back to the letter by a redirect, so that a reload repeats nothing; or show what was wrong."""
        if outcome in (ActOutcome.DONE, ActOutcome.DONE_BEFORE):
            base = self._office.settings.public_path
            address = f"{base}/pisma/{visit.submission_id()}?wynik={outcome.value}"
            return RedirectResponse(address, status_code=303)
        letter = self._office.letters.get(visit.submission_id())
        if letter is None:
            return self._missing(visit)
        status = 409 if outcome in (ActOutcome.CHANGED_MEANWHILE, ActOutcome.NUMBER_USED) else 422
        return self._show(visit, letter, outcome=outcome, entered=visit.form, status=status)

    def _missing(self, visit: Visit) -> Response:
        values = {
            "session": visit.session,
            "title": "Nie ma takiego pisma",
            "sentence": "Sprawdź adres strony.",
        }
        return self._templates.answer("message.html", values, status=404)

    def _download(self, visit: Visit, data: bytes, name: str, media_type: str) -> Response:
        self._record(visit, EventKind.PACKAGE_DOWNLOADED, {"name": name})
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=media_type, headers=headers)

    def _remember_opening(self, visit: Visit, submission_id: str) -> None:
        """Who looked at a letter is on record, once in a row and not at every reload."""
        query = select(events.c.user_id, events.c.kind).where(events.c.submission_id == submission_id)
        with self._office.database.read() as connection:
            last = connection.execute(query.order_by(events.c.id.desc()).limit(1)).one_or_none()
        if last is None or (last.user_id, last.kind) != (visit.user.id, EventKind.SUBMISSION_OPENED):
            self._record(visit, EventKind.SUBMISSION_OPENED, {})

    def _record(self, visit: Visit, kind: EventKind, facts: Mapping[str, str]) -> None:
        with self._office.database.write() as connection:
            record(
                connection,
                kind,
                at=self._office.world.clock(),
                submission_id=visit.submission_id(),
                user_id=visit.user.id,
                facts=facts,
            )


class Oversight:
    """The administrator's page: kiosks, accounts, and what was refused."""

    def __init__(self, office: Office, templates: Templates) -> None:
        self._office = office
        self._templates = templates

    def show(self, visit: Visit) -> Response:
        """GET /nadzor."""
        from sync.office.history import latest

        with self._office.database.read() as connection:
            refusals = latest(connection, [EventKind.PACKAGE_REFUSED], count=50)
        forwarding = self._office.forwarding
        values = {
            "session": visit.session,
            "kiosks": [_kiosk_line(kiosk) for kiosk in self._office.register.all()],
            "users": self._office.accounts.all(),
            "refusals": refusals,
            "stopped": [] if forwarding is None else forwarding.stopped(),
            "is_forwarding": forwarding is not None,
        }
        return self._templates.answer("oversight.html", values)


def _kiosk_line(kiosk: Kiosk) -> dict[str, object]:
    ends = min(certificate.not_valid_after_utc for certificate in kiosk.seal_certificates[:1])
    return {"kiosk": kiosk, "certificate_ends_at": ends}


def _filter(typed: Mapping[str, str]) -> InboxFilter:
    query = {key: value.replace("\0", "") for key, value in typed.items()}
    state, signed = query.get("stan", ""), query.get("podpis", "")
    return InboxFilter(
        state=LetterState(state) if state in set(LetterState) else None,
        addressee=query.get("adresat", "")[:500],
        kiosk_id=query.get("urzedomat", "")[:64],
        since=_date(query.get("od", "")),
        until=_date(query.get("do", "")),
        is_signed={"tak": True, "nie": False}.get(signed),
        words=query.get("szukaj", "")[:200],
    )


def _link(query: Mapping[str, str], changes: Mapping[str, object]) -> str:
    """The same inbox with something changed; a change begins again at the first page."""
    kept = {key: value for key, value in query.items() if key != "strona" and value}
    kept |= {key: str(value) for key, value in changes.items()}
    return "?" + urlencode({key: value for key, value in kept.items() if value})


def _date(text: str) -> date | None:
    """A day on which letters can have come; the calendar's very ends have no midnight in Warsaw."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in range(2000, 2100) else None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
