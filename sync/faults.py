"""Every way in which sealing and handing on can fail has its name here, so that nobody decides by a text.

The words for the resident and the technician are in `kiosk/failures/seal.toml` and
`kiosk/failures/sync.toml`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar


class SealFault(StrEnum):
    """Why a sealed container, or a signature in it, is not accepted."""

    BAD_SIGNATURE = (
        "seal.bad_signature"  # the seal does not fit the manifest, or is of a kind that is not accepted
    )
    WRONG_DIGEST = "seal.wrong_digest"  # a part is not the one that was sealed
    UNKNOWN_KIOSK = (
        "seal.unknown_kiosk"  # sealed with a key that is not on the list, or in another kiosk's name
    )
    ZIP_BOMB = "seal.zip_bomb"  # unpacks to far more than it weighs
    PATH_TRAVERSAL = "seal.path_traversal"  # a part's name leads out of the container
    EXTERNAL_ENTITY = "seal.external_entity"  # XML with a document type or entities
    OVERSIZED = "seal.oversized"  # the package or one of its parts is larger than allowed
    MISSING_PART = "seal.missing_part"  # a part that must be there, or that the manifest names, is not there
    EXTRA_PART = "seal.extra_part"  # a part that the manifest does not name, or one name twice
    MALFORMED = "seal.malformed"  # not a container of ours at all, or one that contradicts itself
    PDF_UNREADABLE = "seal.pdf_unreadable"  # the document to be signed is not a PDF that can be signed
    CARD_GONE = "seal.card_gone"  # the card's key did not answer while the document was being signed


class SyncFault(StrEnum):
    """Why a sealed submission has not been handed over, or not yet been delivered."""

    DISK_FULL = "sync.disk_full"  # the hand-over did not fit; nothing of it is left behind
    SPOOL_UNWRITABLE = "sync.spool_unwritable"  # the spool folder is missing, read-only or not ours
    PACKAGE_UNREADABLE = "sync.package_unreadable"  # it can't be decrypted, or is not what was handed over
    DISK_FAILING = "sync.disk_failing"  # the daemon's own disk gives errors
    NETWORK_GONE = "sync.network_gone"  # the office can't be reached
    OFFICE_UNTRUSTED = "sync.office_untrusted"  # what answers does not prove to be the office
    OFFICE_BUSY = "sync.office_busy"  # the office asks to come back later
    OFFICE_BROKEN = "sync.office_broken"  # the office answers with an error of its own
    OFFICE_VERIFYING = "sync.office_verifying"  # the office has it and is still checking
    NOT_AUTHORISED = "sync.not_authorised"  # the office does not accept this kiosk's key
    CLOCK_REFUSED = "sync.clock_refused"  # the office does not accept this kiosk's time, not even corrected
    REQUEST_REFUSED = "sync.request_refused"  # the office does not understand what is being sent
    REPLAY_WITH_OTHER_CONTENT = (
        "sync.replay_with_other_content"  # the office holds this submission with other content
    )
    OFFICE_REFUSED = "sync.office_refused"  # the office refused for a reason this version does not know
    PROOF_PENDING = "sync.proof_pending"  # received, but the proof of receipt is not there yet
    PROOF_MALFORMED = "sync.proof_malformed"  # the proof of receipt is not one
    PROOF_BAD_SIGNATURE = "sync.proof_bad_signature"  # the proof is not signed by the office that is pinned
    PROOF_NOT_MATCHING = "sync.proof_not_matching"  # the proof is about something else
    NO_CHANNEL = "sync.no_channel"  # no route takes the letter, or its channel is not set up on this machine
    AMBIGUOUS = "sync.ambiguous"  # after a broken call it can't be told whether the far end has the letter
    UNSETTLED = (
        "sync.unsettled"  # a call broke off; the far end is given time before it is asked what became of it
    )
    CHANNEL_BROKEN = (
        "sync.channel_broken"  # this program met something it was not made for; the letter is untouched
    )
    FAR_END_REFUSED = (
        "sync.far_end_refused"  # the far end says no in words of its own; they are in the detail
    )
    TOO_LARGE = "sync.too_large"  # more than this channel carries
    ADDRESS_UNKNOWN = (
        "sync.address_unknown"  # the recipient has no address for electronic delivery that works
    )
    MESSAGE_REFUSED = "sync.message_refused"  # a file or text breaks a rule of the channel; nothing was sent
    NOT_DELIVERED = (
        "sync.not_delivered"  # the operator accepted the letter and evidences that it did not arrive
    )
    CHANNEL_KEY_SILENT = "sync.channel_key_silent"  # the key for signing what a channel sends did not answer
    MEDIUM_UNWRITABLE = "sync.medium_unwritable"  # the folder or USB stick can't take the export


class NumberFault(StrEnum):
    """Why what a person typed is not a number from a receipt."""

    LENGTH = "sync.number_length"
    CHARACTER = "sync.number_character"
    CHECK = "sync.number_check"


Fault = TypeVar("Fault", bound=StrEnum, covariant=True)


@dataclass(frozen=True)
class Refused(Generic[Fault]):
    """An expected 'no': the code decides, the detail is for the technician and holds no personal data."""

    code: Fault
    detail: str = ""
