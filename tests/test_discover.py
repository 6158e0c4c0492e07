"""Links, requisites, feeds and sitemaps, whole and broken."""

import gzip
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from portal_spider.discover import (
    css_requisites,
    feed_entries,
    feeds_named,
    links,
    next_list_page,
    requisites,
    sitemap_entries,
)


@dataclass
class Page:
    tree: LexborHTMLParser
    base_url: str = "http://a.cn/x/"
    charset: str = "gb18030"


def page(html: str) -> Page:
    return Page(LexborHTMLParser(html))


def test_links_are_clean_named_and_once() -> None:
    found = links(
        page("""<a href="1.html"><img alt="塔" src=t.jpg></a><a href="1.html">  灯塔
            重修 </a><a href="2.html"><img src=u.jpg></a><a href="2.html">渡口</a>
            <a href="#top">top</a><a href="javascript:go()">x</a><a href="">self</a>
            <a href="?q=泉" rel="NoFollow">q</a><link rel=stylesheet href=s.css>
            <link rel=next href="?page=2"><map><area href=3.html title=图></map>
            <meta http-equiv=Refresh content="0; URL='/new/'">""")
    )
    assert [(link.url, link.text, link.rel) for link in found] == [
        ("http://a.cn/x/1.html", "塔", ""),
        ("http://a.cn/x/2.html", "渡口", ""),
        ("http://a.cn/x/?q=%C8%AA", "q", "nofollow"),
        ("http://a.cn/x/?page=2", "", "next"),
        ("http://a.cn/x/3.html", "图", ""),
        ("http://a.cn/new/", "", "refresh"),
    ]


def test_requisites_of_every_kind() -> None:
    found = requisites(
        page("""<link rel="shortcut icon" href=/f.ico><link rel=canonical href=/no>
            <link rel=stylesheet href=s.css><style>@import "t.css"; b{background:url('u.png')}</style>
            <script src=j.js></script><script>var a='no.js'</script>
            <img src="data:image/gif;base64,R0" data-src=lazy.jpg srcset="a.jpg 1x, b,c.jpg 2x,d.jpg 3x">
            <picture><source srcset="e.webp 480w, f.webp 800w"></picture>
            <img data-original=g.jpg><div style="background: url(&quot;h.png&quot;)"></div>
            <video poster=p.jpg src=v.mp4></video><table background=bg.gif></table>
            <iframe src=frame.html></iframe><noscript><img src=n.jpg></noscript>
            <svg><image xlink:href="svg.png"/></svg><object data=o.pdf></object>
            <a href=no.html>x</a><input type=image src=btn.png>""")
    )
    names = [url.removeprefix("http://a.cn/x/") for url in found]
    assert sorted(names) == sorted(
        "http://a.cn/f.ico s.css t.css u.png j.js lazy.jpg a.jpg b,c.jpg d.jpg e.webp f.webp g.jpg "
        "h.png p.jpg v.mp4 bg.gif frame.html n.jpg svg.png o.pdf btn.png".split()
    )


@pytest.mark.timeout(20)
def test_a_set_of_pictures_made_to_be_slow_is_not() -> None:
    for piece in (",", ", ", "a (", "a,("):
        assert requisites(page(f"<img srcset='{piece * (200_000 // len(piece))}, /last 2x'>"))


def test_css() -> None:
    text = r"""@charset "utf-8"; @import url("a.css") screen; @IMPORT 'b.css';
        /* url(no.png) */ p::after{content:"url(no2.png)"} p{background:URL( c.png )}
        @font-face{src:url(d\29 .woff2) format("woff2"),url(#x)} i{background:url(data:image/png,x)}
        p{cursor:url()} q{background:url("broken"""
    assert css_requisites(text, "http://a.cn/s/") == (
        "http://a.cn/s/a.css",
        "http://a.cn/s/b.css",
        "http://a.cn/s/c.png",
        "http://a.cn/s/d).woff2",
    )


@pytest.mark.parametrize(
    "html",
    ["<a href=l_2.html>下一页</a>", "<a href=l_2.html>下页 &gt;</a>", "<a href=l_2.html>»</a>",
     "<a href=l_3.html>下一页</a><a rel=next href=l_2.html>2</a>", "<a href=l_2.html>Next page</a>",
     "<a href=l_2.html>2</a><a href=l_3.html>3</a><a href=l_2.html>下一页</a>",
     "<a href=''>下一页</a><a href=l_2.html>[下一页]</a>"],
)  # fmt: skip
def test_next_page_of_a_list(html: str) -> None:
    assert next_list_page(page(html)) == "http://a.cn/x/l_2.html"


def test_no_next_page() -> None:
    assert next_list_page(page("<a href=1.html>下一页的故事</a><a href=2.html>上一页</a>")) is None


def test_feeds_named() -> None:
    html = """<link rel=alternate type="application/rss+xml" href=/rss.xml>
        <link rel="alternate" type="application/atom+xml; charset=utf-8" href=/atom.xml>
        <link rel=alternate hreflang=en type=text/html href=/en/>"""
    assert feeds_named(page(html)) == ("http://a.cn/rss.xml", "http://a.cn/atom.xml")


URLSET = b"""\xef\xbb\xbf
<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> http://a.cn/1.html </loc><lastmod>2024-01-25T08:00:00+08:00</lastmod>
<image:image><image:loc>http://a.cn/1.jpg</image:loc></image:image></url>
<url><loc>http://a.cn/2.html?a=1&amp;b=2</loc><news:news><news:publication><news:name>x</news:name>
</news:publication><news:publication_date>2024-01-26</news:publication_date>
<news:title>\xe6\xb3\x89</news:title></news:news></url>
<url><loc>ftp://a.cn/3</loc></url><url><loc/></url></urlset>"""


def test_sitemap() -> None:
    for payload in (URLSET, gzip.compress(URLSET), gzip.compress(URLSET)[:-9]):
        one, two = sitemap_entries(payload)
        assert (one.url, one.kind, one.day) == ("http://a.cn/1.html", "page", date(2024, 1, 25))
        assert (two.url, two.title, two.day) == (
            "http://a.cn/2.html?a=1&b=2", "泉", date(2024, 1, 26),
        )  # fmt: skip


def test_sitemap_index_text_feed_and_wreck() -> None:
    index = b"<sitemapindex><sitemap><loc>/s1.xml.gz</loc></sitemap><sitemap></sitemapindex>"
    (entry,) = sitemap_entries(index, "http://a.cn/sitemap.xml")
    assert (entry.url, entry.kind) == ("http://a.cn/s1.xml.gz", "sitemap")
    text = b"http://a.cn/1\r\n# no\n\nhttp://a.cn/2\nhttp://a.cn/1\n"
    assert [e.url for e in sitemap_entries(text)] == ["http://a.cn/1", "http://a.cn/2"]
    feed = b"<rss><channel><item><link>http://a.cn/1</link></item></channel></rss>"
    assert [e.url for e in sitemap_entries(feed)] == ["http://a.cn/1"]
    cut = URLSET[: URLSET.index(b"<news:news>")]
    assert [e.url for e in sitemap_entries(cut)] == [
        "http://a.cn/1.html",
        "http://a.cn/2.html?a=1&b=2",
    ]
    assert sitemap_entries(b"<html><body>404</body></html>") == ()


def test_no_entity_is_expanded() -> None:
    bomb = b"""<!DOCTYPE x [<!ENTITY a "http://a.cn/1"><!ENTITY f SYSTEM "file:///etc/passwd">]>
        <urlset><url><loc>&a;</loc></url><url><loc>http://a.cn/&f;</loc></url></urlset>"""
    assert all("root" not in entry.url for entry in sitemap_entries(bomb))
    assert "http://a.cn/1" not in [entry.url for entry in sitemap_entries(bomb)]


def test_feeds() -> None:
    rss = """<?xml version="1.0" encoding="gb2312"?><rss version="2.0"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>报</title><link>http://a.cn/</link>
        <item><title>渡口&nbsp;通航</title><link>http://a.cn/1.html</link>
        <pubDate>Thu, 25 Jan 2024 08:00:00 +0800</pubDate></item>
        <item><guid isPermaLink="false">77</guid><guid>/2.html</guid><dc:date>2024-01-26</dc:date></item>
        <item><title>没有链接</title><pubDate>rubbish</pubDate></item></channel></rss>"""
    one, two = feed_entries(rss.encode("gb18030"), "http://a.cn/rss.xml")
    assert one.url == "http://a.cn/1.html"
    assert one.title is not None
    assert one.title.startswith("渡口")
    assert one.published == datetime(2024, 1, 25, tzinfo=UTC)
    assert (two.url, two.published) == ("http://a.cn/2.html", datetime(2024, 1, 26))
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://a.cn/"/><entry>
        <link rel="self" href="/api/1"/><link href="/1.html"/><updated>2024-01-26T00:00:00Z</updated>
        <published>2024-01-25T00:00:00Z</published></entry></feed>"""
    (entry,) = feed_entries(atom, "http://a.cn/atom.xml")
    assert (entry.url, entry.published) == ("http://a.cn/1.html", datetime(2024, 1, 25, tzinfo=UTC))
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/"><item rdf:about="http://a.cn/1.html"><title>x</title></item></rdf:RDF>"""
    assert [e.url for e in feed_entries(rdf)] == ["http://a.cn/1.html"]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.integers(0, 900))
def test_nothing_a_stranger_sends_raises(payload: bytes, cut: int) -> None:
    sitemap_entries(payload)
    feed_entries(b"<rss>" + payload)
    sitemap_entries(URLSET[:cut] + payload + URLSET[cut:])
    sitemap_entries(gzip.compress(URLSET)[: cut // 3] + payload)
    text = payload.decode("utf-8", "replace")
    css_requisites(text, "http://a.cn/")
    strange = page(f"<a href='{text}'>{text}<img srcset='{text}' style='{text}'>")
    links(strange), requisites(strange), next_list_page(strange), feeds_named(strange)
