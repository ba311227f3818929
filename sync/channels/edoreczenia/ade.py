"""Addresses for electronic delivery, checked by shape: how the last two digits are computed is not published."""

import re

_SHAPE = re.compile(r"AE:PL-[0-9]{5}-[0-9]{5}-[A-Z]{5}-[0-9]{2}")


def is_ade(text: str) -> bool:
    """Tell whether this looks like a Polish address, e.g. `AE:PL-28080-40239-TUSBF-26`."""
    return _SHAPE.fullmatch(text) is not None
