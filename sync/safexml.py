"""XML that comes from outside is parsed without document types, entities or the network, or not at all."""

from lxml import etree

from sync.faults import Refused, SealFault


def parse_xml(data: bytes, *, is_large: bool = False) -> etree._Element | Refused[SealFault]:
    """Parse a UTF-8 document that has no document type; small unless a whole file is expected in its text.

    Whoever expects a large one has bounded its size before. Other encodings are refused first:
    a declaration hidden in UTF-16 would slip past a look at the bytes.
    """
    if b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Refused(SealFault.MALFORMED, "XML that is not UTF-8")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return Refused(SealFault.EXTERNAL_ENTITY, "XML with a document type")
    try:
        root = etree.fromstring(data, safe_parser(is_large=is_large))
    except etree.XMLSyntaxError as broken:
        return Refused(SealFault.MALFORMED, f"XML syntax at line {broken.lineno}")
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None or (tree.docinfo.encoding or "UTF-8").upper() not in (
        "UTF-8",
        "US-ASCII",
        "ASCII",
    ):
        return Refused(SealFault.EXTERNAL_ENTITY, "XML with a document type or a foreign encoding")
    return root


def safe_parser(*, is_large: bool = False) -> etree.XMLParser:
    """Make the parser itself, for a library that parses again; the bytes have been through `parse_xml` before."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=is_large,
        recover=False,
    )
