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
        "他在信里写道：编辑：周二宁，请把稿子退给我。", "渡口管理所的责任编辑：周二宁说，稿子要看三遍。",
    ],
)  # fmt: skip
def test_what_is_told_behind_a_label_is_no_name(line: str) -> None:
    content = read(info=DAY, end=f"<p>{line}</p>")
    assert (content.authors, content.editors) == ((), ())


def test_a_name_may_end_as_a_sentence_does() -> None:
    content = read(info=DAY, end="<p>文：林一川。编辑：周二宁。</p>")
    assert (content.authors, content.editors) == (("林一川",), ("周二宁",))
