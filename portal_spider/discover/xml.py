"""XML from strangers: bounded, no entities, no network, and broken more often than not."""

import re
import zlib

from lxml import etree

#: What of a sitemap or feed is read, in bytes (sitemaps.org, "Sitemap file limits").
LIMIT = 52_428_800

_ENTITIES = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)


def plain(payload: bytes) -> bytes:
    """Return *payload* unzipped where it is gzip, as far as it goes, up to LIMIT."""
    if payload[:2] != b"\x1f\x8b":
        return payload[:LIMIT]
    try:
        return zlib.decompressobj(31).decompress(payload, LIMIT)
    except zlib.error:
        return b""


def root_of(payload: bytes) -> "etree._Element | None":
    """Return the root element, mended where need be, or None if this is no XML at all."""
    text = payload.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not text.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return None
    text = _ENTITIES.sub(b"", text, count=1)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def local(element: "etree._Element") -> str:
    """Return the name of *element* without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def text_of(element: "etree._Element | None") -> str:
    """Return the text below *element*, white space collapsed."""
    if element is None or not isinstance(element.tag, str):  # an entity, an instruction
        return ""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
