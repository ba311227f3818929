"""The XML of eSCL, apart from the behaviour: what the virtual scanner says of itself and how it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from drivers.virtual.sheets import Look

RESOLUTIONS: Final = (75, 100, 150, 200, 300)
MAKE_AND_MODEL: Final = "Urzedomat Virtual ADF"
_UNIT_DPI: Final = 300  # eSCL measures in three-hundredths of an inch
_WIDTH_MAX, _HEIGHT_MAX = 2550, 4200
_SCAN: Final = "{http://schemas.hp.com/imaging/escl/2011/05/03}"
_PWG: Final = "{http://www.pwg.org/schemas/2010/12/sm}"
_NAMESPACES: Final = (
    'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" '
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
)


class JobState(StrEnum):
    """How a scan job stands, in the words of PWG 5100."""

    PROCESSING = "Processing"
    COMPLETED = "Completed"
    CANCELED = "Canceled"
    ABORTED = "Aborted"


@dataclass(frozen=True)
class ScanSettings:
    """What a client asks for."""

    source: str
    is_duplex: bool
    look: Look


def parse_settings(document: bytes) -> ScanSettings | None:
    """Read a scan request; None for what is none."""
    try:
        root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    texts = {element.tag: (element.text or "").strip() for element in root.iter(etree.Element)}
    dpi = _number(texts.get(f"{_SCAN}XResolution"), _UNIT_DPI)
    if dpi not in RESOLUTIONS:
        return None
    return ScanSettings(
        source=texts.get(f"{_PWG}InputSource", "Platen"),
        is_duplex=texts.get(f"{_SCAN}Duplex") == "true",
        look=Look(
            dpi=dpi,
            is_grey=texts.get(f"{_SCAN}ColorMode") == "Grayscale8",
            width_px=_number(texts.get(f"{_PWG}Width"), _WIDTH_MAX) * dpi // _UNIT_DPI,
            height_px=_number(texts.get(f"{_PWG}Height"), _HEIGHT_MAX) * dpi // _UNIT_DPI,
        ),
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default


def capabilities(serial: str, identity: str) -> bytes:
    """Return ScannerCapabilities."""
    return _document(
        "ScannerCapabilities",
        f"<pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>{MAKE_AND_MODEL}</pwg:MakeAndModel>"
        f"<pwg:SerialNumber>{serial}</pwg:SerialNumber><scan:UUID>{identity}</scan:UUID>"
        f"<scan:Platen>{_input_caps('PlatenInputCaps')}</scan:Platen>"
        f"<scan:Adf>{_input_caps('AdfSimplexInputCaps')}{_input_caps('AdfDuplexInputCaps')}"
        "<scan:FeederCapacity>80</scan:FeederCapacity>"
        "<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption>"
        "<scan:AdfOption>Duplex</scan:AdfOption></scan:AdfOptions></scan:Adf>",
    )


def _input_caps(tag: str) -> str:
    resolutions = "".join(
        f"<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>"
        f"<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
        for dpi in RESOLUTIONS
    )
    return (
        f"<scan:{tag}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>{_WIDTH_MAX}</scan:MaxWidth>"
        f"<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{_HEIGHT_MAX}</scan:MaxHeight>"
        "<scan:MaxScanRegions>1</scan:MaxScanRegions><scan:SettingProfiles><scan:SettingProfile>"
        "<scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode>"
        "<scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>"
        "<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>"
        "<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>"
        f"<scan:SupportedResolutions><scan:DiscreteResolutions>{resolutions}"
        "</scan:DiscreteResolutions></scan:SupportedResolutions>"
        "</scan:SettingProfile></scan:SettingProfiles>"
        f"<scan:SupportedIntents><scan:Intent>Document</scan:Intent></scan:SupportedIntents></scan:{tag}>"
    )


def status(state: str, adf_state: str, jobs: Iterable[tuple[str, JobState, int]]) -> bytes:
    """Return ScannerStatus; a job is its path, its state and the number of images sent."""
    listed = "".join(
        f"<scan:JobInfo><pwg:JobUri>{path}</pwg:JobUri><pwg:JobUuid>{path.rsplit('/', 1)[-1]}</pwg:JobUuid>"
        f"<pwg:ImagesCompleted>{images}</pwg:ImagesCompleted><pwg:JobState>{job_state}</pwg:JobState>"
        "</scan:JobInfo>"
        for path, job_state, images in jobs
    )
    return _document(
        "ScannerStatus",
        f"<pwg:Version>2.63</pwg:Version><pwg:State>{state}</pwg:State>"
        f"<scan:AdfState>{adf_state}</scan:AdfState><scan:Jobs>{listed}</scan:Jobs>",
    )


def _document(root: str, content: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><scan:{root} {_NAMESPACES}>{content}</scan:{root}>'.encode()
    )
