"""kiosk.toml as typed settings: units in the names, an unknown key is an error and not a surprise.

Secrets are never here, only paths of the files that systemd credentials or a token give.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class Strict(BaseModel):
    """A section of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Sides(StrEnum):
    """How the feeder scans."""

    SIMPLEX = "simplex"
    DUPLEX = "duplex"


class Colour(StrEnum):
    """What the scanner's sensor delivers."""

    COLOUR = "colour"
    GREY = "grey"


class KioskSection(Strict):
    """Who this kiosk is."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,30}$")] = "tor1"
    """Name of the machine, as the office knows it."""
    code: Annotated[str, Field(pattern=r"^[0-9A-TV-Z]{2,6}$")] = "TOR1"
    """First part of every number on a receipt; no U, which people take for V."""
    office_name: str = "Urząd Marszałkowski Województwa Kujawsko-Pomorskiego w Toruniu"
    """The addressee of what is handed in."""
    office_short: str = "Urząd Marszałkowski\nw Toruniu"
    """The name in the header of the screen; a line break is allowed."""
    office_address: str = "ul. Targowa 13/15, 87-100 Toruń"
    """Printed on the receipt."""
    departments: tuple[str, ...] = (
        "Departament Środowiska",
        "Departament Rolnictwa i Geodezji",
        "Nie wiem – zdecyduje kancelaria",
    )
    """What the resident may choose as the addressee."""
    demo: bool = False
    """Accept keys that were made for a demonstration, and no others."""


class PathsSection(Strict):
    """Where things lie; all relative paths are taken from the folder of the settings file."""

    state_dir: Path = Path("state")
    """The screen's own durable state: the journal of intents and the numbers used."""
    spool_dir: Path = Path("spool")
    """The outbox: the screen may add to it and can't read it."""
    run_dir: Path = Path("run")
    """Sockets; on tmpfs."""
    status_dir: Path = Path("spool/status")
    """Encrypted case status that the sync daemon brings."""


class PanelSection(Strict):
    """The screen's glass: everything is laid out in millimetres from these."""

    width_px: Annotated[int, Field(ge=480)] = 1080
    """The panel's width in pixels."""
    height_px: Annotated[int, Field(ge=640)] = 1920
    """The panel's height in pixels."""
    width_mm: Annotated[float, Field(gt=50)] = 336.3
    """The width of the lit glass; the pixel pitch follows from it."""
    reading_distance_mm: Annotated[float, Field(gt=200)] = 600.0
    """How far the eyes are; sizes of letters follow from it."""
    lower_edge_height_mm: Annotated[float, Field(ge=0)] = 720.0
    """How high the picture's lower edge stands above the floor; the reach limits follow from it."""
    full_screen: bool = True
    """Fill the panel; false shows a window on a desk."""

    @property
    def pitch_mm(self) -> float:
        """Millimetres a pixel."""
        return self.width_mm / self.width_px


class ScannerSection(Strict):
    """The document scanner, reached through SANE."""

    device: str = "airscan:e0:Urzedomat ADF"
    """SANE's name for the scanner."""
    sane_config_dir: Path | None = None
    """Private folder of SANE's configuration; without it the system's."""
    escl_url: str = ""
    """Base address of an eSCL scanner, asked for the feeder's sensors and for the true cause of an error."""
    sides: Sides = Sides.DUPLEX
    """Scan one side of each sheet, or both."""
    colour: Colour = Colour.COLOUR
    """What the sensor delivers."""
    resolution_dpi: Annotated[int, Field(ge=75, le=1200)] = 300
    """Resolution of the scan."""
    max_sheets: Annotated[int, Field(ge=1, le=400)] = 50
    """The largest letter that is taken, in sheets of two sides."""
    page_deadline_s: Annotated[float, Field(gt=0)] = 25.0
    """How long one further side may take."""
    first_page_deadline_s: Annotated[float, Field(gt=0)] = 30.0
    """How long the first side may take, warming up included."""


class Presence(StrEnum):
    """Where the coming and going of a card is seen."""

    PCSC = "pcsc"
    MODULE = "module"


class CardsSection(Strict):
    """Smart cards: PC/SC presence and the vendor's PKCS#11 module."""

    enabled: bool = True
    """Offer the signature with a card."""
    pkcs11_module: Path = Path("/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so")
    """The vendor's PKCS#11 library."""
    token_label: str = ""
    """Use only the token with this label; empty = the first with a signing certificate."""
    reader: str = ""
    """Part of the PC/SC reader's name; empty = any."""
    presence: Presence = Presence.PCSC
    """`pcsc`: at a reader; `module`: a software token, there whenever its module has it."""
    module_environment: dict[str, str] = {}
    """Environment variables that the module reads, such as SOFTHSM2_CONF."""
    pin_query_apdu: Annotated[str, Field(pattern=r"^([0-9A-Fa-f]{2})*$")] = ""
    """APDU in hex by which this kind of card tells its tries left without spending one; empty = none known."""
    trusts_final_try_flag: bool = False
    """The module is known to raise CKF_USER_PIN_FINAL_TRY before a card's last try."""
    pin_min_digits: Annotated[int, Field(ge=4)] = 4
    """Fewest digits of a PIN."""
    pin_max_digits: Annotated[int, Field(le=12)] = 8
    """Most digits of a PIN."""
    sign_deadline_s: Annotated[float, Field(gt=0)] = 30.0
    """How long one signature may take."""

    @model_validator(mode="after")
    def _has_room_for_a_pin(self) -> Self:
        if self.pin_max_digits < self.pin_min_digits:
            raise ValueError("pin_max_digits must not be below pin_min_digits, or no PIN can be typed")
        return self


class PrinterConnection(StrEnum):
    """How the receipt printer is wired."""

    NETWORK = "network"
    USB = "usb"
    SERIAL = "serial"


class TextMode(StrEnum):
    """Whether the printer has the Polish letters itself or gets them drawn."""

    CODEPAGE = "codepage"
    GRAPHICS = "graphics"


class PrinterSection(Strict):
    """The receipt printer (ESC/POS)."""

    connection: PrinterConnection = PrinterConnection.NETWORK
    """How the printer is wired."""
    host: str = "127.0.0.1"
    """Network printer: its address."""
    port: Annotated[int, Field(ge=1, le=65535)] = 9100
    """Network printer: its port."""
    usb_vendor: int = 0x04B8
    """USB printer: vendor's number."""
    usb_product: int = 0x0E15
    """USB printer: product's number."""
    serial_device: str = "/dev/ttyUSB0"
    """Serial printer: the device file."""
    serial_baud: int = 38400
    """Serial printer: its speed."""
    profile: str = "TM-T20II"
    """python-escpos' name for the kind of printer."""
    has_native_qr: bool = True
    """The printer draws QR codes itself; false sends them as a picture."""
    confirms_printing: bool = True
    """The printer tells when all is on paper (GS r); cheap ones do not."""
    clears_buffer: bool = True
    """The printer can throw away what an interrupted receipt left in its memory (DLE DC4 8); cheap ones can't."""
    text_mode: TextMode = TextMode.CODEPAGE
    """Whether the printer has the Polish letters or gets every line drawn."""
    timeout_s: Annotated[float, Field(gt=0)] = 3.0
    """How long the printer may be silent."""


class OcrSection(Strict):
    """Reading of the pages."""

    workers: Annotated[int, Field(ge=1, le=16)] = 2
    """Reading processes; one a core is right."""
    page_limit_s: Annotated[float, Field(gt=0)] = 10.0
    """After so long a side goes on as a picture without text."""


class SealSection(Strict):
    """The kiosk's keys; every value is the path of a file."""

    seal_key: Path = Path("keys/seal.key.pem")
    """The kiosk's seal key (PEM); the sealer host alone reads it."""
    seal_certificate: Path = Path("keys/seal.cert.pem")
    """Its certificate (PEM), as the office knows it."""
    daemon_recipient: Path = Path("keys/daemon.age.pub")
    """age recipient of the sync daemon."""
    office_recovery_recipient: Path = Path("keys/recovery.age.pub")
    """age recipient of the office's recovery key."""
    send_scans: bool = False
    """Put the untouched scan of every page of the letter into the package too; it grows about tenfold."""


class SyncSection(Strict):
    """The sync daemon: its own folder, keys and the way to the office."""

    data_dir: Path = Path("sync")
    """The daemon's own folder: queue, packages, proofs."""
    daemon_identity: Path = Path("keys/daemon.age.key")
    """age identity of the daemon."""
    transport_key: Path = Path("keys/transport.key.pem")
    """The daemon's key towards the office (PEM)."""
    office_certificate: Path = Path("keys/office.cert.pem")
    """The office's certificate (PEM): whose proofs of receipt count."""
    office_url: str = "http://127.0.0.1:8480"
    """Base address of the office."""
    channels_file: Path | None = None
    """channels.toml: further ways to offices, and which letters go over which; without it all go to the office."""
    retention_days: Annotated[int, Field(ge=0)] = 90
    """How long a delivered package is kept."""
    poll_s: Annotated[float, Field(gt=0)] = 2.0
    """How often the daemon looks for work."""
    chunk_bytes: Annotated[int, Field(ge=65536)] = 4_194_304
    """Size of one piece of an upload."""


class VisitSection(Strict):
    """Times of the visit."""

    inactivity_s: Annotated[int, Field(ge=10)] = 90
    """After so long without a touch the warning comes."""
    warning_s: Annotated[int, Field(ge=10)] = 20
    """So long the warning counts down before the visit is wiped."""
    receipt_inactivity_s: Annotated[int, Field(ge=20)] = 120
    """The same as inactivity_s, on the receipt screen."""
    status_page_url: str = "http://127.0.0.1:8480/status"
    """Address in the receipt's QR code."""
    sound: bool = True
    """Play warning sounds."""


class KioskSettings(Strict):
    """The whole of kiosk.toml."""

    kiosk: KioskSection = KioskSection()
    paths: PathsSection = PathsSection()
    panel: PanelSection = PanelSection()
    scanner: ScannerSection = ScannerSection()
    cards: CardsSection = CardsSection()
    printer: PrinterSection = PrinterSection()
    ocr: OcrSection = OcrSection()
    seal: SealSection = SealSection()
    sync: SyncSection = SyncSection()
    visit: VisitSection = VisitSection()


class SettingsRefused(Exception):  # noqa: N818  (a refusal, told to the technician in words)
    """The settings file can't be used; the text says which key and why, one a line."""


def load_settings(path: Path) -> KioskSettings:
    """Read kiosk.toml. Relative paths become absolute from the file's folder.

    Raises SettingsRefused with one line for each key that is unknown, missing or of the wrong kind.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsRefused(f"{path}: there is no such file") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsRefused(f"{path}: can't be read: {error}") from error
    try:
        settings = KioskSettings.model_validate(raw)
    except ValidationError as error:
        raise SettingsRefused(
            "\n".join(_line(path, item["loc"], item["msg"]) for item in error.errors())
        ) from error
    return _resolved(settings, path.resolve().parent)


def _line(path: Path, where: tuple[int | str, ...], message: str) -> str:
    key = ".".join(str(part) for part in where)
    plain = "unknown key" if message == "Extra inputs are not permitted" else message
    return f"{path}: {key}: {plain}"


def _resolved(settings: KioskSettings, folder: Path) -> KioskSettings:
    sections = {}
    for name in KioskSettings.model_fields:
        section: Strict = getattr(settings, name)
        changed = {
            key: folder / value
            for key in type(section).model_fields
            if isinstance(value := getattr(section, key), Path) and not value.is_absolute()
        }
        sections[name] = section.model_copy(update=changed)
    return settings.model_copy(update=sections)
