"""Knows what offices stamp on letters, so that a receipt stamp is taken neither for an addressee nor for a date."""

from __future__ import annotations

import re

_STAMP = re.compile(
    r"^\W*(?:wp[łl]yn[ęe][łl][oa]|wp[łl]yw$|data wp[łl]ywu|biuro podawcze|punkt podawczy|sekretariat$|l\.?\s?dz\b|"
    r"liczba za[łl]|dn(?:ia|a)?\.?\s\d{1,2}[. ]\d{1,2}[. ]\d{4}\W*$|kancelaria (?:og[óo]lna|g[łl][óo]wna)$|"
    r"kopia$|za zgodno[śs][ćc] z orygina[łl]em$|odpis$)",
    re.IGNORECASE,
)


def is_receipt_stamp(text: str) -> bool:
    """Say whether the line is one of those that a receipt stamp has."""
    return bool(_STAMP.match(text))
