"""A page is read as a reader would: the article whole, the furniture beside it, each with its kind."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.article import Content, Dateline
from portal_spider import portals
from portal_spider.extract import join_pages, open_page, read_page
from portal_spider.extract.pagination import find_pagination
from portal_spider.page import RawPage, Reading
from portal_spider.profile import Layout, SiteProfile
from portal_spider.sitemodel import facts_of, from_json, learn, step, to_json

SEED = Path(__file__).parents[2] / "shared" / "seed"
WHEN = datetime(2026, 9, 24, 2, 0, tzinfo=UTC)
PROFILE = SiteProfile(name="yuanshan", title="远山网", timezone="Asia/Shanghai")
SENTENCE = (
    "连日的细雨停了，青河边的水位慢慢回落，渡口的老船工把缆绳重新系好，等着第一班过河的学生。"
)
ENGLISH = "The ferry in the valley runs again, and the rain has stopped after a week of high water."
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>青河渡口恢复通航 {n}_本地_远山网</title><meta name="keywords" content="青河,渡口"></head><body>
<div class="top"><a href="/">首页</a> <a href="/bendi/">本地</a></div>
<div class="position">当前位置：<a href="/">远山网</a> &gt; <a href="/bendi/">本地</a> &gt; 正文</div>
<div class="main"><h1>青河渡口恢复通航 {n}</h1>
<div class="info">2026-09-23 08:15&nbsp; <a>A+</a> <a>A-</a></div>
<div class="content"><blockquote>《远山网》远山第一门户网站！<br>记录山里每一天<br>远山网欢迎您！</blockquote>
<p>　　远山日报9月22日青河讯 {body}</p>
<p><strong>渡口的早晨</strong></p>
<p>　　{body}船工说，网站声明里写的班次他不看，他看天。{n}</p>
<p><img src="/blank.gif" data-src="/img/{n}.jpg" alt="渡口"></p><p>图为清晨的渡口。</p>
<p>　　{body}(林一)</p>
<div class="shengming"><strong>网站声明：</strong><br>本文仅代表作者个人观点，与远山网无关。如有侵权请联系管理员删除！</div></div>
<div class="prenext">上一篇：<a href="/1.html">新桥开工</a><br>下一篇：<a href="/2.html">夜市开张</a></div></div>
<div class="side"><h3>热点推荐</h3><ul><li><a href="/3.html">山货节周末开幕</a></li></ul></div>
<div class="footer">远山网版权所有 苏ICP备00000000号-1</div></body></html>"""


def raw(html: str | bytes, url: str = "http://news.example/bendi/2026-09-23/7.html") -> RawPage:
    body = html if isinstance(html, bytes) else html.encode()
    return RawPage(url=url, captured=WHEN, status=200, content_type="text/html", body=body)


def read(html: str | bytes, profile: SiteProfile = PROFILE, **options: object) -> Reading:
    return read_page(open_page(raw(html)), profile, **options)


def content_of(reading: Reading) -> Content:
    assert reading.content is not None, reading.reasons
    return reading.content


def page(n: int = 1) -> str:
    return PAGE.format(n=n, body=f"第{n}天，{SENTENCE}")


def test_the_article_and_nothing_else() -> None:
    reading = read(page())
    content = content_of(reading)
    assert reading.kind == "article"
    assert content.title == "青河渡口恢复通航 1"
    assert (content.published, content.published_raw) == (
        "2026-09-23T08:15:00+08:00", "2026-09-23 08:15",
    )  # fmt: skip
    assert content.dateline == Dateline(agency="远山日报", place="青河", date="09-22")
    assert (content.source, content.authors) == ("远山日报", ("林一",))
    assert (content.section, content.keywords) == (("本地",), ("青河", "渡口"))
    assert content.language == "zh"
    assert [b.type for b in content.blocks] == [
        "paragraph", "heading", "paragraph", "image", "caption", "paragraph",
    ]  # fmt: skip
    assert content.images[0].url == "http://news.example/img/1.jpg"
    assert content.images[0].caption == "图为清晨的渡口。"
    kinds = {r.kind for r in content.removed}
    assert {"site_banner", "legal_notice", "copyright", "font_size", "pagination", "related"} <= (
        kinds
    )
    for removed in content.removed:
        assert removed.text not in content.text
    # The words of a notice inside a sentence are the body's.
    assert "网站声明里写的班次" in content.text
    assert content.evidence["published"] == "visible; Asia/Shanghai assumed"


def test_line_breaks_make_paragraphs_and_gb2312_means_gb18030() -> None:
    lines = "<br><br>".join(f"　　{SENTENCE}镕𬱖{i}" for i in range(4))
    html = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
    <title>旧桥改名 - 河东在线</title></head><body><table><tr><td><h1>旧桥改名</h1>
    <div>来源：河东晚报　作者：周二　2026年9月23日 18:05</div><div id="zoom">{lines}<br>
    （责任编辑：王三）</div></td></tr></table></body></html>"""
    content = content_of(read(html.encode("gb18030")))
    assert len(content.blocks) == 4
    assert "镕𬱖3" in content.text
    assert (content.source, content.authors, content.editors) == ("河东晚报", ("周二",), ("王三",))
    assert content.published == "2026-09-23T18:05:00+08:00"
    assert content.evidence["charset"] == "gb18030: meta"


def test_a_layouts_selectors_come_first() -> None:
    layout = Layout(body=".content", title=".info", author=".side h3")
    content = content_of(read(page(), replace(PROFILE, layouts=(layout,))))
    assert content.title == "2026-09-23 08:15 A+ A-"
    assert content.authors == ("热点推荐",)
    assert content.evidence["title"] == "layout"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<title>提示</title><p>对不起，您访问的页面不存在！</p>", "soft_404"),
        ("<title>Error 404</title><p>Sorry, the boat is gone.</p>", "soft_404"),
        ("<title>404 – the boat is gone</title><p>Sorry.</p>", "soft_404"),
        ("<title>安全验证</title><p>请完成滑动验证后继续访问</p>", "blocked"),
        ("<ul>" + "".join(f"<li><a href='/{i}'>山里的新闻第{i}条</a>" for i in range(40)), "list"),
        ("", "other"),
    ],
)
def test_what_is_no_article_is_told_apart(html: str, kind: str) -> None:
    reading = read(html)
    assert (reading.kind, reading.content) == (kind, None)
    assert reading.reasons


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (f"<h1>男子泄露短信验证码被骗</h1><p>2026年9月23日 08:15</p><p>{SENTENCE}</p>", "article"),
        (f"<h1>渡口恢复通航了</h1><p>2026年9月23日 08:15</p><p>{SENTENCE}</p><p>验证码：</p>", "article"),
        ("<p>请输入验证码</p>", "blocked"),
        (f"<h1>404 boats are back</h1><p>{ENGLISH}</p>", "article"),
        (f"<h1>Show 404 1,310</h1><p>{ENGLISH}</p>", "article"),
        (f"<h1>The ferry is back</h1><p>{ENGLISH} The anchor that it lost in the storm was not found.</p>", "article"),
        ("<h1>404</h1><p>Back to the start</p>", "soft_404"),
        ("<h1>404 Error</h1><p>Back to the start</p>", "soft_404"),
        ("<h1>Not found</h1><p>Back to the start</p>", "soft_404"),
    ],
)  # fmt: skip
def test_words_of_a_notice_in_a_short_article(html: str, kind: str) -> None:
    heading = html.partition("</h1>")[0].removeprefix("<h1>")
    reading = read(
        f"<title>{heading if 'h1' in html else ''}</title><div>{html}</div>", article_url=True
    )
    assert reading.kind == kind


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://news.example/", "list"),
        ("http://news.example", "list"),
        ("http://news.example/index.html", "list"),
        ("http://news.example/?p=7", "article"),
        ("http://news.example/bendi/index.html", "article"),
    ],
)
def test_a_front_page_is_no_article(url: str, kind: str) -> None:
    assert read_page(open_page(raw(page(), url)), PROFILE).kind == kind
    assert read_page(open_page(raw(page(), url)), PROFILE, article_url=True).kind == "article"


def test_four_hundred_and_four_of_something_are_not_missing() -> None:
    html = f"<title>青河渡口恢复通航了</title><h1>青河渡口恢复通航了</h1><p>船上有 404 人。{SENTENCE}</p>"
    assert "404" in content_of(read(html, article_url=True)).text


def test_the_site_model_is_the_same_in_any_order() -> None:
    pages = [open_page(raw(page(n), f"http://news.example/bendi/{n}.html")) for n in range(9)]
    model = learn(map(facts_of, pages[:8]), 8, PROFILE)
    assert model == learn(map(facts_of, pages[7::-1]), 8, PROFILE)
    assert from_json(to_json(model)) == model
    banner = model.entry("远山网欢迎您！")
    assert banner is not None
    assert (banner.kind, banner.support, banner.inside) == ("site_banner", 8, 8)
    assert banner.path == "div.content > blockquote"
    assert len(banner.examples) == 2
    assert model.containers[0].path.endswith("div.main > div.content")
    # What recurs as a whole piece is learned, what differs from page to page is not.
    assert model.knows("图为清晨的渡口。")
    assert not model.knows(f"第0天，{SENTENCE}(林一)")
    content = content_of(read(page(9), model=model))
    assert any(r.rule == "site_model" and r.support == 8 for r in content.removed)
    vetoed = learn(
        map(facts_of, pages[:8]), 8, replace(PROFILE, vetoes=("图为清晨的渡口。",), pins=("山",))
    )
    assert not vetoed.knows("图为清晨的渡口。")
    assert vetoed.entry("山") is not None
    assert vetoed.version != model.version
    assert [step(n) for n in (7, 8, 31, 32)] == [0, 8, 16, 32]


def test_a_page_captured_again_and_again_has_one_voice() -> None:
    pages = [open_page(raw(page(1), "http://news.example/bendi/1.html")) for _ in range(8)]
    model = learn(map(facts_of, pages), 8, PROFILE)
    assert not model.entries
    assert content_of(read(page(1), model=model)).text


def test_of_several_articles_on_a_page_the_one_that_its_title_names_is_read() -> None:
    """As on pages that go on with the next article where one ends."""
    articles = "".join(
        f"<article id=a-{name}><h2>{title}</h2><div class=text>"
        + "".join(f"<p>第{n}天，{name}：{SENTENCE}</p>" for n in range(6 if name == "山" else 4))
        + "</div></article>"
        for name, title in (("河", "青河渡口恢复通航了"), ("山", "山里的夜市又开张了"))
    )
    for name, other, title in (
        ("河", "山", "青河渡口恢复通航了"), ("山", "河", "山里的夜市又开张了"),
    ):  # fmt: skip
        found = content_of(read(f"<title>{title}_远山网</title><main>{articles}</main>"))
        assert found.title == title
        assert f"天，{name}：" in found.text
        assert f"天，{other}：" not in found.text


def test_an_article_in_several_boxes_is_read_whole_and_a_short_one_alone() -> None:
    title = "青河渡口恢复通航了"

    def box(heading: str, name: str, size: int) -> str:
        return (
            f"<article>{heading}"
            + "".join(f"<p>第{n}天，{name}：{SENTENCE}</p>" for n in range(size))
            + "</article>"
        )

    own = box(f"<h1>{title}</h1>", "河", 8)
    found = content_of(read(f"<title>{title}_远山网</title><main>{own}{box('', '山', 8)}</main>"))
    assert "天，山：" in found.text
    short, other = box(f"<h1>{title}</h1>", "河", 3), box("<h1>山里的夜市又开张了</h1>", "山", 9)
    found = content_of(read(f"<title>{title}_远山网</title><main>{short}{other}</main>"))
    assert "天，河：" in found.text
    assert "天，山：" not in found.text


@pytest.mark.parametrize("bare", [False, True])
def test_the_foot_of_a_page_is_no_part_of_a_short_article(bare: bool) -> None:
    foot = "本站由青河县渡口管理处主办，请用新的浏览器浏览，电话每天八点到十七点有人接听。"
    name = "" if bare else " class=foot"
    page = (
        "<title>青河渡口恢复通航了_远山网</title><div id=page><div><a href=/>首页</a></div>"
        f"<div><h1>青河渡口恢复通航了</h1><p>{SENTENCE}</p><p>第二天，{SENTENCE}</p>"
        f"<p>第三天，{SENTENCE}</p></div><div{name}><p>{foot}</p></div></div>"
    )
    found = content_of(read(page, article_url=True))
    assert "第三天" in found.text
    assert foot not in found.text


def test_chapters_are_one_article_and_what_follows_with_a_day_of_its_own_is_another() -> None:
    title = "青河渡口恢复通航了"

    def box(heading: str, name: str, size: int = 7) -> str:
        prose = "".join(f"<p>第{n}天，{name}：{SENTENCE}</p>" for n in range(size))
        return f"<article class=part>{heading}{prose}</article>"

    first = box(f"<h1>{title}</h1><h2>一、渡口的早晨</h2>", "河")
    for heading, is_chapter in (
        ("<h2>二、山里的夜市</h2>", True),
        ("<h2>山里的夜市又开张了</h2><p>2026-09-21 09:12</p>", False),
        ("<h2><a href=/9.html>山里的夜市又开张了</a></h2>", False),
        ("<h1>山里的夜市又开张了</h1>", False),
        ("<h3>山里的夜市又开张了</h3>", False),  # as no part of the first begins
    ):
        second = box(heading, "山", 6)
        found = content_of(read(f"<title>{title}_远山网</title><main>{first}{second}</main>"))
        assert found.title == title
        assert "天，河：" in found.text
        assert ("天，山：" in found.text) == is_chapter, heading
        assert ("二、山里的夜市" in found.text) == is_chapter


def test_boxes_in_boxes_without_end_are_read_in_no_time() -> None:
    """It took 20 seconds: each box around was compared with all that stand in it."""
    body = "".join(f"<p>第{n}天，{SENTENCE}</p>" for n in range(16))
    beside = f"<div class=b><p>另一天，{SENTENCE}</p></div>"
    found = content_of(read("<div>" * 7000 + f"<div>{body}</div>{beside}"))
    assert "第15天" in found.text


def test_pages_of_one_article_are_joined_and_neighbours_are_not() -> None:
    first = open_page(raw("<p>一<a href='7_2.html'>下一页</a><a href='8.html'>下一篇</a>"))
    found = find_pagination(first)
    assert found.next_url == "http://news.example/bendi/2026-09-23/7_2.html"
    last = open_page(
        raw("<p>二<a href='7.html'>上一页</a>", "http://news.example/bendi/2026-09-23/7_2.html")
    )
    assert find_pagination(last).number == 2
    assert find_pagination(last).next_url is None
    parts = [content_of(read(page(1))), content_of(read(page(2)))]
    joined = join_pages(parts)
    assert joined.title == parts[0].title
    assert joined.text == parts[0].text + "\n\n" + parts[1].text
    assert len(joined.images) == 2


@given(st.binary(max_size=300), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_without_an_error(body: bytes, inside: bool) -> None:
    read(page().encode().replace("渡口".encode(), body) if inside else body)


def test_deep_nesting_is_read_in_bounded_time() -> None:
    assert read("<div>" * 20_000 + SENTENCE).kind in ("other", "article")


def test_an_author_in_hundreds_of_lists_is_nobody() -> None:
    nested = "[" * 900 + '"Ann Lee"' + "]" * 900
    claim = f'{{"@type": "Article", "headline": "x", "author": {nested}}}'
    read(f"<script type=application/ld+json>{claim}</script><p>{SENTENCE}")


def test_fields_for_addresses_are_counted_once_for_each_box() -> None:
    html = "<div>" * 3 + "<p>Mail:</p>" + "<input type=email>" * 1_000
    outline = open_page(RawPage(
        url="http://news.example/", captured=WHEN, status=200, content_type="text/html",
        body=html.encode(),
    )).outline  # fmt: skip
    assert len(outline.fields) == 1


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside this checkout")
@pytest.mark.parametrize("profile", [portals.get("xjnnet"), None], ids=["profile", "generic"])
def test_the_seed(profile: SiteProfile | None) -> None:
    expected = json.loads((SEED / "expected.json").read_text())
    seed = RawPage(
        url=expected["url"], captured=WHEN, status=200, content_type="text/html",
        body=(SEED / "article.html").read_bytes(),
    )  # fmt: skip
    content = content_of(read_page(open_page(seed), profile or portals.generic(expected["url"])))
    assert [b.text for b in content.blocks] == expected["body"]
    assert [b.text for b in content.blocks if b.type == "heading"] == expected["subheadings"]
    assert content.title == expected["title"]
    assert content.published == expected["published"]
    assert content.source == expected["source"]
    assert content.authors == (expected["author"],)
    assert content.language == expected["language"]
    assert content.dateline == Dateline(**expected["dateline"])
    removed = {(r.kind, r.text) for r in content.removed}
    for kind, texts in expected["boilerplate"].items():
        if kind != "icp_licence":
            assert {(kind, text) for text in texts} <= removed
