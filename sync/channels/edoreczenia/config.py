"""Everything about e-Doręczenia that differs between offices and may be known to anyone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.channels.edoreczenia.ade import is_ade

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class EDoreczeniaConfig:
    """Addresses, identifiers and limits; the system's private key is given apart from it.

    Raises ValueError for an address that is none, and for one that is not HTTPS.
    """

    api_url: str
    """Base of the User Agent API with its version, e.g. `https://uaapi-int-ow.poczta-polska.pl/api/v3`."""
    token_url: str
    realm: str
    """The audience of the assertion, e.g. `https://int-ow.edoreczenia.gov.pl/auth/realms/EDOR`."""
    system: str
    """The registered system's name as the operator knows it, `ADE.SYSTEM.<name>`."""
    sender: str
    """The mailbox's own address."""
    recipient: str = ""
    """Where letters go whose department has no address of its own."""
    recipients: Mapping[str, str] = field(default_factory=dict)
    """The address of each department, by the name that the letter carries."""
    search_url: str = ""
    """Base of the address search; empty: recipients are judged by the shape of their address only."""
    scopes: tuple[str, ...] = ("read_messages", "write_messages")
    key_id: str = ""
    """`kid` of the assertion, where the operator knows the system by more than one key."""
    is_container_sent: bool = True
    """Attach the sealed container beside the PDF, so that the office can verify the seal and the receipt."""
    largest_message_bytes: int = 500 * MEGABYTE
    """All attachments together. The operator's policy says how much it is."""
    inline_bytes: int = 15 * MEGABYTE
    """Above this the attachments are uploaded to a draft, which is then sent."""
    settled_after_s: float = 900.0
    """How long after a call of unknown outcome its message would be in the list, if it was accepted."""
    confirmation_s: float = 600.0
    """How long to wait for the operator's confirmation of receipt once the delivery itself is evidenced."""
    evidence_certificates: tuple[bytes, ...] = ()
    """DER; evidence in XML must be signed with one of them. Empty: the connection to the operator vouches for it."""
    is_message_named: bool = True
    """Evidence in XML must contain the message's identifier."""

    def __post_init__(self) -> None:
        for url in (self.api_url, self.token_url, self.search_url):
            if url and not url.startswith("https://"):
                raise ValueError("e-Doręczenia is reached over HTTPS only")
        for address in (self.sender, self.recipient, *self.recipients.values()):
            if address and not is_ade(address):
                raise ValueError(f"not an address for electronic delivery: {address}")
        if not self.sender:
            raise ValueError("the mailbox has no address")

    def recipient_of(self, department: str) -> str:
        """Answer the address of a department; empty when there is none."""
        return self.recipients.get(department, self.recipient)
