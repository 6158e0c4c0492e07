"""Titles of Chinese pages: told from the names of sites, sections and templates."""

import pytest

from tests.reading import content_of

PAGE = """<html><head><title>{title}</title>{head}</head><body><div><a href="/">首页</a></div>
{printed}<div>2026-09-23 08:15</div><div class="text">{body}</div></body></html>"""
BODY = "".join(
    f"<p>连日的细雨停了，青河边的水位慢慢回落，第{n}天渡口的老船工把缆绳重新系好，等着第一班过河的学生。</p>"
    for n in "一二三四"
)


def title_of(title: str, printed: str, head: str = "") -> str | None:
    html = PAGE.format(title=title, printed=printed, head=head, body=BODY)
    return content_of(html, "http://news.example/c/8812.html", article_url=True).title


@pytest.mark.parametrize("site", ["_远山网", "-远山网", " - 远山网", " | 远山网"])
@pytest.mark.parametrize(
    "title",
    ["人民至上｜青河渡口", "老船工 | 渡口三十年", "青河-远山公路通车", "老船工——三十年的守候"],
)
def test_a_claim_keeps_the_signs_of_the_title_that_is_printed(title: str, site: str) -> None:
    for claim in (title, title + site):
        head = f'<meta property="og:title" content="{claim}">'
        assert title_of(title + site, f"<div>{title}</div>", head) == title


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("渡口通了 - 河东晚报多媒体数字报刊平台", "渡口通了"),
        ("河东市人民政府门户网站-青河渡口恢复通航", "青河渡口恢复通航"),
        ("渡口的一天(组图)-远山网", "渡口的一天(组图)"),
        ("河东上线新版门户网站_本地要闻_远山网", "河东上线新版门户网站"),
    ],
)
def test_a_sites_name_is_told_from_the_title_by_its_form(title: str, found: str) -> None:
    assert title_of(title, f"<div>{found}</div>") == found


@pytest.mark.parametrize(
    "title",
    [
        "远山网",
        "新闻详情",
        "正文",
        "文章详情页_远山网",
        "河东市人民政府门户网站",
        "河东日报多媒体数字报",
    ],
)
@pytest.mark.parametrize("heading", ["青河渡口恢复通航", "青河渡口恢复通航 三县居民过河不再绕路"])
def test_a_title_that_but_names_the_site_gives_way_to_the_heading(title: str, heading: str) -> None:
    assert title_of(title, f"<h1>{heading}</h1>") == heading


def test_a_short_title_that_is_printed_is_one() -> None:
    printed = "<div>渡口通了</div><h1>河东人自己的新闻门户</h1>"
    assert title_of("渡口通了_远山网", printed) == "渡口通了"


@pytest.mark.parametrize("end", ["..._远山网", "…-远山网"])
def test_a_title_that_breaks_off_is_the_line_that_goes_on(end: str) -> None:
    whole = "青河渡口恢复通航 三县居民过河不再绕路"
    for tag in ("div", "h1", "h2"):
        assert title_of(whole[:12] + end, f"<{tag}>{whole}</{tag}>") == whole


@pytest.mark.parametrize(
    "told",
    [
        " <span>2026-09-23</span>", "<small>2026-09-23 来源：河东晚报</small>", "<span>来源：河东晚报</span>",
        "<div class=date>2026年9月23日</div>",
    ],
)  # fmt: skip
def test_what_tells_of_an_article_in_its_heading_is_no_title(told: str) -> None:
    title = "青河渡口恢复通航"
    assert title_of(f"{title}_远山网", f"<h1>{title}{told}</h1>") == title


def test_a_month_at_the_end_of_a_heading_is_the_titles() -> None:
    title = "青河渡口大事记（2026年9月）"
    printed = "<h1>青河渡口大事记<span>（2026年9月）</span></h1>"
    assert title_of(f"{title}_远山网", printed) == title
