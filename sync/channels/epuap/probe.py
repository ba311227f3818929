"""A letter about nothing, for `CzyProbne`: ePUAP checks it as it would check any other and delivers it to nobody."""

from zoneinfo import ZoneInfo

from lxml import etree

from sync.channels.epuap.config import EpuapConfig
from sync.channels.epuap.letter import GeneralLetter, write_letter
from sync.channels.epuap.services import File, Shipment
from sync.channels.epuap.xades import sign_document
from sync.clock import Clock, RandomBytes
from sync.cms import NotSigned, Sealer
from sync.submission import Party, PartyKind

_TITLE = "Sprawdzenie połączenia"


def probe_shipment(
    config: EpuapConfig, seal: Sealer, *, clock: Clock, random: RandomBytes
) -> Shipment | NotSigned:
    """Write and sign it; it holds nobody's data."""
    office = Party(config.subject, PartyKind.INSTITUTION)
    letter = GeneralLetter(
        correlation_id=random(16).hex(),
        place=config.place,
        day=clock().astimezone(ZoneInfo("Europe/Warsaw")).date(),
        recipient=office,
        sender=office,
        title=_TITLE,
        notes=(_TITLE,),
        attachments=(),
    )
    root = write_letter(letter, config.template, has_stylesheet=not config.sends_as_any)
    refusal = sign_document(root, seal, when=clock(), random=random)
    if refusal is not None:
        return refusal
    written = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return Shipment(File("sprawdzenie.xml", written), config.inbox, is_trial=True)
