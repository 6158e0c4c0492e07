"""Who wrote and who edited, told from those who took pictures, checked and produced, on Chinese pages."""

import pytest

from tests.test_portal_forms import read

DAY = "<p>2026-09-23</p>"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("文/图：林一川", "林一川"),
        ("文、图：林一川", "林一川"),
        ("文·图/林一川", "林一川"),
        ("作者：林一川 周二宁/文 吴三/图", "林一川 周二宁"),
        ("作者：林一川和周二宁", "林一川 周二宁"),
        ("作者：林一川等", "林一川"),
        ("作者：[美]约翰·林", "约翰·林"),
        ("作者：（美）约翰·林", "约翰·林"),
        ("本报记者 林一川 文 周二宁 图", "林一川"),
        ("文字记者：林一川 摄影记者：周二宁", "林一川"),
        ("文字记者 林一川 摄影记者 周二宁", "林一川"),
        ("（记者林一川文/图）", "林一川"),
        ("（本报记者 林一川 周二宁 采写）", "林一川 周二宁"),
        ("（本报记者林一川、周二宁、吴三采写）", "林一川 周二宁 吴三"),
        ("（作者林一川系河东大学教授）", "林一川"),
        ("（作者 林一川 为河东大学教授）", "林一川"),
        ("（本文作者林一川为河东大学教授）", "林一川"),
        ("（林一川，作者系河东大学教授）", "林一川"),
        ("（作者系河东大学教授）", ""),
        ("（作者单位：河东大学）", ""),
        ("摄影记者 林一川", ""),
        ("视频记者：林一川", ""),
        ("图片/记者 林一川", ""),
        ("河东晚报记者 林一川 摄影", ""),
        ("（河东晚报记者 林一川/摄）", ""),
        ("河东社记者 林一川 摄", ""),
    ],
)
def test_who_wrote_is_told_from_who_took_pictures(line: str, authors: str) -> None:
    assert read(info=DAY, end=f"<p>{line}</p>").authors == tuple(authors.split())


@pytest.mark.parametrize(
    "line",
    [
        "责编 周二宁 编审 吴三 监制 郑四", "责任编辑:周二宁(实习)", "责任编辑：周二宁（实习）", "责任编辑：实习编辑 周二宁",
        "责任编辑：周二宁 纠错", "责任编辑：周二宁 a@news.example", "编辑：周二宁 出品 吴三",
        "编辑：周二宁 一读：吴三 二读：郑四", "编辑：周二宁 审签：吴三 签发：郑四", "【编辑】周二宁 【审核】吴三",
    ],
)  # fmt: skip
def test_who_edited_is_told_from_who_checked(line: str) -> None:
    assert read(info=DAY, end=f"<p>{line}</p>").editors == ("周二宁",)
    assert read(info=DAY, below=f"<div>{line}</div>").editors == ("周二宁",)


def test_editors_in_training_are_editors() -> None:
    assert read(info=DAY, end="<p>责任编辑:周二宁(实习) 吴三</p>").editors == ("周二宁", "吴三")


@pytest.mark.parametrize("place", ["start", "end"])
@pytest.mark.parametrize(
    "caption",
    [
        "来源：视觉河东", "渡口 来源：视觉河东", "作者：林一川", "（林一川）", "青河渡口 记者 林一川", "编辑：周二宁",
        "文：林一川 图：吴三", "图为青河渡口。（河东社记者 林一川 摄）",
    ],
)  # fmt: skip
def test_a_caption_names_whose_the_picture_is(place: str, caption: str) -> None:
    figure = f"<figure><img src='/i.jpg'><figcaption>{caption}</figcaption></figure>"
    content = read(info=DAY, **{place: figure})
    assert (content.source, content.authors, content.editors) == (None, (), ())


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("（记者 禚青）", "禚青"),
        ("本报记者 青禾 文/图", "青禾"),
        ("□ 本报记者 老周", "老周"),
        ("河东晚报全媒体记者 海风、林一川", "海风 林一川"),
        ("（本报记者 林一川 摄影：吴三）", "林一川"),
        ("本报记者专访", ""),
        ("河东晚报记者连线", ""),
    ],
)
def test_a_label_of_names_alone_introduces_pen_names(line: str, authors: str) -> None:
    assert read(info=DAY, end=f"<p>{line}</p>").authors == tuple(authors.split())


def test_editors_may_have_pen_names() -> None:
    assert read(info=DAY, end="<p>编辑：小婷、青禾 报道</p>").editors == ("小婷", "青禾")


def test_a_reporters_desk_is_no_name() -> None:
    content = read(info=DAY, first="远山网青河9月22日消息（总台远山记者林一川）")
    assert content.authors == ("林一川",)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("社會中心／青河報導", ""),
        ("體育中心／外電報導", ""),
        ("國際中心／綜合報導", ""),
        ("连续报道", ""),
        ("地方中心／林一川 青河報導", "林一川"),
        ("林一川／綜合報導", "林一川"),
        ("編譯林一川／綜合報導", "林一川"),
        ("林一川 報導", "林一川"),
        ("【林一川報導】", "林一川"),
        ("專欄作家：林一川", "林一川"),
        ("特約撰述：林一川", "林一川"),
        ("作者│林一川", "林一川"),
        ("作者▏林一川", "林一川"),
    ],
)
def test_a_place_or_a_wire_behind_a_desk_is_no_author(line: str, authors: str) -> None:
    assert read(info=f"{DAY}<p>{line}</p>").authors == tuple(authors.split())
    assert read(info=DAY, start=f"<p>{line}</p>").authors == tuple(authors.split())


def test_an_office_may_stand_before_who_wrote() -> None:
    assert read(info=DAY, end="<p>（河东市教育局 林一川）</p>").authors == ("林一川",)
    rows = "<tr><td>索引号</td><td>0001</td><td>发布机构</td><td>河东市教育局</td></tr>"
    table = f"<table>{rows}<tr><td>发布日期</td><td>2026-09-23</td></tr></table>"
    assert read(info=table).source == "河东市教育局"


@pytest.mark.parametrize(
    "line",
    [
        "——林一川",
        "本报记者 林一川",
        "作者：林一川 来源：河东晚报",
        "来源：河东晚报",
        "首页 &gt; 本地",
    ],
)
def test_a_line_that_tells_of_the_article_is_no_subtitle(line: str) -> None:
    assert read(info=f"<h3>{line}</h3>{DAY}").subtitle is None
    assert read(info=f"<div class='subtitle'>{line}</div>{DAY}").subtitle is None
