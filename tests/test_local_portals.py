"""Local portals, offices, papers and schools: how they sign, and what they print round a text."""

import pytest

from tests.test_portal_forms import read

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
