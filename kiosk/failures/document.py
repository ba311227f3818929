"""Writes the failure words as a page of the manual, so that the page can't say anything else than the screen."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from kiosk.failures.catalogue import FALLBACK, Catalogue, Failure, Severity, load_catalogue

PAGE = Path(__file__).parents[2] / "docs" / "failures.md"

_INTRODUCTION = f"""# Failures

Every failure has a code. The resident reads what happened, what is safe and what to do now, in the language of the
visit; the technician reads the cause and the remedy. This page is generated from `kiosk/failures/*.toml` with
`python -m kiosk.failures.document`. A code without words is shown as `{FALLBACK}`.

| severity | who has to do something |
|---|---|
| {Severity.NOTE} | nobody: it is only told |
| {Severity.DEVICE} | the resident or the staff, at the device |
| {Severity.VISIT} | the resident, with the letter |
| {Severity.TECHNICIAN} | a technician |
"""


def document(catalogue: Catalogue) -> str:
    """Return the page."""
    areas = groupby(catalogue, key=lambda code: code.partition(".")[0])
    return "\n".join([_INTRODUCTION, *(_area(area, list(codes), catalogue) for area, codes in areas)])


def _area(area: str, codes: list[str], catalogue: Catalogue) -> str:
    return "\n".join([f"## {area}", "", *(_failure(code, catalogue.failure(code)) for code in codes)])


def _failure(code: str, failure: Failure) -> str:
    words = failure.words("pl")
    lines = [
        f"### `{code}`",
        "",
        f"- **Severity:** {failure.severity}",
        f"- **Cause:** {failure.cause}",
        f"- **Remedy:** {failure.remedy}",
        f"- **On the screen:** *{words.title}* · {' '.join(filter(None, (words.safe, _steps(words.now))))}",
    ]
    if words.action:
        lines.append(f"- **Button:** *{words.action}*")
    return "\n".join([*lines, ""])


def _steps(now: tuple[str, ...]) -> str:
    return " ".join(f"{number}. {step}." for number, step in enumerate(now, 1))


def main() -> None:
    """Write the page."""
    PAGE.write_text(document(load_catalogue()), encoding="utf-8")


if __name__ == "__main__":
    main()
