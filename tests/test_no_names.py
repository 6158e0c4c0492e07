"""Lines of Chinese pages that look as if they named who wrote, edited or published first, and do not."""

import pytest

from tests.test_portal_forms import read

DAY = "<p>2026-09-23</p>"


@pytest.mark.parametrize(
    "line",
    [
        "（图文无关）", "（今日关注）", "（均为化名）", "（化名 李四）", "（左一）", "（本版图片）", "（节目单）", "（更新中）",
        "（谢谢大家）", "（录音整理）", "（除署名外）", "（连载三）", "（高清）", "（青河）", "（摄影 林一川）", "（林一川 摄影）",
        "■ 今日关注", "◆ 相关链接", "● 三县联动", "■ 记者手记", "（记者手记）", "本报记者现场报道",
        "记者感言 河水退了，人还在。", "昨天傍晚，老船工接受了记者采访。", "他指着水位尺向记者介绍。",
    ],
)  # fmt: skip
def test_words_of_a_names_length_are_no_names(line: str) -> None:
    assert read(info=DAY, end=f"<p>{line}</p>").authors == ()
    assert read(info=DAY, start=f"<p>{line}</p>").authors == ()


def test_a_pen_name_closes_the_last_sentence() -> None:
    for words in ("（河宣）", "(青禾)", "（清軒）"):
        found = read(
            info=DAY, end=f"<p>渡口的灯亮了一夜，船工们说，河水明天就会退下去。{words}</p>"
        )
        assert found.authors == (words[1:-1],)


@pytest.mark.parametrize(
    "words",
    "掌声 大笑 有删改 删节 完结 下转 摘自 原文 编者 附表 同上 左起 化名 高清 图源 资料 今日关注".split(),
)
def test_a_note_behind_the_last_sentence_is_no_name(words: str) -> None:
    end = f"<p>渡口的灯亮了一夜，船工们说，河水明天就会退下去。（{words}）</p>"
    assert read(info=DAY, end=end).authors == ()


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("（欧阳一川）", "欧阳一川"),
        ("（林一川 诸葛二）", "林一川 诸葛二"),
        ("（古丽·买买提）", "古丽·买买提"),
        ("（记者 旦增）", "旦增"),
        ("（远山财经 林一川）", "林一川"),
        ("本报记者林一周二发自青河", "林一周二"),
        ("■ 林一川", "林一川"),
    ],
)
def test_names_have_a_family_or_a_label(line: str, authors: str) -> None:
    found = read(info="<p>2026-09-23 来源：远山财经</p>", end=f"<p>{line}</p>").authors
    assert found == tuple(authors.split())


@pytest.mark.parametrize(
    "line",
    [
        "记者：谢谢。", "记者：谢谢您。", "文：字里行间都是河水。", "编辑：请问您什么时候来的渡口？",
        "作者 简介", "作者 声明", "责任编辑 招聘启事", "编辑：（待定）", "该书作者：林一川",
        "他在信里写道：编辑：周二宁，请把稿子退给我。", "渡口管理所的责任编辑：周二宁说，稿子要看三遍。",
    ],
)  # fmt: skip
def test_what_is_told_behind_a_label_is_no_name(line: str) -> None:
    content = read(info=DAY, end=f"<p>{line}</p>")
    assert (content.authors, content.editors) == ((), ())


def test_a_name_may_end_as_a_sentence_does() -> None:
    content = read(info=DAY, end="<p>文：林一川。编辑：周二宁。</p>")
    assert (content.authors, content.editors) == (("林一川",), ("周二宁",))


@pytest.mark.parametrize(
    "of", "图表 封面 配图 插图 音乐 食材 收入 病例 作品集 资金 河水 数据".split()
)
def test_what_something_else_is_from_is_no_source(of: str) -> None:
    assert read(info=DAY, end=f"<p>{of}来源：河东水文站</p>").source is None
    assert read(info=DAY, below=f"<p>{of}来源：河东水文站</p>").source is None


@pytest.mark.parametrize(
    "value",
    [
        "网络整理", "网络综合", "综合报道", "本站整理", "本站编辑", "本网讯", "暂无", "无", "来自网络", "网络转载",
        "自媒体", "本报讯", "作者投稿", "用户投稿", "原创",
    ],
)  # fmt: skip
def test_a_value_that_names_nobody(value: str) -> None:
    info = f"<p>2026-09-23 来源：{value} 作者：{value} 责任编辑：{value}</p>"
    content = read(info=info)
    assert (content.source, content.authors, content.editors) == (None, (), ())


@pytest.mark.parametrize(
    "value",
    "本站 匿名 网友 网编 宣传科 办公室 政务公开科 本刊编辑部 本报综合报道 河东融媒 hedong_admin".split(),
)
def test_an_author_who_is_nobody(value: str) -> None:
    assert read(info=f"<p>2026-09-23 来源：河东晚报 作者：{value}</p>").authors == ()


def test_an_empty_label_does_not_name_the_notice_below_it() -> None:
    content = read(info=DAY, below="<div>责任编辑：</div><div>河东晚报版权所有</div>")
    assert content.editors == ()


@pytest.mark.parametrize(
    ("first", "authors"),
    [
        ("【記者林一川青河報導】", "林一川"),
        ("【本報記者林一川、周二寧青河報導】", "林一川 周二寧"),
        ("本报讯 通讯员 周二宁 报道：", "周二宁"),
        ("本网讯（林一川 周二宁/文 吴三/图）", "林一川 周二宁"),
        ("“记者林一川，你来了。”", ""),
    ],
)
def test_who_wrote_stands_before_the_first_sentence(first: str, authors: str) -> None:
    assert read(info=DAY, first=first).authors == tuple(authors.split())


def test_who_answers_a_reporter_is_no_author() -> None:
    assert read(info=DAY, end="<p>当记者问起时，林一川说。</p>").authors == ()


@pytest.mark.parametrize(
    ("first", "agency", "place"),
    [
        ("河东社青河9月22日专电 ", "河东社", "青河"),
        ("（中央社青河22日綜合外電報導）", "中央社", "青河"),
        ("央广网青河9月22日消息（记者林一川）", "央广网", "青河"),
        ("青河渡口9月22日电话通知船工，", None, None),
        ("青河渡口9月22日消息传来，", None, None),
        ("据河东市公安局9月22日消息，", None, None),
        ("据河东市气象台9月22日消息，", None, None),
    ],
)
def test_an_agency_sends_a_wire(first: str, agency: str | None, place: str | None) -> None:
    content = read(info=DAY, first=first)
    found = content.dateline
    assert (found and found.agency, found and found.place, content.source) == (
        agency,
        place,
        agency,
    )


@pytest.mark.parametrize(
    "line", ["来源于青河的水，流过三个村子。", "据《河东志》记载，渡口有三百年了。"]
)
def test_a_sentence_names_no_source(line: str) -> None:
    assert read(info=DAY, end=f"<p>{line}</p>").source is None


@pytest.mark.parametrize(
    "word",
    [
        "首页", "正文", "要闻", "播放", "点赞", "置顶", "北京", "发布", "更新", "听全文", "已编辑", "阅读全文", "本地新闻",
        "林一川", "作者林一川", "责编周二宁",
    ],
)  # fmt: skip
def test_a_word_beside_the_day_is_no_source(word: str) -> None:
    assert read(info=f"<p>2026-09-23 08:15 {word}</p>").source is None
    assert read(info=f"<p>{word} 2026-09-23 08:15</p>").source is None


def test_a_word_of_the_menu_beside_the_day_is_a_section() -> None:
    info = "<ul><li>河东</li><li>河东旅游</li></ul><p>2026-09-23 08:15 河东旅游</p>"
    assert read(info=info).source is None
    assert read(info="<p>2026-09-23 08:15 河东旅游</p>").source == "河东旅游"


@pytest.mark.parametrize(
    ("classes", "text"),
    [
        ("source", "大 中 小"), ("source", "打印本页"), ("source", "责任编辑"), ("source", "编辑：周二宁"), ("source", "林一川"),
        ("source", "作者：林一川"), ("user-name", "游客"), ("user-name", "匿名用户"), ("resource", "河东地图"),
        ("datasource", "河东气象"),
    ],
)  # fmt: skip
def test_an_element_called_source_may_hold_something_else(classes: str, text: str) -> None:
    assert read(info=f"{DAY}<div class='{classes}'>{text}</div>").source is None


@pytest.mark.parametrize(
    "value", ["http://hd.example/", "www.hd.example", "null", "undefined", "-"]
)
def test_a_claim_for_machines_may_name_no_source(value: str) -> None:
    assert read(info=DAY, head=f'<meta name="source" content="{value}">').source is None
    assert read(info=DAY, head=f"<meta name=editor content='{value}'>").editors == ()


@pytest.mark.parametrize(
    "value", "网站管理员 超级管理员 JEECMS 织梦 值班编辑 新媒体 站长 test".split()
)
def test_a_claim_for_machines_may_name_no_author(value: str) -> None:
    assert read(info=DAY, head=f'<meta name="author" content="{value}">').authors == ()


@pytest.mark.parametrize("value", ["作者：林一川", "记者 林一川", "本报记者 林一川"])
def test_a_claim_for_machines_may_have_a_label(value: str) -> None:
    assert read(info=DAY, head=f'<meta name="author" content="{value}">').authors == ("林一川",)
    edited = '<meta name="editor" content="责任编辑：周二宁">'
    assert read(info=DAY, head=edited).editors == ("周二宁",)


def test_labels_may_run_into_names() -> None:
    content = read(info="<p>作者林一川 2026-09-23 责编周二宁</p>")
    assert (content.authors, content.editors, content.source) == (("林一川",), ("周二宁",), None)
    assert read(info="<p>2026-09-23 来源河东晚报</p>").source == "河东晚报"


def test_an_empty_source_does_not_name_the_day_behind_it() -> None:
    assert read(info="<ul><li>来源：</li><li>2026-09-23</li></ul>").source is None
