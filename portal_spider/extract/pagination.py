"""The pages of one article: which this is, and which comes next."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from portal_spider.extract.page import OpenPage, joined
from portal_spider.page import Pagination

# a_2.html, a-2.html, a/2, a/page/2, ?page=2, ?p=2: the first page bears no number or 1
_NUMBERED = re.compile(
    r"(?P<stem>.*?)(?:[_-](?P<a>\d{1,2})(?P<ext>\.[a-z]{2,6})?|(?P<sep>[?&])(?:page|p|pn|pageno)=(?P<b>\d{1,3})|(?:/page)?/(?P<c>\d{1,2})/?)$",
    re.IGNORECASE,
)

_ENDING = re.compile(
    r"(?:[_-]\d{1,2}(?:\.[a-z]{2,6})?|[?&]p\w*=\d{1,3}|(?:^|/)\d{1,2}/?)$", re.IGNORECASE
)
_LONGEST_ENDING = 40  # characters
_NUMBER_LAST = re.compile(r"\d(?:\.[a-z]{2,6}|/)?$", re.IGNORECASE)  # as in each of these endings


def _numbered(url: str) -> tuple[str, int] | None:
    match = _NUMBERED.match(url)
    if not match:
        return None
    number = int(match["a"] or match["b"] or match["c"])
    return match["stem"] + (match["ext"] or ""), number


def find_pagination(page: OpenPage) -> Pagination:
    """Return the place of *page* among the pages of its article.

    A link counts as another page only where its URL is this page's with another
    number, so that 下一页 of a list or 下一篇 never join two articles.
    """
    url = page.raw.url
    if not re.sub(r"\.[a-z]{2,6}$", "", urlsplit(url).path).strip("/"):
        return Pagination()
    own = _numbered(url)
    firsts = {url, url.rstrip("/")}
    numbers: dict[str, int] = {}
    back = False  # whether the page links to its own first page
    for target in _targets(page, own[0] if own else None):
        if target == url:
            continue
        stem, number = _numbered(target) or ("", 0)
        if (stem in firsts or (own is not None and own[0] == stem)) and 1 <= number <= 99:
            numbers.setdefault(target, number)
        back = back or (
            own is not None and (target.rstrip("/") == own[0] or (stem, number) == (own[0], 1))
        )
    at = own[1] if own is not None and own[1] > 1 and back else 1
    following = next((t for t, n in numbers.items() if n == at + 1), None)
    if at == 1 and following is None:
        return Pagination()
    ordered = tuple(t for t, _ in sorted(numbers.items(), key=lambda pair: pair[1]))
    return Pagination(number=at, next_url=following, urls=ordered)


def _targets(page: OpenPage, first: str | None) -> Iterator[str]:
    """The links that may lead to another page of the article; most can be told from their end."""
    ending = first.rpartition("/")[2] if first else None
    for link in dict.fromkeys(page.outline.links):
        href = link.partition("#")[0]
        if not href or not (
            (
                _NUMBER_LAST.search(href, len(href) - 8)
                and _ENDING.search(href, len(href) - _LONGEST_ENDING)
            )
            or (ending is not None and href.rstrip("/").endswith(ending))
        ):
            continue
        if target := joined(page.base_url, href):
            yield target
