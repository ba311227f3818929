"""Files as a message may carry them: names, kinds and digests by the operator's rules (technical project, R1)."""

import base64
import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LONGEST_NAME = 128
FORBIDDEN = frozenset(' ~"#%&*:<>?!/\\{|}')
_KINDS = (
    "txt rtf pdf xps odt ods odp doc xls ppt docx xlsx pptx csv jpg jpeg tif tiff geotiff png svg wav mp3 avi mpg"
    " mpeg mp4 m4a mpeg4 ogg ogv zip tar gz gzip 7z html xhtml css xml xsd gml rng xsl xslt tsl xmlsig xades pades"
    " cades asic xmlenc dwg dwf dxf dgn jp2"
)
EXTENSIONS = frozenset(_KINDS.split())
"""The kinds that the National Interoperability Framework names; only lower case is recognised."""

ALGORITHM = "SHA-3"
_KNOWN_DIGESTS = ("sha3_224", "sha3_256", "sha3_384", "sha3_512")


@dataclass(frozen=True)
class Attachment:
    """A file of a message."""

    name: str
    media_type: str
    data: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """The digest as it is sent: SHA3-256 in hexadecimal."""
        return hashlib.sha3_256(self.data).hexdigest()

    def has_digest(self, told: str) -> bool:
        """Tell whether a digest is this file's; the contract says SHA-3 and neither which nor how it is written."""
        for name in _KNOWN_DIGESTS:
            own = hashlib.new(name, self.data).digest()
            if told.lower() == own.hex() or told == base64.b64encode(own).decode("ascii"):
                return True
        return False


def object_to_names(attachments: Sequence[Attachment]) -> str:
    """Say which rule the names break, never the name itself; empty when all is well."""
    names = [attachment.name for attachment in attachments]
    if len(set(names)) != len(names):
        return "two files of the same name"
    for position, name in enumerate(names, start=1):
        objection = _object_to_name(name)
        if objection:
            return f"file {position}: {objection}"
    return ""


def fit_names(names: Iterable[str]) -> list[str]:
    """Answer names that keep the rules and differ from each other; an unknown kind is left for the check."""
    fitted: list[str] = []
    for name in names:
        candidate = _fit(name)
        stem, dot, kind = candidate.rpartition(".")
        number = 2
        while candidate in fitted:
            ending = f"-{number}{dot}{kind}"
            candidate = f"{stem[: LONGEST_NAME - len(ending)]}{ending}"
            number += 1
        fitted.append(candidate)
    return fitted


def _object_to_name(name: str) -> str:
    stem, _, kind = name.rpartition(".")
    if not stem or kind not in EXTENSIONS:
        return "a kind of file that is not carried"
    if len(name) > LONGEST_NAME:
        return f"a name of more than {LONGEST_NAME} characters"
    if FORBIDDEN.intersection(name) or any(unicodedata.category(sign)[0] == "C" for sign in name):
        return "a character in the name that is not allowed"
    return ""


def _fit(name: str) -> str:
    allowed = "".join(
        "_" if sign in FORBIDDEN or unicodedata.category(sign)[0] == "C" else sign
        for sign in unicodedata.normalize("NFC", name)
    )
    stem, dot, kind = allowed.rpartition(".")
    ending = f"{dot}{kind.lower()}"
    return f"{stem[: LONGEST_NAME - len(ending)]}{ending}"
