"""How the API says no, and how blocking work leaves the event loop."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import to_thread
from starlette.responses import JSONResponse

from sync.office.faults import Refusal

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


async def ask(
    work: Callable[Parameters, Answer], *arguments: Parameters.args, **named: Parameters.kwargs
) -> Answer:
    """Run something that touches the disk or the database on a worker thread."""
    return await to_thread.run_sync(partial(work, *arguments, **named))


def refuse(refusal: Refusal, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Say no with a reason that a program can act on and a sentence that a technician can."""
    body = {"reason": refusal.fault.reason, "code": refusal.fault.value, "detail": refusal.detail}
    response = JSONResponse(body, status_code=refusal.status, headers=dict(headers or {}))
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
