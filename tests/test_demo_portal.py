"""The portals that ship with the package: what they serve, and that it is what it claims."""

import gzip
import http.client
import re
import socket
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal_spider.demo import DemoPortal, truths
from portal_spider.demo.lanwan import FORBIDDEN, GONE, MOVED, VANISHED
from portal_spider.demo.picture import png
from portal_spider.demo.qiling import TOPIC
from portal_spider.discover import (
    css_requisites,
    feed_entries,
    links,
    next_list_page,
    requisites,
    sitemap_entries,
)
from portal_spider.robots import allowed, sitemaps
from portal_spider.scope import article_url_like, decide


@pytest.fixture(scope="module")
def portal() -> Iterator[DemoPortal]:
    with DemoPortal() as running:
        yield running


class Got:
    def __init__(self, url: str, **headers: str) -> None:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=20)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        self.base_url, self.status, self.headers = url, response.status, response.headers
        self.body = response.read()
        connection.close()
        if self.headers["Content-Encoding"] == "gzip":
            self.body = gzip.decompress(self.body)
        self.charset = "gb18030" if b"charset=gb2312" in self.body else "utf-8"
        self.text = self.body.decode(self.charset, "replace")

    @property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)


def raw(origin: str, path: str, *headers: str) -> bytes:
    host, _, port = origin.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), 20) as wire:
        lines = [f"GET {path} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]
        wire.sendall("\r\n".join(lines).encode())
        return b"".join(iter(lambda: wire.recv(65536), b""))


def test_a_visitor_who_follows_links_finds_every_article(portal: DemoPortal) -> None:
    for profile, name, count in zip(portal.profiles, ("lanwan", "qiling"), (24, 10), strict=True):
        todo, seen = list(profile.seeds), set(profile.seeds)
        while todo:
            page = Got(todo.pop())
            for link in links(page) if page.status == 200 else ():
                decision = decide(link.url, profile, "host", profile.seeds[0])
                if decision.kind in ("article", "section", "page") and link.url not in seen:
                    seen.add(link.url)
                    todo.append(link.url)
        paths = {urlsplit(url).path for url in seen}
        assert len(truths(name)) == count
        assert {path for truth in truths(name) for path in truth.paths} <= paths
        for path in paths & {path for truth in truths(name) for path in truth.paths}:
            assert article_url_like(f"http://x.cn{path}") >= 0.5


def test_the_truth_stands_on_the_pages(portal: DemoPortal) -> None:
    for origin, name in ((portal.origin, "lanwan"), (portal.other_origin, "qiling")):
        for truth in truths(name):
            pages = [Got(origin + path) for path in truth.paths]
            text = "".join(
                re.sub(r"\s+", "", page.tree.body.text()) for page in pages if page.tree.body
            )
            for block in truth.text.split("\n\n"):
                assert re.sub(r"\s+", "", block) in text
            for fact in (truth.title, truth.source, *truth.authors, *truth.editors):
                assert fact is None or re.sub(r"\s+", "", fact) in text


def test_stories_differ_in_length_and_kind() -> None:
    every = truths("lanwan") + truths("qiling")
    lengths = [len(truth.text) for truth in every]
    assert sum(length < 200 for length in lengths) >= 6
    assert max(lengths) > 700
    assert any("\t" in truth.text for truth in every)
    assert any(truth.captions for truth in every)
    assert sum("渡口" in truth.text for truth in every) >= 4
    assert len({truth.title for truth in every}) == len(every)


def test_lists_lead_on(portal: DemoPortal) -> None:
    url: str | None = f"{portal.origin}/difang/"
    walked = []
    while url:
        walked.append(urlsplit(url).path)
        url = next_list_page(Got(url))
    assert walked == ["/difang/", "/difang/index_2.html", "/difang/index_3.html"]


def test_special_pages(portal: DemoPortal) -> None:
    at = portal.origin
    assert Got(at + GONE).status == 404
    moved = Got(at + MOVED)
    assert (moved.status, Got(at + moved.headers["Location"]).status) == (301, 200)
    vanished = Got(at + VANISHED)
    assert vanished.status == 200
    assert "页面不存在" in vanished.text
    robots = Got(f"{at}/robots.txt").body
    assert not allowed(robots, at + FORBIDDEN, "portal-archive")
    assert sitemaps(robots) == (f"{at}/sitemap.xml",)
    assert len(sitemap_entries(Got(f"{at}/sitemap.xml").body)) == 20
    newest = feed_entries(Got(f"{at}/rss.xml").body)
    assert len(newest) == 10
    assert newest[0].title == truths("lanwan")[0].title


def test_requisites_are_there(portal: DemoPortal) -> None:
    for truth in truths("lanwan"):
        if truth.captions:
            found = requisites(Got(portal.origin + truth.path))
            assert any("/upload/" in url for url in found)
            assert all(Got(url).status == 200 for url in found)
    style = f"{portal.origin}/static/style.css"
    for url in css_requisites(Got(style).text, style):
        assert Got(url).status == 200


def test_rare_characters_and_a_query_in_gb18030(portal: DemoPortal) -> None:
    truth = next(truth for truth in truths("qiling") if "𣲗" in truth.title)
    page = Got(portal.other_origin + truth.path)
    assert b"charset=gb2312" in page.body
    assert "𠮷" in page.text
    with pytest.raises(UnicodeEncodeError):
        truth.title.encode("gbk")
    home = Got(f"{portal.other_origin}/")
    (topic,) = (link.url for link in links(home) if "zt=" in link.url)
    assert topic == portal.other_origin + TOPIC
    assert Got(topic).status == 200


def test_the_wire_has_every_kind_of_framing(portal: DemoPortal) -> None:
    answers = [raw(portal.origin, path, "Accept-Encoding: gzip")
               for truth in truths("lanwan") for path in truth.paths]  # fmt: skip
    chunked = [answer for answer in answers if b"Transfer-Encoding: chunked" in answer]
    assert chunked
    assert all(
        b";part=1\r\n" in answer and b"\r\n0\r\nX-Body-MD5: " in answer for answer in chunked
    )
    assert any(b"Content-Encoding: gzip" in answer for answer in chunked)
    assert any(b"Content-Length: " in answer for answer in answers)
    assert any(b"Content-Length: " not in answer and answer not in chunked for answer in answers)
    home = raw(portal.origin, "/")
    assert home.count(b"\r\nSet-Cookie: ") == home.count(b"\r\nX-Via: ") == 2
    assert b"\r\nx-portal-NOTE: " in home


def test_validators(portal: DemoPortal) -> None:
    path = next(truth.path for truth in truths("lanwan") if int(truth.number) % 2 == 0)
    page = Got(portal.origin + path)
    for condition in (
        {"If-None-Match": page.headers["ETag"]},
        {"If-Modified-Since": page.headers["Last-Modified"]},
    ):
        again = Got(portal.origin + path, **condition)
        assert (again.status, again.body) == (304, b"")
    assert Got(portal.origin + path, **{"If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [(b"POST / HTTP/1.1\r\n\r\n", b"405"), (b"nonsense\r\n\r\n", b"400"),
     (b"GET / HTTP/1.1\r\nX: " + b"x" * 70000 + b"\r\n\r\n", b"431")],
)  # fmt: skip
def test_bad_requests_are_refused(portal: DemoPortal, request_bytes: bytes, status: bytes) -> None:
    host, _, port = portal.origin.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), 20) as wire:
        wire.sendall(request_bytes)
        assert wire.recv(100).split()[1] == status


def test_the_log_has_what_went_over_the_wire() -> None:
    with DemoPortal() as portal:
        received = raw(portal.origin, "/difang/")
        with socket.create_connection(("127.0.0.1", int(portal.origin.rpartition(":")[2])), 20):
            pass  # a visitor who says nothing
    assert [(entry.path, entry.response) for entry in portal.log] == [("/difang/", received)]
    assert portal.log[0].request.startswith(b"GET /difang/ HTTP/1.1\r\n")


def test_pictures_are_whole_png_files() -> None:
    for name in ("wetland", "lighthouse", "wave"):
        image = png(name, 40, 30)
        assert image.startswith(b"\x89PNG\r\n\x1a\n")
        assert image.endswith(b"IEND\xaeB`\x82")
        start = image.index(b"IDAT")
        size = int.from_bytes(image[start - 4 : start])
        assert len(zlib.decompress(image[start + 4 : start + 4 + size])) == 30 * 41
