"""A page opened once: decoded, parsed, and walked into an outline that all readers share."""

import pickle
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from portal_spider.extract.charset import decode, find_charset
from portal_spider.extract.guard import guarded
from portal_spider.extract.outline import Box, Outline, Piece, outline_of
from portal_spider.page import PageSource, Pagination

if TYPE_CHECKING:  # claims are read from pages
    from portal_spider.extract.metadata.claims import Claims

__all__ = ["OpenPage", "open_page", "reopened"]

_BOX, _PIECE = attrgetter(*Box.__slots__), attrgetter(*Piece.__slots__)


class OpenPage:
    """A parsed page; nobody changes ``tree``, since link discovery and every reader share it."""

    __slots__ = (
        "_claims", "_outline", "_pagination", "_tree", "base_url", "charset", "charset_evidence",
        "raw",
    )  # fmt: skip

    def __init__(
        self, raw: PageSource, charset: str, charset_evidence: str, base_url: str | None = None
    ) -> None:
        self.raw = raw
        self.charset = charset
        self.charset_evidence = charset_evidence
        self._tree: LexborHTMLParser | None = None
        self._outline: Outline | None = None
        self._claims: Claims | None = None
        self._pagination: Pagination | None = None
        self.base_url = _base_url(self.tree, raw.url) if base_url is None else base_url

    @property
    def tree(self) -> LexborHTMLParser:
        """The parsed page."""
        if self._tree is None:
            text = decode(self.raw.body[:READ_LIMIT], self.charset)
            self._tree = LexborHTMLParser(guarded(text))
        return self._tree

    @property
    def outline(self) -> Outline:
        """The page's pieces of text in reading order; walked at the first call."""
        if self._outline is None:
            self._outline = outline_of(self.tree)
        return self._outline

    @property
    def claims(self) -> "Claims":
        """What the page says of itself for machines; read at the first call."""
        if self._claims is None:
            from portal_spider.extract.metadata.claims import read_claims

            self._claims = read_claims(self)
        return self._claims

    @property
    def pagination(self) -> Pagination:
        """Its place among the pages of its article; found at the first call."""
        if self._pagination is None:
            from portal_spider.extract.pagination import find_pagination

            self._pagination = find_pagination(self)
        return self._pagination

    def walked(self) -> bytes | None:
        """Return what all readings of the page ask for, for ``reopened``.

        Plain values: as objects they would take three times as long to write and
        to read. None where a page claims what is nested too deep to be written.
        """
        outline = self.outline
        boxes, pieces = list(map(_BOX, outline.boxes)), list(map(_PIECE, outline.pieces))
        shared = (
            self.charset, self.charset_evidence, self.base_url, boxes, pieces, outline.links,
            outline.fields, self.claims, self.pagination,
        )  # fmt: skip
        try:
            return pickle.dumps(shared, protocol=5)
        except RecursionError:
            return None


#: Bytes of a page that are read; the record keeps them all.
READ_LIMIT = 8 * 1024 * 1024


def open_page(raw: PageSource) -> OpenPage:
    """Decode and parse *raw*; never fails, whatever the bytes are."""
    charset, evidence = find_charset(raw.body, raw.content_type)
    if len(raw.body) > READ_LIMIT:
        evidence += f"; the first {READ_LIMIT} bytes read"
    return OpenPage(raw, charset, evidence)


def reopened(raw: PageSource, walked: bytes) -> OpenPage:
    """Return *raw* opened, of which all that was *walked* is known; who asks for its tree parses it."""
    charset, evidence, base_url, boxes, pieces, links, fields, claims, pagination = pickle.loads(
        walked
    )
    page = OpenPage(raw, charset, evidence, base_url)
    page._outline = Outline(
        tuple([Box(*box) for box in boxes]), tuple([Piece(*piece) for piece in pieces]), links,
        fields,
    )  # fmt: skip
    page._claims, page._pagination = claims, pagination
    return page


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
