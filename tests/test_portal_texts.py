"""What of a Chinese portal's page is the article's text, where short lines and furniture look alike."""

import pytest

from tests.test_portal_forms import SENTENCES
from tests.test_portal_pages import D, T, read

INFO = f"<h1>{T}</h1><p class=info>{D} 08:15 来源：河东晚报</p>"


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>　　{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "end",
    [
        ("河东市教育局", "2026年9月23日"),
        ("河东市教育局", "二〇二六年九月二十三日"),
        ("河东市教育局", "2026年9月23日", "（此件公开发布）"),
        ("《 河东日报 》（ 2026年09月23日 07 版）",),
        ("自2026年9月23日起施行，原来的办法同时废止。",),
    ],
)
@pytest.mark.parametrize("start", [SENTENCES[:1], SENTENCES])
def test_the_day_that_a_text_ends_with_is_its_own(
    start: tuple[str, ...], end: tuple[str, ...]
) -> None:
    html = f"<div>{INFO}<div class=con>{paragraphs(*start, *end)}</div></div>"
    assert read(html).text.split("\n\n") == [*start, *end]


@pytest.mark.parametrize("line", ["2026年09月23日 08:15　河东晚报", "2026-09-23 08:15"])
def test_a_line_of_date_and_source_is_not_the_texts(line: str) -> None:
    html = f"<div><h1>{T}</h1><div class=con>{paragraphs(line, *SENTENCES, line)}</div></div>"
    assert read(html).text.split("\n\n") == list(SENTENCES)


def test_a_sentence_with_a_day_in_it_may_begin_a_text() -> None:
    first = "经市里同意，青河渡口自2026年9月22日起恢复通航，有关事项通知如下。"
    html = f"<div>{INFO}<div class=con>{paragraphs(first, *SENTENCES)}</div></div>"
    assert read(html).text.startswith(first)


@pytest.mark.parametrize(
    ("line", "source", "authors", "editors"),
    [
        ("编辑 周二 校对 吴三", "", (), ("周二",)),
        ("⊙记者 林一 ○编辑 周二", "", ("林一",), ("周二",)),
        ("（责任编辑：NF022）", "", (), ()),
        ("由 林一 提交于 2026-09-23", "", ("林一",), ()),
        ("由于上游泄洪，渡船提交于县里的申请还没有批。", "", (), ()),
        ("本文来自微信公众号：河边夜话（ID：hebian），作者：林一，题图来自：视觉河东", "河边夜话", ("林一",), ()),
        ("本文属于原创文章，如若转载，请注明来源：青河渡口恢复通航", "", (), ()),
        ("远山网消息（新闻联播）：水退了，船开了。", "远山网", (), ()),
    ],
)  # fmt: skip
def test_who_a_line_names(
    line: str, source: str, authors: tuple[str, ...], editors: tuple[str, ...]
) -> None:
    html = f"<h1>{T}</h1><p>{D}</p><div class=con>{paragraphs(line, *SENTENCES)}</div>"
    content = read(html)
    assert (content.source or "") in (source, "")
    assert (content.authors, content.editors) == (authors, editors)
