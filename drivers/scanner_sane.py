"""python-sane's one wrapper: it alone knows SANE's option names, error texts and ways to fail.

Every failure of python-sane is one exception class with an English text; the texts are SANE's own `sane_strstatus()`.
"""

import logging
import os
import threading
from typing import TYPE_CHECKING, Any, Final

from drivers.scanner_values import Colour, ScanJob, ScannerConfig, ScannerFault, Source

if TYPE_CHECKING:
    from PIL import Image

log = logging.getLogger(__name__)

_FAULTS: Final = {
    "Document feeder out of documents": ScannerFault.EMPTY,
    "Document feeder jammed": ScannerFault.JAM,
    "Scanner cover is open": ScannerFault.COVER_OPEN,
    "Device busy": ScannerFault.BUSY,
    "Operation was canceled": ScannerFault.CANCELLED,
    "Operation was cancelled": ScannerFault.CANCELLED,
    "Access to resource has been denied": ScannerFault.DENIED,
    "Invalid argument": ScannerFault.NOT_FOUND,
    "Error during device I/O": ScannerFault.IO_ERROR,
    "Out of memory": ScannerFault.IO_ERROR,
    "Operation not supported": ScannerFault.IO_ERROR,
    "Scanner returned no data": ScannerFault.TRUNCATED,  # python-sane's own, for an end before any data
}
_SOURCES: Final = {
    Source.FEEDER: ("ADF", "ADF Front", "Automatic Document Feeder", "ADF Simplex"),
    Source.FEEDER_DUPLEX: ("ADF Duplex", "Automatic Document Feeder Duplex", "Duplex"),
    Source.GLASS: ("Flatbed", "Normal"),
}
_MODES: Final = {Colour.COLOUR: ("Color", "24bit Color"), Colour.GREY: ("Gray", "Grayscale", "True Gray")}


def start_sane(config: ScannerConfig) -> None:
    """Load SANE and its back ends; once in a process."""
    if config.sane_config_dir is not None:
        # Read by sane_init() and never again.
        os.environ["SANE_CONFIG_DIR"] = str(config.sane_config_dir)
    import sane

    sane.init()


class SaneRun:
    """One job on a handle of its own.

    The handle is never used twice: airscan fetches sheets ahead, and hands those of a cancelled job to the next one on
    the same handle.
    """

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._using = threading.Lock()
        self._is_open = True
        self.is_cancelled = False
        """Set before the job is stopped by anybody: what SANE says afterwards is no news."""

    @classmethod
    def open(cls, config: ScannerConfig, job: ScanJob) -> "SaneRun | ScannerFault":
        """Open the device and set it up for the job."""
        import sane

        try:
            handle = sane.open(config.device)
        except _errors() as error:
            fault = _fault(error)
            # A device that fails before it has done anything isn't there.
            return ScannerFault.UNPLUGGED if fault is ScannerFault.IO_ERROR else fault
        run = cls(handle)
        try:
            is_able = _configure(handle, config, job)
        except _errors() as error:
            run.close()
            return _fault(error)
        if not is_able:
            run.close()
            return ScannerFault.NOT_FOUND
        return run

    def next_image(self) -> "tuple[Image.Image, int] | ScannerFault":
        """Scan one side; return its picture and the number of lines promised (-1 for unknown)."""
        try:
            self._handle.start()
            lines = int(self._handle.get_parameters()[2][1])
            # No progress callback: one that raises crashes the interpreter. No cancel after it: that ends the job.
            image: Image.Image = self._handle.snap(True)
        except _errors() as error:
            return ScannerFault.CANCELLED if self.is_cancelled else _fault(error)
        # A page under way when cancel() came is returned cut off, as if whole.
        return ScannerFault.CANCELLED if self.is_cancelled else (image, lines)

    def cancel(self) -> None:
        """Stop the job at once, from any thread."""
        self.is_cancelled = True
        with self._using:
            if self._is_open:
                self._handle.cancel()

    def close(self) -> None:
        """End the job and let the device go."""
        with self._using:
            if self._is_open:
                self._is_open = False
                self._handle.cancel()
                self._handle.close()


def _configure(handle: Any, config: ScannerConfig, job: ScanJob) -> bool:
    """Set the options in the order that SANE demands: the source resets the area, the resolution may round it."""
    if not _choose(handle, "source", _SOURCES[job.source]) or not _choose(handle, "mode", _MODES[job.colour]):
        return False
    handle.resolution = job.resolution_dpi
    handle.br_x = min(config.sheet_width_mm, _maximum(handle, "br_x", config.sheet_width_mm))
    handle.br_y = min(config.sheet_height_mm, _maximum(handle, "br_y", config.sheet_height_mm))
    return True


def _choose(handle: Any, option: str, names: tuple[str, ...]) -> bool:
    offered = (handle[option].constraint or ()) if option in handle.optlist else ()
    wanted = next((name for name in names if name in offered), None)
    if wanted is None:
        log.error("scanner option missing", extra={"option": option, "offered": list(offered)})
        return False
    setattr(handle, option, wanted)
    return True


def _maximum(handle: Any, option: str, default: float) -> float:
    constraint = handle[option].constraint
    return float(constraint[1]) if isinstance(constraint, tuple) else default


def _errors() -> tuple[type[Exception], ...]:
    import sane

    return (sane._sane.error, RuntimeError)


def _fault(error: Exception) -> ScannerFault:
    """Turn SANE's words into ours. The only place where the text of an error decides: SANE gives nothing else."""
    fault = _FAULTS.get(str(error))
    if fault is None:
        log.error("scanner error unknown", extra={"text": str(error)})
        return ScannerFault.IO_ERROR
    return fault
