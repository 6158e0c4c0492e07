"""Whatever a page repeats, wherever it stands: reading it ends.

A pattern that tries all ways to divide what repeats holds a crawl up for ever.
"""

import html
import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from portal_spider.discover import feeds_named, links, requisites
from portal_spider.extract import open_page, read_page
from portal_spider.page import RawPage
from portal_spider.profile import SiteProfile
from portal_spider.sitemodel import facts_of

LENGTH = 3_000  # characters
AGES = 20  # seconds, of which a page takes hundredths
REPEATED = [
    *"0日年.|–-—()（[]{}\"“\\=#!?。，、：:;/@&%_x·\u3000", " x", "a_", "a-", "a.", "a ", "A. ", "A, ", "Ab ",
    "Abc, ", "von ", "by ", "1/", "1.", "12:", "2019-", "2019年", "1 h ago ", "中国", "中、", "中。", "渡 ", "渡口",
    "记者", "（记者", "本报记者", "远山社", "新华社", "来源", "来源：", "作者 ", "责任编辑", "图", "文/", "字号", "分享",
    "上一篇", "&p=", "?page=1", "/p/", "%e4", "http://", "a@", "\xad", "\u200b", "ſ", "İ", "１",
]  # fmt: skip
PROSE = (
    "<p>雨后的渡口，船家把缆绳收好，等着天亮再走。村里的人都说，今年的水比去年高了两尺。</p>" * 5
)
PLACES = {
    "title": "<title>{}</title>",
    "heading": "<h1>{}</h1>",
    "headings": "<title>雨停了 - 渡口网</title><h1>雨停了</h1><h2>{}</h2>",
    "byline": "<h1>雨停了</h1><div>2026-09-23 来源：{} 作者：林一</div>",
    "reporter": "<h1>雨停了</h1><div>记者 {}</div>",
    "by": "<h1>Rain</h1><p class=byline>By {}</p>",
    "class": "<div class='{0}' id='{0}'>",
    "meta": "".join(
        f'<meta name="{name}" content="{{0}}">'
        for name in ("author", "source", "description", "keywords", "publishdate", "og:title",
                     "og:site_name", "article:published_time", "article:author")
    ),
    "script": "<script>var pubtime = '{0}', text = {0};</script>",
    "link": "<a href='{0}'>{0}</a><link rel=canonical href='http://a.example/{0}'>",
    "picture": "<img src='{0}' srcset='{0}' alt='{0}'>",
    "paragraph": PROSE + "<p>{}</p>",
    "credit": PROSE + "<p>（{}）</p>",
    "end": PROSE + "<p>责任编辑：{}</p><p>This article was published by {}</p>",
    "box": PROSE + "<div class=share>{}</div><ul><li><a href=/1.html>{}</a></ul>",
}  # fmt: skip


def repeats() -> Iterator[str]:
    for repeated in REPEATED:
        text = (repeated * LENGTH)[:LENGTH]
        yield text
        yield f"{text}!"  # and then all the ways to divide it are of no use


@contextmanager
def ending() -> Iterator[None]:
    def too_old(*_: object) -> None:
        raise AssertionError("still reading")

    before = signal.signal(signal.SIGALRM, too_old)
    signal.alarm(AGES)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read(body: str, url: str = "http://a.example/2026/0923/1.html") -> None:
    profile = SiteProfile(name="a", hosts=("a.example",))
    page = open_page(
        RawPage(
            url=url, captured=datetime(2026, 11, 1, tzinfo=UTC), status=200,
            content_type="text/html; charset=utf-8", body=f"<!doctype html>{body}".encode(),
        )
    )  # fmt: skip
    with ending():
        read_page(page, profile, None, article_url=True)
        links(page), requisites(page), feeds_named(page), facts_of(page)


@pytest.mark.parametrize("place", PLACES)
def test_what_repeats_in_a_page_is_read_to_its_end(place: str) -> None:
    for repeated in repeats():
        text = html.escape(repeated, quote=True)
        it = PLACES[place].replace("{0}", text).replace("{}", text)
        read(it if PROSE in it else it + PROSE)


def test_what_repeats_for_machines_or_in_a_url_is_read_to_its_end() -> None:
    for text in repeats():
        said = {"@type": "NewsArticle", "headline": text, "datePublished": text,
                "author": {"name": text}, "publisher": {"name": text}}  # fmt: skip
        read(f'<script type="application/ld+json">{json.dumps(said)}</script>{PROSE}')
        read(PROSE, "http://a.example/" + "".join(text.split()))
