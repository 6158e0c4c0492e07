"""Bytes become the characters they mean, whatever a page says of them."""

import codecs
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_spider.extract import open_page
from portal_spider.extract.charset import _damage
from portal_spider.page import RawPage

WHEN = datetime(2026, 9, 24, tzinfo=UTC)
TEXT = {
    "gb18030": "连日的细雨停了，青河边的水位慢慢回落，渡口的老船工把缆绳重新系好。",
    "big5": "連日的細雨停了，青河邊的水位慢慢回落，渡口的老船工把纜繩重新繫好。",
    "shift_jis": "長い雨がようやく止み、川の水位はゆっくりと下がり、渡し場に人が戻ってきた。",
    "euc-jp": "長い雨がようやく止み、川の水位はゆっくりと下がり、渡し場に人が戻ってきた。",
    "euc-kr": "며칠 동안 내리던 비가 그치고 강물이 천천히 줄어들어 나루터에 사람들이 돌아왔다.",
    "windows-1251": "Дождь прекратился, вода в реке медленно спадает, и паром снова ходит.",
    "iso-8859-2": "Déšť ustal, voda v řece pomalu klesá a přívoz už znovu jezdí, říkají převozníci.",
    "windows-1252": "Der Regen hat aufgehört, das Wasser fällt langsam, und die Fähre fährt – “endlich”.",
    "utf-8": "连日的细雨停了，青河边的水位慢慢回落，渡口的老船工把缆绳重新系好。",
}


def text_of(body: bytes, content_type: str | None) -> str:
    raw = RawPage(
        url="http://n.example/1.html",
        captured=WHEN,
        status=200,
        content_type=content_type,
        body=body,
    )
    return open_page(raw).outline.pieces[-1].text


def html(text: str, label: str | None, codec: str) -> bytes:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>".encode(
        codec
    )


@pytest.mark.parametrize("codec", TEXT)
@pytest.mark.parametrize("where", ["header", "meta", "http-equiv"])
def test_a_true_label_is_believed(codec: str, where: str) -> None:
    body = html(TEXT[codec], codec if where == "meta" else None, codec)
    if where == "http-equiv":
        tag = f'<head><meta http-equiv="Content-Type" content="text/html; charset={codec}">'
        body = body.replace(b"<head>", tag.encode())
    header = f"text/html; charset={codec}" if where == "header" else "text/html"
    assert text_of(body, header) == TEXT[codec]


@pytest.mark.parametrize("codec", ["gb18030", "big5", "shift_jis", "euc-kr", "utf-8"])
@pytest.mark.parametrize("label", ["iso-8859-1", "utf-8", "gb2312", "big5", "x-unheard-of", None])
def test_a_label_that_lies_is_not(codec: str, label: str | None) -> None:
    if label == "big5" and codec in ("gb18030", "euc-kr", "shift_jis"):
        pytest.skip("most such bytes are valid Big5 too: no one could tell from one sentence")
    if label == "gb2312" and codec in ("big5", "euc-kr", "shift_jis"):
        pytest.skip("most such bytes are valid GB18030 too")
    assert text_of(html(TEXT[codec] * 4, label, codec), "text/html") == TEXT[codec] * 4


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_bom_stands_above_all(bom: bytes, codec: str) -> None:
    body = bom + html(TEXT["utf-8"], "gb2312", codec)
    assert text_of(body, "text/html; charset=big5") == TEXT["utf-8"]


@pytest.mark.parametrize(
    "label", ["gb2312", "GBK", "gb_2312-80", "x-gbk", "GB18030", "chinese", "cp936"]
)
def test_gb_labels_know_the_characters_of_gb18030(label: str) -> None:
    assert text_of(html("镕𬱖㙍", label, "gb18030"), "text/html") == "镕𬱖㙍"


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_damage_is_the_share_of_characters_that_nobody_writes(text: str) -> None:
    beyond = [char for char in text if char > "\x7f"]
    bad = [c for c in beyond if c <= "\x9f" or c == "\ufffd" or "\ue000" <= c <= "\uf8ff"]
    assert _damage(text.encode(), "utf-8") == (len(bad) / len(beyond) if beyond else 0.0)
