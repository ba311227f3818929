"""A receipt printer at the far end of a network cable: it takes bytes, answers what it is asked, and misbehaves.

Bytes go into its memory and are printed as paper, cover and power allow. Questions about its state are answered at
once, past the memory and wherever they stand in the stream, as a real printer does.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from drivers.virtual.paper import PaperItem
from drivers.virtual.paper_image import draw_paper
from drivers.virtual.print_mechanism import PaperSensor, PrintMechanism

__all__ = ["PaperSensor", "VirtualPrinter"]

_REAL_TIME: Final = b"\x10"
_LONGEST_REAL_TIME: Final = 10


class VirtualPrinter:
    """An ESC/POS printer on a TCP port of this machine."""

    def __init__(self, port: int = 0, *, width_dots: int = 576, line_time_s: float = 0.0) -> None:
        """Listen on the port (0 = any free one); a line takes `line_time_s` to print."""
        self.mechanism: Final = PrintMechanism(width_dots=width_dots, line_time_s=line_time_s)
        self._holding = threading.Lock()
        self._connections: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._is_plugged_in = False
        self._listener = self._listen(port)
        self.port: Final[int] = self._listener.getsockname()[1]

    def set_paper(self, paper: PaperSensor) -> None:
        """Put paper in, or take it out."""
        self.mechanism.set_paper(paper)

    def set_cover(self, *, is_open: bool) -> None:
        """Open or close the cover."""
        self.mechanism.set_cover(is_open=is_open)

    def set_online(self, *, is_online: bool) -> None:
        """Press its on-line button."""
        self.mechanism.set_online(is_online=is_online)

    def stall(self, *, is_stalled: bool) -> None:
        """Make it take bytes and say nothing, or wake it up."""
        self.mechanism.stall(is_stalled=is_stalled)

    def run_out_after(self, lines: int) -> None:
        """Let the paper end after so many more lines."""
        self.mechanism.interfere_after(lines, partial(self.set_paper, PaperSensor.OUT))

    def open_cover_after(self, lines: int) -> None:
        """Let somebody open the cover after so many more lines."""
        self.mechanism.interfere_after(lines, partial(self.set_cover, is_open=True))

    def stall_after(self, lines: int) -> None:
        """Let it fall silent after so many more lines."""
        self.mechanism.interfere_after(lines, partial(self.stall, is_stalled=True))

    def unplug_after(self, lines: int) -> None:
        """Let its plug be pulled after so many more lines."""
        self.mechanism.interfere_after(lines, self.unplug)

    def unplug(self) -> None:
        """Pull its plug: nobody listens any more, and its memory is empty."""
        with self._holding:
            connections = list(self._connections)
        self._is_plugged_in = False
        _shut(self._listener, *connections)
        self.mechanism.power_off()

    def plug_in(self) -> None:
        """Put its plug back, on the same port."""
        if not self._is_plugged_in:
            self._listener = self._listen(self.port)

    @property
    def is_plugged_in(self) -> bool:
        """Tell whether it can be reached."""
        return self._is_plugged_in

    def renew(self) -> None:
        """Make it a fresh printer: plugged in, with paper, nothing printed."""
        self.unplug()
        self.mechanism.renew()
        self.plug_in()

    @property
    def slips(self) -> list[list[PaperItem]]:
        """What was printed, slip by slip; the last hangs in the printer unless it ends with a cut."""
        return self.mechanism.slips

    def wait_until(self, condition: Callable[[list[list[PaperItem]]], bool], deadline_s: float) -> bool:
        """Wait until what was printed is as wanted; tell whether it is."""
        with self.mechanism.changed:
            return self.mechanism.changed.wait_for(lambda: condition(self.slips), deadline_s)

    def save(self, path: Path, slip: int = -1) -> None:
        """Save a picture of a slip."""
        draw_paper(self.slips[slip], self.mechanism.width_dots).save(path, optimize=True)

    def close(self) -> None:
        """End the printer."""
        self.mechanism.close()
        self.unplug()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name="virtual-printer", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        self._is_plugged_in = True
        self._run(partial(self._accept, listener))
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with listener:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with self._holding:
                    self._connections.add(connection)
                self._run(partial(self._serve, connection))

    def _serve(self, connection: socket.socket) -> None:
        pending = b""
        with connection, contextlib.suppress(OSError):
            while data := connection.recv(4096):
                self.mechanism.wait_until_awake()
                pending = self._take_in(connection, pending + data)
        with self._holding:
            self._connections.discard(connection)

    def _take_in(self, connection: socket.socket, data: bytes) -> bytes:
        """Answer real-time commands and remember the rest; return what may be the beginning of such a command."""
        while (start := data.find(_REAL_TIME)) >= 0:
            self.mechanism.put(data[:start], connection.sendall)
            data = data[start:]
            used, answer = self.mechanism.real_time(data)
            if used:
                connection.sendall(answer)
            elif len(data) < _LONGEST_REAL_TIME:
                return data
            else:
                used = len(_REAL_TIME)
                self.mechanism.put(data[:used], connection.sendall)
            data = data[used:]
        self.mechanism.put(data, connection.sendall)
        return b""


def _shut(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
