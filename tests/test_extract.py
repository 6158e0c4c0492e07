"""Opening a page: which characters its bytes mean, and one parse of them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_spider.extract.charset import decode, find_charset
from portal_spider.extract.page import OpenPage, joined, open_page
from portal_spider.page import RawPage

CHINESE = "<p>河边的老茶馆今天重新开门，来的人比去年多，大家都说这里的茶好。</p>"


def opened(body: bytes, content_type: str | None = "text/html") -> OpenPage:
    captured = datetime(2024, 3, 1, tzinfo=UTC)
    url = "http://example.org/a/1.html"
    return open_page(
        RawPage(url=url, captured=captured, status=200, content_type=content_type, body=body)
    )


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030", "x-gbk"])
def test_every_gb_label_means_gb18030(label: str) -> None:
    body = f"<meta charset={label}>{CHINESE}镕".encode("gb18030")
    assert find_charset(body, None) == ("gb18030", "meta")


def test_the_header_stands_before_meta() -> None:
    body = ("<meta charset=big5>" + CHINESE).encode("gb18030")
    assert find_charset(body, "text/html; charset=gbk") == ("gb18030", "header")


def test_bom_stands_before_the_header() -> None:
    page = opened(b"\xef\xbb\xbf" + CHINESE.encode(), "text/html; charset=gbk")
    assert (page.charset, page.charset_evidence) == ("utf-8", "bom")
    assert "\ufeff" not in (page.tree.html or "")


def test_a_label_that_the_bytes_contradict_is_not_believed_and_is_named() -> None:
    said_gb = find_charset(("<meta charset=gb2312>" + CHINESE).encode(), None)
    assert said_gb == ("utf-8", "content; meta says gb2312")
    said_utf8 = find_charset(CHINESE.encode("gb18030"), "text/html; charset=utf-8")
    assert said_utf8 == ("gb18030", "content; header says utf-8")


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("gb18030", CHINESE),
        ("big5hkscs", "這個國家的學生會為大家說明，來的人比去年多，時間也長。"),
        ("cp932", "きょうは川のそばのお茶屋さんがまたひらきました。"),
        ("cp949", "강가의 찻집이 오늘 다시 문을 열었다. 사람들이 많이 왔다."),
    ],
)
def test_bytes_without_a_label_tell_their_charset(codec: str, text: str) -> None:
    assert find_charset(text.encode(codec), None) == (codec, "content")


def test_br_separated_gb18030_is_parsed_as_the_characters_it_means() -> None:
    page = opened("<div>　　第一段话。<br>　　第二段话。</div>".encode("gb18030"))
    node = page.tree.css_first("div")
    assert node is not None
    assert node.text(separator="|") == "　　第一段话。|　　第二段话。"


def test_base_url_is_the_pages_own_where_it_names_one() -> None:
    assert opened(b"<base href='/b/'>").base_url == "http://example.org/b/"
    assert opened(b"<base href='javascript:x'>").base_url == "http://example.org/a/1.html"
    assert joined("http://example.org/", "http://[bad") is None


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=40)))
def test_opening_never_fails(body: bytes, content_type: str | None) -> None:
    page = opened(body, content_type)
    assert decode(body, page.charset) is not None


def test_a_mostly_ascii_page_without_a_label_is_told_by_its_few_characters() -> None:
    script = "<script>" + "var a = 1; " * 400 + "</script>"
    assert find_charset((script + CHINESE).encode("gb18030"), None) == ("gb18030", "content")
    western = (script + "<p>Où est le café près de la forêt ?").encode("cp1252")
    assert find_charset(western, None) == ("windows-1252", "content")
