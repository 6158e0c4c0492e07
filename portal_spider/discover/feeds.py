"""Feeds: RSS 0.9 to 2.0, RDF and Atom, as far as a crawl needs them.

A URL, a title and a day are all that is asked for, and lxml, which is here
anyway, gives them; a feed library would add its own sanitizer and fetcher.
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from portal_spider.discover.xml import local, plain, root_of, text_of
from portal_spider.urls import clean_url


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of a feed; *published* has an offset only where the feed gives one."""

    url: str
    title: str | None = None
    published: datetime | None = None


def feed_entries(payload: bytes, base: str = "") -> tuple[FeedEntry, ...]:
    """Return the entries of a feed, in its order, each URL once; nothing if it is none.

    *base* is the feed's own URL.
    """
    root = root_of(plain(payload))
    found: dict[str, FeedEntry] = {}
    for element in root.iter() if root is not None else ():
        if local(element) in ("item", "entry"):
            entry = _entry(element, base)
            if entry:
                found.setdefault(entry.url, entry)
    return tuple(found.values())


def _entry(element: "etree._Element", base: str) -> FeedEntry | None:
    addresses: dict[str, str] = {}
    title, stamps = "", dict[str, str]()
    for child in element:
        name, text = local(child), text_of(child)
        if name == "link":
            rel = child.get("rel", "alternate")
            if rel == "alternate":
                addresses.setdefault("link", child.get("href") or text)
        elif name == "guid" and child.get("isPermaLink", "true").lower() != "false":
            addresses.setdefault("guid", text)
        elif name == "title":
            title = title or text
        elif name in ("pubdate", "published", "date", "issued", "updated", "modified"):
            stamps.setdefault(name, text)
    about = [str(value) for key, value in element.attrib.items() if str(key).endswith("}about")]
    for address in (addresses.get("link"), addresses.get("guid"), *about):
        url = clean_url(address, base) if address else None
        if url:
            order = ("pubdate", "published", "date", "issued", "updated", "modified")
            times = (_time(stamps[name]) for name in order if name in stamps)
            return FeedEntry(
                url=url, title=title or None, published=next(filter(None, times), None)
            )
    return None


def _time(stamp: str) -> datetime | None:
    """Return the time of RFC 822 (RSS) or ISO 8601 (Atom, Dublin Core), or None."""
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(stamp)
    except (ValueError, TypeError, IndexError):
        return None
