"""What the reader of pages takes in and gives out.

The seam between crawling and reading: plain values, no Scrapy, no I/O.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from archive.article import Content

#: What reads pages, and which version of it: raised when a page may read otherwise than before.
EXTRACTOR = "portal-extract/23"

PageKind = Literal["article", "list", "gallery", "soft_404", "blocked", "other"]


class PageSource(Protocol):
    """What a page is read from: a ``RawPage``, or a visit, whose body is decoded when asked for."""

    @property
    def url(self) -> str:
        """Where it was fetched."""
        ...

    @property
    def captured(self) -> datetime:
        """When: aware, UTC."""
        ...

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def content_type(self) -> str | None:
        """The header's value as sent."""
        ...

    @property
    def body(self) -> bytes:
        """The payload with its content-encoding undone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """An HTML page as captured: the payload with its content-encoding undone."""

    url: str
    captured: datetime  # aware, UTC
    status: int
    content_type: str | None  # the header's value as sent
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link found on a page; *url* is absolute, without fragment, percent-encoded as sent."""

    url: str
    text: str = ""
    rel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """Where a page stands among the pages of one article (counted from 1)."""

    number: int = 1
    next_url: str | None = None
    urls: tuple[str, ...] = ()  # every page this one names, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A container that was considered as the body, for `show --explain`."""

    path: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one page was read: its kind with reasons, and the article in it, if any."""

    kind: PageKind
    score: float  # 0..1, confidence in *kind*
    reasons: tuple[str, ...]
    content: Content | None  # for an article; a later page of one has its part
    canonical_claim: str | None  # what the page says its URL is, absolute
    pagination: Pagination = field(default_factory=Pagination)
    candidates: tuple[Candidate, ...] = ()
    charset: str = "utf-8"
