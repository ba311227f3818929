"""Finds a letter by its words, whichever database is underneath and however the clerk spells Polish letters."""

import re
import unicodedata

from sqlalchemy import ColumnElement, Connection, select, text
from sqlalchemy.sql import column, table

from sync.office.schema import submissions

_SEARCH = table("submission_search", column("submission_id"), column("words"))
_WORD = re.compile(r"\w+")
# Letters that Unicode doesn't take apart into a base and an accent.
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o"})
_MOST_WORDS = 12


def fold(words: str) -> str:
    """Reduce text to lower-case letters without accents, so that `zolw` finds `Żółw`."""
    decomposed = unicodedata.normalize("NFKD", words.casefold().translate(_STROKES))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def index_submission(connection: Connection, submission_id: str, words: str) -> None:
    """Make a letter findable, in the transaction that records it."""
    folded = " ".join(_WORD.findall(fold(words)))
    is_sqlite = connection.dialect.name == "sqlite"
    value = ":words" if is_sqlite else "to_tsvector('simple', :words)"
    # A tsvector holds at most 1 MiB; what a 200-page letter says beyond it is not searched.
    shortened = folded if is_sqlite else folded[:300_000]
    statement = f"INSERT INTO submission_search (submission_id, words) VALUES (:id, {value})"  # noqa: S608  fixed text
    connection.execute(text(statement), {"id": submission_id, "words": shortened})


def matching(connection: Connection, query: str) -> ColumnElement[bool] | None:
    """A condition on submissions that holds where every word of the query begins some word of the letter."""
    words = _WORD.findall(fold(query))[:_MOST_WORDS]
    if not words:
        return None
    if connection.dialect.name == "sqlite":
        expression = " ".join(f'"{word}"*' for word in words)
        condition = text("submission_search MATCH :fts").bindparams(fts=expression)
    else:
        expression = " & ".join(f"{word}:*" for word in words)
        condition = text("words @@ to_tsquery('simple', :fts)").bindparams(fts=expression)
    found = select(_SEARCH.c.submission_id).where(condition)
    return submissions.c.id.in_(found)
