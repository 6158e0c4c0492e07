"""Days on Chinese pages that are not the article's: of events, documents, banners, datelines and comments."""

import pytest

from tests.test_portal_forms import read

INFO = "<div class='info'>2026-09-20 来源：河东晚报</div>"
NO_DAY = "<div class='info'>来源：河东晚报</div>"


def day(published: str | None) -> str | None:
    return published[:10] if published else None


@pytest.mark.parametrize(
    "label",
    "会议时间 停电时间 报名时间 活动时间 截止日期 生效日期 实施日期 注册时间 有效期至".split(),
)
def test_the_day_of_something_else(label: str) -> None:
    line = f"{label}：2026-09-22 08:00"
    assert day(read(info=INFO, start=f"<p>{line}</p>").published) == "2026-09-20"
    assert day(read(info=f"{INFO}<div>{line}</div>").published) == "2026-09-20"
    assert day(read(info=f"<div>{line}</div>{INFO}").published) == "2026-09-20"
    assert read(info=NO_DAY, below=f"<div>{line}</div>").published is None


@pytest.mark.parametrize(
    "label",
    "发布时间 更新时间 发稿时间 刊登日期 上传时间 录入时间 文章日期 编辑时间 创建时间".split(),
)
def test_the_day_of_the_article(label: str) -> None:
    assert day(read(info=f"<div>{label}：2026-09-20</div>").published) == "2026-09-20"


def test_when_a_document_was_written_is_not_when_it_was_published() -> None:
    both = "成文日期：2026-09-18 发布日期：2026-09-20"
    assert day(read(info=f"<div>{both}</div>").published) == "2026-09-20"
    later = "<div>2026-09-20</div><div>成文日期：2026-09-18</div>"
    assert day(read(info=later).published) == "2026-09-20"
    assert day(read(info="<div>成文日期：2026-09-18</div>").published) == "2026-09-18"


@pytest.mark.parametrize(
    "banner",
    [
        "2026年9月24日 星期四 青河 晴",
        "欢迎访问河东网！2026年9月24日 星期四",
        "2026年9月24日 星期四 设为首页",
    ],
)
def test_a_banner_tells_what_day_it_is(banner: str) -> None:
    assert read(info=f"<div>{banner}</div>{NO_DAY}").published is None


@pytest.mark.parametrize("first", ["河东社青河2026年9月19日电 ", "2026年9月19日 08:15，"])
def test_the_text_tells_of_other_days(first: str) -> None:
    assert read(info=NO_DAY, first=first).published is None


@pytest.mark.parametrize("heading", ["推荐阅读", "相关新闻", "网友评论"])
def test_what_stands_behind_other_articles_and_comments_is_theirs(heading: str) -> None:
    said = "<div>山路通了</div><div>来源：河东网 作者：林一川 发表于2026-09-22 10:00</div>"
    content = read(info="", below=f"<div class='box'><h3>{heading}</h3>{said}</div>")
    assert (content.published, content.source, content.authors) == (None, None, ())


def test_editors_may_stand_behind_other_articles() -> None:
    links = "<h3>相关新闻</h3><ul><li><a href='/a'>山路通了</a></li></ul>"
    assert read(info=INFO, below=f"{links}<div>责任编辑：周二宁</div>").editors == ("周二宁",)


def test_the_papers_page_names_the_paper() -> None:
    line = "<p>《 河东晚报 》（ 2026年09月20日 03 版）</p>"
    assert read(info="<div>2026-09-20</div>", end=line).source == "河东晚报"


@pytest.mark.parametrize(
    "line",
    [
        "添加时间：2026-09-20", "提交时间：2026-09-20", "上线时间：2026-09-20", "2026年9月20日 电影频道",
        "2026年9月20日 星期日 来源：阴山网 收藏", "2026年9月20日 星期日 春雨网", "2026-09-20 讯飞听见",
    ],
)  # fmt: skip
def test_a_day_beside_words_of_banners_and_wires_is_the_articles(line: str) -> None:
    assert day(read(info=f"<div>{line}</div>").published) == "2026-09-20"


def test_what_is_pressed_begins_no_comments() -> None:
    tools = "<div>收藏</div><div>评论</div><div>来源：河东晚报 作者：林一川</div>"
    content = read(info="<div>2026-09-20</div>", below=tools)
    assert (content.source, content.authors) == ("河东晚报", ("林一川",))
