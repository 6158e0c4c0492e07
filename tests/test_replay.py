"""Replay: the right capture, its bytes, and nothing that leads or reaches outside."""

import json
import re
import socket
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from archive import withdrawal
from archive.collection import Collection
from archive.errors import Withdrawn
from archive.replay import app, markup, style
from archive.replay.address import Place
from archive.serving import serving
from tests.kept import FIRST, answer, kept
from tests.replaying import HOST, PREFIX, Got, replaying


def test_the_nearest_capture_and_its_neighbours(tmp_path: Path) -> None:
    url = f"{HOST}/a.html"
    pages = [(url, answer(f"<p>{n}".encode())) for n in range(5)]
    with replaying(*pages, root=tmp_path) as origin:

        def body(stamp: str) -> bytes:
            return Got(origin, f"/replay/{stamp}/{url}").body

        assert [body(s) for s in ("1999", "20260901195959", "20260901200001", "20260903", "2099")] \
            == [b"<p>0", b"<p>0", b"<p>1", b"<p>2", b"<p>4"]  # fmt: skip
        assert body("20260901200000") == b"<p>0"  # of two as near the earlier
        got = Got(origin, f"/replay/202609030800/{url}")
        assert got.headers["memento-datetime"] == "Thu, 03 Sep 2026 08:00:00 GMT"
        assert got.headers["content-location"] == f"/replay/20260903080000/{url}"
        assert f'<{url}>; rel="original"' in got.headers["link"]
        gate = Got(origin, f"/timegate/{url}", Accept_Datetime="Wed, 02 Sep 2026 09:00:00 GMT")
        assert gate.status == 302
        assert gate.headers["location"] == f"/replay/20260902080000/{url}"
        assert gate.headers["vary"] == "accept-datetime"
        assert Got(origin, f"/timegate/{url}").headers["location"].endswith(f"0905080000/{url}")
        assert Got(origin, f"/replay/{url}").headers["location"].endswith(f"0905080000/{url}")
        assert Got(origin, f"/timegate/{url}", Accept_Datetime="soon").status == 400
        for zoneless in ("Wed, 02 Sep 2026 09:00:00", "Wed, 02 Sep 2026 09:00:00 -0000"):
            gate = Got(origin, f"/timegate/{url}", Accept_Datetime=zoneless)
            assert gate.headers["location"] == f"/replay/20260902080000/{url}"
        assert Got(origin, f"/replay/20261399/{url}").status == 400
        timemap = Got(origin, f"/timemap/link/{url}")
        assert timemap.headers["content-type"].startswith("application/link-format")
        links = re.findall(r'^<(.*?)>; rel="(.*?)"', timemap.body.decode(), re.MULTILINE)
        assert [rel for _, rel in links] == [
            "original", "self", "timegate", "first memento", *["memento"] * 3, "last memento",
        ]  # fmt: skip
        for target, rel in links:
            if "memento" in rel:
                assert Got(origin, target.removeprefix(origin)).status == 200
        listed = json.loads(Got(origin, f"/timemap/json/{url}").body)
        assert listed["mementos"]["first"]["datetime"] == "2026-09-01T08:00:00Z"
        assert len(listed["mementos"]["list"]) == 5


@pytest.mark.parametrize("charset", ["gb18030", "big5", "shift_jis", "euc-kr", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["header", "meta", "nowhere"])
def test_a_page_keeps_its_bytes_and_its_charset(
    charset: str, declared: str, tmp_path: Path
) -> None:
    if charset == "utf-16" and declared == "meta":
        pytest.skip("a page in UTF-16 cannot say so in ASCII")
    words = {"euc-kr": "서울 소식", "shift_jis": "表示ソ能", "big5": "許功蓋檔"}.get(
        charset, "徐州泉山"
    )
    meta = f'<meta charset="{charset}">' if declared == "meta" else ""
    text = f'<html><head>{meta}<title>{words}</title></head><a href="/{words}?q={words}" title="{words}">{words}</a>'
    page = text.encode(charset)
    kind = f"text/html; charset={charset}" if declared == "header" else "text/html"
    with replaying((f"{HOST}/x.html", answer(page, kind=kind)), root=tmp_path) as origin:
        got = Got(origin, f"{PREFIX}{HOST}/x.html")
    assert got.headers["content-type"] == kind
    led = text.replace('href="/', f'href="{PREFIX}{HOST}/')
    assert got.body == led.encode(charset)


def test_urls_are_told_apart_to_the_byte(tmp_path: Path) -> None:
    paths = [
        "/%D0%C2.html", "/%E6%96%B0.html", "/s?b=1&a=2", "/s?a=2&b=1", "/News/a.HTML",
        "/news/a.html", "/s?a=%2F", "/%7Bx%7D",
    ]  # fmt: skip
    answers = [(HOST + path, answer(path.encode())) for path in paths]
    with replaying(*answers, root=tmp_path, every=timedelta(0)) as origin:
        for path in paths:
            got = Got(origin, PREFIX + HOST + path)
            assert (got.status, got.body) == (200, path.encode())
        assert Got(origin, f"{PREFIX}{HOST}/%e6%96%b0.html").body == b"/%E6%96%B0.html"
        assert Got(origin, f"{PREFIX}https://news.example/{{x}}").body == b"/%7Bx%7D"
        assert Got(origin, f"{PREFIX}http:/news.example/s?b=1&a=2").body == b"/s?b=1&a=2"
        assert Got(origin, f"{PREFIX}{HOST}/s?a=1&b=2").status == 404


def test_a_fragment_that_was_recorded_hides_no_page(tmp_path: Path) -> None:
    with replaying((f"{HOST}/a.html#top", answer(b"whole")), root=tmp_path) as origin:
        assert Got(origin, f"{PREFIX}{HOST}/a.html").body == b"whole"
        assert Got(origin, f"/timemap/json/{HOST}/a.html").status == 200


def test_redirects_refreshes_and_revisits(tmp_path: Path) -> None:
    def moved(to: str) -> bytes:
        return answer(b"", f"Location: {to}", status="301 Moved")

    same = answer("<p>同一页".encode())
    answers = [
        (f"{HOST}/old", moved("/新 1.html")),
        (f"{HOST}/meta", answer(b"<meta http-equiv=refresh content='0;url=next.html?a&amp;b'>")),
        (f"{HOST}/header", answer(b"<p>wait", "Refresh: 0; url=/page")),
        (f"{HOST}/later", answer(b"<meta http-equiv=refresh content='300'><p>news")),
        (f"{HOST}/ie", answer(b"<!--[if IE]><meta http-equiv=refresh content='0;url=/ie'><![endif]-->")),
        (f"{HOST}/noscript", answer(b"<noscript><meta http-equiv=refresh content='0;url=/n'></noscript>")),
        (f"{HOST}/page", same),
        (f"{HOST}/page", same),
        (f"{HOST}/copy", same),
        (f"{HOST}/page", answer(b"", status="304 Not Modified", kind="")),
        (f"{HOST}/only", moved("https://news.example/only")),
    ]  # fmt: skip
    with replaying(*answers, root=tmp_path, revisits=True) as origin:

        def led(path: str) -> str:
            got = Got(origin, PREFIX + HOST + path)
            assert 300 <= got.status < 400, (path, got.status)
            assert "memento-datetime" in got.headers
            return got.headers["location"].removeprefix(PREFIX)

        assert led("/old") == f"{HOST}/%E6%96%B0%201.html"
        assert led("/meta") == f"{HOST}/next.html?a&b"
        assert led("/header") == f"{HOST}/page"
        for path in ("/later", "/ie", "/noscript"):
            assert Got(origin, PREFIX + HOST + path).status == 200, path
        for stamp, path in (("20260907", "/page"), ("20260908", "/page"), ("2026", "/copy")):
            got = Got(origin, f"/replay/{stamp}/{HOST}{path}")
            assert (got.status, got.body.decode()) == (200, "<p>同一页"), stamp
        # http leads to https, and only http was kept: it would lead to itself for ever.
        assert Got(origin, f"{PREFIX}https://news.example/only").status == 404
        assert Got(origin, PREFIX + HOST).headers["location"] == PREFIX + HOST + "/"


def test_what_is_missing_says_so_and_is_counted(tmp_path: Path) -> None:
    collection = kept(tmp_path / "c", (f"{HOST}/gone", answer(b"<p>gone", status="404 Not Found")))
    replay = app(collection)
    with serving(replay) as origin:
        captured = Got(origin, f"{PREFIX}{HOST}/gone")
        assert (captured.status, captured.body) == (404, b"<p>gone")
        assert "memento-datetime" in captured.headers
        got = Got(origin, f"{PREFIX}{HOST}/<script>alert(1)</script>")
        assert got.status == 404
        assert "memento-datetime" not in got.headers
        assert "本存档中没有" in got.body.decode()
        assert b"<script" not in got.body
        picture = Got(origin, f"{PREFIX}{HOST}/a.png", Sec_Fetch_Dest="image")
        assert picture.status == 404
        assert "未存档" in picture.body.decode()
        Got(origin, f"{PREFIX}{HOST}/a.png")
        assert replay.missing[f"{HOST}/a.png"] == 2
        assert json.loads(Got(origin, "/missing").body)[f"{HOST}/a.png"] == 2


def test_what_is_withdrawn_is_not_replayed(tmp_path: Path) -> None:
    url = f"{HOST}/a.html"
    collection = kept(tmp_path / "c", (url, answer(b"secret")), (f"{HOST}/b", answer(b"open")))
    with serving(app(collection)) as origin:
        assert Got(origin, PREFIX + url).body == b"secret"
        withdrawal.withdraw(collection, url, "a <request>")
        for path in (
            PREFIX + url,
            PREFIX[:-1] + "id_/" + url,
            PREFIX + url.replace("http", "https", 1),
        ):
            got = Got(origin, path)
            assert got.status == 451
            assert b"a &lt;request&gt;" in got.body
            assert b"secret" not in got.body
        for path in ("/timegate/", "/timemap/link/", "/timemap/json/"):
            assert Got(origin, path + url).status == 404
        assert Got(origin, f"{PREFIX}{HOST}/b").body == b"open"
        withdrawal.restore(collection, url, "settled")
        assert Got(origin, PREFIX + url).body == b"secret"


def test_python_opens_a_memento(tmp_path: Path) -> None:
    from archive import Collection as Facade

    url = f"{HOST}/a"
    same = answer("<p>同一页".encode(), kind="text/html; charset=utf-8")
    kept(tmp_path / "c", (f"{HOST}/b", same), (url, same), revisits=True)
    collection = Facade(tmp_path / "c")
    found = collection.memento(url, FIRST)
    assert (found.status, found.content.decode()) == (200, "<p>同一页")
    assert found.entry.mime == "warc/revisit"
    withdrawal.withdraw(collection, url, "a request")
    with pytest.raises(Withdrawn):
        collection.memento(url)


def test_raw_is_what_was_sent(tmp_path: Path) -> None:
    import gzip

    page = gzip.compress("<a href='http://else.example/'>新".encode("gbk"))
    sent = answer(page, "Content-Encoding: gzip", kind="text/html; charset=gbk")
    with replaying((f"{HOST}/z", sent), root=tmp_path) as origin:
        raw = Got(origin, f"/replay/2026id_/{HOST}/z")
        assert raw.body == page
        assert raw.headers["content-encoding"] == "gzip"
        assert raw.headers["content-disposition"] == "attachment"
        shown = Got(origin, f"{PREFIX}{HOST}/z")
        assert shown.body.decode("gbk") == f"<a href='{PREFIX}http://else.example/'>新"
        assert "content-encoding" not in shown.headers


def test_a_player_gets_the_part_that_it_asks_for(tmp_path: Path) -> None:
    film = bytes(range(256)) * 40
    partial = answer(film[100:200], f"Content-Range: bytes 100-199/{len(film)}",
                     kind="video/mp4", status="206 Partial Content")  # fmt: skip
    answers = [(f"{HOST}/a.mp4", answer(film, kind="video/mp4")), (f"{HOST}/p.mp4", partial),
               (f"{HOST}/p.html", answer(b"<a href=/x>", kind="text/html"))]  # fmt: skip
    with replaying(*answers, root=tmp_path) as origin:

        def got(path: str, **headers: str) -> tuple[int, str | None, bytes]:
            found = Got(origin, PREFIX + HOST + path, **headers)
            return found.status, found.headers.get("content-range"), found.body

        total = len(film)
        assert got("/a.mp4") == (200, None, film)
        assert got("/a.mp4", Range="bytes=0-") == (206, f"bytes 0-{total - 1}/{total}", film)
        assert got("/a.mp4", Range="bytes=10-19") == (206, f"bytes 10-19/{total}", film[10:20])
        assert got("/a.mp4", Range="bytes=-5")[2] == film[-5:]
        assert got("/a.mp4", Range=f"bytes={total}-") == (416, f"bytes */{total}", b"")
        for told in ("bytes=9-3", "bytes=0-1,5-6", "lines=1-2", "bytes=-"):
            assert got("/a.mp4", Range=told) == (200, None, film)
        assert got("/a.mp4", Range="bytes=0-1", If_Range='"x"')[0] == 200
        assert got("/p.mp4", Range="bytes=150-") == (206, f"bytes 150-199/{total}", film[150:200])
        assert got("/p.mp4", Range="bytes=0-")[0] == 416  # that part was not captured
        assert got("/p.html", Range="bytes=0-1")[0] == 200  # a page is not what was sent
        assert Got(origin, f"{PREFIX}{HOST}/a.mp4").headers["accept-ranges"] == "bytes"


def test_a_pdf_is_offered_and_not_opened(tmp_path: Path) -> None:
    answers = [(f"{HOST}/a.pdf", answer(b"%PDF-1.4 x", kind="application/pdf")),
               (f"{HOST}/b", answer(b"%PDF-1.4 y", kind=""))]  # fmt: skip
    with replaying(*answers, root=tmp_path) as origin:
        for path in ("/a.pdf", "/b"):
            note = Got(origin, PREFIX + HOST + path, Sec_Fetch_Dest="iframe")
            link = re.search(r'href="(/replay/\d+id_/.*?)"', note.body.decode())
            assert link
            saved = Got(origin, link[1])
            assert saved.body.startswith(b"%PDF-")
            assert saved.headers["content-disposition"] == "attachment"
        assert Got(origin, f"{PREFIX}{HOST}/a.pdf").body == b"%PDF-1.4 x"


def test_what_a_script_would_have_shown(tmp_path: Path) -> None:
    place = Place(b"/r/", f"{HOST}/d/p.html")
    led = b"/r/http://news.example/x.png"
    for before, after in (
        (b"<img src=w.gif data-src=/x.png>", b'<img src="%s" src=w.gif data-src=/x.png>'),
        (b"<img data-original='/x.png'>", b'<img src="%s" data-original=\'/x.png\'>'),
        (b"<iframe data-src=/x.png>", b'<iframe src="%s" data-src=/x.png>'),
        (b"<source data-srcset='/x.png 2x'>", b'<source srcset="%s 2x" data-srcset=\'/x.png 2x\'>'),
        (b"<div data-bg=/x.png>", b'<div style="background-image:url(%s);" data-bg=/x.png>'),
        (b"<p style='a:b' data-bg=\"url('/x.png')\">",
         b"<p style='background-image:url(%s);a:b' data-bg=\"url('/x.png')\">"),
        (b"<img src=/x.png data-src=/x.png><noscript><img src=/x.png>",
         b"<img src=%s data-src=/x.png><noscript><img src=%s>"),
        (b"<a data-src=/x.png>", b"<a data-src=/x.png>"),
    ):  # fmt: skip
        assert markup.rewrite(before, place) == after.replace(b"%s", led)


def test_a_page_in_shifted_japanese_keeps_its_bytes() -> None:
    words = "朱印◆表示"  # hold bytes that are <k and " in ASCII
    text = f'<meta charset=iso-2022-jp><p title="{words}">{words}<a href="/x">{words}</a>'
    page = text.encode("iso2022_jp")
    assert {b"<k", b'"'} <= {
        words.encode("iso2022_jp")[n : n + size] for n, size in ((3, 2), (7, 1))
    }
    place = Place(b"/r/", f"{HOST}/d/p.html")
    led = text.replace('"/x"', f'"/r/{HOST}/x"').encode("iso2022_jp")
    assert markup.rewrite(page, place) == led
    assert markup.rewrite(page, place, charset="ISO-2022-JP") == led


def test_only_this_machine_by_its_own_names(tmp_path: Path) -> None:
    with replaying((f"{HOST}/", answer(b"<p>x")), root=tmp_path) as origin:
        port = origin.rpartition(":")[2]
        path = f"{PREFIX}{HOST}/"
        for host in (
            "evil.example",
            f"evil.example:{port}",
            f"127.0.0.1.evil.example:{port}",
            "127.0.0.1",
            "",
        ):
            assert Got(origin, path, Host=host).status in (400, 421), host
        for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}"):
            assert Got(origin, path, Host=host).status == 200
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            assert Got(origin, path, method=method).status == 405
        assert Got(origin, path, Service_Worker="script").status == 403
        elsewhere = {"Sec_Fetch_Site": "cross-site"}
        assert Got(origin, path, Sec_Fetch_Mode="no-cors", **elsewhere).status == 403
        assert Got(origin, path, Sec_Fetch_Mode="navigate", **elsewhere).status == 200
        with socket.create_connection(("127.0.0.1", int(port)), timeout=10) as raw:
            raw.sendall(
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\n"
                "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
            )  # fmt: skip
            assert b" 101 " not in raw.recv(100)


def test_archived_headers_act_on_nothing(tmp_path: Path) -> None:
    hostile = answer(
        b"<p>x", "Set-Cookie: a=b", "Service-Worker-Allowed: /", "Link: <http://e.example>; rel=preload",
        "Refresh: 5; url=http://e.example/", "Content-Security-Policy: default-src *",
        "Access-Control-Allow-Origin: *", "Clear-Site-Data: \"*\"", "Report-To: {}", "X\x01Y: 1",
        "Strict-Transport-Security: max-age=1", "Alt-Svc: h3=\":443\"", "Bad: a\x07b", "NEL: {}",
    )  # fmt: skip
    with replaying((f"{HOST}/", hostile), root=tmp_path) as origin:
        got = Got(origin, f"{PREFIX}{HOST}/")
        own = {name for name in got.headers if not name.startswith("x-archive-orig-")}
        assert own == {
            "date", "content-length", "content-type", "content-security-policy", "referrer-policy",
            "x-dns-prefetch-control", "cross-origin-resource-policy", "cross-origin-opener-policy",
            "cache-control", "memento-datetime", "link", "content-location",
        }  # fmt: skip
        assert got.headers["x-archive-orig-set-cookie"] == "a=b"
        assert "x-archive-orig-bad" not in got.headers
        policy = got.headers["content-security-policy"]
        assert "allow-scripts" not in policy
        assert "default-src 'none'" in policy
        split = Got(origin, f"{PREFIX}{HOST}/a%0d%0aSet-Cookie:%20x=1?%0d%0ab")
        assert "set-cookie" not in split.headers
        led = Got(origin, f"/replay/2026/{HOST}?%0d%0aSet-Cookie:%20x=1")
        assert "set-cookie" not in led.headers


# Pages that would lead out. %s stands for an address outside.
PAGES = (
    "<a href=%s>", "<a href='%s'>", '<A HREF = "%s">', "<a/href=%s>", "<a title='>' href=%s>",
    "<a b=\"<a title='\" href=%s>", "<!-- ' --><a href=%s>", "<!-- <a title=\"x --><a href=%s>",
    "<svg><![CDATA[ > <!-- ]]><a xlink:href=%s>x</a></svg>", "<svg><style><a href=%s></style>",
    "<select><xmp></select><a href=%s>", "<script>'</script><a href=%s>", "<title>\"</title><a href=%s>",
    "<math><mtext><a href=%s>", "<noscript><a href=%s></noscript>", "<area href=%s>",
    "<form action=%s><button formaction=%s>", "<iframe src=%s>", "<frameset><frame src=%s>",
    "<img src=%s srcset='%s 2x, %s 3x'>", "<base href=%s><a href=1.html>", "<link rel=next href=%s>",
    "<meta http-equiv=refresh content='9;url=%s'>", "<video src=%s poster=%s>", "<body background=%s>",
    "<object data=%s codebase=%s>", "<embed src=%s>", "<input type=image src=%s>", "<q cite=%s>",
    "<img src=data:x data-src=%s>", "<a href=x href=%s>", "<a \x00href=%s>", "<a href=%s",
    "<table><tr><td background='%s'><textarea><a href=%s>", "<plaintext><a href=%s>",
)  # fmt: skip
ADDRESSES = (
    "http://e.example/", "HTTPS://e.example", "//e.example/", "\\\\e.example", "/\\e.example/",
    "http:e.example", "ht&#116;p://e.example/", "&#x68;ttp&colon;//e.example", "/&#47;e.example/",
    "&Tab;//e.example/", "ftp://e.example/", "ws://e.example", "javascript:alert(1)",
    "java&#115;cript:alert(1)", "&#1;javascript:alert(1)", "vbscript:x", "../../../../x", "?q=1", "",
    "blob:http://e.example/1", "/..//e.example", "./x", "&#104ttp://e.example",
)  # fmt: skip
_ADDRESSED = ("href", "src", "action", "formaction", "poster", "background", "cite", "data", "codebase",
              "xlink:href")  # fmt: skip


def outside(page: bytes) -> list[str]:
    """The addresses in *page*, as a browser would resolve them, that lead out of the archive."""
    tree = LexborHTMLParser(page.decode())
    own = f"http://127.0.0.1:1{PREFIX}{HOST}/d/p.html"
    base = tree.css_first("base[href]")
    base_url = urljoin(own, base.attributes["href"] or "") if base else own
    found = []
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name not in _ADDRESSED or value is None:
                continue
            value = re.sub("[\t\n\r]", "", value.strip("".join(map(chr, range(0x21)))))
            url = urlsplit(urljoin(base_url, value.replace("\\", "/")))
            if url.scheme in ("data", "about") or url.netloc == "127.0.0.1:1":
                continue
            found.append(value)
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PAGES), st.sampled_from(ADDRESSES)), max_size=4))
def test_no_address_in_a_page_leads_out(parts: list[tuple[str, str]]) -> None:
    page = "".join(form.replace("%s", address) for form, address in parts).encode()
    assert outside(markup.rewrite(page, Place(PREFIX.encode(), f"{HOST}/d/p.html"))) == []


def test_the_referee_sees_what_leads_out() -> None:
    assert outside(b"<a href=http://e.example/><img src=//e.example/>") == [
        "http://e.example/", "//e.example/",
    ]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=20),
            st.tuples(st.sampled_from(PAGES), st.sampled_from(ADDRESSES)).map(
                lambda p: p[0].replace("%s", p[1]).encode()
            ),
        ),
        max_size=6,
    ).map(b"".join)
)
def test_edits_put_in_ascii_and_leave_the_rest(page: bytes) -> None:
    place = Place(PREFIX.encode(), f"{HOST}/d/p.html")
    changed = markup.rewrite(page, place)
    if not page.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert re.sub(rb"[\x00-\x7f]", b"", changed) == re.sub(rb"[\x00-\x7f]", b"", page) \
            or b"src" in page  # a lazy picture's own bytes are said twice  # fmt: skip
    assert len(changed) >= len(page) or b"&" in page or b".." in page or b"\t" in page


def test_styles() -> None:
    place = Place(b"/r/", f"{HOST}/d/p.css")
    for before, after in (
        (b"@import '/a.css';", b"@import '/r/http://news.example/a.css';"),
        (b"@import url(//x.example/a.css);", b"@import url(/r/http://x.example/a.css);"),
        (b"p{background:URL( \"http://x.example/a b.png\" )}",
         b"p{background:URL( \"/r/http://x.example/a b.png\" )}"),
        (b"p{background:url(i/a.png)}", b"p{background:url(i/a.png)}"),
        (b"p{background:url(data:image/png;base64,AA==)}", b"p{background:url(data:image/png;base64,AA==)}"),
        (b"@namespace url(http://www.w3.org/1999/xhtml);", b"@namespace url(http://www.w3.org/1999/xhtml);"),
        (b"/* url(/no.png) */", b"/* url(/no.png) */"),
        (b"p{background:image-set('/a.png' 1x, url(/b.png) 2x, \"c.png\" type('image/png') 3x)}",
         b"p{background:image-set('/r/http://news.example/a.png' 1x, url(/r/http://news.example/b.png) 2x,"
         b" \"c.png\" type('image/png') 3x)}"),
        (b"p{background:-webkit-image-set(\"/a.png\" 1x)}b{content:'/no'}",
         b"p{background:-webkit-image-set(\"/r/http://news.example/a.png\" 1x)}b{content:'/no'}"),
        (b"p{background:url(../../../a.png)}", b"p{background:url(/r/http://news.example/a.png)}"),
        ("p{font-family:'表';background:url(/ソ.png)}".encode("shift_jis"),
         "p{font-family:'表';background:url(/r/http://news.example/ソ.png)}".encode("shift_jis")),
    ):  # fmt: skip
        assert style.rewrite(before, place) == after


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        b"<a ",
        b"<a b='",
        b"<a b=\"<a c='",
        b"<style>",
        b"<!--",
        b"url(",
        b"image-set('",
        b"<a data-bg=",
        b"<img srcset='(,",
        b"<link rel=stylesheet ",
        b"<frame name ",
        b"<base href=x>",
        b"<?xml-stylesheet '",
        b"url(\\",
    ],
)
def test_a_page_made_to_be_slow_is_not(piece: bytes, tmp_path: Path) -> None:
    page = answer(piece * (300_000 // len(piece)))
    with replaying((f"{HOST}/slow", page), root=tmp_path) as origin:
        got = Got(origin, f"{PREFIX}{HOST}/slow")
    assert got.status == 200


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    collection: Collection = kept(tmp_path / "c", (f"{HOST}/a", answer(b"<p>" + b"x" * 500)))
    (warc,) = collection.warc_files()
    whole = warc.read_bytes()
    warc.write_bytes(whole[:-30] + bytes(30))
    with serving(app(collection)) as origin:
        assert Got(origin, f"{PREFIX}{HOST}/a").status == 500
