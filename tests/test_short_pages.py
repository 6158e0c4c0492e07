"""Articles of a few lines, in the layouts that portals have had: what they are, and all of their text."""

import pytest

from tests.reading import content_of, reading_of
from tests.test_furniture_boxes import MORE

TITLE = "青河渡口恢复通航"
ONE = "9月22日上午，青河渡口恢复通航，首班渡船载着三十名学生过河。"
TWO = "渡口管理所说，水位已经回落，渡船每天开行十二班。"
URL = "http://news.example/show/ferry"  # says nothing
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_远山网</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/bd/">本地</a> <a href="/sz/">时政</a></div>{body}
<div class="right"><h3>热点</h3><ul>{links}</ul></div>
<div class="foot">远山网 版权所有<br>电话：0000-1234567</div></body></html>"""
LINKS = "".join(f"<li><a href='/r{n}'>青河两岸的第{n}座桥昨日合龙通车</a></li>" for n in range(6))


def page(body: str, title: str = TITLE) -> str:
    return PAGE.format(title=title, body=body, links=LINKS)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            f"<div class=main><h2>{TITLE}</h2><p>2026-09-22 10:20</p><div class=con><p>{ONE}</p></div></div>",
            [ONE],
        ),
        (
            f"<div class=d><h3>{TITLE}</h3><span>发布时间：2026-09-22 浏览：132次</span><div>{ONE}{TWO}</div></div>",
            [ONE + TWO],
        ),
        (
            f"<table><tr><td class=t>{TITLE}</td></tr><tr><td>2026-09-22 来源：河东晚报</td></tr><tr><td>　　{ONE}<br><br>　　{TWO}</td></tr></table>",
            [ONE, TWO],
        ),
        (
            f"<center><font size=5><b>{TITLE}</b></font></center><hr><font size=3>　　{ONE}<br>　　{TWO}</font><p align=right>2026年9月22日</p>",
            [ONE, TWO],
        ),
        (
            f"<div><div><div>{TITLE}</div><div>2026/09/22 10:20</div><div><div>{ONE}</div><div>{TWO}</div></div></div></div>",
            [ONE, TWO],
        ),
        (
            f"<dl><dt>{TITLE}</dt><dd>2026-09-22 10:20</dd><dd>{ONE}<br>{TWO}</dd></dl>",
            [ONE, TWO],
        ),
        (f"<div><span>{TITLE}</span><br><span>2026-09-22</span><br>{ONE}</div>", [ONE]),
    ],
)
def test_a_title_in_any_element_says_that_a_few_lines_are_an_article(
    body: str, text: list[str]
) -> None:
    reading = reading_of(page(body), URL, zone="Asia/Shanghai")
    assert reading.kind == "article"
    assert reading.content is not None
    assert reading.content.text == "\n\n".join(text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("เรือข้ามฟากกลับมาให้บริการ", "เรือข้ามฟากกลับมาให้บริการเมื่อวันอังคารหลังฝนตกแปดวัน"),
        ("नाव फिर से चली", "आठ दिन की बारिश के बाद नाव मंगलवार को फिर चली। तीस बच्चे नदी पार गए।"),
    ],
)
def test_scripts_with_other_marks_have_sentences(title: str, text: str) -> None:
    body = f"<h1>{title}</h1><p>22 सितंबर 2026</p><div><p>{text}</p></div>"
    content = content_of(page(body, title), URL)
    assert content.text == text


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h2>本地新闻</h2><p>2026-09-22</p><ul>{LINKS}</ul><p>渡口今天开放。</p></div>",
        f"<div><h2>本地</h2><p>2026-09-22</p><p>{TWO}</p></div>",
        f"<div><a href=/a>{TITLE}</a><p>{TWO}</p></div>",
    ],
)
def test_a_section_of_few_words_is_no_article(body: str) -> None:
    assert reading_of(page(body, "本地新闻"), URL, zone="Asia/Shanghai").kind != "article"


@pytest.mark.parametrize(
    "lead",
    [
        "<div class=daoyu>停航八天后，学生又能坐船上学。</div>",
        "<p class=summary>停航八天后，渡船今起每天十二班</p>",
        "<div class=article-synopsis>停航八天后，渡船今起每天开行十二班，学生不再绕路。</div>",
        "<p class=tagline>Eight days of rain are over</p>",
        "<div class='ContentHeaderDek-x1'>Eight days of rain are over on the river</div>",
    ],
)
def test_a_short_lead_is_known_by_the_name_of_its_box(lead: str) -> None:
    body = f"<h1>{TITLE}</h1>{lead}<div class=info>2026-09-22</div><div class=text><p>{ONE}</p><p>{TWO}</p></div>"
    content = content_of(page(body), URL, zone="Asia/Shanghai")
    assert content.text.split("\n\n") == [lead[lead.index(">") + 1 : lead.rindex("<")], ONE, TWO]


LEAD = "Eight days of rain are over, and whoever has to cross the river need not go round by the bridge."


@pytest.mark.parametrize(
    "lead",
    [
        f"<div><div><div><p>{LEAD}</p></div></div></div>",
        f"<div class=page-intro><div><p>{MORE}</p></div><p class=page-introtext>{LEAD}</p></div>",
    ],
)
def test_a_lead_set_apart_or_in_two_boxes_is_found(lead: str) -> None:
    head = f"<div><div><div><h1>{TITLE}</h1></div></div></div>"
    text = "".join(f"<p>{n}: {ONE}{TWO}</p>" for n in range(5))
    html = page(f"<article>{head}{lead}<p>2026-09-22</p><div class=text>{text}</div></article>")
    content = content_of(html, URL, zone="Asia/Shanghai")
    assert LEAD in content.text.split("\n\n")
    assert (MORE in content.text) == (MORE in lead)


@pytest.mark.parametrize(
    "line",
    [
        "<div class=summary>内容提要：</div>",
        "<div class=tagline>Read more</div>",
        "<div class=intro>Expert reviewed</div>",
        "<div class=summary>By Ann Lee of Northbank</div>",
        "<div class=intro>停航八天</div>",
    ],
)
def test_a_label_in_such_a_box_is_no_lead(line: str) -> None:
    body = f"<h1>{TITLE}</h1>{line}<div class=info>2026-09-22</div><div class=text><p>{ONE}</p><p>{TWO}</p></div>"
    content = content_of(page(body), URL, zone="Asia/Shanghai")
    assert content.text == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize("day", ["", "<span>2026-09-{0}</span>"])
@pytest.mark.parametrize("items", [3, 8])
def test_links_with_a_sentence_below_each_are_a_list(items: int, day: str) -> None:
    teasers = "".join(
        f"<div><h3><a href='/c/{n}'>青河第{n}座桥合龙</a></h3>"
        f"<p>青河上的第{n}座桥昨天合龙，两岸往来不再绕路，桥面预计年底铺好。</p>{day.format(10 + n)}</div>"
        for n in range(items)
    )
    html = page(f"<h2>青河本地新闻</h2><p>2026-09-22</p>{teasers}", "青河本地新闻")
    assert reading_of(html, "http://news.example/bendi/").kind == "list"


def test_a_sites_slogan_is_no_lead() -> None:
    body = (
        "<h1 class=site-title>The Valley Post</h1><p class=tagline>News from the river since 1931</p>"
        f"<div><h2>{TITLE}</h2><div>2026-09-22</div><p>{ONE}</p><p>{TWO}</p></div>"
    )
    content = content_of(page(body), URL, zone="Asia/Shanghai")
    assert content.text == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    "below",
    [
        "<div><h3>猜你喜欢</h3><div><a href=/1>龙舟赛周日开赛</a><p>青河龙舟赛将有二十支队伍参加，比赛从早上八点开始。</p></div>"
        "<div><a href=/2>荷花开了</a><p>湖里的荷花这两天开了，游客可以坐船进入荷塘深处。</p></div></div>",
        "<div><h4>精彩评论</h4><ul><li><b>河边人家</b><p>小时候天天坐船，现在有了桥，坐得少了。</p><span>3天前</span></li>"
        "<li><b>老船客</b><p>船比桥好，风里雨里都有它，票价也没涨过。</p><span>2天前</span></li></ul></div>",
    ],
)
def test_what_a_label_heads_goes_with_it_though_there_are_only_two(below: str) -> None:
    body = f"<h1>{TITLE}</h1><div>2026-09-22</div><div><p>{ONE}</p><p>{TWO}</p></div>{below}"
    content = content_of(page(body), URL, zone="Asia/Shanghai")
    assert content.text == f"{ONE}\n\n{TWO}"


def test_a_caption_with_who_took_the_picture_is_no_line_of_the_head() -> None:
    body = (
        f"<h1>{TITLE}</h1><div>2026-09-22</div><div class=con><div class=pic><img src=/1.jpg>"
        f"<div>学生在渡口排队。林一 摄</div></div><p>{ONE}</p><p>{TWO}</p></div>"
    )
    content = content_of(page(body), URL, zone="Asia/Shanghai")
    assert content.text == f"学生在渡口排队。林一 摄\n\n{ONE}\n\n{TWO}"


@pytest.mark.parametrize("office", ["青河县图书馆", "青河县渡口管理所", "青河县自来水厂"])
def test_a_notice_ends_with_the_office_and_the_day(office: str) -> None:
    body = (
        f"<h1>{TITLE}</h1><div>2026-09-22</div><div><p>各位读者：</p><p>{TWO}</p><p>特此通知。</p>"
        f"<p>{office}</p><p>2026年9月22日</p></div>"
    )
    content = content_of(page(body), URL, zone="Asia/Shanghai")
    assert content.text.split("\n\n") == ["各位读者：", TWO, "特此通知。", office, "2026年9月22日"]


WEATHER = ("3日 晴 25-33度", "4日 多云 24-31度", "5日 小雨 22-28度", "6日 阴 23-29度")
POEM = ("雨停在青河的对岸", "船还系在柳树下", "有人喊了一声", "水面就亮了起来", "我们过河去")
NAMES = (
    "（2026年9月21日县人大常委会第三次会议通过）", "任命：", "林一为县水利局局长；", "免去：", "周二的县水利局局长职务。",
)  # fmt: skip


@pytest.mark.parametrize("lines", [POEM, NAMES, WEATHER])
def test_a_text_of_short_lines_is_an_article(lines: tuple[str, ...]) -> None:
    body = f"<h1>{TITLE}</h1><div>2026-09-22</div><div class=text>{'<br>'.join(lines)}</div>"
    content = content_of(page(body), "http://news.example/c/2026/0922/88120.html", article_url=True)
    assert content.text == "\n\n".join(lines)


def test_what_a_foot_says_is_no_text_however_little_the_page_has() -> None:
    body = (
        f"<h1>{TITLE}</h1><div>2026-09-22</div><p><img src=/1.jpg></p><p>9月22日，渡船靠岸。</p>"
        "<p><img src=/2.jpg></p><p>9月22日，学生上船。</p>"
    )
    reading = reading_of(page(body), "http://news.example/c/2026/0922/88120.html", article_url=True)
    assert reading.kind == "gallery"
    assert reading.content is not None
    assert reading.content.text == "9月22日，渡船靠岸。\n\n9月22日，学生上船。"


def test_a_quotation_that_begins_with_a_day_is_text() -> None:
    said = "“2026年9月21日傍晚，我在渡口等了两个钟头，船还是没有来。”"
    body = (
        f"<h1>{TITLE}</h1><div>2026-09-22</div><div class=text><p>{said}</p><p>{ONE}{TWO}</p></div>"
    )
    content = content_of(page(body), URL, zone="Asia/Shanghai")
    assert content.text == f"{said}\n\n{ONE}{TWO}"
