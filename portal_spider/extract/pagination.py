"""The pages of one article: which this is, and which comes next."""

import re
from urllib.parse import urlsplit

from portal_spider.extract.page import OpenPage, joined
from portal_spider.page import Pagination

_NEXT = re.compile(
    r"^\W*(?:下一页|下页|后一页|next(?: page)?|weiter|suivante?|siguiente|nächste seite)\W*$",
    re.IGNORECASE,
)
# a_2.html, a-2.html, a/2, ?page=2, ?p=2: the first page bears no number or 1
_NUMBERED = re.compile(
    r"(?P<stem>.*?)(?:[_-](?P<a>\d{1,2})(?P<ext>\.[a-z]{2,6})?|(?P<sep>[?&])(?:page|p|pn|pageno)=(?P<b>\d{1,3})|/(?P<c>\d{1,2})/?)$",
    re.IGNORECASE,
)


def _numbered(url: str) -> tuple[str, int] | None:
    match = _NUMBERED.match(url)
    if not match:
        return None
    number = int(match["a"] or match["b"] or match["c"])
    return match["stem"] + (match["ext"] or ""), number


def find_pagination(page: OpenPage) -> Pagination:
    """Return the place of *page* among the pages of its article.

    A link counts as the next page only where its URL is this page's with the
    next number, so that 下一页 of a list or 下一篇 never join two articles.
    """
    url = page.raw.url
    own = _numbered(url)
    bare = re.sub(r"\.[a-z]{2,6}$", "", urlsplit(url).path)
    candidates: dict[str, int] = {}
    for node in page.tree.css("a[href]"):
        target = joined(page.base_url, (node.attributes.get("href") or "").partition("#")[0])
        if not target or target == url:
            continue
        other = _numbered(target)
        if other is None:
            continue
        stem, number = other
        same_first = stem == url or stem == re.sub(r"/$", "", url)
        same_series = own is not None and own[0] == stem
        if (same_first or same_series) and 1 <= number <= 99:
            candidates.setdefault(target, number)
    if not bare:
        return Pagination()
    at = own[1] if own is not None and own[1] > 1 and _names_first(page, own) else 1
    following = next((t for t, n in candidates.items() if n == at + 1), None)
    if at == 1 and following is None:
        return Pagination()
    ordered = tuple(t for t, _ in sorted(candidates.items(), key=lambda pair: pair[1]))
    return Pagination(number=at, next_url=following, urls=ordered)


def _names_first(page: OpenPage, own: tuple[str, int] | None) -> bool:
    """Whether a page that seems to be a later one links back to its first."""
    if own is None:
        return False
    for node in page.tree.css("a[href]"):
        target = joined(page.base_url, (node.attributes.get("href") or "").partition("#")[0])
        if target and (target == own[0] or (_numbered(target) or ("", 0)) == (own[0], 1)):
            return True
    return False
