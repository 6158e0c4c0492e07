from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_spider.urls import canonical, clean_url

BASE = "http://example.org/a/b/c.html?x=1"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("d.html", "http://example.org/a/b/d.html"),
        ("../d.html#x", "http://example.org/a/d.html"),
        ("../../../../d", "http://example.org/d"),
        ("./%2e%2E/d", "http://example.org/a/d"),
        ("/a//b", "http://example.org/a//b"),
        ("//Other.Example:80", "http://other.example/"),
        ("https:\\\\other.example\\a", "https://other.example/a"),
        ("HTTPS://other.example:443/?", "https://other.example/?"),
        ("?y=2", "http://example.org/a/b/c.html?y=2"),
        ("", "http://example.org/a/b/c.html?x=1"),
        ("/新 闻.html", "http://example.org/%E6%96%B0%20%E9%97%BB.html"),
        ("/%D0%C2?q=%d0%c2", "http://example.org/%D0%C2?q=%d0%c2"),
        ("/a\n/b", "http://example.org/a/b"),
        ("http://新闻.example/", "http://xn--efv12a.example/"),
        ("http://[::0:1]:8080/", "http://[::1]:8080/"),
    ],
)
def test_urls_are_sent_as_a_browser_sends_them(href: str, url: str) -> None:
    assert clean_url(href, BASE) == url


@pytest.mark.parametrize(
    "href",
    ["javascript:void(0)", "mailto:a@example.org", "data:text/plain,x", "http://", "http://[::1/",
     "http://a b/", "http://user:secret@example.org/", "http://example.org:99999/", "tel:1"],
)  # fmt: skip
def test_what_cannot_be_fetched_is_none(href: str) -> None:
    assert clean_url(href, BASE) is None


def test_a_query_is_in_the_charset_of_its_page_and_a_path_never() -> None:
    assert clean_url("/新?q=新", BASE, "gb2312") == "http://example.org/%E6%96%B0?q=%D0%C2"
    assert clean_url("/?q=新", BASE, "no-such") == "http://example.org/?q=%E6%96%B0"
    assert clean_url("/?q=\U0001f600", BASE, "gbk") == "http://example.org/?q=%26%23128512%3B"


@given(st.text(), st.sampled_from(["utf-8", "gb2312", "gb18030", "big5", "rot13", "", "utf-16"]))
def test_no_href_raises_and_a_clean_url_is_already_clean(href: str, charset: str) -> None:
    for text in (href, "http://" + href, "//example.org/" + href):
        url = clean_url(text, BASE, charset)
        if url is not None:
            assert url.isascii()
            assert "#" not in url
            assert urlsplit(url).scheme in ("http", "https")
            assert clean_url(url, BASE, charset) == url


def test_an_article_is_known_without_sessions_and_tracking() -> None:
    assert canonical("http://a.example/x;jsessionid=AB12?b=2&utm_source=w&a=1#t") == (
        "http://a.example/x?b=2&a=1"
    )
    assert canonical("http://a.example/x?spm=1") == "http://a.example/x"
    assert canonical("http://a.example/x?q=%D0%C2") == "http://a.example/x?q=%D0%C2"
