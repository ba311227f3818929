"""Pages that say which they are, and a scanner with its host to put them in."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw

from drivers.device import ChildLauncher, DeviceState
from drivers.scanner import (
    ScanEnd,
    ScanJob,
    ScannedSide,
    ScannerClient,
    ScannerDeadlines,
    ScannerFault,
    SheetSide,
    Source,
)
from drivers.virtual.escl import VirtualScanner, write_sane_config
from tests.drivers.processes import children

HOST = Path(__file__).with_name("scanner_host.py")
ROOT = HOST.parents[2]
PAPER = (247, 246, 240)  # paper is never pure white in a scan
QUICK = ScannerDeadlines(
    begin_s=15.0, first_side_s=15.0, side_s=15.0, cancel_s=5.0, busy_s=0.3, device_http_s=3.0
)
BLANK = -1
_BITS = 12
_BOX_MM = 8.0


def page_image(number: int, *, dpi: int = 75, size_mm: tuple[float, float] = (210.0, 297.0)) -> Image.Image:
    """Draw a page that carries its number as a row of black and white boxes."""
    scale = dpi / 25.4
    image = Image.new("RGB", (round(size_mm[0] * scale), round(size_mm[1] * scale)), PAPER)
    draw = ImageDraw.Draw(image)
    for bit in range(-1, _BITS):  # the box before the bits is always black: this is no blank page
        if bit < 0 or number >> bit & 1:
            left = (10 + (bit + 1) * (_BOX_MM + 2)) * scale
            draw.rectangle((left, 10 * scale, left + _BOX_MM * scale, (10 + _BOX_MM) * scale), fill="black")
    return image


def write_page(
    path: Path, number: int, *, dpi: int = 75, size_mm: tuple[float, float] = (210.0, 297.0)
) -> Path:
    """Write such a page as the file type that the path names."""
    page_image(number, dpi=dpi, size_mm=size_mm).save(path, dpi=(dpi, dpi))
    return path


def number_on(image: Image.Image, *, dpi: int = 75) -> int:
    """Read the number of a page back; BLANK for a page without one."""
    scale, grey = dpi / 25.4, image.convert("L")

    def is_black(bit: int) -> bool:
        middle = 10 + (bit + 1) * (_BOX_MM + 2) + _BOX_MM / 2
        pixel = grey.getpixel((round(middle * scale), round((10 + _BOX_MM / 2) * scale)))
        assert isinstance(pixel, int)
        return pixel < 128

    if not is_black(-1):
        return BLANK
    return sum(1 << bit for bit in range(_BITS) if is_black(bit))


@dataclass(frozen=True)
class Seen:
    """A scanned side, with its picture taken out of the sealed memory."""

    job_id: str
    index: int
    sheet: int
    side: SheetSide
    size: tuple[int, int]
    dpi: int
    digest: str
    jpeg: bytes

    @property
    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.jpeg))

    @property
    def number(self) -> int:
        return number_on(self.image, dpi=self.dpi)


@dataclass
class Scan:
    """What came of one job."""

    sides: list[Seen] = field(default_factory=list)
    end: ScanEnd | None = None

    @property
    def numbers(self) -> list[int]:
        return [side.number for side in self.sides]

    @property
    def outcome(self) -> ScannerFault | None:
        assert self.end is not None
        return self.end.outcome


class ScanBench:
    """A virtual scanner, SANE before it, the host, and the client that the kiosk would use."""

    def __init__(
        self,
        folder: Path,
        *,
        asks_device: bool = True,
        deadlines: ScannerDeadlines = QUICK,
        device: str | None = None,
    ) -> None:
        self._folder = folder
        self.scanner = VirtualScanner()
        known_as = write_sane_config(folder / "sane", self.scanner.port)
        told = {
            "device": device or known_as,
            "sane_config_dir": str(folder / "sane"),
            "escl_url": self.scanner.escl_url if asks_device else None,
            "deadlines": asdict(deadlines),
        }
        self._command = json.dumps(told)
        self.states: list[DeviceState] = []
        self.client = ScannerClient(
            ChildLauncher([sys.executable, HOST, self._command], env=host_environment()),
            deadlines=deadlines,
            on_state=self.states.append,
        )

    @property
    def host_pid(self) -> int:
        """Return the process that serves this bench's scanner."""
        assert self.client.wait_ready(20)
        (pid,) = children(str(self.scanner.port))
        return pid

    def put_in(self, *numbers: int, dpi: int = 75) -> None:
        """Lay pages with these numbers into the feeder."""
        self.scanner.feeder.load(
            [write_page(self._folder / f"{number:04}.jpg", number, dpi=dpi) for number in numbers]
        )

    def scan(
        self,
        job_id: str = "job",
        source: Source = Source.FEEDER,
        *,
        then: Callable[[Seen], None] = lambda _: None,
        **details: object,
    ) -> Scan:
        """Run a job to its end; `then` sees each side when it has come."""
        scan = Scan()

        def take(side: ScannedSide) -> None:
            with side.image as image:
                seen = Seen(
                    side.job_id,
                    side.index,
                    side.sheet,
                    side.side,
                    (side.width_px, side.height_px),
                    side.dpi,
                    side.digest_sha256,
                    image.bytes(),
                )
            scan.sides.append(seen)
            then(seen)

        job = ScanJob(**{"job_id": job_id, "source": source, "resolution_dpi": 75, **details})  # type: ignore[arg-type]  # a test names any field
        scan.end = self.client.scan(job, take)
        return scan

    def put_right(self) -> None:
        """Do what a technician would after any trouble: at the scanner, not at the kiosk."""
        self.scanner.be_busy(is_busy=False)
        self.scanner.come_back()
        self.scanner.speak()
        self.scanner.cut_pages(None)
        self.scanner.lay_on_glass(None)
        feeder = self.scanner.feeder
        feeder.clear()
        feeder.close_cover()
        feeder.take_out()
        feeder.let_go()
        feeder.seconds_per_sheet = 0.0

    def close(self) -> None:
        """End the host and unplug the scanner."""
        self.client.close()
        self.scanner.close()


def host_environment() -> dict[str, str]:
    """Return a bare environment in which a host finds the packages."""
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
