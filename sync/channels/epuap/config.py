"""Everything about an office's ePUAP account that is not a secret, with the limits its operator set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

_MIB = 1024 * 1024


class Template(StrEnum):
    """The CRWDE template of the general letter to a public body, by its number in the registry."""

    WZOR_4566 = "4566"
    WZOR_1410 = "1410"

    @property
    def namespace(self) -> str:
        """Where the template lives in the registry; also the namespace of its elements."""
        folder = {Template.WZOR_4566: "2017/10/24", Template.WZOR_1410: "2013/12/12"}[self]
        return f"http://crd.gov.pl/wzor/{folder}/{self.value}/"


@dataclass(frozen=True)
class ReplyInbox:
    """The office's own inbox to which receipts and answers come, read by this channel alone."""

    name: str
    address: str


@dataclass(frozen=True)
class EpuapConfig:
    """One office's account on ePUAP. The addresses come from its operator; the WSDL files carry old ones."""

    subject: str  # `podmiot`: the account in whose name letters are sent
    inbox: str  # where letters go: `/podmiot/skrytka`
    skrytka_url: str
    reply_inbox: ReplyInbox
    pull_url: str = ""  # without it nothing can be looked for, and every broken call stops for a person
    doreczyciel_url: str = ""
    file_repo_url: str = ""  # without it every attachment is embedded
    file_repo_link: str = "https://epuap.gov.pl/file-download-servlet/DownloadServlet?fileId="
    inboxes: Mapping[str, str] = field(default_factory=dict)  # department, as the letter names it -> inbox
    template: Template = Template.WZOR_4566
    place: str = "Toruń"
    has_timestamp: bool = False  # `wsu:Timestamp` in each request; clients in the field differ
    sends_as_any: bool = False  # `nadajAny` instead of `nadaj`
    embed_up_to_bytes: int = 3 * _MIB
    file_up_to_bytes: int = 100 * _MIB
    reply_up_to_bytes: int = 64 * _MIB
    timeout_s: float = 300.0  # what clients in the field use
    look_for_s: float = 900.0  # how long a broken call's letter is looked for before a person is asked

    def inbox_for(self, department: str) -> str:
        """Answer the inbox for letters to this department."""
        return self.inboxes.get(department, self.inbox)


@dataclass(frozen=True)
class EpuapTrust:
    """Whose signatures count: certificates (DER), each either the signer's own or of the authority above it."""

    replies: Sequence[bytes]
    receipts: Sequence[bytes]
