"""The printer's host, the kiosk and the settings must mean the same by "paper out": the printer's words, as types."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeAlias

from drivers.wire import JsonValue


class PrinterFault(StrEnum):
    """Why the receipt did not come out whole."""

    PAPER_OUT = "printer.paper_out"
    COVER_OPEN = "printer.cover_open"
    OFFLINE = "printer.offline"  # it says so itself, without a reason that we know
    UNPLUGGED = "printer.unplugged"  # nobody answers at its address, or the cable is out
    SILENT = "printer.silent"  # connected, but it answers nothing
    IO_ERROR = "printer.io_error"  # its knife or mechanism is at fault, or what it says makes no sense


class PrinterWarning(StrEnum):
    """What a technician should see to soon."""

    PAPER_NEAR_END = "printer.paper_near_end"


class TextMode(StrEnum):
    """How letters come onto the paper."""

    CODEPAGE = "codepage"  # the printer's own letters; a line with others is drawn
    GRAPHICS = "graphics"  # every line is drawn


@dataclass(frozen=True)
class NetworkConnection:
    """A printer with an address of its own."""

    host: str
    port: int = 9100


@dataclass(frozen=True)
class UsbConnection:
    """A printer on USB."""

    vendor: int
    product: int


@dataclass(frozen=True)
class SerialConnection:
    """A printer on a serial line."""

    device: str
    baud: int = 38400


PrinterConnection: TypeAlias = NetworkConnection | UsbConnection | SerialConnection


@dataclass(frozen=True)
class PrinterConfig:
    """Which printer, and what it can do."""

    connection: PrinterConnection
    profile: str = "TM-T20II"
    """python-escpos's name for the model: paper width, code pages."""
    text_mode: TextMode = TextMode.CODEPAGE
    code_page: str = "CP852"
    """Pinned, because some profiles would choose a Baltic page for Polish."""
    has_native_qr: bool = True
    """The printer draws QR codes itself."""
    confirms_printing: bool = True
    """It answers GS r when all before that is printed; cheap printers don't."""
    clears_buffer: bool = True
    """It knows DLE DC4 8, which throws away what an interrupted receipt left in its memory."""
    answer_timeout_s: float = 3.0
    print_timeout_s: float = 20.0
    """From the last byte until the last line is on paper."""
    deadline_s: float = 45.0


@dataclass(frozen=True)
class PrinterStatus:
    """What the printer says of itself."""

    fault: PrinterFault | None
    warning: PrinterWarning | None = None

    def to_json(self) -> dict[str, JsonValue]:
        """Return what goes through the process wall beside the fault."""
        return {"warning": self.warning}

    @classmethod
    def from_json(cls, fault: PrinterFault | None, body: Mapping[str, JsonValue]) -> Self:
        """Read what came through the process wall."""
        warning = body.get("warning")
        return cls(fault, None if warning is None else PrinterWarning(str(warning)))


@dataclass(frozen=True)
class PrintProgress:
    """How much of the receipt the printer has taken."""

    lines_sent: int
    lines_total: int

    @property
    def fraction(self) -> float:
        """From 0 to 1."""
        return self.lines_sent / self.lines_total if self.lines_total else 0.0


@dataclass(frozen=True)
class PrintEnd:
    """How printing ended: without a fault the whole receipt is on paper and cut."""

    fault: PrinterFault | None
    progress: PrintProgress
    warning: PrinterWarning | None = None
