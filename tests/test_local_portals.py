"""Local portals, offices, papers and schools: how they sign, and what they print round a text."""

import pytest

from portal_spider.boilerplate import judge_box, judge_text
from tests.reading import content_of
from tests.test_portal_forms import SENTENCES, read

BODY = "<br>".join(SENTENCES)
DAY = "<p>2026-09-23</p>"


@pytest.mark.parametrize(
    ("place", "line", "source", "authors", "editors"),
    [
        ("end", "<p>【记者】林山 吴三</p><p>【来源】河东晚报</p>", "河东晚报", "林山 吴三", ""),
        ("end", "<p>（宣传部供稿；文：林山，图：吴三；审核：郑四）</p>", None, "林山", ""),
        ("end", "<p>（青河台记者：林山 摄像：吴三）</p>", None, "林山", ""),
        ("info", "<p>供稿单位：青河市小学供稿人：林山审核人：吴三</p>", "青河市小学", "林山", ""),
        ("info", "<p>作者：林山　新闻来源：河东晚报</p>", "河东晚报", "林山", ""),
        ("info", "<p>来源：青河区文体局 活动时间：2026-09-28</p>", "青河区文体局", "", ""),
        ("first", "河东晚报讯（记者林山报道）", "河东晚报", "林山", ""),
        ("end", "<p>河东晚报记者 林山 实习生 吴三 青河报道</p>", None, "林山 吴三", ""),
        ("end", "<p>责任编辑：周二（QL0018）</p>", None, "", "周二"),
        ("end", "<p>文字编辑：周二</p><p>图片编辑：郑四</p>", None, "", "周二"),
    ],
)
def test_a_line_of_names(
    place: str, line: str, source: str | None, authors: str, editors: str
) -> None:
    content = read(**({place: line} if place == "info" else {place: line, "info": DAY}))
    assert content.source == source
    assert content.authors == tuple(authors.split())
    assert content.editors == tuple(editors.split())


@pytest.mark.parametrize(
    "line",
    [
        "<p>中文：读的人少，写的人多。</p>",
        "<p>【编者】这条河走了三百年。</p>",
        "<p>雨停之后，记者又去了一趟，回来报道</p>",
    ],
)
def test_what_looks_like_a_signature_names_nobody(line: str) -> None:
    content = read(info=DAY, end=line)
    assert (content.authors, content.editors) == ((), ())


def test_a_sentence_with_a_day_may_begin_a_notice() -> None:
    first = "因上游泄洪，渡口定于2026年9月24日停航，请过往群众绕行。"
    assert first in read(info=DAY, start=f"<p>{first}</p>").text


@pytest.mark.parametrize(
    "line",
    [
        "河东日报·新报全媒体编辑：周二",
        "栏目主编：吴三",
        "初审编辑：吴三",
        "【编辑】周二",
        "编辑 周二",
        "三审 郑四",
        "校对 吴三 审核 郑四",
        "题图来源：河东题图",
        "本文为青河站原创文章，转载请附上原文出处链接。",
        "本文链接：http://news.example/content/8812.html",
        "浏览次数：",
        "点分享",
        "▼往期精彩回顾▼",
        "相关稿件",
        "爆料、维权通道：应用市场下载“晨星视频”客户端，搜索“帮忙”一键直达；或拨打热线。",
        "您当前的位置：首页 > 警务资讯 > 警情通报",
        "网站标识码：0000000001",
        "主办单位：青河市人民政府办公室 承办单位：青河市大数据局",
        "政府网站找错",
        "建议您使用1024×768以上分辨率浏览本站",
        "信息网络传播视听节目许可证号：0000001 互联网新闻信息服务许可证：00000002",
        "本网常年法律顾问：江北某律师事务所",
        "2、如因作品内容、版权和其它问题需要同本网联系的，请在30日内进行。",
    ],
)
def test_what_local_portals_print_round_a_text_is_known(line: str) -> None:
    assert judge_text(line) is not None
    assert line not in read(info=DAY, end=f"<p>{line}</p>").text


@pytest.mark.parametrize(
    "line",
    [
        "基因编辑：治病还是治人？",
        "网上的编辑都说，审核 很慢。",
        "编辑 室里的灯亮到深夜。",
        "相关政策规定，渡船要年检。",
        "往期的回顾展都在渡口办。",
        "位置：青河东岸老渡口旁。",
        "主办单位：青河县文化馆",
        "建议您使用救生衣，再上渡船。",
        "浏览次数：每人每天三次为限。",
        "这家网站没有互联网新闻信息服务许可证，已被关停。",
        "他做过常年法律顾问：起早贪黑。",
    ],
)
def test_a_line_of_a_notice_that_looks_like_it_is_the_articles(line: str) -> None:
    assert judge_text(line) is None
    assert line in read(info=DAY, end=f"<p>{line}</p><p>船工说，他都照办。</p>").text


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("foot", True),
        ("copyright", True),
        ("bottom", True),
        ("football", False),
        ("margin-bottom", False),
    ],
)
def test_the_foot_of_a_page_is_furniture_by_its_name(name: str, cut: bool) -> None:
    assert (judge_box(name) is not None) == cut


def test_a_line_of_labels_above_a_notice_is_no_part_of_it() -> None:
    labels = "索引号：X1234-2026-01 发布日期：2026-09-23 来源：青河区文体局"
    content = read(start=f"<div class=attr><span>{labels}</span></div>")
    assert labels not in content.text
    assert (content.source, content.published) == ("青河区文体局", "2026-09-23")


@pytest.mark.parametrize(
    ("lines", "stays"),
    [
        (("青河市水利局", "2026年9月20日"), True),
        (("滨河区交通运输局", "2026年9月20日", "（此件公开发布）"), True),
        (("船工这样说，也这样做。", "2026年9月20日"), False),
        (("记者 林山", "2026年9月20日"), False),
        (("青河市水利局", "2026-09-20 08:15"), False),
    ],
)
def test_a_notice_is_signed_with_office_and_day(lines: tuple[str, ...], stays: bool) -> None:
    content = read(info=DAY, end="".join(f"<p>{line}</p>" for line in lines))
    assert (lines[1] in content.text) == stays


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("河东文明网 2026-09-23 15:20 责任编辑：周二", "河东文明网"),
        ("2026-09-23 10:20 教务处 (点击: )", "教务处"),
        ("来源：县政府办阅读次数：32 2026-09-23", "县政府办"),
        ("来源：本站原创 2026-09-23", None),
    ],
)
def test_a_source_beside_what_is_counted_and_pressed(info: str, source: str | None) -> None:
    assert read(info=f"<p>{info}</p>").source == source


def test_an_author_is_marked_for_a_search_engine() -> None:
    info = "2026-09-23 <span id=author_baidu>{}</span> 来源：河东晚报"
    assert read(info=f"<div>{info.format('林山')}</div>").authors == ("林山",)
    assert read(info=f"<div>{info.format('远山网')}</div>").authors == ()


def test_the_title_that_offices_state_goes_before_one_behind_their_names() -> None:
    title = "青河渡口恢复通航"
    page = (
        f"<html><head><title>青河市人民政府 政务要闻 {title}</title>"
        f"<meta name=ArticleTitle content={title}></head><body><table><tr><td class=bt>{title}</td></tr>"
        f"<tr><td>{BODY}</td></tr></table></body></html>"
    )
    content = content_of(page, "http://news.example/art/2026/9/23/art_1_2.html")
    assert (content.title, content.evidence["title"]) == (title, "meta:articletitle")


def test_lists_of_links_with_days_are_no_part_of_a_short_notice() -> None:
    links = "".join(
        f"<li><a href=/{n}>渡口新闻第{n}条</a><span>09-2{n}</span></li>" for n in range(4)
    )
    notice = "青河大桥将于9月24日8时至20时封闭检修，请过往车辆绕行滨河路。"
    schedule = "<ul><li>第一班 09-24</li><li>第二班 09-25</li></ul>"
    page = (
        f"<html><head><title>青河大桥封闭检修</title></head><body><h1>青河大桥封闭检修</h1>"
        f"<p>2026-09-23 来源：青河交警</p><div class=nr><p>{notice}</p>{schedule}</div>"
        f"<div class=lb><h3>热门排行</h3><ul>{links}</ul></div></body></html>"
    )
    text = content_of(page, "http://news.example/c/1.html", article_url=True).text
    assert text == f"{notice}\n\n第一班 09-24\n\n第二班 09-25"


def test_what_ends_a_text_is_no_part_of_it() -> None:
    assert "END" not in read(info=DAY, end="<p>END</p><p>编辑 | 周二</p>").text
    assert "END" in read(info=DAY, end="<p>船上写着END三个字母。</p>").text
