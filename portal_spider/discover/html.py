"""What an HTML page leads to, and what it needs to look as it did."""

import re
from collections.abc import Iterator
from typing import Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal_spider.discover.css import css_requisites
from portal_spider.page import Link
from portal_spider.urls import clean_url


class PageTree(Protocol):
    """What of an ``OpenPage`` is read here."""

    base_url: str
    charset: str

    @property
    def tree(self) -> LexborHTMLParser:
        """The parsed page."""


def links(page: PageTree) -> tuple[Link, ...]:
    """Return the links of *page* in order, each URL once, with the first text that names it."""
    found: dict[str, Link] = {}
    for node in page.tree.css("a[href], area[href], link[rel][href]"):
        attributes = node.attributes
        href = attributes.get("href") or ""
        rel = (attributes.get("rel") or "").lower()
        if node.tag == "link" and not _PAGE_RELATIONS.intersection(rel.split()):
            continue
        if not href or href[0] == "#":
            continue
        url = clean_url(href, page.base_url, page.charset)
        known = found.get(url) if url else None
        if url is None or (known and known.text):
            continue
        text = "" if node.tag == "link" else _text(node, attributes)
        if not known or text:
            found[url] = Link(url=url, text=text, rel=rel)
    for url in _refreshes(page):
        found.setdefault(url, Link(url=url, rel="refresh"))
    return tuple(found.values())


_PAGE_RELATIONS = frozenset({"next", "prev", "amphtml"})
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


def _text(node: LexborNode, attributes: dict[str, str | None]) -> str:
    text = " ".join(node.text().split())
    if not text:
        picture = node.css_first("img[alt]")
        text = attributes.get("title") or (picture.attributes.get("alt") if picture else "") or ""
        text = " ".join(text.split())
    return text


def _refreshes(page: PageTree) -> Iterator[str]:
    """Yield where ``<meta http-equiv=refresh>`` sends a browser."""
    for node in page.tree.css("meta[http-equiv='refresh' i]"):
        target = _REFRESH.match(node.attributes.get("content") or "")
        url = clean_url(target[1], page.base_url, page.charset) if target else None
        if url:
            yield url


_NEEDY = (
    "img, source, video, audio, track, embed, object[data], input[src], iframe[src], frame[src],"
    " script[src], link[href], style, [style*='url('], [background], image, amp-img,"
    " [data-bg], [data-background], [data-background-image]"
)
_ADDRESS = (
    "src", "poster", "background",
    # lazy loading: what the scripts of many sites and galleries copy into src
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-lazyload", "data-echo",
    "data-original-src", "data-actualsrc", "data-ks-lazyload", "lazy-src", "real_src", "original",
    "_src", "file", "zoomfile", "data-hi-res-src", "data-bg", "data-background",
    "data-background-image", "data-poster",
)  # fmt: skip
_ADDRESS_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
_REQUISITE_RELATIONS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon",
     "preload", "modulepreload", "manifest"}
)  # fmt: skip


def requisites(page: PageTree) -> tuple[str, ...]:
    """Return what a browser would load to show *page*, each URL once, in order.

    Every size of a picture counts, and what a script would put in its place.
    """
    found: dict[str, None] = {}
    for reference in _references(page):
        url = clean_url(reference, page.base_url, page.charset)
        if url:
            found[url] = None
    return tuple(found)


def _references(page: PageTree) -> Iterator[str]:
    for node in page.tree.css(_NEEDY):
        attributes = node.attributes
        if node.tag == "link":
            relations = (attributes.get("rel") or "").lower().split()
            if _REQUISITE_RELATIONS.intersection(relations):
                yield attributes["href"] or ""
                yield from _candidates(attributes.get("imagesrcset") or "")
            continue
        if node.tag == "style":
            yield from css_requisites(node.text(), page.base_url)
            continue
        for name, value in attributes.items():
            if not value or value.startswith(("data:", "#")):
                continue
            if name in _ADDRESS:
                yield value
            elif name in _ADDRESS_SETS:
                yield from _candidates(value)
            elif name == "style" and "url(" in value:
                yield from css_requisites(value, page.base_url)
            elif (name == "data" and node.tag == "object") or (
                name in ("href", "xlink:href") and node.tag == "image"
            ):
                yield value


_CANDIDATE = re.compile(
    r"[\s,]*+(?:([^\s,]\S*+)(?:(?<=,)|(?:[^,()]++|\([^)]*+\)?|\))*+)|\Z)"  # as archive.replay.markup
)


def _candidates(srcset: str) -> Iterator[str]:
    """Yield the addresses of a ``srcset`` (HTML, "image candidate strings")."""
    for candidate in _CANDIDATE.finditer(srcset):
        address = (candidate[1] or "").rstrip(",")
        if address and not address.startswith("data:"):
            yield address


_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf|feed)\+xml|application/feed\+json")


def feeds_named(page: PageTree) -> tuple[str, ...]:
    """Return the feeds that *page* names in ``<link rel=alternate>``."""
    found: dict[str, None] = {}
    for node in page.tree.css("link[href][type]"):
        attributes = node.attributes
        if "alternate" in (attributes.get("rel") or "").lower().split() and _FEED_TYPE.match(
            (attributes.get("type") or "").strip().lower()
        ):
            url = clean_url(attributes["href"] or "", page.base_url, page.charset)
            if url:
                found[url] = None
    return tuple(found)


_NEXT = re.compile(
    r"[\s\[【(（]*(?:下一?[页頁]|后一?页|後一?頁|次へ|次のページ|다음|next(?: page)?|older(?: posts)?"
    r"|nächste(?: seite)?|weiter|(?:page )?suivante?|siguiente|następna)[\s\]】)）>›»→]*|[>›»→]",
    re.IGNORECASE,
)


def next_list_page(page: PageTree) -> str | None:
    """Return the URL of the following page of a list: rel=next, else by its words (下一页)."""
    # Not over links(): there a number that leads to the same page would hide the words.
    by_words = None
    here = clean_url(page.base_url)
    for node in page.tree.css("a[href], link[rel][href]"):
        attributes = node.attributes
        named = "next" in (attributes.get("rel") or "").lower().split()
        if not named and (by_words or not _NEXT.fullmatch(_text(node, attributes))):
            continue
        href = attributes.get("href") or ""
        url = clean_url(href, page.base_url, page.charset) if href[:1] != "#" else None
        if url and url != here:
            if named:
                return url
            by_words = url
    return by_words
