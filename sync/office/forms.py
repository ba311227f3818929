"""Reads what a browser posts, with a ceiling, and knows which forms are our own."""

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

FORM_BYTES = 16 * 1024
FORM_TYPE = "application/x-www-form-urlencoded"

Form = Mapping[str, str]


class FormRefusedError(ValueError):
    """The body is not one of our forms."""


async def read_form(request: Request) -> Form:
    """Answer the fields; of a repeated one the first counts."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != FORM_TYPE:
        raise FormRefusedError("not a form")
    body = bytearray()
    async for data in request.stream():
        body += data
        if len(body) > FORM_BYTES:
            raise FormRefusedError("too long")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=30, errors="strict")
    except (UnicodeDecodeError, ValueError) as broken:
        raise FormRefusedError("not readable") from broken
    return {key: value.replace("\0", "") for key, value in reversed(pairs)}


def is_own_form(form: Form, cookie: str | None) -> bool:
    """For people who are not logged in: the form must carry what only a page of ours could have read."""
    given = form.get("form_token", "")
    return bool(cookie) and hmac.compare_digest(given.encode(), (cookie or "").encode())


def is_own_path(path: str) -> bool:
    """Tell a path of ours from another site's address in disguise."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
