"""Which pages are one article's, whatever their addresses look like."""

from datetime import UTC, datetime

import pytest

from portal_spider.extract import open_page
from portal_spider.extract.pagination import find_pagination
from portal_spider.page import Pagination, RawPage

WHEN = datetime(2026, 9, 24, tzinfo=UTC)


def at(url: str, *links: str) -> Pagination:
    html = "<p>水退了。</p>" + " ".join(f"<a href='{link}'>{n}</a>" for n, link in enumerate(links))
    raw = RawPage(url=url, captured=WHEN, status=200, content_type="text/html", body=html.encode())
    return find_pagination(open_page(raw))


@pytest.mark.parametrize(
    ("first", "others"),
    [
        ("http://n.example/a/7.html", ["7_2.html", "7_3.html"]),
        ("http://n.example/a/7.shtml", ["7_1.shtml", "7_2.shtml"]),
        ("http://n.example/a/7.html", ["7-2.html", "7-3.html"]),
        ("http://n.example/a/7_1.html", ["7_2.html", "7_3.html"]),
        ("http://n.example/a/t20260923_771.htm", ["t20260923_771_2.htm"]),
        ("http://n.example/a/7.html", ["/a/7.html?page=2"]),
        ("http://n.example/show.php?id=7", ["show.php?id=7&page=2", "show.php?id=7&page=3"]),
        ("http://n.example/show.php?id=7", ["?id=7&p=2"]),
        ("http://n.example/show?aid=7&page=1", ["show?aid=7&page=2"]),
        ("http://n.example/story/ferry", ["/story/ferry/2", "/story/ferry/3"]),
        ("http://n.example/story/ferry/", ["/story/ferry/2/", "/story/ferry/3/"]),
        ("http://n.example/story/ferry/", ["/story/ferry/page/2/"]),
        ("http://n.example/story/ferry/", ["?page=2"]),
    ],
)
def test_the_pages_behind_the_first(first: str, others: list[str]) -> None:
    found = at(first, "/", "/other/9.html", *others)
    second = next(url for url in found.urls if url == found.next_url)
    assert second.endswith(others[0].removeprefix("?").lstrip("/")) or "_1" in others[0]
    assert found.number == 1


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("http://n.example/a/7.html", ["8.html", "6.html"]),
        ("http://n.example/a/7.html", ["17_2.html", "7a.html", "/b/7_2.html"]),
        ("http://n.example/", ["/?page=2", "/2"]),
        ("http://n.example/show.php?id=7", ["show.php?id=8", "show.php?id=8&page=2"]),
        ("http://n.example/a/2026-09-23.html", ["2026-09-22.html", "2026-09-24.html"]),
        ("http://n.example/a/7.html", ["javascript:go(2)", "#2", "7.html#p2"]),
    ],
)
def test_neighbours_are_other_articles(url: str, links: list[str]) -> None:
    assert at(url, *links) == Pagination()


@pytest.mark.parametrize(
    ("url", "links", "number"),
    [
        ("http://n.example/a/7_2.html", ["7.html", "7_3.html"], 2),
        ("http://n.example/a/7_3.html", ["7_1.html", "7_2.html"], 3),
        ("http://n.example/show.php?id=7&page=2", ["show.php?id=7", "show.php?id=7&page=3"], 2),
        ("http://n.example/story/ferry/page/2/", ["/story/ferry/", "/story/ferry/page/3/"], 2),
    ],
)
def test_a_later_page_knows_its_place(url: str, links: list[str], number: int) -> None:
    found = at(url, *links)
    assert found.number == number
    assert (found.next_url is not None) == any("3" in link for link in links)
