"""Sitemaps (sitemaps.org 0.9, with the news extension), indexes of them, and lists of URLs."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal_spider.discover.feeds import feed_entries
from portal_spider.discover.xml import local, plain, root_of, text_of
from portal_spider.urls import clean_url


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A URL a sitemap names; *lastmod* and *published* as they stand there."""

    url: str
    kind: Literal["page", "sitemap"] = "page"
    lastmod: str | None = None
    title: str | None = None  # of the news extension
    published: str | None = None  # of the news extension

    @property
    def day(self) -> date | None:
        """The day of publication, else of the last change, where one is given."""
        return day_of(self.published) or day_of(self.lastmod)


def day_of(stamp: str | None) -> date | None:
    """Return the day that a W3C date names, as written; None where it names none."""
    found = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", stamp or "")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


_LINE = re.compile(r"https?://\S+")


def sitemap_entries(payload: bytes, base: str = "") -> tuple[SitemapEntry, ...]:
    """Return what *payload* (XML, plain text, RSS or Atom, also gzip) names; nothing if unreadable.

    *base* is the sitemap's own URL: some write relative ones.
    """
    payload = plain(payload)
    root = root_of(payload)
    if root is None:
        lines = payload.decode("utf-8-sig", "replace").splitlines()
        urls = (clean_url(line) for line in map(str.strip, lines) if _LINE.fullmatch(line))
        return tuple(SitemapEntry(url=url) for url in dict.fromkeys(urls) if url)
    found: dict[str, SitemapEntry] = {}
    for element in root.iter():
        name = local(element)
        if name not in ("url", "sitemap"):
            continue
        given = {local(child): text_of(child) for child in reversed(element) if len(child) == 0}
        news = {local(child): text_of(child) for child in element.iterdescendants()}
        url = clean_url(given.get("loc", ""), base) if given.get("loc") else None
        if url and url not in found:
            found[url] = SitemapEntry(
                url=url,
                kind="sitemap" if name == "sitemap" else "page",
                lastmod=given.get("lastmod") or None,
                title=news.get("title") or None if "news" in news else None,
                published=news.get("publication_date") or None,
            )
    if not found:
        for entry in feed_entries(payload, base):
            stamp = entry.published.isoformat() if entry.published else None
            found[entry.url] = SitemapEntry(url=entry.url, title=entry.title, published=stamp)
    return tuple(found.values())
