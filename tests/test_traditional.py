"""Pages in traditional characters: their labels, bylines, clocks and furniture are read like any others."""

import pytest

from archive.article import Content
from portal_spider.page import Reading
from tests import test_portal_forms as simplified_forms
from tests.reading import reading_of

BODY = "".join(
    f"<p>九月的雨停了，第{n}段河堤上的步道重新開放，清晨散步的居民多了起來，渡口的船也照常往來。</p>"
    for n in "一二三四"
)


def reading(html: str, language: str = "zh-TW") -> Reading:
    page = f"<html lang={language}><head><title>河堤步道重新開放</title></head><body>{html}</body></html>"
    return reading_of(page, "http://news.example/river", article_url=True)


def read(info: str = "", first: str = "", last: str = "", language: str = "zh-TW") -> Content:
    html = f"<h1>河堤步道重新開放</h1><div>{info}</div><div class=content>{first}{BODY}{last}</div>"
    content = reading(html, language).content
    assert content is not None
    return content


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("記者林一川／青河報導", ("林一川",)),
        ("〔記者林一川／青河報導〕", ("林一川",)),
        ("記者林一川、吳三／綜合報導", ("林一川", "吳三")),
        ("特約記者林一川／專題報導", ("林一川",)),
        ("社會中心／林一川報導", ("林一川",)),
        ("林一川 吳三／青河報導", ("林一川", "吳三")),
        ("記者 林一川、攝影 周二 報導", ("林一川",)),
        ("（青河記者林一川綜合報導）", ("林一川",)),
        ("本報記者 林一川", ("林一川",)),
        ("2026-09-23 文／林一川", ("林一川",)),
        ("圖文：林一川 2026-09-23", ("林一川",)),
        ("撰文：林一川 出版：2026-09-23 09:12 更新：2026-09-23 10:00", ("林一川",)),
        ("作者：周二寧 2026年09月23日", ("周二寧",)),
        ("（山海社記者林一川青河23日電）", ("林一川",)),
    ],
)
def test_who_wrote_is_read_above_the_body_and_in_its_first_line(
    line: str, authors: tuple[str, ...]
) -> None:
    assert read(info=line).authors == authors
    assert read(info="2026-09-23", first=f"<p>{line}</p>").authors == authors


def test_a_wire_names_agency_reporter_and_place() -> None:
    content = read(first="<p>（山海社記者林一川青河23日電）雨停了，渡口的船也照常往來。</p>")
    assert content.dateline is not None
    assert (content.dateline.agency, content.dateline.place) == ("山海社", "青河")
    assert (content.source, content.authors) == ("山海社", ("林一川",))


@pytest.mark.parametrize(
    ("line", "editors"),
    [
        ("責任編輯：周二寧 核稿編輯：吳三", ("周二寧",)),
        ("（編輯：周二寧）1150923", ("周二寧",)),
        ("編輯 周二寧 2026-09-23", ("周二寧",)),
        ("責任編輯：周二寧#◇", ("周二寧",)),
    ],
)
def test_who_edited_is_read_behind_the_body_and_is_no_part_of_it(
    line: str, editors: tuple[str, ...]
) -> None:
    content = read(last=f"<div>{line}</div>")
    assert content.editors == editors
    assert line not in content.text


def test_the_source_is_kept_as_it_is_written() -> None:
    assert read(info="來源：遠山日報 2026-09-23").source == "遠山日報"


@pytest.mark.parametrize(
    ("language", "published"),
    [
        ("zh-TW", "2026-09-23T09:12:00+08:00"),
        ("zh-Hant-HK", "2026-09-23T09:12:00+08:00"),
        ("zh_SG", "2026-09-23T09:12:00+08:00"),
        ("zh-Hant", "2026-09-23"),  # by whose clock is not said
    ],
)
def test_the_language_names_the_clock(language: str, published: str) -> None:
    assert read(info="發布時間：2026-09-23 09:12", language=language).published == published


def test_a_year_of_the_republic_is_read() -> None:
    content = read(info="發布日期：115-09-23 更新日期：115-09-24")
    assert (content.published, content.modified) == ("2026-09-23", "2026-09-24")


def test_furniture_is_taken_out_as_it_was_printed() -> None:
    said = "版權所有，未經授權請勿轉載"
    content = read(last=f"<p>{said}</p><p>延伸閱讀：船開了</p><p>加入LINE好友</p>")
    assert content.text.endswith("渡口的船也照常往來。")
    assert {r.text for r in content.removed} >= {said, "延伸閱讀：船開了", "加入LINE好友"}


def test_a_font_size_widget_is_told_as_it_was_printed() -> None:
    content = reading(
        f"<h1>河堤步道重新開放</h1><div>字號：小 中 大</div><div>{BODY}</div>"
    ).content
    assert content is not None
    assert {r.text for r in content.removed if r.kind == "font_size"} == {"字號：小 中 大"}


def test_a_labelled_subtitle_is_read() -> None:
    content = reading(
        f"<h1>河堤步道重新開放</h1><p>副標題：渡口的船照常往來</p><div>{BODY}</div>"
    ).content
    assert content is not None
    assert content.subtitle == "渡口的船照常往來"


def test_where_a_page_stands_is_read() -> None:
    content = reading(
        f"<div>您目前的位置：首頁 > 青河 > 正文</div><h1>步道</h1><div>{BODY}</div>"
    ).content
    assert content is not None
    assert content.section == ("青河",)


@pytest.mark.parametrize(
    ("said", "kind"), [("您訪問的頁面不存在", "soft_404"), ("請輸入驗證碼", "blocked")]
)
def test_pages_that_are_none_are_known(said: str, kind: str) -> None:
    assert reading(f"<h1>{said}</h1>").kind == kind


TRADITIONAL = str.maketrans(
    "来责编辑记员讯发时间点击浏览评论关听阅读数审监长报网录实习图摄复终对转载标题电",
    "來責編輯記員訊發時間點擊瀏覽評論關聽閱讀數審監長報網錄實習圖攝複終對轉載標題電",
)


@pytest.mark.parametrize(
    ("place", "line", "source", "authors", "editors"),
    [[(part or "").translate(TRADITIONAL) for part in row] for row in simplified_forms.LINES],
)
def test_a_line_reads_the_same_in_either_script(
    place: str, line: str, source: str, authors: str, editors: str
) -> None:
    content = simplified_forms.read(**{place: line})
    found = (content.source or "", " ".join(content.authors), " ".join(content.editors))
    assert found == (source, authors, editors)


@pytest.mark.parametrize(
    "line",
    [
        "政治中心／綜合報導",
        "綜合／青河報導",
        "老渡口的船也照常往來。（記者林一川攝）",
        "社會中心的人說，報導看過了。",
    ],
)
def test_a_desk_and_who_took_a_picture_are_no_authors(line: str) -> None:
    assert read(info="2026-09-23", first=f"<p>{line}</p>").authors == ()


@pytest.mark.parametrize(
    ("mark", "authors"),
    [
        ("<div class=author><a href=/u/1>林一川</a></div>", ("林一川",)),
        ("<span class=article-reporter>林一川 吳三</span>", ("林一川", "吳三")),
        ("<a href='/author/lin'>林一川</a>", ("林一川",)),
        ("<div class=byline><address>林一川, 吳三</address> <time>2026-09-23</time></div>", ("林一川", "吳三")),
        ("<span class=author>遠山新聞部</span>", ()),
        ("<span class=author>遠山網</span>", ()),
        ("<span class=author>admin</span>", ()),
    ],
)  # fmt: skip
def test_a_person_marked_as_the_author_is_one(mark: str, authors: tuple[str, ...]) -> None:
    assert read(info=f"<p>2026-09-23 來源：河東晚報</p>{mark}").authors == authors


def test_who_is_marked_elsewhere_on_the_page_is_not() -> None:
    column = "<div class=columns><span class=author>林一川</span></div>"
    assert read(info="<p>2026-09-23 來源：河東晚報</p>", last=f"</div>{column}<div>").authors == ()
