"""The virtual scanner, as any eSCL client sees it: it must be truthful, or tests on it prove nothing."""

import http.client
import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from drivers.virtual.escl import Cut, VirtualScanner
from drivers.virtual.feeder import AdfState
from tests.drivers.processes import Leavings
from tests.drivers.scanner_kit import BLANK, host_environment, number_on, page_image, write_page

_NAMESPACES = {
    "scan": "http://schemas.hp.com/imaging/escl/2011/05/03",
    "pwg": "http://www.pwg.org/schemas/2010/12/sm",
}
_REQUEST = """<?xml version="1.0"?><scan:ScanSettings
xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:InputSource>{source}</pwg:InputSource><scan:ColorMode>{colour}</scan:ColorMode>
<scan:XResolution>{dpi}</scan:XResolution><scan:YResolution>{dpi}</scan:YResolution>
<scan:Duplex>{duplex}</scan:Duplex></scan:ScanSettings>"""


@dataclass(frozen=True)
class Response:
    """What the device answered."""

    status: int
    body: bytes
    location: str

    @property
    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.body))


class EsclClient:
    """A bare client of the protocol."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(self, method: str, path: str, body: str = "") -> Response:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        try:
            connection.request(method, path, body)
            with connection.getresponse() as response:
                return Response(response.status, response.read(), response.headers.get("Location", ""))
        finally:
            connection.close()

    def begin(
        self, *, source: str = "Feeder", duplex: bool = False, dpi: int = 75, colour: str = "RGB24"
    ) -> Response:
        request = _REQUEST.format(source=source, duplex=str(duplex).lower(), dpi=dpi, colour=colour)
        return self.ask("POST", "/eSCL/ScanJobs", request)

    def next_page(self, job: Response) -> Response:
        return self.ask("GET", self.path_of(job) + "/NextDocument")

    def path_of(self, job: Response) -> str:
        return "/eSCL" + job.location.split("/eSCL", 1)[1]

    def numbers(self, *, duplex: bool = False) -> list[int]:
        job, numbers = self.begin(duplex=duplex), list[int]()
        while (page := self.next_page(job)).status == 200:
            numbers.append(number_on(page.image))
        return numbers

    def status(self, path: str) -> list[str]:
        document = etree.fromstring(self.ask("GET", "/eSCL/ScannerStatus").body)
        found = document.xpath(f"{path}/text()", namespaces=_NAMESPACES)
        assert isinstance(found, list)
        return [str(text) for text in found]


@pytest.fixture
def scanner() -> Iterator[VirtualScanner]:
    """Plug a scanner in."""
    with VirtualScanner() as plugged_in:
        yield plugged_in


@pytest.fixture
def client(scanner: VirtualScanner) -> EsclClient:
    """Speak eSCL to it."""
    return EsclClient(scanner.port)


def test_folder_of_every_kind_of_file_is_scanned_in_name_order(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path
) -> None:
    write_page(tmp_path / "1.jpg", 1)
    write_page(tmp_path / "2.png", 2)
    page_image(3).save(
        tmp_path / "3.tiff",
        save_all=True,
        append_images=[page_image(4)],
        dpi=(75, 75),
        compression="tiff_lzw",
    )
    page_image(5).save(tmp_path / "5.pdf", save_all=True, append_images=[page_image(6)], resolution=75)
    (tmp_path / "letter.json").write_text("{}")

    sides = scanner.feeder.load(tmp_path)

    assert sides == 6
    assert client.numbers() == [1, 2, 3, 4, 5, 6]


def test_jpeg_of_the_right_kind_is_sent_byte_for_byte(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path
) -> None:
    scanner.feeder.load(write_page(tmp_path / "1.jpg", 1))

    assert client.next_page(client.begin()).body == (tmp_path / "1.jpg").read_bytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_picture_of_any_mode_becomes_a_page(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path, mode: str
) -> None:
    image = page_image(9).convert("L")
    deep = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    converted = deep if mode == "I;16" else image.convert(mode)
    assert converted.mode == mode
    converted.save(tmp_path / "9.tiff", dpi=(75, 75))
    scanner.feeder.load(tmp_path)

    page = client.next_page(client.begin(colour="Grayscale8")).image

    assert (page.mode, page.size) == ("L", image.size)
    assert number_on(page) == 9


def test_photograph_with_a_false_resolution_fits_on_a_sheet(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path
) -> None:
    Image.new("RGB", (3000, 4000), "grey").save(tmp_path / "photo.jpg", dpi=(72, 72))
    scanner.feeder.load(tmp_path)

    page = client.next_page(client.begin(dpi=100)).image

    assert page.size == (827, 1103)


@pytest.mark.parametrize("name", ["wide.png", "wide.pdf"])
def test_sheet_in_landscape_goes_through_on_its_side_and_keeps_every_pixel(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path, name: str
) -> None:
    wide = page_image(4).transpose(Image.Transpose.ROTATE_270)
    wide.save(tmp_path / name, **({"resolution": 75} if name.endswith("pdf") else {"dpi": (75, 75)}))
    scanner.feeder.load(tmp_path)

    page = client.next_page(client.begin()).image

    assert np.abs(np.subtract(page.size, page_image(4).size)).max() <= 1  # a PDF measures in points
    assert number_on(page) == 4


def test_sheets_have_two_sides_in_duplex_and_a_missing_back_is_white(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path
) -> None:
    scanner.feeder.load([write_page(tmp_path / f"{number}.jpg", number) for number in (1, 2, 3)])

    assert client.numbers(duplex=True) == [1, 2, 3, BLANK]
    assert scanner.feeder.sheets_fed == 2


def test_what_was_fed_is_gone_and_the_rest_stays(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path
) -> None:
    scanner.feeder.load([write_page(tmp_path / f"{number}.jpg", number) for number in (1, 2, 3)])
    job = client.begin()
    client.next_page(job)
    client.ask("DELETE", client.path_of(job))

    assert client.next_page(job).status == 404
    assert client.numbers() == [2, 3]


def test_status_is_truthful_from_load_to_end(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path
) -> None:
    def seen() -> tuple[str, str, list[str]]:
        (state,), (adf,) = client.status("pwg:State"), client.status("scan:AdfState")
        return state, adf, client.status("scan:Jobs/scan:JobInfo/pwg:JobState")

    empty = seen()
    scanner.feeder.load([write_page(tmp_path / f"{number}.jpg", number) for number in (1, 2)])
    loaded = seen()
    job = client.begin()
    working = seen()
    while client.next_page(job).status == 200:
        pass
    done = seen()

    assert empty == ("Idle", "ScannerAdfEmpty", [])
    assert loaded == ("Idle", "ScannerAdfLoaded", [])
    assert working == ("Processing", "ScannerAdfProcessing", ["Processing"])
    assert done == ("Idle", "ScannerAdfEmpty", ["Completed"])


@pytest.mark.parametrize(
    ("trouble", "word"),
    [
        ("jam", "ScannerAdfJam"),
        ("multipick", "ScannerAdfMultipickDetected"),
        ("mispick", "ScannerAdfMispick"),
    ],
)
def test_trouble_stops_the_job_and_stays_until_it_is_cleared(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path, trouble: str, word: str
) -> None:
    scanner.feeder.load([write_page(tmp_path / f"{number}.jpg", number) for number in (1, 2)])
    getattr(scanner.feeder, trouble)(after_sheets=1)
    job = client.begin()

    assert client.next_page(job).status == 200
    assert client.next_page(job).status == 409
    assert client.status("scan:AdfState") == [word]
    assert client.status("pwg:State") == ["Stopped"]
    assert client.begin().status == 409
    scanner.feeder.clear()
    assert client.numbers() == [2]


def test_one_job_at_a_time(scanner: VirtualScanner, client: EsclClient, tmp_path: Path) -> None:
    scanner.feeder.load(write_page(tmp_path / "1.jpg", 1))
    first = client.begin()

    assert client.begin().status == 503
    client.ask("DELETE", client.path_of(first))
    assert client.begin().status == 201


@pytest.mark.parametrize(
    "nonsense", ["", "<", "<a/>x", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;']
)
def test_request_that_is_nonsense_is_refused(client: EsclClient, nonsense: str) -> None:
    assert client.ask("POST", "/eSCL/ScanJobs", nonsense).status == 400


def test_unknown_address_is_not_found(client: EsclClient) -> None:
    assert client.ask("GET", "/eSCL/Nothing").status == 404
    assert client.ask("DELETE", "/eSCL/ScanJobs/none").status == 404


def test_scanner_that_vanished_refuses_connections_and_comes_back_at_the_same_address(
    scanner: VirtualScanner, client: EsclClient
) -> None:
    scanner.vanish()
    with pytest.raises(ConnectionRefusedError):
        client.ask("GET", "/eSCL/ScannerStatus")
    scanner.come_back()

    assert client.ask("GET", "/eSCL/ScannerStatus").status == 200


def test_half_pages_are_half_in_both_ways(
    scanner: VirtualScanner, client: EsclClient, tmp_path: Path
) -> None:
    page = write_page(tmp_path / "1.jpg", 1)
    scanner.feeder.load([page, page])
    job = client.begin()

    scanner.cut_pages(Cut.BODY)
    body = client.next_page(job).body
    scanner.cut_pages(Cut.CONNECTION)

    assert len(body) == page.stat().st_size // 2
    with pytest.raises(http.client.IncompleteRead):
        client.next_page(job)


def test_control_by_http_plays_every_hand(tmp_path: Path) -> None:
    write_page(tmp_path / "1.jpg", 1)
    with VirtualScanner(control_port=0) as scanner:
        control = EsclClient(scanner.control_port)

        def do(**request: object) -> dict[str, object]:
            response = control.ask("POST", "/ctl", json.dumps(request))
            assert response.status == 200, response.body
            told: dict[str, object] = json.loads(response.body)
            return told

        assert do(do="load", folder=str(tmp_path))["sides_left"] == 1
        assert do(do="open_cover", state=AdfState.HATCH_OPEN)["adf_state"] == "ScannerAdfHatchOpen"
        assert do(do="close_cover")["adf_state"] == "ScannerAdfLoaded"
        assert do(do="jam")["adf_state"] == "ScannerAdfJam"
        assert do(do="clear")["state"] == "Idle"
        assert do(do="busy")["state"] == "Processing"
        assert do(do="busy", on=False)["state"] == "Idle"
        assert do(do="vanish")["is_there"] is False
        assert do(do="come_back")["is_there"] is True
        assert do(do="take_out")["sides_left"] == 0
        for request in (
            {"do": "silence"},
            {"do": "speak"},
            {"do": "cut", "how": "body"},
            {"do": "cut", "how": None},
        ):
            do(**request)
        do(do="speed", seconds_per_sheet=2)
        assert scanner.feeder.seconds_per_sheet == 2.0
        assert json.loads(control.ask("GET", "/ctl").body)["is_there"] is True


@pytest.mark.parametrize("nonsense", ["", "{}", '{"do": "dance"}', '{"do": "jam", "where": 1}', "[1]"])
def test_control_refuses_nonsense(nonsense: str) -> None:
    with VirtualScanner(control_port=0) as scanner:
        assert EsclClient(scanner.control_port).ask("POST", "/ctl", nonsense).status == 400


def test_closing_leaves_nothing_even_with_a_client_in_mid_request(tmp_path: Path) -> None:
    leavings = Leavings()
    scanner = VirtualScanner(control_port=0)
    scanner.feeder.load(write_page(tmp_path / "1.jpg", 1))
    scanner.feeder.hold()
    client = EsclClient(scanner.port)
    path = client.path_of(client.begin()) + "/NextDocument"
    waiting = http.client.HTTPConnection("127.0.0.1", scanner.port, timeout=20)
    waiting.request("GET", path)

    scanner.close()
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        waiting.getresponse()
    waiting.close()

    leavings.assert_none()


def test_scanner_runs_as_a_program_of_its_own(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    write_page(pages / "1.jpg", 1)
    command = [
        sys.executable,
        "-m",
        "drivers.virtual.escl",
        "--folder",
        pages,
        "--sane-config",
        tmp_path / "sane",
    ]
    with subprocess.Popen(command, env=host_environment(), stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        facts = json.loads(program.stdout.readline())
        port = int(facts["escl_url"].split(":")[2].split("/")[0])

        numbers = EsclClient(port).numbers()
        program.send_signal(signal.SIGTERM)

        assert program.wait(20) == 0
    assert numbers == [1]
    assert facts["device"] == "airscan:e0:Urzedomat ADF"
    assert f":{port}/eSCL" in (tmp_path / "sane" / "airscan.conf").read_text()
