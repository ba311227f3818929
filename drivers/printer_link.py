"""The wire to the printer: python-escpos carries the bytes, and every way in which that fails gets a name here.

Two kinds of answers come back on the same wire: real-time status at once (DLE EOT), and the confirmation that
all before it has been printed (GS r). Their fixed bits tell them apart.
"""

import contextlib
import errno
import socket
import time
from collections.abc import Iterator
from typing import Any, Final

from drivers.escpos_library import DeviceNotFoundError, Error, Network, Serial, Usb
from drivers.printer_values import (
    NetworkConnection,
    PrinterConfig,
    PrinterFault,
    PrinterStatus,
    PrinterWarning,
    UsbConnection,
)

_REAL_TIME_STATUS: Final = b"\x10\x04"  # DLE EOT n
_CONFIRM: Final = b"\x1dr\x01"  # GS r 1
_CLEAR_BUFFER: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 8
_CLEARED: Final = 0x37  # begins the answer to that: three bytes
_CLEARED_BYTES: Final = 3
_PRINTER, _OFFLINE_CAUSE, _ERROR_CAUSE, _PAPER = 1, 2, 3, 4


class LinkDownError(Exception):
    """The printer can't be spoken to any more, for this reason."""

    def __init__(self, fault: PrinterFault) -> None:
        super().__init__(fault)
        self.fault: Final = fault


class PrinterLink:
    """One open connection to the printer."""

    def __init__(self, config: PrinterConfig) -> None:
        self._config = config
        self._confirmations = 0
        self._to_skip = 0
        with _named_failures():
            self._printer = _open(config)

    def close(self) -> None:
        """Close the connection."""
        with contextlib.suppress(OSError, Error):
            self._printer.close()

    def write(self, data: bytes) -> None:
        """Send bytes; raise LinkDownError."""
        with _named_failures():
            self._printer._raw(data)

    def status(self) -> PrinterStatus:
        """Ask the printer what is wrong with it, if anything; raise LinkDownError."""
        paper = self._ask(_PAPER)
        warning = PrinterWarning.PAPER_NEAR_END if paper & 0x0C else None
        if not self._ask(_PRINTER) & 0x08:
            return PrinterStatus(None, warning)
        cause = self._ask(_OFFLINE_CAUSE)
        if cause & 0x04:
            return PrinterStatus(PrinterFault.COVER_OPEN, warning)
        if cause & 0x20 or paper & 0x60:
            return PrinterStatus(PrinterFault.PAPER_OUT, warning)
        if cause & 0x40 and self._ask(_ERROR_CAUSE) & 0x6C:
            return PrinterStatus(PrinterFault.IO_ERROR, warning)
        return PrinterStatus(PrinterFault.OFFLINE, warning)

    def clear(self) -> None:
        """Throw away what the printer hasn't printed yet; raise LinkDownError."""
        self.write(_CLEAR_BUFFER)
        self.status()  # answered after it: once this returns, it has been obeyed

    def ask_confirmation(self) -> None:
        """Ask to be told when all that was sent has been printed; raise LinkDownError."""
        self._confirmations = 0
        self.write(_CONFIRM)

    def is_confirmed(self) -> bool:
        """Tell whether all that was sent before ask_confirmation() has been printed."""
        return self._confirmations > 0

    def _ask(self, what: int) -> int:
        self.write(_REAL_TIME_STATUS + bytes([what]))
        deadline = time.monotonic() + self._config.answer_timeout_s
        while time.monotonic() < deadline:
            answers = [byte for byte in self._read() if self._is_status(byte)]
            if answers:
                return answers[-1]
        raise LinkDownError(PrinterFault.SILENT)

    def _read(self) -> bytes:
        with _named_failures():
            data = bytes(self._printer._read())
        if not data:
            # A closed network connection reads as empty at once; serial and USB read so when nothing came in time.
            is_network = isinstance(self._config.connection, NetworkConnection)
            raise LinkDownError(PrinterFault.UNPLUGGED if is_network else PrinterFault.SILENT)
        return data

    def _is_status(self, byte: int) -> bool:
        """Sort one byte from the printer; tell whether it is a real-time status."""
        if self._to_skip:
            self._to_skip -= 1
        elif byte == _CLEARED:
            self._to_skip = _CLEARED_BYTES - 1
        elif byte & 0x93 == 0x12:
            return True
        elif byte & 0x90 == 0:
            self._confirmations += 1
        return False


def _open(config: PrinterConfig) -> Any:
    timeout_s, connection = config.answer_timeout_s, config.connection
    if isinstance(connection, NetworkConnection):
        printer: Any = Network(connection.host, connection.port, timeout_s, profile=config.profile)
        # Connected here: python-escpos leaks the socket of a failed attempt, and can't be told to send at once.
        link = socket.create_connection((connection.host, connection.port), timeout_s)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        printer.device = link
        return printer
    if isinstance(connection, UsbConnection):
        printer = Usb(
            connection.vendor, connection.product, timeout=int(timeout_s * 1000), profile=config.profile
        )
    else:
        printer = Serial(connection.device, connection.baud, timeout=timeout_s, profile=config.profile)
    printer.open()
    return printer


@contextlib.contextmanager
def _named_failures() -> Iterator[None]:
    """Give the failures of sockets, libusb and serial lines their names."""
    try:
        yield
    except DeviceNotFoundError as error:
        raise LinkDownError(PrinterFault.UNPLUGGED) from error
    except OSError as error:
        # The failures of libusb and of serial lines are OSErrors too, but a timeout there is no TimeoutError.
        is_late = isinstance(error, TimeoutError) or error.errno == errno.ETIMEDOUT
        raise LinkDownError(PrinterFault.SILENT if is_late else PrinterFault.UNPLUGGED) from error
    except Error as error:
        raise LinkDownError(PrinterFault.IO_ERROR) from error
