"""Articles of several pages of which not all can be had: what is there is an article all the same."""

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from archive.collection import Collection
from archive.corpus import read_articles
from archive.state import State
from archive.verify import verify
from portal_spider.importing import import_files
from portal_spider.rebuild import rebuild
from portal_spider.reread import Rereader
from tests.local_site import Site
from tests.test_crawl import article, crawl, derived

ONE, TWO = "/bendi/2026-09-23/7.html", "/bendi/2026-09-23/7_2.html"


def part(n: int, other: str, word: str) -> bytes:
    link = f"<p><a href='{other}'>{word}</a></p></body>".encode()
    return article(n).replace(b"</body>", link)


FIRST, SECOND = part(7, TWO, "下一页"), part(8, ONE, "上一页")


def outcomes(collection: Collection) -> list[tuple[Any, ...]]:
    with State(collection.state, readonly=True) as state:
        return [(row["url"], row["outcome"], row["crawl"]) for row in state.frontier.rows()]


def other_tools(path: Path, *pages: tuple[str, bytes]) -> Path:
    members = []
    for number, (url, page) in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{path.stem}-{number}>\r\n"
            f"WARC-Date: 2026-09-24T00:00:0{number}Z\r\nWARC-Target-URI: {url}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        members.append(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    path.write_bytes(b"".join(members))
    return path


def assert_sound(collection: Collection) -> None:
    assert list(verify(collection, Counter(), reread=Rereader(collection))) == []
    before = derived(collection), sorted(outcomes(collection))
    rebuild(collection)
    assert (derived(collection), sorted(outcomes(collection))) == before


def test_what_may_not_be_fetched_is_not_waited_for(tmp_path: Path) -> None:
    pages = {"/": f"<a href='{ONE}'>河堤</a>".encode(), ONE: FIRST, TWO: SECOND}
    pages["/robots.txt"] = f"User-agent: *\nDisallow: {TWO}\n".encode()
    with Site(pages) as site:
        crawl(tmp_path / "c", f"{site.origin}/")
        assert TWO not in site.asked
    collection = Collection(tmp_path / "c")
    (found,) = read_articles(collection)
    assert [page.url for page in found.pages] == [site.origin + ONE]
    assert (site.origin + ONE, "article") in {it[:2] for it in outcomes(collection)}
    assert_sound(collection)


@pytest.mark.parametrize(
    ("held", "missing"), [((ONE, FIRST), (TWO, SECOND)), ((TWO, SECOND), (ONE, FIRST))]
)
def test_what_another_tool_did_not_capture_is_not_waited_for(
    tmp_path: Path, held: tuple[str, bytes], missing: tuple[str, bytes]
) -> None:
    collection = Collection.create(tmp_path / "c")
    for name, (path, page), pages in (("one", held, [held]), ("two", missing, [held, missing])):
        file = other_tools(tmp_path / f"{name}.warc.gz", ("http://n.example" + path, page))
        import_files(collection, (file,))
        (found,) = read_articles(collection)
        assert {page.url for page in found.pages} == {"http://n.example" + it[0] for it in pages}
        assert_sound(collection)


@pytest.mark.parametrize("order", [1, -1])
def test_what_stands_behind_a_missing_page_is_no_version_of_what_stands_before_it(
    tmp_path: Path, order: int
) -> None:
    three = TWO.replace("_2", "_3")
    claim = f"<head><link rel=canonical href='{ONE}'>".encode()
    last = part(9, TWO, "上一页").replace(b"<head>", claim)
    collection = Collection.create(tmp_path / "c")
    pages = [("http://n.example" + ONE, FIRST), ("http://n.example" + three, last)]
    import_files(collection, (other_tools(tmp_path / "two.warc.gz", *pages[::order]),))
    (found,) = read_articles(collection)
    assert [page.url for page in found.pages] == ["http://n.example" + ONE]
    assert_sound(collection)


def test_a_crawl_that_brings_the_missing_page_makes_a_version(tmp_path: Path) -> None:
    with Site({"/": f"<a href='{ONE}'>河堤</a>".encode(), ONE: FIRST, TWO: SECOND}) as site:
        # A file whose name comes before those of the crawl, and one behind them.
        for name in ("0.warc.gz", "z.warc.gz"):
            collection = Collection.create(tmp_path / name[0])
            file = other_tools(tmp_path / name, (site.origin + ONE, FIRST))
            import_files(collection, (file,))
            assert [len(it.pages) for it in read_articles(collection)] == [1]
            crawl(collection.root, f"{site.origin}/")
            assert max(len(it.pages) for it in read_articles(collection)) == 2
            assert_sound(collection)
