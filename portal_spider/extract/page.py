"""A page opened once: decoded, parsed, and walked into an outline that all readers share."""

from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from portal_spider.extract.charset import decode, find_charset
from portal_spider.extract.guard import guarded
from portal_spider.extract.outline import Outline, outline_of
from portal_spider.page import RawPage

__all__ = ["OpenPage", "open_page"]


class OpenPage:
    """A parsed page; nobody changes ``tree``, since link discovery and every reader share it."""

    __slots__ = ("_outline", "base_url", "charset", "charset_evidence", "raw", "tree")

    def __init__(
        self, raw: RawPage, tree: LexborHTMLParser, charset: str, charset_evidence: str
    ) -> None:
        self.raw = raw
        self.tree = tree
        self.charset = charset
        self.charset_evidence = charset_evidence
        self.base_url = _base_url(tree, raw.url)
        self._outline: Outline | None = None

    @property
    def outline(self) -> Outline:
        """The page's pieces of text in reading order; walked at the first call."""
        if self._outline is None:
            self._outline = outline_of(self.tree)
        return self._outline


#: Bytes of a page that are read; the record keeps them all.
READ_LIMIT = 8 * 1024 * 1024


def open_page(raw: RawPage) -> OpenPage:
    """Decode and parse *raw*; never fails, whatever the bytes are."""
    charset, evidence = find_charset(raw.body, raw.content_type)
    body = raw.body
    if len(body) > READ_LIMIT:
        body = body[:READ_LIMIT]
        evidence += f"; the first {READ_LIMIT} bytes read"
    return OpenPage(raw, LexborHTMLParser(guarded(decode(body, charset))), charset, evidence)


def _base_url(tree: LexborHTMLParser, url: str) -> str:
    base = tree.css_first("base[href]")
    href = (base.attributes.get("href") or "").strip() if base is not None else ""
    return joined(url, href) or url


def joined(base: str, href: str) -> str | None:
    """Return *href* against *base*, or None where it is no URL of the web.

    >>> joined("http://example.org/a/b.html", "c.jpg")
    'http://example.org/a/c.jpg'
    >>> joined("http://example.org/", "data:image/gif;base64,R0lG") is None
    True
    """
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return None
    return url if href.strip() and url.startswith(("http://", "https://")) else None
