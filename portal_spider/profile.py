"""A portal's profile: what a visitor must know of it, as data.

Shipped profiles are modules in ``portal_spider/portals``; an archivist's own
stand as ``portals/<portal>.toml`` in the collection, with the same field names.
A profile is checked when it is built, so a typo fails at start-up.
"""

import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from portal_spider.errors import ProfileError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Remove every element that *css* selects; *kind* is the label it gets in ``removed``."""

    name: str
    css: str
    kind: str = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Selectors for the pages captured since a day; the newest that fits is used.

    Every selector is optional: what has none is found by the general reader.
    """

    since: date | None = None
    until: date | None = None
    body: str | None = None
    title: str | None = None
    subtitle: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """One portal. URLs are absolute; patterns are searched in the whole URL."""

    name: str
    title: str | None = None  # the portal's own name, e.g. 新江南网
    hosts: tuple[str, ...] = ()  # "www.example.org" or "127.0.0.1:8080"; subdomains only if listed
    seeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # list pages, visited at every crawl
    article: str | None = None  # regular expression: URLs of articles
    exclude: tuple[str, ...] = ()  # regular expressions: URLs never to visit
    timezone: str | None = None  # IANA name; assumed where a page names no zone
    language: str | None = None
    delay: float | None = None  # seconds between requests to one host; None: 1, loopback 0
    concurrency: int = 1  # requests under way to one host at a time
    max_depth: int = 20
    cookies: bool = False
    allow_private: bool = False  # may visit loopback and private addresses
    verify_tls: bool = True
    layouts: tuple[Layout, ...] = ()
    pins: tuple[str, ...] = ()  # texts that are boilerplate, whatever the site model says
    vetoes: tuple[str, ...] = ()  # texts that are not

    def __post_init__(self) -> None:
        """Refuse what cannot work, naming the field."""
        if not _NAME.match(self.name):
            raise ProfileError(self.name, "name", "use a-z, 0-9, '.', '_' and '-' only")
        for name, patterns in (("article", (self.article,)), ("exclude", self.exclude)):
            for pattern in patterns:
                try:
                    re.compile(pattern or "")
                except re.error as error:
                    raise ProfileError(self.name, name, f"{pattern!r}: {error}") from error
        for name in ("seeds", "sitemaps", "feeds", "sections"):
            for url in getattr(self, name):
                if not re.match(r"https?://[^/\s]+", url):
                    raise ProfileError(self.name, name, f"not an absolute URL: {url!r}")
        if self.timezone is not None:
            try:
                ZoneInfo(self.timezone)
            except (ZoneInfoNotFoundError, ValueError) as error:
                raise ProfileError(self.name, "timezone", f"unknown: {self.timezone!r}") from error
        if self.delay is not None and self.delay < 0:
            raise ProfileError(self.name, "delay", "must not be negative")
        if self.concurrency < 1:
            raise ProfileError(self.name, "concurrency", "must be at least 1")

    def layout_on(self, day: date) -> Layout:
        """Return the layout for pages captured on *day*: the newest whose dates include it."""
        fitting = [
            layout
            for layout in self.layouts
            if (layout.since or date.min) <= day and day < (layout.until or date.max)
        ]
        return max(fitting, key=lambda layout: layout.since or date.min, default=Layout())
