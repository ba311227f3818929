"""Somebody must play the hands at a virtual scanner that runs in a process of its own: control by HTTP.

`POST /ctl` with `{"do": "jam", "after_sheets": 2}`; every answer, and `GET /ctl`, tells how things stand.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drivers.virtual.feeder import AdfState
from drivers.virtual.loopback import Exchange, LoopbackServer

if TYPE_CHECKING:
    from drivers.virtual.escl import VirtualScanner


class Silence(StrEnum):
    """Which requests are left unanswered."""

    PAGES = "pages"
    ALL = "all"


class Cut(StrEnum):
    """How half of a page comes about."""

    CONNECTION = "connection"  # the connection breaks inside the page
    BODY = "body"  # a complete answer that holds half a JPEG


def control_server(scanner: VirtualScanner, port: int) -> LoopbackServer:
    """Serve the control interface of a scanner."""

    def handle(exchange: Exchange) -> None:
        if exchange.path != "/ctl":
            exchange.answer(HTTPStatus.NOT_FOUND)
            return
        try:
            if exchange.method == "POST":
                command(scanner, json.loads(exchange.body))
        except (ValueError, TypeError, KeyError, OSError) as error:
            reason = json.dumps({"error": f"{type(error).__name__}: {error}"})
            exchange.answer(HTTPStatus.BAD_REQUEST, reason.encode(), content_type="application/json")
            return
        facts = json.dumps(describe(scanner))
        exchange.answer(HTTPStatus.OK, facts.encode(), content_type="application/json")

    return LoopbackServer(handle, port)


def describe(scanner: VirtualScanner) -> dict[str, Any]:
    """Tell how things stand at the scanner."""
    return {
        "state": scanner.state,
        "adf_state": scanner.adf_state,
        "sides_left": scanner.feeder.sides_left,
        "sheets_fed": scanner.feeder.sheets_fed,
        "is_there": scanner.is_there,
    }


def command(scanner: VirtualScanner, request: dict[str, Any]) -> None:
    """Carry out one request; raise ValueError, TypeError, KeyError or OSError for one that makes no sense."""
    arguments = dict(request)
    name = arguments.pop("do")
    feeder = scanner.feeder

    def set_speed(*, seconds_per_sheet: float) -> None:
        feeder.seconds_per_sheet = float(seconds_per_sheet)

    actions: dict[str, Callable[..., object]] = {
        "load": lambda *, folder: feeder.load(Path(folder)),
        "take_out": feeder.take_out,
        "jam": feeder.jam,
        "multipick": feeder.multipick,
        "mispick": feeder.mispick,
        "clear": feeder.clear,
        "open_cover": lambda *, state=AdfState.DOOR_OPEN: feeder.open_cover(AdfState(state)),
        "close_cover": feeder.close_cover,
        "speed": set_speed,
        "busy": lambda *, on=True: scanner.be_busy(is_busy=on),
        "silence": lambda *, requests="pages": scanner.fall_silent(Silence(requests)),
        "speak": scanner.speak,
        "cut": lambda *, how: scanner.cut_pages(Cut(how) if how else None),
        "glass": lambda *, file: scanner.lay_on_glass(Path(file) if file else None),
        "vanish": scanner.vanish,
        "come_back": scanner.come_back,
    }
    actions[name](**arguments)
