"""URLs as a browser sends them, and what they are to a crawl."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from w3lib.url import safe_url_string

from portal_spider.portals import generic
from portal_spider.portals.xjnnet import PROFILE
from portal_spider.profile import SiteProfile
from portal_spider.scope import article_url_like, decide, registrable_domain, section_url_like
from portal_spider.urls import bare_url, clean_url, without_session

BASE = "https://www.example.org/a/b/c.html?x=1"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("d.html", "https://www.example.org/a/b/d.html"),
        ("../d.html#part", "https://www.example.org/a/d.html"),
        ("?page=2", "https://www.example.org/a/b/c.html?page=2"),
        ("//Cdn.Example.ORG:443/x", "https://cdn.example.org/x"),
        ("http://example.org:80", "http://example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        (" \n/x y.html\t ", "https://www.example.org/x%20y.html"),
        ("/a\n/b", "https://www.example.org/a/b"),
        ("\\a\\b.html", "https://www.example.org/a/b.html"),
        ("https:///example.org/x", "https://example.org/x"),
        ("/a/%2e%2e/b/%2E/c", "https://www.example.org/b/c"),
        ("/a/..", "https://www.example.org/"),
        ("/../../x", "https://www.example.org/x"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("/%D6%D0.html", "https://www.example.org/%D6%D0.html"),
        ("/中", "https://www.example.org/%E4%B8%AD"),
        ("/100%", "https://www.example.org/100%"),
        ("http://新闻.example/", "http://xn--efvy88h.example/"),
        ("http://user:secret@example.org/", "http://example.org/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("javascript:void(0)", None),
        ("mailto:a@example.org", None),
        ("tel:110", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://[/", None),
        ("http://exa mple.org/", None),
        ("http://example.org:99999/", None),
        ("http://example.org:x/", None),
        ("http://1.2.3.4.5/", None),
        ("http://-/", None),
        ("ftp://example.org/", None),
    ],
)
def test_clean(href: str, expected: str | None) -> None:
    assert clean_url(href, BASE) == expected


def test_query_goes_in_the_charset_of_the_page_and_the_path_in_utf8() -> None:
    assert clean_url("/中?q=中&r=%D6%D0", "http://a.cn/", "gbk") == (
        "http://a.cn/%E4%B8%AD?q=%D6%D0&r=%D6%D0"
    )
    assert clean_url("?q=😀", "http://a.cn/", "gbk") == "http://a.cn/?q=%26%23128512%3B"
    assert clean_url("?q=中", "http://a.cn/", "no-such-charset") == "http://a.cn/?q=%E4%B8%AD"


@given(st.text(), st.sampled_from(["utf-8", "gbk", "gb18030", "big5", "utf-16", "nonsense"]))
@example("http://[::1", "gbk")
@example("//\udc80/\udc80?\udc80", "gbk")
def test_clean_never_raises_and_is_stable(href: str, charset: str) -> None:
    for url in (href, "http://a.cn/" + href, "http://" + href, "?" + href):
        cleaned = clean_url(url, BASE, charset)
        if cleaned is not None:
            assert cleaned.isascii()
            assert clean_url(cleaned, "") == cleaned
            assert safe_url_string(cleaned) == cleaned  # Scrapy leaves it as it is
            without_session(cleaned), bare_url(cleaned)
            decide(cleaned, PROFILE, "domain", BASE)
            assert 0 <= article_url_like(cleaned) <= 1


def test_session_ids_and_tracking() -> None:
    url = "http://a.cn/x;jsessionid=AB?id=7&PHPSESSID=9&utm_source=w&q=%D6%D0"
    assert without_session(url) == "http://a.cn/x?id=7&utm_source=w&q=%D6%D0"
    assert bare_url(url) == "http://a.cn/x?id=7&q=%D6%D0"
    assert bare_url("http://a.cn/x?spm=1") == "http://a.cn/x"


SEED = "https://www.xjnnet.com/"


@pytest.mark.parametrize(
    ("url", "kind", "reason"),
    [
        (SEED, "section", "a seed"),
        (SEED + "difang/2024-01-25/000110.html", "article", "pattern"),
        (SEED + "difang/2024-01-25/000110_2.html", "article", "pattern"),
        (SEED + "difang/", "section", "list"),
        (SEED + "difang/index_2.html", "section", "list"),
        (SEED + "about.html", "section", "list"),
        (SEED + "x/paper.pdf", "requisite", "pdf"),
        (SEED + "x/setup.zip", "out", "download"),
        ("https://elsewhere.example/", "out", "another host"),
        (SEED + "a/b/" * 3, "out", "repeats"),
        (SEED + "/".join("abcdefghijklmnop"), "out", "deep"),
        (SEED + "calendar?year=2031&month=4", "out", "calendar"),
        (SEED + "rili/2024-05/", "out", "calendar"),
        (SEED + "list.php?year=3024", "out", "year 3024"),
        (SEED + "login?next=/", "out", "action"),
        (SEED + "search.php?q=x", "out", "search"),
        (SEED + "x" * 3000, "out", "longer"),
        (SEED + "2011/11/11/", "section", "list"),
    ],
)
def test_decisions_with_a_profile(url: str, kind: str, reason: str) -> None:
    decision = decide(url, PROFILE, "host", SEED, today=date(2024, 2, 1))
    assert (decision.kind, reason in decision.reason) == (kind, True), decision


def test_scopes() -> None:
    seed = "https://news.example.com.cn/city/index.html"
    profile = generic(seed)

    def kind(url: str, scope: str) -> str:
        return decide(url, profile, scope, seed).kind  # type: ignore[arg-type]

    assert kind("https://news.example.com.cn/city/a/", "prefix") == "section"
    assert kind("https://news.example.com.cn/town/", "prefix") == "out"
    assert kind("https://www.example.com.cn/", "host") == "out"
    assert kind("https://www.example.com.cn/", "domain") == "section"
    assert kind("https://www.other.com.cn/", "domain") == "out"
    assert kind("https://news.example.com.cn/city/a/", "page") == "out"
    assert kind(seed, "page") != "out"


def test_exclude_and_a_pattern_that_never_ends() -> None:
    profile = SiteProfile(name="x", hosts=("a.cn",), exclude=(r"/private/",))
    assert decide("http://a.cn/private/x/", profile).kind == "out"
    hostile = SiteProfile(name="x", hosts=("a.cn",), article=r"(?:(?:a|aa)+)+\?$")
    decision = decide("http://a.cn/" + "a" * 200, hostile)
    assert decision.kind == "out"
    assert "too long" in decision.reason


@pytest.mark.parametrize(
    "url",
    [
        "http://a.cn/2024/0125/c123-40166000.html",
        "http://a.cn/n1/2024/0125/c1001-40166000.html",
        "http://a.cn/xw/202401/t20240125_4567890.shtml",
        "http://a.cn/content/2024-01/25/content_123456.htm",
        "http://a.cn/news/show.php?id=12345",
        "https://a.org/politik/der-neue-rat-der-stadt-tagt-wieder",
        "https://a.org/2024/01/25/some-words-here-now/",
        "https://a.cn/article/8f3b2c1d9e7a.html",
        "https://a.cn/a/20240125A01B2C00",
    ],
)
def test_looks_like_an_article(url: str) -> None:
    assert article_url_like(url) >= 0.5, article_url_like(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.cn/",
        "http://a.cn/news/",
        "http://a.cn/news/index.html",
        "http://a.cn/news/list_12_3.html",
        "http://a.cn/about.html",
        "http://a.cn/2024/01/25/",
        "http://a.cn/tag/2024-elections-in-our-town/",
        "http://a.cn/page/12345/",
    ],
)
def test_does_not_look_like_an_article(url: str) -> None:
    assert article_url_like(url) < 0.5, article_url_like(url)


def test_section_and_domain() -> None:
    assert section_url_like("http://a.cn/news/index_3.shtml")
    assert not section_url_like("http://a.cn/news/t20240125_1.shtml")
    assert registrable_domain("a.b.co.uk") == "b.co.uk"
    assert registrable_domain("localhost:8000") == "localhost:8000"
