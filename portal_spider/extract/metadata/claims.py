"""What a page says of itself for machines: JSON-LD, OpenGraph, ``<meta>``, microdata, ``<title>``."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson
from selectolax.lexbor import LexborNode

from portal_spider.extract.metadata.changes import UPDATED
from portal_spider.extract.outline import is_post, squeeze
from portal_spider.extract.page import OpenPage, joined
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import HAN

_CHANGED = re.compile(r"\b(?:datemodified|updated?|modified|field--?name-changed)\b")
# WordPress marks one time as published and updated until the article is changed.
_PUBLISHED = re.compile(
    r"\b(?:datepublished|datecreated|dc:created|published|pubdate|entry-date)\b"
)
#: Names that stand once for each author or keyword.
_LISTED = frozenset(
    ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "article:tag")
)
_TIMES = (
    "time[datetime], time[title], [itemprop~=datePublished], [itemprop~=dateModified],"
    " .published[title], .updated[title], span.updated,"  # as microformats have it
    ' [property*="dateCreated"][content], [property*="datePublished"][content], [property~="dc:created"][content]'
)
_KICKER = re.compile(
    r"kicker|over-?line|top-?line|over-?head|eyebrow|dach-?zeile|spitzmarke|ante-?t[ií]tulo|volanta|occhiello|sur-?titre|\bbadge\b"
    r"|^(?:categor(?:y|ie)|kategorie|rubri[ck]|rubrique)$",
    re.IGNORECASE,
)
_TITLES = '.entry-title, [itemprop~="headline"]'
_TITLE_SIGNS = (b"entry-title", b"headline")
_LONGEST_TITLE = 200
_CRUMBS = '[class*="breadcrumb" i] a, [id*="breadcrumb" i] a'
_SIGNS = (b"readcrumb", b"readCrumb", b"READCRUMB")
_MOST_CRUMBS = 8
_DEEPEST = 8  # lists and objects around a name: no system writes as many
_LABEL = 30  # characters before a day that may say what it is
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_LINES = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LAST_COMMA = re.compile(r",\s*([}\]])")
_DATED = re.compile(r"(?:19|20)\d\d[-/年]\d")
# What tells of an article at the end of its heading: a whole day, a source
_TOLD_IN = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d|[来來]源\s*[:：]")
_ARTICLE_TYPES = ("article", "posting", "report", "story", "review", "webpage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Machine-readable statements; *meta* is by lower-case name, the first of each."""

    title: str
    meta: dict[str, str]
    article: dict[str, Any]  # the JSON-LD object of the article
    crumbs: tuple[str, ...]  # the front page left out
    marked_crumbs: tuple[str, ...]  # looked for where no others are
    published: tuple[str, ...]  # itemprop=datePublished, time.published, time[pubdate]
    times: tuple[str, ...]  # time[datetime] without a mark
    changes: tuple[str, ...]  # itemprop=dateModified, time.updated
    canonical: str | None
    language: str | None
    headings: tuple[tuple[str, str], ...]  # (class and id, text) of every h1
    marked_title: str | None = None  # by a microformat or microdata, where the page has one alone


def read_claims(page: OpenPage) -> Claims:
    """Collect the statements of *page*."""
    tree = page.tree
    meta: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = squeeze(html.unescape(attributes.get("content") or ""))
        if not name or not content:
            continue
        name = name.strip().lower()
        known = meta.setdefault(name, content)
        if name in _LISTED and content not in known and "itemprop" not in attributes:
            meta[name] = f"{known}; {content}"
    title = tree.css_first("title")
    link = tree.css_first('link[rel="canonical"][href]')
    root = tree.css_first("html")
    objects = list(_linked_data(page))
    marked = tree.css(_TIMES)[:8]
    dated = [
        (_marks(node), text) for node in marked if not _in_post(node) and (text := _stated(node))
    ]
    said = squeeze(title.text()) if title is not None else ""
    headings = tuple(
        (f"{n.attributes.get('id') or ''} {n.attributes.get('class') or ''}", _heading(n))
        for n in tree.css("h1")[:8]
    )
    crumbs = _crumbs(objects)
    canonical = link.attributes.get("href") if link is not None else None
    return Claims(
        title=said,
        meta=meta,
        article=_article(objects, plain(" ".join((said, *(text for _, text in headings))))),
        crumbs=crumbs,
        marked_crumbs=() if crumbs else _marked_crumbs(page),
        published=tuple(text for marks, text in dated if _PUBLISHED.search(marks)),
        times=tuple(
            text
            for marks, text in dated
            if not _PUBLISHED.search(marks) and not _CHANGED.search(marks)
        ),
        changes=tuple(text for marks, text in dated if _CHANGED.search(marks)),
        canonical=joined(page.base_url, canonical or meta.get("og:url") or ""),
        language=(root.attributes.get("lang") if root is not None else None) or None,
        headings=headings,
        marked_title=_marked_title(page),
    )


def _marked_title(page: OpenPage) -> str | None:
    """The text of what is marked as the title, if no other is: a list of articles has one for each."""
    if not any(sign in page.raw.body for sign in _TITLE_SIGNS):
        return None
    found = {squeeze(node.text()) for node in page.tree.css(_TITLES)[:8]}
    title = found.pop() if len(found) == 1 else ""
    return title if 0 < len(title) <= _LONGEST_TITLE else None


def _heading(node: LexborNode) -> str:
    """The text of a heading without the kicker, or the line of day and source, that some systems set in it."""
    text = squeeze(node.text())
    broken = node.css_first("br") is not None
    if broken and not HAN.search(text):
        text = squeeze(html.unescape(_TAG.sub("", _LINES.sub(" ", node.html or ""))))
    for part in node.iter():
        if _KICKER.search(part.attributes.get("class") or ""):
            rest = text.removeprefix(squeeze(part.text()))
            return rest.lstrip(" :|–—-") or text
    for part in node.iter() if _TOLD_IN.search(text) else ():
        told = squeeze(part.text())
        if _TOLD_IN.search(told) and (rest := text.removesuffix(told).strip()) and rest != text:
            return rest
    if not broken or not (dated := _DATED.search(text)):
        return text
    first = squeeze(html.unescape(_TAG.sub("", _BREAK.split(node.html or "", maxsplit=1)[0])))
    return first if first and len(first) <= dated.start() else text


def _marks(node: LexborNode) -> str:
    """What a day is marked as, by itself, by the box that holds nothing else, or by a word before it."""
    names = _names_of(node)
    if "pubdate" in node.attributes:
        names += " pubdate"
    before, around = _beside(node, after=False), node.parent
    if around is not None and before is None:
        if _beside(node, after=True) is None:
            names += f" {_names_of(around)}"
        before = _beside(around, after=False)
    if node.tag == "time" and before is not None and not _PUBLISHED.search(names):
        said = squeeze(before.text())  # Updated <time>an hour ago</time>
        if UPDATED.search(said[-_LABEL:]) and not said[-4:].isdecimal():
            names += " updated"
    return names


def _beside(node: LexborNode, *, after: bool) -> LexborNode | None:
    """What stands before or behind an element in its box, white space left out."""
    beside = node.next if after else node.prev
    while beside is not None and beside.tag in ("-text", "-comment") and not squeeze(beside.text()):
        beside = beside.next if after else beside.prev
    return beside


def _names_of(node: LexborNode) -> str:
    attributes = node.attributes
    names = (attributes.get(name) or "" for name in ("itemprop", "property", "class"))
    return " ".join(names).lower()


def _in_post(node: LexborNode) -> bool:
    around = node.parent
    while around is not None:
        if is_post(around.tag or "", around.attributes.get("class") or ""):
            return True
        around = around.parent
    return False


def _stated(node: LexborNode) -> str:
    attributes = node.attributes
    for name in ("datetime", "content", "title"):
        if value := attributes.get(name):
            return value
    return squeeze(node.text()) if "itemprop" in attributes or node.tag == "span" else ""


def _linked_data(page: OpenPage) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object, those in lists and graphs too; what is broken is passed over."""
    for node in page.tree.css('script[type="application/ld+json"]')[:20]:
        text = (node.text(strip=True) or "").strip().removeprefix("<!--").removesuffix("-->")
        try:
            waiting = [orjson.loads(text)]
        except ValueError:
            try:  # raw line ends inside strings are the commonest fault, then commas before a bracket
                told = _LAST_COMMA.sub(r"\1", " ".join(text.split()).rstrip("; "))
                waiting = [orjson.loads(told)]
            except ValueError:
                continue
        for _ in range(200):
            if not waiting:
                break
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting = item + waiting
            elif isinstance(item, dict):
                yield item
                waiting += [item[name] for name in ("@graph", "mainEntity") if name in item]


def _kinds(item: dict[str, Any]) -> str:
    kind = item.get("@type")
    return " ".join(map(str, kind)).lower() if isinstance(kind, list) else str(kind).lower()


def _is_article(item: dict[str, Any]) -> bool:
    kinds = _kinds(item)
    if "@type" not in item:  # Chinese search engines ask for a page's day without a type
        return "pubDate" in item
    return any(word in kinds for word in _ARTICLE_TYPES) and (
        "headline" in item or "datePublished" in item
    )


def _article(objects: list[dict[str, Any]], titles: str) -> dict[str, Any]:
    """The object of the article: a page's own only where none is an article's; its author looked up."""
    found = [item for item in objects if _is_article(item)]
    # Of several, teasers' among them, the one whose headline the page has for its title.
    article = min(
        found,
        key=lambda item: (
            "webpage" in _kinds(item),
            plain(str(item.get("headline"))) not in titles,
        ),
        default={},
    )
    known = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str)}
    author = article.get("author")
    if isinstance(author, dict):
        return article | {"author": _named(author, known)}
    if isinstance(author, list):
        return article | {"author": [_named(one, known) for one in author]}
    return article


def _named(author: Any, known: dict[str, dict[str, Any]]) -> Any:
    if isinstance(author, dict) and "name" not in author:
        return known.get(str(author.get("@id")), author)
    return author


def _crumbs(objects: list[dict[str, Any]]) -> tuple[str, ...]:
    for item in objects:
        steps = item.get("itemListElement")
        if "breadcrumb" not in _kinds(item) or not isinstance(steps, list):
            continue
        names = []
        for step in steps:
            if isinstance(step, dict):
                inner = step.get("item")
                name = step.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
                url = (inner.get("@id") or inner.get("url")) if isinstance(inner, dict) else inner
                if isinstance(name, str) and not _is_front(name, url):
                    names.append(squeeze(html.unescape(name)))
        return tuple(names)
    return ()


def _marked_crumbs(page: OpenPage) -> tuple[str, ...]:
    """The links of what is marked as breadcrumbs; a menu has more than those."""
    body = page.raw.body
    if not any(sign in body for sign in _SIGNS):  # no need to look at each element
        return ()
    links = page.tree.css(_CRUMBS)[: _MOST_CRUMBS + 1]
    if len(links) > _MOST_CRUMBS:
        return ()
    named = ((squeeze(link.text()), link.attributes.get("href")) for link in links)
    return tuple(name for name, href in named if not _is_front(name, href))


def _is_front(name: str, url: Any) -> bool:
    """Whether a step leads to the front page; Chinese portals have sections on hosts of their own."""
    if not isinstance(url, str) or HAN.search(name):
        return False
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return bool(url.strip()) and not parts.path.strip("/") and not parts.query


def names_in(value: object, depth: int = _DEEPEST) -> list[str]:
    """Return the names in a JSON-LD author: a string, an object, or a list of them.

    What is nested deeper than *depth* names nobody.
    """
    if isinstance(value, str):
        return [squeeze(html.unescape(value))]
    if isinstance(value, dict) and depth:
        return names_in(value.get("name") or "", depth - 1)
    if isinstance(value, list) and depth:
        return [name for item in value[:20] for name in names_in(item, depth - 1)]
    return []
