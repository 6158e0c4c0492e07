"""What is sent for a memento: the page with its URLs led into the archive, or the bytes as they are."""

import re

from archive.replay import markup, style
from archive.replay.address import Place
from archive.replay.memento import Memento, absolute, mime_of

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_NO_TYPE = frozenset({"", "unknown/unknown", "application/unknown", "*/*"})
# What a browser would take for a page where no type is told (MIME Sniffing, section 7.1).
_PAGE_LIKE = re.compile(
    rb"(?:\xef\xbb\xbf)?[\t\n\f\r ]*<(?:!DOCTYPE HTML|HTML|HEAD|SCRIPT|IFRAME|H1|DIV|FONT|TABLE|A"
    rb"|STYLE|TITLE|B|BODY|BR|P|META|LINK|BASE|FRAMESET|FORM|IMG|SVG|!--|\?xml)[ >\t\n\f\r-]?",
    re.IGNORECASE,
)
_SOON = 1.0  # seconds: a refresh that comes no later is a redirect


def kind_of(memento: Memento) -> str:
    """Return how a browser would take it: ``html``, ``xml``, ``css``, ``pdf`` or ``other``."""
    mime = memento.mime or ""
    if mime in _NO_TYPE or "/" not in mime:
        if _PAGE_LIKE.match(memento.content):
            return "html"
        if memento.content.startswith(b"%PDF-"):
            return "pdf"
        return "css" if memento.entry.url.partition("?")[0].endswith(".css") else "other"
    if mime in ("text/html", "application/vnd.wap.xhtml+xml"):
        return "html"
    if mime.endswith(("+xml", "/xml")):
        return "xml"
    return {"text/css": "css", "application/pdf": "pdf"}.get(mime, "other")


def replayed(memento: Memento, prefix: str) -> tuple[bytes, str | None]:
    """Return the body as it is replayed below *prefix*, and its Content-Type.

    The type is the one that was sent: no charset is added that the page did
    not declare. A page that cannot be read in reasonable time is shown as text.
    """
    kind, told = kind_of(memento), memento.content_type
    place = Place(prefix.encode(), memento.entry.url)
    if kind == "css":
        return style.rewrite(memento.content, place), told or "text/css"
    if kind in ("pdf", "other"):
        return memento.content, told or "application/octet-stream"
    charset = _CHARSET.search(told or "")
    try:
        body = markup.rewrite(
            memento.content, place, charset=charset[1] if charset else None, xml=kind == "xml"
        )
    except markup.Tangled:
        return memento.content, "text/plain"
    typed = "/" in (told or "") and mime_of(told) not in _NO_TYPE
    return body, told if typed else "text/html"


def immediate_target(memento: Memento) -> str | None:
    """Return where a page leads at once by a refresh, in its head or its markup.

    A sandboxed page does not refresh itself, and nobody was ever to read it.
    """
    if memento.status >= 300 or kind_of(memento) != "html":
        return None
    told = memento.head.first(b"Refresh")
    found = markup.refresh_in(told) if told else None
    place = Place(b"", memento.entry.url)
    found = found or markup.refresh_of(memento.content)
    if found is None or found[0] > _SOON:
        return None
    base = markup.based(memento.content, place).base if not told else memento.entry.url
    return absolute(found[1].replace(b"&amp;", b"&"), base)
