"""A portal that does everything wrong: bounded in time and size, the bytes kept, the crawl goes on."""

import gzip
import itertools
import random
import sys
import time
import tracemalloc
import zlib
from collections import Counter
from pathlib import Path

import pytest

from archive import corpus
from archive.collection import Collection
from archive.digest import digest
from archive.state import State
from archive.verify import verify
from archive.warc import captures
from archive.warc.record import Record
from archive.warc.writer import member
from portal_spider.extract.guard import OPTIONS, guarded, shallow
from portal_spider.reread import Rereader
from portal_spider.survey import Visits, survey
from tests.reading import content_of
from tests.test_crawl import article, crawl
from tests.wire import CLOSE, HOLD, WireServer

OK = b"HTTP/1.1 200 OK\r\n"
HTML = OK + b"Content-Type: text/html\r\n"
CHUNKED = HTML + b"Transfer-Encoding: chunked\r\n\r\n"


def sized(body: bytes, more: bytes = b"Content-Type: text/html\r\n") -> bytes:
    return OK + more + b"Content-Length: %d\r\n\r\n" % len(body) + body


def redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def dripping():
    yield HTML + b"\r\n<html>"
    while True:
        time.sleep(0.05)  # the server's own slowness, not the test's patience
        yield b"."


def bomb(megabytes: int) -> bytes:
    deflate = zlib.compressobj(9, wbits=31)
    zeros = bytes(1 << 20)
    return b"".join(deflate.compress(zeros) for _ in range(megabytes)) + deflate.flush()


NOISE = random.Random(0).randbytes(30_000)
GOOD = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(6)}
BAD = {
    "/drip": [dripping()],
    "/silent": [HOLD],
    "/endless": [HTML + b"\r\n", itertools.repeat(b"<p>more and more</p>" * 1000)],
    "/bomb": [sized(bomb(200), b"Content-Encoding: gzip\r\nContent-Type: text/html\r\n")],
    "/badgzip": [sized(gzip.compress(b"<p>half</p>" * 900, mtime=0)[:-40],
                       b"Content-Encoding: gzip\r\nContent-Type: text/html\r\n")],
    "/notgzip": [sized(b"<p>plain</p>", b"Content-Encoding: gzip\r\nContent-Type: text/html\r\n")],
    "/brotli": [sized(b"\x0b\x02\x80hello\x03", b"Content-Encoding: br\r\n")],
    "/short": [HTML + b"Content-Length: 1000\r\n\r\nonly this", CLOSE],
    "/long": [HTML + b"Content-Length: 5\r\n\r\nhello, and more than was said", CLOSE],
    "/badchunks": [CHUNKED + b"5\r\nhello\r\nzz\r\nwhat\r\n", CLOSE],
    "/cutchunks": [CHUNKED + b"ff\r\nhello", CLOSE],
    "/loop": [redirect("/loop")],
    "/ping": [redirect("/pong")],
    "/pong": [redirect("/ping")],
    **{f"/chain{n}": [redirect(f"/chain{n + 1}")] for n in range(14)},
    "/captcha": [sized("<title>安全验证</title><p>请完成滑动验证后继续访问</p>".encode())],
    "/forbidden": [sized("<p>您的访问请求可能对网站造成威胁，已被Web应用防火墙拦截</p>".encode())
                   .replace(b"200 OK", b"403 Forbidden")],
    "/firewall": [sized(b"<script>$_ts=1</script>").replace(b"200 OK", b"412 No")],
    "/nowhere": [redirect("http://[bad")],
    "/early": [b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + sized(b"<p>late</p>")],
    "/nothttp": [b"SSH-2.0-OpenSSH_9.9\r\n", CLOSE],
    "/nothing": [CLOSE],
    "/headers": [OK + b"".join(b"X-%d: %s\r\n" % (n, b"v" * 200) for n in range(20_000))],
    "/nul": [sized(b"\0" * 20_000 + b"<p>a\0b</p>")],
    "/nested": [sized(b"<div>" * 60_000 + b"deep" + b"</div>" * 60_000)],
    "/options": [sized(b"<select>" + b"<option>1" * 60_000)],
    "/binary": [sized(NOISE)],
    "/liar": [sized("<meta charset=big5><p>说谎的字符集</p>".encode(),
                    b"Content-Type: text/html; charset=shift_jis\r\n")],
    "/mad": [sized(b"<p>x</p>", b"Content-Type: text/html; charset=\xff\xfe;;;\r\n")],
}  # fmt: skip
CHAIN = [f"/chain{n}" for n in range(1, 14)]
HREFS = (
    "javascript:alert(1)", "mailto:a@b", "http://", "http:///x", "//", "http://[::1", "http://a b/",
    "tel:1", "\x00", "http://127.0.0.1:99999999/", "?" * 3_000, "../" * 500, "%zz%", "data:text/html,x",
    "http://user:pass@127.0.0.1:1/", "\\\\host\\share", "ftp://127.0.0.1/x", "#", "",
)  # fmt: skip


def answers() -> dict:
    front = "".join(f"<a href='{p}'>x</a>" for p in [*BAD, *GOOD] if p not in CHAIN)
    front += "".join(f'<a href="{href}">bad</a>' for href in HREFS)
    front += "".join(f"<a href='/list.html?PHPSESSID={n:032x}'>s</a>" for n in range(5))
    front += "<a href='/calendar?month=2026-01'>c</a>"
    first = next(iter(GOOD))
    front += "".join(f"<a href='{first};jsessionid={n:032X}'>s</a>" for n in range(5))
    listed = sized(b"<p>a list</p>")
    return {
        "/": [sized(front.encode())],
        "/robots.txt": [b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n"],
        "/a.css": [sized(b"", b"Content-Type: text/css\r\n")],
        "/chain14": [sized(b"<p>the end</p>")],
        "/list.html": [listed],
        **{path: [sized(page)] for path, page in GOOD.items()},
        **BAD,
    }


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile") / "c"
    began = time.monotonic()
    with WireServer(answers()) as server:
        ended = crawl(
            root, server.url("/"),
            settings={
                "DOWNLOAD_TIMEOUT": 4, "DOWNLOAD_MAXSIZE": 3_000_000, "CAPTURE_HEAD_TIMEOUT": 1,
            },
        )  # fmt: skip
    collection = Collection(root)
    rows = {}
    with State(collection.state, readonly=True) as state:
        for row in state.frontier.rows():
            rows[row["url"].removeprefix(server.url(""))] = dict(row)
    kept = {}
    for path in collection.warc_files():
        for capture in captures(path):
            kept.setdefault(capture.uri.removeprefix(server.url("")), []).append(capture)
    return ended, collection, rows, kept, time.monotonic() - began


def test_the_crawl_ends_well_and_every_good_page_is_an_article(crawled) -> None:
    ended, collection, rows, _, seconds = crawled
    assert ended["exit"] == 0, ended
    assert seconds < 60
    assert ended["peak_kb"] < 500_000  # it inflates 64 MB of one page and reads 8 MB of another
    urls = [a.url for a in corpus.read_articles(collection)]
    assert {f"/bendi/{u.split('/bendi/')[1]}" for u in urls if "/bendi/" in u} == set(GOOD)
    assert len(urls) == len(set(urls))
    assert not [path for path, row in rows.items() if row["state"] != 2 or not row["outcome"]]


@pytest.mark.parametrize(
    ("path", "truncated", "outcome"),
    [
        ("/drip", "time", "truncated"), ("/endless", "length", "truncated"),
        ("/short", "disconnect", "truncated"), ("/cutchunks", "disconnect", "truncated"),
        ("/long", None, "other"), ("/early", None, "other"), ("/notgzip", None, "other"),
        ("/nested", None, "other"), ("/nul", None, "other"), ("/options", None, "other"),
        ("/brotli", None, None), ("/badgzip", None, None), ("/bomb", None, None),
        ("/binary", None, None), ("/liar", None, "other"), ("/mad", None, "other"),
        ("/captcha", None, "blocked"), ("/forbidden", None, "blocked"),
        ("/firewall", None, "blocked"), ("/loop", None, "redirect"), ("/ping", None, "redirect"), ("/nowhere", None, "redirect"),
    ],
)  # fmt: skip
def test_what_came_is_kept_and_says_why_it_is_not_whole(crawled, path, truncated, outcome) -> None:
    _, _, rows, kept, _ = crawled
    assert kept[path][-1].record.get("WARC-Truncated") == truncated
    if outcome:
        assert rows[path]["outcome"] == outcome, rows[path]


@pytest.mark.parametrize("path", ["/silent", "/nothing", "/nothttp", "/headers"])
def test_what_never_became_an_answer_failed_with_a_reason(crawled, path) -> None:
    _, _, rows, _, _ = crawled
    assert rows[path]["outcome"] in ("failed", "truncated")
    assert rows[path]["reason"]


def test_chains_loops_traps_and_bad_links_end(crawled) -> None:
    _, _, rows, _, _ = crawled
    assert rows["/chain10"]["outcome"] == "redirect"
    assert "redirects in a row" in rows["/chain11"]["reason"]
    assert "calendar" in rows["/calendar?month=2026-01"]["reason"]
    assert not [path for path in rows if "SESS" in path.upper()]
    assert not [path for path in rows if "user:pass" in path]


def test_nothing_is_found_by_verify(crawled) -> None:
    from collections import Counter

    _, collection, _, _, _ = crawled
    assert list(verify(collection, Counter(), reread=Rereader(collection))) == []


def test_a_page_that_would_choke_the_parser_loses_nothing_a_reader_sees() -> None:
    deep = "<b>" * 20_000 + "deep" + "</b>" * 20_000 + "<p>after</p>"
    assert guarded(deep).count("<b>") == 512
    assert guarded(deep).endswith("</b><p>after</p>")
    assert guarded("<option>1" * 20_000).count("<option>") == OPTIONS
    flood = "<p " + " ".join(f"a{n}" for n in range(30_000)) + ">text</p>"
    assert guarded(flood) == "<p>text</p>"
    picture = f'<img alt="a b" src="data:image/png;base64,{"A" * 90_000}">'
    drawing = f'<path d="{"M 1 2 " * 9_000}">'
    assert guarded(picture + drawing) == picture + drawing
    assert shallow("<ul><li><ul><li>x", 1) == "<ul><li><li>x"


def test_what_small_answers_unfold_to_is_not_held_in_memory(tmp_path: Path) -> None:
    collection = Collection.create(tmp_path / "c")
    block = sized(bomb(4), b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n")
    with (collection.warcs / "x.warc.gz").open("wb") as file:
        for n in range(20):
            fields = {
                "WARC-Type": "response", "WARC-Record-ID": f"<urn:uuid:{n}>",
                "WARC-Date": "2026-01-01T00:00:00Z", "WARC-Target-URI": f"http://a.example/{n}",
                "Content-Type": "application/http; msgtype=response",
                "WARC-Block-Digest": digest(block), "Content-Length": str(len(block)),
            }  # fmt: skip
            file.write(member(Record(tuple(fields.items()), block)))
    visits = Visits(collection, "a.example", survey(collection, {}))
    tracemalloc.start()
    try:
        for _ in range(2):
            assert {len(visit.body) for visit in visits.new()} == {4 << 20}
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 16 << 20


def test_the_work_for_a_page_grows_with_its_paragraphs_and_not_with_their_square() -> None:
    def calls(paragraphs: int) -> int:
        page = "".join(f"<p>雨停了，水退了，第{i}条船又开了。</p>" for i in range(paragraphs))
        counted = Counter[str]()
        sys.setprofile(lambda _, event, __: counted.update((event,)))  # generators resumed, too
        try:
            content_of(page, "https://shan.example/a.html", article_url=True)
        finally:
            sys.setprofile(None)
        return counted.total()

    few, many = 200, 1_800
    assert calls(many) < 1.5 * many / few * calls(few)
