"""What the resident is told of a letter that went by electronic delivery."""

from collections.abc import Mapping
from datetime import datetime

from sync.case_status import CaseReport, CaseState, Step
from sync.channels.edoreczenia.letter import Composed
from sync.status import JsonValue

RECIPIENT = "recipient"
RECEIVED_AT = "received_at"
SEALED_AT = "sealed_at"
SHEETS = "sheets"
PAGES = "pages"
THREAD = "thread"


def facts_of(composed: Composed) -> dict[str, str]:
    """Answer what must be remembered to tell the status when the package is gone."""
    record = composed.record
    return {
        RECIPIENT: composed.message.recipient,
        SEALED_AT: record.sealed.at.isoformat(),
        SHEETS: str(record.account.sheets_in),
        PAGES: str(record.account.pages_shown),
    }


def report(number: str, known: Mapping[str, str], answered_at: datetime | None) -> dict[str, JsonValue]:
    """Answer the report; an answer in the mailbox is told as such, what is in it stays unread."""
    received_at = known[RECEIVED_AT]
    steps = [Step(CaseState.RECEIVED, datetime.fromisoformat(received_at))]
    if answered_at is not None:
        steps.append(Step(CaseState.DECISION_WAITING, answered_at))
    told = CaseReport(
        number=number,
        sealed_at=known.get(SEALED_AT, received_at),
        received_at=received_at,
        register_number="",
        case_mark="",
        sheets=int(known.get(SHEETS, "0")),
        pages=int(known.get(PAGES, "0")),
        steps=steps,
    )
    return told.to_json()
