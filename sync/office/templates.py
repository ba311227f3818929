"""One Jinja environment: everything escaped, nothing undefined, no sentence built outside `words`."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from sync.clock import ClockState
from sync.office import words
from sync.office.settings import OfficeSettings
from sync.office.states import WORDS

FOLDER = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"


class Templates:
    """Fills pages in."""

    def __init__(self, settings: OfficeSettings) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "day": words.day,
            "short_day": words.short_day,
            "hour": words.hour,
            "moment": words.moment_text,
            "plural": words.plural,
            "size": words.size_text,
        }
        self._environment.globals |= {
            "office_name": settings.office_name,
            "base": settings.public_path,
            "is_demo": settings.demo,
            "clock_words": {state.value: text for state, text in words.CLOCKS.items()},
            "unsure_clocks": (ClockState.DRIFTED.value, ClockState.UNKNOWN.value),
            "state_words": {state.value: text for state, text in WORDS.items()},
            "role_words": words.ROLES,
            "event_words": words.EVENTS,
            "event_details": words.event_details,
            "refusal_words": words.REFUSALS,
            "page_notes": words.PAGE_NOTES,
        }

    def answer(self, name: str, values: Mapping[str, object], *, status: int = 200) -> HTMLResponse:
        """A filled-in page."""
        return HTMLResponse(self._environment.get_template(name).render(**values), status_code=status)
