"""What portals wrote between 2005 and today, in forms that are easily missed, and what becomes of it."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.replay import markup, style
from archive.replay.address import Place
from tests.kept import answer
from tests.replaying import HOST, PREFIX, Got, replaying

PLACE = Place(b"/r/", f"{HOST}/d/p.html")
LED = b"/r/http://news.example"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'@import"/a.css";@import\n"/b.css";', b'@import"%s/a.css";@import\n"%s/b.css";'),
        (rb'p{a:url("\/i\/a.png")}', b'p{a:url("%s/i/a.png")}'),
        (rb"p{a:url(\2f i\2f a.png?b=1&c=2)}", rb"p{a:url(%s/i/a.png?b\00003D1&c\00003D2)}"),
        (rb"p{a:url(http\:\/\/cdn.example/a.png)}", b"p{a:url(/r/http://cdn.example/a.png)}"),
        (rb"p{a:url(/i/a\(1\).png)}", b"p{a:url(%s/i/a%%281%%29.png)}"),
        # Shift_JIS: the backslash is half of a character
        (b"p{a:url(/\x95\x5c)}b{a:url(/b)}", b"p{a:url(%s/\x95\x5c)}b{a:url(%s/b)}"),
        (b"@importx", b"@importx"),
    ],
)
def test_addresses_in_sheets(before: bytes, after: bytes) -> None:
    assert style.rewrite(before, PLACE) == after.replace(b"%s", LED).replace(b"%%", b"%")


def test_the_base_is_the_one_that_a_browser_takes() -> None:
    for aside in (
        b'<!-- <base href="http://old.example/x/"> -->',
        b"<script>document.write('<base href=http://old.example/x/>')</script>",
    ):
        page = (
            aside
            + b'<base href="/b/"><base href="http://last.example/"><img src=/a.png><a href=../../c>'
        )
        led = markup.rewrite(page, PLACE)
        assert b'<base href="%s/b/"><base href="/r/http://last.example/">' % LED in led
        assert led.endswith(b"<img src=%s/a.png><a href=%s/c>" % (LED, LED))
    page = b'<base href=""><base href="http://last.example/"><img src=/a.png>'
    assert markup.rewrite(page, PLACE).endswith(b"<img src=%s/a.png>" % LED)


def test_a_link_opens_where_a_sandbox_lets_it() -> None:
    page = (
        b"<iframe name=show src=x></iframe><a href=a target=show><a href=a target=_top>"
        b"<a href=a target=_parent><a href=a target=neuw><a href=a target=_self><base target=_blank>"
    )
    off = (
        b"<iframe name=show src=x></iframe><a href=a target=show><a href=a data-replay-target=_top>"
        b"<a href=a data-replay-target=_parent><a href=a data-replay-target=neuw>"
        b"<a href=a target=_self><base data-replay-target=_blank>"
    )
    assert markup.rewrite(page, PLACE) == off
    assert markup.rewrite(page, PLACE, framed=True) == page


def test_framesets_go_without_a_sandbox(tmp_path: Path) -> None:
    frameset = answer(b"<frameset><frame src=m.html></frameset>")
    answers = [
        (f"{HOST}/f.html", frameset), (f"{HOST}/m.html", answer(b"<a href=x target=main>")),
        (f"{HOST}/j.html", answer(b"<frameset>\x1b(B<m\x1b(Beta>")),
    ]  # fmt: skip
    with replaying(*answers, root=tmp_path) as origin:

        def policy(path: str, **headers: str) -> str:
            return Got(origin, PREFIX + HOST + path, **headers).headers["content-security-policy"]

        for free in (policy("/f.html"), policy("/m.html", Sec_Fetch_Dest="frame")):
            assert free.startswith("default-src 'none'")
            assert "script-src" not in free
        for held in (
            policy("/m.html"), policy("/m.html", Sec_Fetch_Dest="iframe"), policy("/j.html"),
        ):  # fmt: skip
            assert held.startswith("sandbox allow-same-origin allow-downloads;")


def test_no_refresh_is_left_in_force() -> None:
    page = b"<meta http-equiv=refresh content='9;url=/a'><meta http-equiv=Content-Type content=x>"
    assert markup.rewrite(page, PLACE) == page.replace(b"http-equiv=r", b"data-replay-http-equiv=r")


def test_xml_stays_well_formed() -> None:
    page = (
        b'<?xml-stylesheet href="/s.css" type="text/css"?><svg xmlns:x="http://www.w3.org/1999/xlink">'
        b'<a x:href="/a"/><a xlink:href="javascript:f()"/></svg>'
    )
    assert markup.rewrite(page, PLACE, xml=True) == page.replace(b'"/s', b'"%s/s' % LED).replace(
        b"xlink:href", b"xlink:data-replay-href"
    )


def test_xml_is_shown_as_it_is_where_a_script_would_transform_it() -> None:
    page = b'<?xml-stylesheet type="text/xsl" href="f.xsl"?><rss/>'
    assert markup.rewrite(page, PLACE, xml=True) == page.replace(b"?xml", b"?data-replay-xml")


@pytest.mark.parametrize(
    ("kind", "body", "shown"),
    [
        ("application/zip", b"PK\x03", False), ("application/msword", b"\xd0\xcf", False),
        ("application/pdf", b"%PDF-1.4", False), ("image/tiff", b"II", False),
        ("text/csv", b"a,b", False), ("", b"\x00\x01\x02", False), ("video/x-flv", b"FLV", False),
        ("image/png", b"\x89PNG", True), ("text/plain", b"a", True), ("application/json", b"{}", True),
        ("application/rss+xml", b"<rss/>", True), ("", b"\x89PNG\x00", True), ("", b"plain", True),
        ("video/mp4", b"x", True), ("text/html", b"<p>", True),
    ],
)  # fmt: skip
def test_what_no_browser_shows_is_offered(
    kind: str, body: bytes, shown: bool, tmp_path: Path
) -> None:
    url = f"{HOST}/f"
    named = 'Content-Disposition: inline; filename="a b.doc"'
    with replaying((url, answer(body, named, kind=kind)), root=tmp_path) as origin:
        for place in ("document", "iframe", "object"):
            got = Got(origin, PREFIX + url, Sec_Fetch_Dest=place)
            assert (b"Save it" not in got.body) == shown
        assert Got(origin, PREFIX + url).body == body  # to other programs
        saved = Got(origin, f"/replay/2026id_/{url}")
        assert saved.body == body
        assert saved.headers["content-disposition"] == 'attachment; filename="a b.doc"'


def test_a_page_for_telephones_is_shown(tmp_path: Path) -> None:
    kind = "application/vnd.wap.xhtml+xml; charset=utf-8"
    with replaying((f"{HOST}/w", answer(b"<html><p/></html>", kind=kind)), root=tmp_path) as origin:
        got = Got(origin, f"{PREFIX}{HOST}/w", Sec_Fetch_Dest="document")
        assert got.headers["content-type"] == "text/html; charset=utf-8"


def test_a_sheet_of_no_type_is_one_where_it_is_asked_for(tmp_path: Path) -> None:
    sheet = answer(b"p{a:url(/x)}", kind="")
    with replaying((f"{HOST}/s", sheet), root=tmp_path) as origin:
        got = Got(origin, f"{PREFIX}{HOST}/s", Sec_Fetch_Dest="style")
        assert got.headers["content-type"] == "text/css"
        assert got.body == f"p{{a:url({PREFIX}{HOST}/x)}}".encode()
        assert "content-type" not in Got(origin, f"{PREFIX}{HOST}/s").headers


def test_of_several_types_the_one_that_counts(tmp_path: Path) -> None:
    twice = answer(b"<p>x", "Content-Type: text/html; charset=gbk", "Content-Language: zh-CN",
                   kind="text/html; charset=utf-8")  # fmt: skip
    with replaying((f"{HOST}/t", twice), root=tmp_path) as origin:
        got = Got(origin, f"{PREFIX}{HOST}/t")
        assert got.headers["content-type"] == "text/html; charset=gbk"
        assert got.headers["content-language"] == "zh-CN"  # it decides on the font


def test_a_status_of_nobodys_is_replayed(tmp_path: Path) -> None:
    answers = [(f"{HOST}/9", answer(b"<p>denied", status="999 Request denied")),
               (f"{HOST}/4", answer(b"", status="204 No Content"))]  # fmt: skip
    with replaying(*answers, root=tmp_path) as origin:
        got = Got(origin, f"{PREFIX}{HOST}/9")
        assert (got.status, got.body) == (500, b"<p>denied")
        assert Got(origin, f"{PREFIX}{HOST}/4").status == 204


def test_a_host_may_be_written_in_other_ways(tmp_path: Path) -> None:
    answers = [("http://xn--efvy88h.example/a", answer(b"punycode")), (f"{HOST}/", answer(b"home")),
               ("http://News.example:80/B", answer(b"as recorded"))]  # fmt: skip
    with replaying(*answers, root=tmp_path) as origin:
        for host in ("%E6%96%B0%E9%97%BB.example", "XN--EFVY88H.EXAMPLE", "xn--efvy88h.example:80"):
            assert Got(origin, f"{PREFIX}http://{host}/a").body == b"punycode"
            assert Got(origin, f"/timemap/json/http://{host}/a").status == 200
        for listing in ("timegate", "timemap/link", "timemap/json"):
            assert Got(origin, f"/{listing}/{HOST}").status in (200, 302)
        for url in ("HTTP://NEWS.EXAMPLE/B", "http://news.example/B", "http://News.example:80/B"):
            assert Got(origin, PREFIX + url).body == b"as recorded"
        for url in (
            "http://news.example/b",
            "http://news.example:8080/B",
            "https://news.example:80/B",
        ):
            assert Got(origin, PREFIX + url).status == 404


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<img crossorigin data-src=/x>", b'<img src="%s/x" data-replay-crossorigin data-src=/x>'),
        (b"<img src=w.gif real_src=/x>", b'<img src="%s/x" src=w.gif real_src=/x>'),
        (b"<img src=w.gif file=/x>", b'<img src="%s/x" src=w.gif file=/x>'),
        (b"<img src=real.png data-url=/share.html>", b"<img src=real.png data-url=/share.html>"),
        (b"<img src=data:x data-url=/x>", b'<img src="%s/x" src=data:x data-url=/x>'),
        (b"<p data-background=dark>", b"<p data-background=dark>"),
        (b"<p data-background=#fff>", b"<p data-background=#fff>"),
        (b'<p data-bgset="/x.png 400w, /y.png 800w">',
         b'<p style="background-image:url(%s/x.png);" data-bgset="/x.png 400w, /y.png 800w">'),
        (b'<link rel=preload as=style href=a.css onload="this.rel=\'stylesheet\'">',
         b'<link rel="stylesheet" rel=preload as=style href=a.css onload="this.rel=\'stylesheet\'">'),
        (b'<link rel=stylesheet media=print href=a.css onload="this.media=\'all\'">',
         b'<link media="all" rel=stylesheet media=print href=a.css onload="this.media=\'all\'">'),
        (b"<link rel=stylesheet media=print href=a.css>", b"<link rel=stylesheet media=print href=a.css>"),
        (b"<link rel=preload as=font href=a.woff>", b"<link data-replay-rel=preload as=font href=a.woff>"),
    ],
)  # fmt: skip
def test_what_scripts_would_have_put_there(before: bytes, after: bytes) -> None:
    assert markup.rewrite(before, PLACE) == after.replace(b"%s", LED)


def test_a_redirect_keeps_its_fragment(tmp_path: Path) -> None:
    moved = answer(b"", "Location: /a.html#part", status="302 Found")
    with replaying((f"{HOST}/old", moved), root=tmp_path) as origin:
        got = Got(origin, f"{PREFIX}{HOST}/old")
        assert got.headers["location"] == f"{PREFIX}{HOST}/a.html#part"


def test_no_redirect_leads_in_a_circle(tmp_path: Path) -> None:
    """A portal led https to http for years, then http to https."""
    secure = HOST.replace("http:", "https:")

    def moved(to: str) -> bytes:
        return answer(b"", f"Location: {to}/", status="301 Moved")

    between = (f"{HOST}/x", answer(b""))
    answers = [
        (f"{secure}/", moved(HOST)), (f"{HOST}/", answer(b"old")), (f"{HOST}/", moved(secure)),
        between, between, (f"{secure}/", answer(b"new")),
    ]  # fmt: skip
    with replaying(*answers, root=tmp_path) as origin:
        # on the 3rd both would be shown by their redirects
        for stamp in ("20260901", "20260902", "20260903", "20260904", "2027"):
            for start in (HOST, secure):
                path, hops = f"/replay/{stamp}/{start}/", 0
                while (got := Got(origin, path)).status == 301:
                    path, hops = got.headers["location"], hops + 1
                    assert hops < 3, (stamp, start)
                assert got.body in (b"old", b"new")


def test_a_304_with_nothing_behind_it_is_passed_over(tmp_path: Path) -> None:
    unchanged = answer(b"", status="304 Not Modified")
    answers = [(f"{HOST}/a", answer(b"page")), (f"{HOST}/a", unchanged), (f"{HOST}/b", unchanged)]
    with replaying(*answers, root=tmp_path) as origin:
        assert Got(origin, f"/replay/2027/{HOST}/a").body == b"page"
        assert Got(origin, f"/replay/2027/{HOST}/b").status == 404


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [b",", b", ", b"a (", b"a,(", b"a)"])
def test_a_set_of_pictures_made_to_be_slow_is_not(piece: bytes) -> None:
    run = piece * (300_000 // len(piece))
    assert markup.rewrite(b"<img srcset='%s'>" % run, PLACE)
    assert markup.rewrite(b"<p data-bgset='./%s'>" % run, PLACE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"/a, /b 2x", b"%s/a, %s/b 2x"), (b"/a,b 1x,/c 2x", b"%s/a,b 1x,%s/c 2x"),
        (b",, /a,,/b (1,2)x, /c", b",, %s/a,,/b (1,2)x, %s/c"), (b"/a ) 1x, /b", b"%s/a ) 1x, %s/b"),
        (b"data:image/gif;base64,AA== 1x, /b 2x", b"data:image/gif;base64,AA== 1x, %s/b 2x"),
        (b"", b""), (b" , ", b" , "),
    ],
)  # fmt: skip
def test_the_addresses_of_a_set(before: bytes, after: bytes) -> None:
    page = b"<img srcset='%s'>"
    assert markup.rewrite(page % before, PLACE) == page % after.replace(b"%s", LED)


#: Where one reading of a page has a value, another has attributes: what is written there for the
#: one must not be in force for the other.
TWOFOLD = {
    "lazy": """<meta content="2;url=OUT?<img data-src='x http-equiv=refresh z'>" name=x>""",
    "lazy set": """<meta content="2;url=OUT?<img data-srcset='/http-equiv=refresh 2x'>" name=x>""",
    "base": """<meta content="2;url=OUT?<base href='" http-equiv=refresh zz="'>">""",
    "base in a comment": """<!-- <base href=" --><meta http-equiv=refresh content='2;url=OUT'><!-- "> -->""",
    "climbing": """<meta content="2;url=OUT?<a href='/../" http-equiv=refresh zz="'>">""",
    "a base that climbs": """<meta content="2;url=OUT?<base href="/http-equiv=refresh ">""",
    "sheet": r"""<meta content="2;url=OUT?<style>b{a:url('\2f" http-equiv=refresh zz="')}</style>">""",
    "bare sheet": r"""<meta content="2;url=OUT?<style>b{a:url("\2f/http-equiv=refresh ")}</style>">""",
}


@pytest.mark.parametrize("name", TWOFOLD)
def test_what_is_written_into_a_page_is_in_force_nowhere_else(name: str) -> None:
    page = TWOFOLD[name].replace("OUT", "http://outside.example/").encode()
    led = LexborHTMLParser(markup.rewrite(page, PLACE))
    assert [meta.html for meta in led.css("meta[http-equiv]")] == []


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_value_that_what_is_put_behind_it_closes_is_led_too(quote: str) -> None:
    page = f"<a href={quote}http://out.example/<img data-src=it's>further"
    led = markup.rewrite(page.encode(), PLACE)
    assert led.startswith(b"<a href=%s/r/http://out.example/" % quote.encode())
