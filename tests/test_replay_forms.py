"""What portals wrote between 2005 and today, in forms that are easily missed, and what becomes of it."""

import pytest

from archive.replay import markup, style
from archive.replay.address import Place
from tests.replaying import HOST

PLACE = Place(b"/r/", f"{HOST}/d/p.html")
LED = b"/r/http://news.example"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'@import"/a.css";@import\n"/b.css";', b'@import"%s/a.css";@import\n"%s/b.css";'),
        (rb'p{a:url("\/i\/a.png")}', b'p{a:url("%s/i/a.png")}'),
        (rb"p{a:url(\2f i\2f a.png?b=1&c=2)}", b"p{a:url(%s/i/a.png?b=1&c=2)}"),
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
