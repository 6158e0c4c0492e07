"""What a frontier is given and gives: URLs found and skipped, leases, outcomes, servers."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal[
    "robots", "seed", "sitemap", "feed", "article_page", "article", "section", "page", "requisite"
]

#: What is fetched first where several wait at one server: what opens the way
#: to articles, then articles, then what lies around them.
PRIORITY: dict[str, int] = {
    "robots": 90, "seed": 80, "sitemap": 70, "feed": 65, "article_page": 60,
    "article": 50, "section": 40, "page": 30, "requisite": 10,
}  # fmt: skip

#: Seconds for which a robots.txt holds (RFC 9309, section 2.4: at most 24 hours).
ROBOTS_LIFE = 86400.0

#: Kinds that a budget of pages counts (docs/formats.md, "Pages").
COUNTED: frozenset[str] = frozenset({"seed", "article_page", "article", "section", "page", "feed"})


def origin_of(url: str) -> str:
    """Return ``scheme://host:port`` of *url*, the port only where it is not the default.

    >>> origin_of("https://example.org/a?b")
    'https://example.org'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A URL met for the first time, to be visited."""

    url: str
    kind: Kind
    depth: int = 0
    hops: int = 0
    found_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A URL met and not visited, and why."""

    url: str
    reason: str
    found_on: str | None = None
    kind: Kind = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A URL to be fetched now."""

    id: int
    url: str
    portal: str
    origin: str
    kind: Kind
    depth: int
    hops: int
    tries: int
    found_on: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """A server, and how it wants to be visited. Times are seconds since 1970."""

    origin: str
    robots: str | None = None
    robots_body: bytes | None = None
    robots_at: float | None = None
    not_before: float = 0.0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """How a URL came to be known, and whether it is done with (*state* 2)."""

    portal: str
    kind: Kind
    depth: int
    hops: int
    found_on: str | None
    state: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a URL. *outcome* is a word of docs/formats.md, "Outcomes"."""

    outcome: str
    reason: str | None = None
    status: int | None = None
    at: str = ""
    crawl: str | None = None
    warc_filename: str | None = None
    warc_record_offset: int | None = None
