"""Days behind which a text goes on, and those that it is signed with, are the article's."""

import pytest

from tests.reading import content_of

CHINESE = [
    "青河水位回落后，两岸的居民陆续回到家中，清理门前的淤泥，商铺也重新开门。",
    "市长说，接下来的三天里还会有小雨，但不会再有洪峰经过，请大家耐心等待。",
    "山谷里的学校借出了操场，让村民停放车辆，志愿者在这里分发热水和面包。",
]
ENGLISH = [
    f"The rain has stopped in part {n} of the valley, and the ferry, tied up for a week, is running again."
    for n in range(3)
]


def text_with(piece: str, paragraphs: list[str]) -> str:
    first, *others = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
    page = f"<title>渡口复航</title><h1>渡口复航</h1><div class=text>{first}{piece}{''.join(others)}</div>"
    return content_of(page, "https://shan.example/2026/09/23/a.html", article_url=True).text


@pytest.mark.parametrize(
    ("piece", "line"),
    [
        ("<p>2019年3月5日，公司成立</p>", "2019年3月5日，公司成立"),
        ("<p>2019年3月5日 大坝建成，渡船停航</p>", "大坝建成"),
        ("<p>May 3, 2019: the dam is opened</p>", "May 3, 2019"),
        ("<p>Am 3. Mai 2019 brach der Damm</p>", "3. Mai 2019"),
        ("<p>青河市教育局</p><p>2026年9月20日</p>", "2026年9月20日"),
        ("<p>青河市教育局</p><p>二〇二六年九月二十日</p>", "二〇二六年九月二十日"),
        ("<h2>Von 1990 bis heute</h2>", "Von 1990 bis heute"),
        ("<h2>Por qué llueve tanto</h2>", "Por qué llueve tanto"),
    ],
)
def test_a_day_of_the_story_stays(piece: str, line: str) -> None:
    assert line in text_with(piece, CHINESE)
    assert line in text_with(piece, ENGLISH)


@pytest.mark.parametrize(
    "line",
    [
        "2026-09-23 09:10",
        "2026-09-23 09:10 来源：远山日报",
        "2026年9月23日 星期三",
        "2026年9月23日 09:10",
        "Published May 3, 2019",
        "May 3, 2019 at 10:12 am",
        "May 3, 2019 | Updated May 4, 2019",
        "3. Mai 2019, 10:12 Uhr",
        "By Ann Lee, May 3, 2019",
    ],
)
def test_a_line_that_says_when_it_was_published_goes(line: str) -> None:
    assert line not in text_with(f"<p>{line}</p>", CHINESE)
    assert line not in text_with(f"<p>{line}</p>", ENGLISH)
