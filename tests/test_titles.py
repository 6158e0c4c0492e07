"""Titles: whichever way a page says its article's beside its site's, and the section it stands in."""

import html
import json

import pytest

from archive.article import Content
from portal_spider.extract.metadata.sites import cut_suffix
from tests.reading import content_of

ELSEWHERE = "".join(
    f"<p>The rain has stopped in part {n} of the valley, and the ferry, tied up for a week, is running again.</p>"
    for n in range(4)
)
CHINESE = "".join(f"<p>山谷第{n}段的雨停了，停航一周的渡船，今天上午又开了。</p>" for n in range(4))


def read(
    head: str, above: str, body: str, url: str = "http://www.hillpost.example/ferry"
) -> Content:
    page = f"<html><head>{head}</head><body>{above}<div>{body}</div></body></html>"
    return content_of(page, url, article_url=True)


LINKED = (
    '<script type="application/ld+json">{"@type":"Article","headline":"what ferries are"}</script>'
)


@pytest.mark.parametrize(
    ("head", "above"),
    [
        # The site's name stands in front, and leads to its front page or is no heading.
        (
            "<title>Hill Post » The ferry in the valley runs again</title>",
            "<h1><a href=/>Hill Post</a></h1><h3><a href=/7>The ferry in the valley runs again</a></h3>",
        ),
        (
            "<title>Ann's House by the River | The ferry in the valley runs again</title>",
            "<div>Ann's House by the River</div><h2>The ferry in the valley runs again</h2>",
        ),
        (
            "<title>The Hill Post and Herald of the Valley | The ferry in the valley runs again</title>",
            "<div>The Hill Post and Herald of the Valley</div><h1><a href=/7>The ferry in the valley runs again</a></h1>",
        ),
        # A headline for machines that describes the subject, as an encyclopedia's does.
        (
            f"<title>The ferry in the valley runs again - Hill Post</title>{LINKED}",
            "<h1>The ferry in the valley runs again</h1>",
        ),
        # An address where a title should be.
        (
            '<title>The ferry in the valley runs again</title><meta property="og:title" content="ferry-valley-2026">',
            "",
        ),
        # Headings that have its letters, but not its words.
        (
            "<title>The ferry in the valley runs again</title>",
            "<h1>What every traveller in the high valley should know of tides</h1><h1>The whole of the service</h1>",
        ),
    ],
)
def test_a_title_and_not_its_site(head: str, above: str) -> None:
    assert read(head, above, ELSEWHERE).title == "The ferry in the valley runs again"


@pytest.mark.parametrize(
    "above",
    [
        "<h1><a href=/>The Hill Post and Herald</a></h1><h2>The rain stops</h2>",
        "<h1><a href=/>The Hill Post and Herald</a></h1><h2><a href=/7>The rain stops</a></h2>",
        "<h2>The Hill Post and Herald</h2><h2>The rain stops</h2>",
        "<h1><a href=/>The Hill Post and Herald</a></h1>",
        "<h2><a href=/>The Hill Post and Herald</a></h2><p>The rain stops</p>",
    ],
)
def test_a_site_with_a_longer_name_than_the_title(above: str) -> None:
    head = "<title>The rain stops - The Hill Post and Herald</title>"
    assert read(head, above, ELSEWHERE).title == "The rain stops"


def test_a_part_of_a_title_does_not_go_before_a_headline() -> None:
    linked = '{"@type":"NewsArticle","headline":"The ferry runs again, after all"}'
    head = f'<title>The ferry runs again after all - Hill Post</title><script type="application/ld+json">{linked}</script>'
    assert read(head, "<h1>The ferry</h1>", ELSEWHERE).title == "The ferry runs again, after all"


def test_a_word_of_several_is_a_title_and_no_address() -> None:
    head = '<title>Hill Post | All of the valley</title><meta property="og:title" content="Regen-Live-Ticker">'
    assert read(head, "", ELSEWHERE).title == "Regen-Live-Ticker"


def test_nearly_an_address_is_read_in_no_time() -> None:
    """Where both sides of a sign may hold it, 60 characters take a century."""
    head = f'<title>Hill Post</title><meta property="og:title" content="{"ferry_" * 2000}!">'
    assert read(head, "", ELSEWHERE).title


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("»Die Fähre fährt wieder: Was nun?« | Hügelpost", "»Die Fähre fährt wieder: Was nun?«"),
        ("Ann Lee zu »Ohne Fähre geht es nicht« | Hügelpost", "Ann Lee zu »Ohne Fähre geht es nicht«"),
        ("Le bac « Aurore » repart - Le Val", "Le bac « Aurore » repart"),
        ("Le bac : un départ attendu par toute la vallée | Le Val", "Le bac : un départ attendu par toute la vallée"),
        ("The ferry runs again ‹ Hill Post", "The ferry runs again"),
        ("The ferry runs again « Hill Post", "The ferry runs again"),
        ("The ferry runs again » News » Hill Post", "The ferry runs again"),
        ("山谷渡船又开了_远山社区 - Powered by Hillboard!", "山谷渡船又开了"),
        ("渡船又开了（图）－山谷新闻－远山热线", "渡船又开了（图）"),
        ("渡船X－2型又开了－－山谷见闻", "渡船X－2型又开了－－山谷见闻"),
        ("나룻배가 다시 다닌다 : 뉴스 : 언덕신문", "나룻배가 다시 다닌다"),
    ],
)  # fmt: skip
def test_quotation_marks_and_colons_do_not_part_a_title(said: str, title: str) -> None:
    assert cut_suffix(said) == title


@pytest.mark.parametrize(
    ("head", "above"),
    [
        # The site's name in front is longer, printed as a heading, or all that <title> says.
        ("<title>The Hill Post, a House by the River - Die Fähre fährt wieder</title>", ""),
        ("<title>Hill Post » Archive » Die Fähre fährt wieder</title>", "<h1>Hill Post</h1>"),
        ("<title>Hill Post of the Valley</title>", "<h2>Die Fähre fährt wieder</h2>"),
        (
            "<title>Ferries - All of the valley | Hills, rivers and ferries</title>",
            "<h1>Hills, rivers and ferries</h1><h2>Die Fähre fährt wieder</h2>",
        ),
    ],
)
@pytest.mark.parametrize("end", ["die-faehre-faehrt-wieder/", "die-fahre-fahrt/index.html"])
def test_an_address_tells_the_title_from_the_site(head: str, above: str, end: str) -> None:
    content = read(head, above, ELSEWHERE, f"http://www.hillpost.example/7/{end}")
    assert content.title == "Die Fähre fährt wieder"


@pytest.mark.parametrize(
    ("head", "above", "end"),
    [
        # An older headline, one for search engines, the section's name, another script's.
        ("<title>The rain has stopped | Hill Post</title>", "", "the-flood-is-over"),
        (
            '<title>Ferry service in the valley | Hill Post</title><meta property="og:title" content="The rain has stopped | Hill Post">',
            "<h1>The rain has stopped</h1>", "ferry-service-in-the-valley",
        ),
        ("<title>The rain has stopped - News from the valley</title>", "", "news-from-the-valley/rain"),
    ],
)  # fmt: skip
def test_an_address_does_not_overrule_a_title(head: str, above: str, end: str) -> None:
    content = read(head, above, ELSEWHERE, f"http://www.hillpost.example/{end}")
    assert content.title == "The rain has stopped"


def test_an_address_in_other_letters_tells_nothing() -> None:
    head = "<title>Паром снова ходит | The ferry runs again</title>"
    content = read(head, "", ELSEWHERE, "http://www.hillpost.example/the-ferry-runs-again")
    assert content.title == "Паром снова ходит"


@pytest.mark.parametrize("title", ["Hill Post", "hillpost.example", "HILLPOST"])
def test_the_name_of_the_host_is_no_title(title: str) -> None:
    above = "<h1>The ferry runs again</h1><h1>Hill Post newsletter</h1>"
    assert read(f"<title>{title}</title>", above, ELSEWHERE).title == "The ferry runs again"


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        # A part of a claim is no site's name where <title> has that behind it.
        (
            '<title>Ann - a ferry for all of the valley - Hill Post</title><meta property="og:title" content="Ann - a ferry for all of the valley">',
            "", "Ann - a ferry for all of the valley",
        ),
        # A kicker, and the site's name, set without a space beside the title.
        (
            '<title>The ferry runs again | Hill Post</title><meta property="og:title" content="The ferry runs again | Hill Post">',
            "<h1><b>At last!</b>The ferry runs again</h1>", "The ferry runs again",
        ),
        (
            '<title>Valley: The ferry runs – at last | Hill Post</title><meta property="og:title" content="Valley: The ferry runs – at last">'
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The ferry runs – at last"}</script>',
            "<h1><span>Three villages wait</span><span>The ferry runs – at last</span></h1>", "The ferry runs – at last",
        ),
        (
            "<title>The ferry in the valley runs again | Hill Post</title>",
            '<h1><span class="head__kicker">Valley</span><span>The ferry runs again</span></h1>', "The ferry runs again",
        ),
        (
            "<title>The ferry runs again | Hill Post</title>",
            "<h1>The <b class=kickers>ferry</b> runs again</h1>", "The ferry runs again",
        ),
        (
            "<title>The Old Valley Courier - The ferry stays in port</title>",
            "<td><b>The ferry stays in port</b></td>", "The ferry stays in port",
        ),
        (
            "<title>The ferry stays in port - News of the valley</title>",
            "<td>The ferry stays in port</td><td><b>News of the valley</b></td>", "The ferry stays in port",
        ),
        (
            "<title>The ferry runs again » Valley » Hill Post</title>",
            "<h1>The ferry runs again<b>Hill Post</b></h1>", "The ferry runs again",
        ),
        (
            "<title>Hill Post | The ferry runs again</title>",
            "<h1><span class=category>Valley</span> The ferry runs again</h1>", "The ferry runs again",
        ),
        # A kicker is printed with the title, and stands in <title> with it.
        (
            "<title>News - Upriver - The ferry in the valley runs again - Hill Post</title>",
            "<h1>Hill Post, all the news</h1><h2>Upriver - The ferry in the valley runs again</h2>",
            "Upriver - The ferry in the valley runs again",
        ),
    ],
)  # fmt: skip
def test_what_stands_beside_a_title(head: str, above: str, title: str) -> None:
    assert read(head, above, ELSEWHERE).title == title


def test_a_linked_heading_behind_the_name_of_the_host_is_the_title() -> None:
    head = "<title>Hillpost and its long Sundays | What the ferry taught the valley, and me</title>"
    above = "<h2><a href=/blog/7>What the ferry taught the valley, and me</a></h2>"
    assert read(head, above, ELSEWHERE).title == "What the ferry taught the valley, and me"


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("<p><span class='headline entry-title'>The ferry runs again</span></p>", "The ferry runs again"),
        ("<div itemprop=headline>The ferry runs again</div>", "The ferry runs again"),
        ("<b class=entry-title>The ferry runs again</b><b class=entry-title>No rain</b>", "News of the valley"),
        ("<b class=entry-title>Hill Post</b>", "News of the valley"),
    ],
)  # fmt: skip
def test_what_is_marked_as_the_title_where_the_page_is_named_by_its_site(
    above: str, title: str
) -> None:
    assert read("<title>News of the valley</title>", above, ELSEWHERE).title == title


def test_a_longer_name_of_a_section_is_no_title() -> None:
    above = "<h1>Rain</h1><h2>News from the valley and the hills</h2>"
    head = "<title>Rain | News from the valley and the hills</title>"
    assert read(head, f"{above}", ELSEWHERE).title != "News from the valley and the hills"


@pytest.mark.parametrize(
    ("title", "above"),
    [
        (
            "青河县关于停航一周的渡船恢复开行的通告_远山网",
            "<p>青河县关于停航一周的</p><p>渡船恢复开行的通告</p>",
        ),
        (
            "青河县关于停航一周的渡船恢复开行的通告_远山网",
            "<p>青河县关于停航一周的渡船恢复</p><p>开行的通告</p>",
        ),
        ("通知--远山学会", "<h3>首页 - 通知</h3><h5>青河县关于停航一周的渡船恢复开行的通告</h5>"),
    ],
)
def test_a_title_over_several_lines_or_in_a_heading_alone(title: str, above: str) -> None:
    content = read(f"<title>{title}</title>", above, CHINESE)
    assert content.title == "青河县关于停航一周的渡船恢复开行的通告"


@pytest.mark.parametrize("title", ["雨停了", "渡船开了"])
def test_a_heading_in_the_text_is_no_title(title: str) -> None:
    body = f"{CHINESE}<h3>一、渡船停航一周以来的情况</h3>{CHINESE}"
    assert read(f"<title>{title}_远山网</title>", f"<div>{title}</div>", body).title == title


@pytest.mark.parametrize(
    "line",
    [
        "您所在的位置： 首页 > 快讯 > 本地",
        "现在位置： 首页 >> 快讯 >> 本地 >> 正文",
        "当前位置：远山首页 > 快讯 > 本地 > 本地",
        "订阅RSS 远山首页 > 快讯 > 本地 > 正文",
        "你的位置: 快讯 > 本地",
        "您现在所处的位置：快讯 > 本地",
        "您当前的位置：快讯 > 本地",
        "位置：快讯 > 本地",
    ],
)
def test_a_section_as_breadcrumbs_say(line: str) -> None:
    above = f"<div>{line.replace('>', '&gt;')}</div><h1>停航一周的渡船又开了</h1>"
    content = read("<title>停航一周的渡船又开了_远山网</title>", above, CHINESE)
    assert content.section == ("快讯", "本地")


STEPS = [("Start", "/"), ("News", "/news/"), ("Valley", "/news/valley"), ("2026", "/2026")]


@pytest.mark.parametrize("mark", ["class=site-Breadcrumbs", "id=breadcrumb"])
def test_a_section_as_marked_links_say(mark: str) -> None:
    links = " ".join(f"<a href={href}>{name}</a>" for name, href in STEPS)
    above = f"<div {mark}>{links} The ferry</div><h1>The ferry runs again</h1>"
    content = read("<title>The ferry runs again</title>", above, ELSEWHERE)
    assert content.section == ("News", "Valley")
    assert content.evidence["section"] == "marked breadcrumbs"


def test_a_menu_is_no_section() -> None:
    links = " ".join(f"<a href=/{n}>Valley {n}</a>" for n in range(9))
    above = f"<div class=breadcrumbs>{links}</div><h1>The ferry runs again</h1>"
    assert read("<title>The ferry runs again</title>", above, ELSEWHERE).section == ()


@pytest.mark.parametrize(
    ("steps", "section"),
    [
        ([("Εφημερίδα", "https://www.hillpost.example"), ("Τοπικά", "/local")], ("Τοπικά",)),
        ([("HILL POST", "/home"), ("Valley", "/valley")], ("Valley",)),
        ([("hillpost.example", "/home"), ("Valley", "/valley")], ("Valley",)),
        ([("体育", "http://sports.hillpost.example/"), ("赛艇", "/row")], ("体育", "赛艇")),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_the_front_page_is_no_section(
    steps: list[tuple[str, str]], section: tuple[str, ...], named: bool
) -> None:
    items = [
        {"name": name, "item": url} if named else {"item": {"@id": url, "name": name}}
        for name, url in steps
    ]
    crumbs = json.dumps({"@type": "BreadcrumbList", "itemListElement": items})
    head = f'<meta property="og:site_name" content="Hill Post"><script type="application/ld+json">{crumbs}</script>'
    assert read(head, "<h1>The ferry runs again</h1>", ELSEWHERE).section == section


def test_a_place_on_the_map_is_no_section() -> None:
    above = "<h1>停航一周的渡船又开了</h1><div>地理位置：青河县北部</div>"
    assert read("<title>停航一周的渡船又开了_远山网</title>", above, CHINESE).section == ()


@pytest.mark.parametrize("name", ["远山", "远山网", "网络整理", "综合编译"])
def test_a_portal_is_no_author(name: str) -> None:
    head = f'<title>停航一周的渡船又开了_远山网</title><meta name="author" content="{name}">'
    assert read(head, "<h1>停航一周的渡船又开了</h1>", CHINESE).authors == ()


def test_an_editor_is_no_author() -> None:
    head = '<title>停航一周的渡船又开了_远山网</title><meta name="author" content="林一">'
    content = read(head, "<h1>停航一周的渡船又开了</h1>", f"{CHINESE}<p>（责任编辑：林一）</p>")
    assert (content.authors, content.editors) == ((), ("林一",))


@pytest.mark.parametrize("place", ["林一的博客", "林一专栏", "林一文集", "林一的主页"])
def test_who_has_a_place_on_a_portal_is_an_author(place: str) -> None:
    head = f'<title>停航一周的渡船又开了_{place}_远山网</title><meta name="author" content="林一">'
    assert read(head, "<h1>停航一周的渡船又开了</h1>", CHINESE).authors == ("林一",)


def test_who_told_a_portal_is_named_without_the_word_for_it() -> None:
    body = f"<p>据远山社9月23日消息，渡船又开了。</p>{CHINESE}"
    content = read("<title>停航一周的渡船又开了</title>", "", body)
    assert content.source == "远山社"


@pytest.mark.parametrize("word", ["据了解", "据报道", "据悉"])
def test_what_is_heard_has_no_source(word: str) -> None:
    body = f"<p>{word}9月23日电力部门已经到场，渡口的灯又亮了。</p>{CHINESE}"
    content = read("<title>停航一周的渡船又开了</title>", "", body)
    assert (content.source, content.dateline) == (None, None)


@pytest.mark.parametrize(
    ("said", "description"),
    [
        ("<p>The ferry <b>runs</b>, says <a href='/7'>Ann</a>.</p><p>Again.</p>", "The ferry runs, says Ann. Again."),
        ("They played <The Ferry: a Tale of the Valley> at 3 < 4 places.", "They played <The Ferry: a Tale of the Valley> at 3 < 4 places."),
    ],
)  # fmt: skip
def test_a_description_is_text(said: str, description: str) -> None:
    head = f'<title>The ferry runs again</title><meta name="description" content="{html.escape(said)}">'
    assert read(head, "", ELSEWHERE).description == description


@pytest.mark.parametrize(
    ("kind", "source"), [('"Organization"', "Ann Lee"), ('["Person", "Organization"]', None)]
)
def test_a_person_who_is_a_site_too_is_no_source(kind: str, source: str | None) -> None:
    linked = f'{{"@type":"Article","headline":"The ferry runs again","author":{{"@type":{kind},"name":"Ann Lee"}}}}'
    head = f'<script type="application/ld+json">{linked}</script>'
    assert read(head, "", ELSEWHERE).source == source


def test_soft_hyphens_are_no_letters() -> None:
    body = ELSEWHERE.replace("running", "run\u00adning")
    assert "is running again" in read("<title>The ferry</title>", "", body).text


def test_nor_are_they_in_titles_for_machines() -> None:
    headline = "The ferry in the val\\u00adley\\n  runs again"
    head = (
        f'<script type="application/ld+json">{{"@type":"Article","headline":"{headline}"}}</script>'
    )
    assert read(head, "", ELSEWHERE).title == "The ferry in the valley runs again"


def headline(title: str) -> str:
    said = json.dumps({"@type": "NewsArticle", "headline": title})
    return f'<script type="application/ld+json">{said}</script>'


SHARED = '<meta property="og:title" content="{}">'


@pytest.mark.parametrize(
    ("shared", "printed"),
    [
        ("Tears, and then the ferry came", "The ferry in the valley runs again"),
        ("The ferry in the valley runs again | Hill Post", "The ferry in the valley runs again"),
        ("Discover why the ferry in the valley runs", "The ferry in the valley runs again"),
    ],
)
def test_a_heading_that_machines_are_told_goes_before_the_title_for_sharing(
    shared: str, printed: str
) -> None:
    head = f"<title>{shared}</title>{SHARED.format(shared)}{headline(printed)}"
    assert read(head, f"<h1>{printed}</h1>", ELSEWHERE).title == printed


def test_but_a_title_for_sharing_may_leave_out_a_kicker() -> None:
    printed, shared = "Valley: The ferry runs again", "The ferry runs again"
    head = f"<title>{printed}</title>{SHARED.format(shared)}{headline(printed)}"
    assert read(head, f"<h1>{printed}</h1>", ELSEWHERE).title == shared


def test_a_linked_heading_of_the_sites_name_is_no_title() -> None:
    head = "<title>The Valley: The ferry in the valley runs again</title>"
    above = "<h1><a href=/>The Valley</a></h1><h3>The ferry in the valley runs again</h3>"
    assert read(head, above, ELSEWHERE).title == "The ferry in the valley runs again"
