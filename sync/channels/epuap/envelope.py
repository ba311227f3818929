"""A request as ePUAP wants it: SOAP 1.1 with an X.509 token whose key signs the body (WS-Security 1.0)."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml import etree

from sync.channels.epuap.dsig import Covered, begin_signature, digest_of, finish_signature
from sync.channels.epuap.names import BASE64, DS, OBI, SOAP, WSSE, WSU, X509_TOKEN
from sync.clock import RandomBytes
from sync.cms import NotSigned, Sealer

TIMESTAMP_LIFE = timedelta(minutes=5)


@dataclass(frozen=True)
class Message:
    """What an operation says: header blocks in order, and the one child of the body."""

    body: etree._Element
    headers: Sequence[etree._Element] = ()


def seal_message(
    message: Message, system: Sealer, *, random: RandomBytes, stamped_at: datetime | None = None
) -> bytes | NotSigned:
    """Write the signed request; with a time stamp, which is signed too, when a moment is given."""
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soapenv": SOAP, "wsse": WSSE, "wsu": WSU, "obi": OBI})
    header = etree.SubElement(root, f"{{{SOAP}}}Header")
    body = etree.SubElement(root, f"{{{SOAP}}}Body")
    security = etree.SubElement(header, f"{{{WSSE}}}Security", {f"{{{SOAP}}}mustUnderstand": "1"})
    header.extend(message.headers)
    body.append(message.body)
    signed = [_name(body, "id", random)]
    if stamped_at is not None:
        signed.append(_name(_stamp(security, stamped_at), "ts", random))
    token = etree.SubElement(
        security, f"{{{WSSE}}}BinarySecurityToken", {"EncodingType": BASE64, "ValueType": X509_TOKEN}
    )
    token.text = base64.b64encode(system.certificate_der).decode()
    covered = [Covered(f"#{one.get(_ID)}", digest_of(one)) for one in signed]
    signature = begin_signature(security)
    reference = etree.SubElement(
        etree.SubElement(signature, f"{{{DS}}}KeyInfo"), f"{{{WSSE}}}SecurityTokenReference"
    )
    name = _name(token, "x509", random).get(_ID)
    etree.SubElement(reference, f"{{{WSSE}}}Reference", {"URI": f"#{name}", "ValueType": X509_TOKEN})
    refusal = finish_signature(signature, covered, system)
    return refusal or etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def put(parent: etree._Element, name: str, text: str) -> etree._Element:
    """Append a child without a namespace: the schema leaves the children of its elements unqualified."""
    child = etree.SubElement(parent, name)
    child.text = text
    return child


def element(name: str, text: str | None = None, *, namespace: str = OBI) -> etree._Element:
    """Make one of the schema's own, qualified, elements."""
    made = etree.Element(
        f"{{{namespace}}}{name}", nsmap={"obi": OBI} if namespace == OBI else {"ns": namespace}
    )
    made.text = text
    return made


_ID = f"{{{WSU}}}Id"


def _name(named: etree._Element, kind: str, random: RandomBytes) -> etree._Element:
    named.set(_ID, f"{kind}-{random(8).hex()}")
    return named


def _stamp(security: etree._Element, at: datetime) -> etree._Element:
    stamp = etree.SubElement(security, f"{{{WSU}}}Timestamp")
    for name, moment in (("Created", at), ("Expires", at + TIMESTAMP_LIFE)):
        text = moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        etree.SubElement(stamp, f"{{{WSU}}}{name}").text = text
    return stamp
