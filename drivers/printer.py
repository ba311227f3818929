"""The receipt printer behind the process wall: the receipt comes out whole, or the resident is told why not.

`PrinterService` runs in the host process, `PrinterClient` is what the kiosk holds.
"""

import contextlib
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from drivers.device import DeviceClient, DeviceState, Event, Launcher, Reply
from drivers.host import Answer, Emit, Method
from drivers.printer_link import LinkDownError, PrinterLink
from drivers.printer_values import (
    NetworkConnection,
    PrintEnd,
    PrinterConfig,
    PrinterConnection,
    PrinterFault,
    PrinterStatus,
    PrinterWarning,
    PrintProgress,
    SerialConnection,
    TextMode,
    UsbConnection,
)
from drivers.receipt_encoding import ReceiptEncoder
from drivers.receipt_layout import CutLine, ReceiptSlip, lay_out
from drivers.receipt_words import ClockWords, Language
from drivers.wire import Buffer, DeviceFault, JsonValue

__all__ = [
    "ClockWords",
    "Language",
    "NetworkConnection",
    "PrintEnd",
    "PrintProgress",
    "PrinterClient",
    "PrinterConfig",
    "PrinterConnection",
    "PrinterFault",
    "PrinterService",
    "PrinterStatus",
    "PrinterWarning",
    "ReceiptSlip",
    "SerialConnection",
    "TextMode",
    "UsbConnection",
]

log = logging.getLogger(__name__)

_OK: Final = "ok"
# So many lines between two looks at the printer: paper that ran out is noticed before the next handful is sent.
_LINES_A_TIME: Final = 6
_CONFIRM_POLL_S: Final = 0.1


class PrinterService:
    """The host's side."""

    name = "printer"
    urgent: frozenset[str] = frozenset()

    def __init__(self, config: PrinterConfig) -> None:
        self._config = config
        self._encoder = ReceiptEncoder(config)
        self._emit: Emit | None = None
        self._pause = threading.Event()

    def start(self, emit: Emit) -> None:
        """Take note of where progress is told; the printer is connected to for each job anew."""
        self._emit = emit

    def methods(self) -> Mapping[str, Method]:
        """Return what can be called."""
        return {"status": self._status, "print_receipt": self._print}

    def close(self) -> None:
        """Do nothing: no connection outlives its call."""

    def _status(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del body, buffers
        try:
            with self._connected() as link:
                status = link.status()
        except LinkDownError as error:
            return Answer(error.fault)
        return Answer(status.fault or _OK, status.to_json())

    def _print(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        slip, is_again, job = body["slip"], body["is_again"], body["job"]
        del buffers
        assert isinstance(slip, Mapping)  # noqa: S101 - our own client's words
        lines = lay_out(ReceiptSlip.from_json(slip), self._encoder.columns)
        chunks = list(self._encoder.encode(lines))
        if is_again is True:
            # Half a receipt may hang out of the printer: cut it off, so that nobody takes two halves for one.
            chunks.insert(0, b"".join(self._encoder.encode([CutLine()])))
        log.info("receipt started", extra={"lines": len(chunks), "is_again": is_again is True})

        def tell(sent: int) -> None:
            assert self._emit is not None  # noqa: S101 - start() came first
            self._emit("progress", {"job": job, "sent": sent, "total": len(chunks)}, ())

        status, sent = self._send(chunks, tell, clear=is_again is True)
        log.info("receipt ended", extra={"outcome": status.fault or _OK, "lines_sent": sent})
        return Answer(status.fault or _OK, {**status.to_json(), "sent": sent, "total": len(chunks)})

    def _send(
        self, chunks: Sequence[bytes], tell: Callable[[int], None], *, clear: bool
    ) -> tuple[PrinterStatus, int]:
        sent = 0
        try:
            with self._connected() as link:
                status = link.status()
                if status.fault is None and clear:
                    self._clear(link)
                while status.fault is None and sent < len(chunks):
                    handful = chunks[sent : sent + _LINES_A_TIME]
                    link.write(b"".join(handful))
                    sent += len(handful)
                    tell(sent)
                    status = link.status()
                if status.fault is None:
                    status = self._confirmed(link)
                if status.fault is not None:
                    # Now, or the rest comes out by itself as soon as the cover is closed or paper is in.
                    self._clear(link)
                return status, sent
        except LinkDownError as error:
            return self._second_look(error.fault), sent

    def _clear(self, link: PrinterLink) -> None:
        if self._config.clears_buffer:
            link.clear()

    def _confirmed(self, link: PrinterLink) -> PrinterStatus:
        """Wait until the last line is on paper."""
        if not self._config.confirms_printing:
            return link.status()
        link.ask_confirmation()
        deadline = time.monotonic() + self._config.print_timeout_s
        while True:
            status = link.status()
            if status.fault is not None or link.is_confirmed():
                return status
            if time.monotonic() > deadline:
                return PrinterStatus(PrinterFault.SILENT)
            self._pause.wait(_CONFIRM_POLL_S)

    def _second_look(self, fault: PrinterFault) -> PrinterStatus:
        """Ask over a new connection: one that is full of an unprinted receipt carries no question any more."""
        if fault is not PrinterFault.SILENT:
            return PrinterStatus(fault)
        try:
            with self._connected() as link:
                status = link.status()
        except LinkDownError as error:
            return PrinterStatus(error.fault)
        return status if status.fault is not None else PrinterStatus(fault)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[PrinterLink]:
        link = PrinterLink(self._config)
        try:
            yield link
        finally:
            link.close()


class PrinterClient:
    """The kiosk's side of the printer host; every call ends within its deadline with a typed outcome."""

    def __init__(
        self, launch: Launcher, config: PrinterConfig, *, on_state: Callable[[DeviceState], None]
    ) -> None:
        self._config = config
        self._jobs = itertools.count(1)
        self._listeners: dict[int, Callable[[PrintProgress], None]] = {}
        # After a start nobody knows what hangs out of the printer: perhaps the secret of the one before.
        self._is_paper_clean = False
        self.device: Final = DeviceClient(launch, on_event=self._hear, on_state=on_state)

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until the host serves; tell whether it does."""
        return self.device.wait_ready(timeout_s)

    def status(self) -> PrinterStatus:
        """Ask the printer what is wrong with it, if anything."""
        reply = self.device.call("status", deadline_s=self._config.deadline_s)
        return PrinterStatus.from_json(_fault(reply), reply.body)

    def print_receipt(self, slip: ReceiptSlip, on_progress: Callable[[PrintProgress], None]) -> PrintEnd:
        """Print the receipt from its top to its cut, and wait until it is on paper.

        After one that ended with a fault, the next is preceded by a cut. Progress comes on the device's thread.
        """
        job = next(self._jobs)
        body: dict[str, JsonValue] = {
            "slip": slip.to_json(),
            "is_again": not self._is_paper_clean,
            "job": job,
        }
        self._is_paper_clean = False
        self._listeners[job] = on_progress
        try:
            reply = self.device.call("print_receipt", body, deadline_s=self._config.deadline_s)
        finally:
            del self._listeners[job]
        self._is_paper_clean = reply.ok
        status = PrinterStatus.from_json(_fault(reply), reply.body)
        return PrintEnd(status.fault, _progress(reply.body), status.warning)

    def close(self) -> None:
        """End the host."""
        self.device.close()

    def _hear(self, event: Event) -> None:
        listener = self._listeners.get(_whole(event.body, "job"))
        if listener is not None:
            listener(_progress(event.body))


def _progress(body: Mapping[str, JsonValue]) -> PrintProgress:
    return PrintProgress(_whole(body, "sent"), _whole(body, "total"))


def _whole(body: Mapping[str, JsonValue], key: str) -> int:
    value = body.get(key, 0)
    return value if isinstance(value, int) else 0


_OF_THE_WALL: Final[dict[str, PrinterFault]] = {
    DeviceFault.TIMEOUT: PrinterFault.SILENT,
    DeviceFault.GONE: PrinterFault.IO_ERROR,
    DeviceFault.GARBLED: PrinterFault.IO_ERROR,
    DeviceFault.FAILED: PrinterFault.IO_ERROR,
    DeviceFault.UNKNOWN_METHOD: PrinterFault.IO_ERROR,
}


def _fault(reply: Reply) -> PrinterFault | None:
    if reply.ok:
        return None
    return _OF_THE_WALL.get(reply.outcome) or PrinterFault(reply.outcome)
