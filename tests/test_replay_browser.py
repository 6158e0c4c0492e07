"""Replay in a real browser: it looks as it did, nothing of it runs, and nothing leaves.

An address outside is a server on loopback that counts who comes; the browser's
own net log is searched for any other name.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive.replay import app
from archive.serving import serving
from portal_spider.demo.picture import png
from tests.browser import Browser, browser, needs_chromium
from tests.kept import answer, kept

pytestmark = [pytest.mark.browser, needs_chromium]
HOST = "http://news.example"
AT = "/replay/20260901080000/"


class Outside:
    """A server that must never be visited."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        outside = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outside.visits.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.socket = f"ws://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Outside":
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


HOSTILE = """<!DOCTYPE html><html manifest="OUT/manifest"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline'; script-src * 'unsafe-inline'">
<meta http-equiv="x-dns-prefetch-control" content="on">
<meta http-equiv="refresh" content="2; url=OUT/refresh">
<link rel="dns-prefetch" href="//prefetched.example"><link rel="preconnect" href="http://connected.example">
<link rel="prefetch" href="OUT/prefetch"><link rel="prerender" href="OUT/prerender">
<link rel="preload" as="image" href="OUT/preload"><link rel="modulepreload" href="OUT/module">
<link rel="stylesheet" href="OUT/style.css"><link rel="icon" href="OUT/icon.png">
<script>document.title = "it ran"; fetch("OUT/fetch"); navigator.sendBeacon("OUT/beacon");
new WebSocket("SOCKET/socket"); new Image().src = "OUT/image-by-script"; location = "OUT/location";
navigator.serviceWorker && navigator.serviceWorker.register("/replay/2026/http://news.example/sw.js");
parent.postMessage("x", "*"); window.open("OUT/open"); new Worker("OUT/worker");
new RTCPeerConnection({iceServers: [{urls: "stun:stun.example"}]});</script>
<script src="OUT/script.js"></script><script type="speculationrules">{"prefetch":[{"urls":["OUT/rules"]}]}</script>
<style>@import "OUT/import.css"; body { background: url(OUT/css.png) }
@font-face { font-family: x; src: url(OUT/font.woff) } p { font-family: x }
b { background: url("\\68ttp://escaped.example/x.png") }</style><title>still</title></head>
<body onload="document.title='onload ran'"><p id=p>页面</p><b>b</b>
<a id=js href="javascript:document.title='link ran'">js</a><a id=out href="OUT/link" target=_blank ping="OUT/ping">out</a>
<a id=odd href="&#104;ttp:&#47;/127.0.0.1:PORT/odd">odd</a>
<form action="OUT/form" method=post><input name=a value=b><button id=send>send</button></form>
<img src="OUT/i.png" onerror="document.title='onerror ran'"><img srcset="OUT/set.png 1x">
<img src="data:x" data-src="OUT/lazy.png"><iframe src="OUT/frame"></iframe>
<iframe srcdoc="<script>top.document.title='srcdoc ran'</script><img src='OUT/srcdoc.png'>"></iframe>
<iframe src="javascript:top.document.title='frame ran'"></iframe>
<iframe src="data:text/html,<img src=OUT/dataframe.png><script>fetch('OUT/data')</script>"></iframe>
<object data="OUT/object"></object><embed src="OUT/embed"><video src="OUT/video" poster="OUT/poster" autoplay></video>
<audio src="OUT/audio" autoplay></audio><input type=image src="OUT/input.png"><table background="OUT/bg.png"><tr><td>x</table>
<svg width=10 height=10><image href="OUT/svg.png"/><use href="OUT/use.svg#a"/><script>document.title='svg ran'</script>
<a id=svg xlink:href="#"><animate attributeName="xlink:href" values="OUT/animated" dur="1ms" fill="freeze"/><text y=10>x</text></a></svg>
<math><mtext><img src="OUT/math.png"></mtext></math><noscript><img src="OUT/noscript.png"></noscript>
</body></html>"""


def test_a_hostile_page_neither_runs_nor_reaches_out(chromium: Browser, tmp_path: Path) -> None:
    with Outside() as outside:
        page = HOSTILE.replace("OUT", outside.origin).replace("SOCKET", outside.socket)
        page = page.replace("PORT", outside.origin.rpartition(":")[2])
        collection = kept(
            tmp_path / "c", (f"{HOST}/p.html", answer(page.encode())),
            (f"{HOST}/sw.js", answer(b"fetch('/')", "Service-Worker-Allowed: /", kind="text/javascript")),
            (f"{HOST}/bare", answer(page.encode(), kind="")),
            (f"{HOST}/p.svg", answer(
                f"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
                f"<script>fetch('{outside.origin}/svgdoc')</script><image xlink:href='{outside.origin}/i'/>"
                f"<a xlink:href='{outside.origin}/a'><text y='20'>x</text></a></svg>".encode(),
                kind="image/svg+xml")),
            (f"{HOST}/p.xhtml", answer(
                f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>still</title></head><body>"
                f"<script>fetch('{outside.origin}/x')</script><img src='{outside.origin}/x.png'/></body></html>"
                .encode(), kind="application/xhtml+xml")),
            # A frameset has no sandbox; here a page claims to be one, and one stands in one.
            (f"{HOST}/claims.html", answer(page.replace("<body", "<!-- <frameset> --><body").encode())),
            (f"{HOST}/holds.html", answer(
                b"<title>still</title><frameset rows='*,*'><frame src=p.html><frame src=claims.html></frameset>"
            )),
        )  # fmt: skip
        with serving(app(collection)) as origin:
            for path in ("p.html", "bare", "p.xhtml", "p.svg", "claims.html", "holds.html"):
                chromium.go(f"{origin}{AT}{HOST}/{path}")
                if path != "p.svg":
                    assert chromium.js("document.title") == "still", path
                assert chromium.js("document.querySelectorAll('iframe').length") in (0, 4)
            for selector in ("#js", "#send", "#svg", "#out", "#odd"):
                chromium.go(f"{origin}{AT}{HOST}/p.html")
                chromium.click(selector)
                if selector in ("#out", "#odd"):  # led to the archive's own page of what is missing
                    chromium.wait("Page.loadEventFired")
                    assert "Not in this archive" in chromium.js("document.title"), selector
                assert chromium.js("location.origin") == origin, selector
            for path in ("claims.html", "p.html"):
                chromium.go(f"{origin}{AT}{HOST}/{path}")
                while chromium.js("performance.now()") < 2500:  # longer than the page's refresh
                    pass
                assert chromium.js("document.title") == "still"
        assert outside.visits == []
    assert [url for url in chromium.log if not url.startswith((origin, "data:", "about:"))] == []


def test_the_net_log_of_a_hostile_page_names_no_other_host(tmp_path: Path) -> None:
    with Outside() as outside:
        page = HOSTILE.replace("OUT", outside.origin).replace("SOCKET", outside.socket)
        collection = kept(tmp_path / "c", (f"{HOST}/p.html", answer(page.encode())))
        with serving(app(collection)) as origin, browser() as running:
            running.go(f"{origin}{AT}{HOST}/p.html")
    # What the browser asks for on its own account (its maker's hosts, routes) is none of ours.
    elsewhere = {name for name in running.reached if not name.startswith(origin)}
    assert elsewhere != running.reached
    assert {name for name in elsewhere if "example" in name or outside.origin[7:] in name} == set()


GOOD = """<html><head><meta charset=gb2312><base href="http://news.example/dir/">
<link rel=stylesheet href="/s/main.css" integrity="sha256-AAAA" crossorigin><title>徐州泉山</title></head>
<body style="background: url('/i/body.png')"><h1 id=h>泉山新闻</h1>
<img id=plain src="../i/plain.png"><img id=set srcset="/i/set.png 1x, /i/big.png 9x">
<img id=lazy src="/i/grey.gif" data-original="/i/lazy.png"><img id=chinese src="/图/一.png?名=值">
<iframe src="frame.html"></iframe><a id=next href="next.html?b=1&amp;a=2" target="_blank">下一篇</a>
<a id=moved href="/old.html">旧址</a><a id=refreshed href="/refresh.html">转</a></body></html>"""


def test_a_page_looks_as_it_did(chromium: Browser, tmp_path: Path) -> None:
    picture = answer(png("hills", 40, 30), kind="image/png")
    pictures = [
        "/i/plain.png", "/i/set.png", "/i/lazy.png", "/i/body.png", "/i/css.png", "/i/imported.png",
        "/%E5%9B%BE/%E4%B8%80.png?%C3%FB=%D6%B5",
    ]  # fmt: skip
    sheet = (
        b"@import url(more/imported.css); h1 { background: url(../i/css.png); color: rgb(1, 2, 3) }"
    )
    collection = kept(
        tmp_path / "c",
        (f"{HOST}/dir/page.html", answer(GOOD.encode("gb18030"))),
        (f"{HOST}/s/main.css", answer(sheet, kind="text/css")),
        (f"{HOST}/s/more/imported.css", answer(b"h1{background-image:url(/i/imported.png),url(/i/css.png)!important}", kind="text/css")),
        *((HOST + path, picture) for path in pictures),
        (f"{HOST}/dir/frame.html", answer("<p id=f>框".encode(), kind="text/html; charset=utf-8")),
        (f"{HOST}/dir/next.html?b=1&a=2", answer(b"<title>next</title>")),
        (f"{HOST}/old.html", answer(b"", "Location: /dir/next.html?b=1&a=2", status="302 Found")),
        (f"{HOST}/refresh.html", answer(b"<meta http-equiv=refresh content='0;URL=dir/next.html?b=1&amp;a=2'>")),
    )  # fmt: skip
    with serving(replay := app(collection)) as origin:
        page = f"{origin}{AT}{HOST}/dir/page.html"
        chromium.go(page)
        assert chromium.js("document.characterSet") == "GBK"
        assert chromium.js("document.querySelector('#h').textContent") == "泉山新闻"
        assert chromium.js("getComputedStyle(document.querySelector('#h')).color") == "rgb(1, 2, 3)"
        widths = chromium.js(
            "Object.fromEntries([...document.images].map(i => [i.id, i.naturalWidth]))"
        )
        assert widths == {"plain": 40, "set": 40, "lazy": 40, "chinese": 40}
        frame = "document.querySelector('iframe').contentDocument.querySelector('#f').textContent"
        assert chromium.js(frame) == "框"
        for path in pictures:
            assert f"{origin}{AT}{HOST}{path}" in chromium.log, path
        chromium.screenshot(tmp_path / "page.png")
        for link in ("#next", "#moved", "#refreshed"):
            chromium.go(page)
            chromium.click(link)
            chromium.wait("Page.loadEventFired")
            assert chromium.js("document.title") == "next", link
            assert chromium.js("location.search") == "?b=1&a=2"
        assert set(replay.missing) <= {f"{HOST}/favicon.ico"}
    assert [url for url in chromium.log if not url.startswith((origin, "data:", "about:"))] == []


FRAMES = "[...document.querySelectorAll('frame')].map(f => f.contentDocument.title).join()"


def test_a_menu_leads_the_frame_beside_it(chromium: Browser, tmp_path: Path) -> None:
    answers = {
        "": "<title>whole</title><frameset cols='90,*'><frame src=menu.html><frame name=main src=1.html></frameset>",
        "menu.html": "<title>menu</title><base target=main><a id=two href=2.html>2</a>"
        "<a id=top href=1.html target=_top>top</a>",
        "1.html": "<title>one</title>", "2.html": "<title>two</title>",
    }  # fmt: skip
    pages = [(f"{HOST}/{name}", answer(page.encode())) for name, page in answers.items()]
    with serving(app(kept(tmp_path / "c", *pages))) as origin:
        chromium.go(f"{origin}{AT}{HOST}/")
        assert chromium.js(FRAMES) == "menu,one"
        chromium.js("window.link = id => frames[0].document.getElementById(id).click()")
        chromium.js("link('two')")
        while chromium.js(FRAMES) != "menu,two":
            pass
        chromium.js("link('top')")
        chromium.wait("Page.loadEventFired")
        while chromium.js("document.title") != "one":
            pass


def test_what_is_no_page_is_offered(chromium: Browser, tmp_path: Path) -> None:
    page = b"<a href=a.doc>file</a><object data=a.png width=9><p>no</p></object><embed src=a.svg>"
    picture = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    answers = [
        (f"{HOST}/p.html", answer(page)), (f"{HOST}/a.doc", answer(b"\xd0", kind="application/msword")),
        (f"{HOST}/a.png", answer(png("hills", 40, 30), kind="image/png")),
        (f"{HOST}/a.svg", answer(picture, kind="image/svg+xml")),
    ]  # fmt: skip
    with serving(app(kept(tmp_path / "c", *answers))) as origin:
        chromium.go(f"{origin}{AT}{HOST}/p.html")
        assert chromium.js("document.querySelector('p').offsetHeight") == 0  # the picture is shown
        assert chromium.js("document.querySelector('embed').getSVGDocument() !== null")
        chromium.click("a")
        chromium.wait("Page.loadEventFired")
        assert chromium.js("document.title") == "A file"
