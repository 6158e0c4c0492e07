"""What is sent for a memento: the page with its URLs led into the archive, or the bytes as they are."""

import re

from archive.replay import markup, style
from archive.replay.address import Place
from archive.replay.memento import Memento, absolute

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_NO_TYPE = frozenset({"", "unknown/unknown", "application/unknown", "*/*"})
# What a browser would take for a page where no type is told (MIME Sniffing, section 7.1).
_PAGE_LIKE = re.compile(
    rb"(?:\xef\xbb\xbf)?[\t\n\f\r ]*<(?:!DOCTYPE HTML|HTML|HEAD|SCRIPT|IFRAME|H1|DIV|FONT|TABLE|A"
    rb"|STYLE|TITLE|B|BODY|BR|P|META|LINK|BASE|FRAMESET|FORM|IMG|SVG|!--|\?xml)[ >\t\n\f\r-]?",
    re.IGNORECASE,
)
_FRAMESET = re.compile(rb"<frameset[\t\n\f\r />]", re.IGNORECASE)
_WAP = "application/vnd.wap.xhtml+xml"
# What browsers show in a page's place; the rest they save, and a sandbox lets none do that.
_SHOWN = re.compile(
    r"text/(?!(?:x-)?(?:v?calendar|vcard|directory|rtf|csv|comma-separated-values|tab-separated-values)\Z)"
    r"|(?:application/)?(?:[\w.+-]*\+)?(?:json|xml|javascript|ecmascript|x-javascript|manifest)\Z"
    r"|image/(?:svg\+xml|a?png|x-png|p?jpe?g|gif|webp|avif|bmp|x-ms-bmp|x-icon|vnd\.microsoft\.icon)\Z"
    r"|(?:video|audio)/(?:x-)?(?:mp[34]|mpeg|webm|ogg|wave?|flac|aac|m4[av])\Z"
)
_PICTURES = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"BM", b"\x00\x00\x01\x00")
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SOON = 1.0  # seconds: a refresh that comes no later is a redirect


def kind_of(memento: Memento, destination: str | None = None) -> str:
    """Return how a browser would take it: ``html``, ``xml``, ``css``, ``pdf`` or ``other``.

    *destination* is what it is asked for (``Sec-Fetch-Dest``), which decides where no type is told.
    """
    mime = memento.mime or ""
    if _is_untyped(mime):
        if _PAGE_LIKE.match(memento.content):
            return "html"
        if memento.content.startswith(b"%PDF-"):
            return "pdf"
        named = memento.entry.url.partition("?")[0].endswith(".css")
        return "css" if named or destination == "style" else "other"
    if mime in ("text/html", _WAP):
        return "html"
    if mime.endswith(("+xml", "/xml")):
        return "xml"
    return {"text/css": "css", "application/pdf": "pdf"}.get(mime, "other")


def is_shown(memento: Memento) -> bool:
    """Whether a browser shows it in a page's place; a PDF it does not, in a sandbox."""
    kind, mime = kind_of(memento), memento.mime or ""
    if kind != "other":
        return kind != "pdf"
    if not _is_untyped(mime):
        return _SHOWN.match(mime) is not None
    return memento.content.startswith(_PICTURES) or not _BINARY.search(memento.content, 0, 1024)


def is_free(memento: Memento, destination: str | None) -> bool:
    """Whether it is a frameset or stands in one, and so has links that lead other frames.

    Not where ISO-2022-JP could hide a tag from us.
    """
    if kind_of(memento) != "html" or b"\x1b" in memento.content:
        return False
    return destination == "frame" or _FRAMESET.search(memento.content) is not None


def replayed(
    memento: Memento, prefix: str, destination: str | None = None
) -> tuple[bytes, str | None]:
    """Return the body as it is replayed below *prefix* for a *destination*, and its Content-Type.

    The type is the one that was sent: no charset is added that the page did
    not declare. A page that cannot be read in reasonable time is shown as text,
    one for the telephones of its day as HTML. None where a browser is to look itself.
    """
    kind, told = kind_of(memento, destination), memento.content_type
    place = Place(prefix.encode(), memento.entry.url)
    if kind == "css":
        return style.rewrite(memento.content, place), told or "text/css"
    if kind in ("pdf", "other"):
        return memento.content, told
    charset = _CHARSET.search(told or "")
    try:
        body = markup.rewrite(
            memento.content,
            place,
            charset=charset[1] if charset else None,
            xml=kind == "xml",
            framed=is_free(memento, destination),
        )
    except markup.Tangled:
        return memento.content, "text/plain"
    if told and memento.mime == _WAP:
        return body, "text/html" + "".join(told.partition(";")[1:])
    return body, "text/html" if _is_untyped(memento.mime or "") else told


def _is_untyped(mime: str) -> bool:
    return mime in _NO_TYPE or "/" not in mime


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
