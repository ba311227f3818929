"""Every reason for which the office says no, so that the kiosk, the log and the manual use the same word."""

from dataclasses import dataclass
from enum import StrEnum


class OfficeFault(StrEnum):
    """Why a request or a package was not accepted."""

    TOKEN_MISSING = "office.token_missing"  # noqa: S105  a fault code
    TOKEN_INVALID = "office.token_invalid"  # noqa: S105  a fault code
    CLOCK = "office.clock"
    UNKNOWN_KIOSK = "office.unknown_kiosk"
    REVOKED_KIOSK = "office.revoked_kiosk"
    BAD_REQUEST = "office.bad_request"
    WRONG_TYPE = "office.wrong_type"
    TOO_LARGE = "office.too_large"
    NUMBER_TAKEN = "office.number_taken"
    REPLAY = "office.replay_with_other_content"
    ALREADY_RECEIVED = "office.already_received"
    UPLOAD_UNKNOWN = "office.upload_unknown"
    UPLOAD_EXPIRED = "office.upload_expired"
    OFFSET_MISMATCH = "office.offset_mismatch"
    CHECKSUM_MISMATCH = "office.checksum_mismatch"
    CHECKSUM_UNSUPPORTED = "office.checksum_unsupported"
    TUS_VERSION = "office.tus_version"
    DIGEST_MISMATCH = "office.digest_mismatch"
    OTHER_PACKAGE = "office.other_package"
    UNVERIFIABLE = "office.unverifiable"
    STORAGE_FULL = "office.storage_full"

    @property
    def reason(self) -> str:
        """The short word that travels in the answer's `reason`."""
        return self.value.removeprefix("office.")


@dataclass(frozen=True)
class Refusal:
    """A request turned down: what to answer and why. Never holds personal data."""

    fault: OfficeFault
    status: int
    detail: str


@dataclass(frozen=True)
class PackageRefused:
    """A complete package turned down; `code` is an office fault or one of the container's or seal's."""

    code: str
    detail: str
