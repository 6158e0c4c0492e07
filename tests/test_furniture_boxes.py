"""Boxes: what unfolds or is called by a heading's words is the article's, what stands beside it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.article import Content
from portal_spider.extract import open_page
from portal_spider.extract.furniture import Verdict, spread
from portal_spider.page import RawPage
from tests.reading import WHEN, content_of

PROSE = [
    f"The rain has stopped in part {n} of the valley, and the ferry, tied up for a week, is running again."
    for n in range(5)
]
MORE = (
    "Whoever wants to cross on Sunday should come early, says the ferryman, for the market draws people"
    " from three villages, and the boat takes twelve at a time, with their baskets and their bicycles."
)


def read(inside: str = "", beside: str = "", head: str = "", lead: str = "") -> Content:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    html = (
        f"<html><head><title>The ferry runs again</title>{head}</head><body><h1>The ferry runs again</h1>{lead}"
        f"<main><div class=text>{paragraphs}{inside}</div>{beside}</main></body></html>"
    )
    content = content_of(html, "http://news.example/2026/09/23/ferry")
    assert [sentence in content.text for sentence in PROSE] == [True] * 5
    return content


@pytest.mark.parametrize(
    "inside",
    [
        f"<h3>When does it run?</h3><div class='accordion-body hidden'><p>{MORE}</p></div>",
        f"<div class=faq><button>When?</button><div style='display: none'><p>{MORE}</p></div></div>",
        f"<div class='hidden md:block'><p>{MORE}</p></div>",
        f"<div id='menu-and-market-on-the-far-side'><p>{MORE}</p></div>",
        f"<section id='related_people_and_their_bicycles_today'><p>{MORE}</p></section>",
        f"<p class='dropcap paywall'>{MORE}</p>",
        f"<section class='signs-upriver'><p>{MORE}</p></section>",
        f"<section data-testid=article-body><p>{MORE}</p></section>",
        f"<section data-component='Print the news, share it'><p>{MORE}</p></section>",
        f"<section role=region><p>{MORE}</p></section>",
        f"<h3 class='helper-fontsize-heading-s'>{MORE}</h3><p>And so it went.</p>",
        f"<section class='rankin-team'><p>{MORE}</p></section>",
        f"<section class='first-responders'><p>{MORE}</p></section>",
        f"<section class='side-by-side'><p>{MORE}</p></section>",
        f"<section class='side-street'><p>{MORE}</p></section>",
        f"<section id=social-housing><h2>Social housing</h2><p>{MORE}</p></section>",
        f"<section id=cookies_and-ferries><h2>Cookies and ferries</h2><p>{MORE}</p></section>",
    ],
)
def test_a_part_of_the_article_stays(inside: str) -> None:
    assert MORE in read(inside=inside).text


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=hidden><p>{MORE}</p></div>",
        f"<div class='login modal'><p>{MORE}</p></div>",
        f"<div class='newsletter-popup'><p>{MORE}</p></div>",
        f"<div class='paywall-notice'><p>{MORE}</p></div>",
        f"<div class='card signup-card'><p>{MORE}</p></div>",
        f"<div class='video-player'><p>{MORE}</p></div>",
        f"<div class=right-bar><p>{MORE}</p></div>",
        f"<div data-component=related><p>{MORE}</p></div>",
        f"<div class=c4 data-testid=newsletterForm><p>{MORE}</p></div>",
        f"<div id=c4 data-module='StoryShareBar'><p>{MORE}</p></div>",
        f"<div role=complementary><p>{MORE}</p></div>",
        f"<div class=fontsize-tool><p>{MORE}</p></div>",
        f"<div class=side-bar><p>{MORE}</p></div>",
        f"<div class=rank-list><p>{MORE}</p></div>",
        f"<div id=respond><p>{MORE}</p></div>",
        f"<div id=popular-posts><h3>Popular posts</h3><p>{MORE}</p></div>",
        f"<div class=author-dropdown><p>{MORE}</p></div>",
        f"<div class='block disturber'><p>{MORE}</p></div>",
        f"<div class=article-donate><p>{MORE}</p></div>",
        f"<div class='support-us'><p>{MORE}</p></div>",
        f"<ul class=star-rating><li>{MORE}</li></ul>",
        f"<div id=comentarios_lista><p>{MORE}</p></div>",
        f"<section class=leavecomment><p>{MORE}</p></section>",


        f"<section class=authors><div class=authorprofile><p>{MORE}</p></div></section>",
        f"<div class=card__author-details><p>{MORE}</p></div>",
        f"<div class=rating_form><p>{MORE}</p></div>",
        "<ul>" + "".join(f"<li><strong>Valley: </strong><a href=/{n}>{MORE}</a></li>" for n in range(3)) + "</ul>",
    ],
)  # fmt: skip
def test_what_is_beside_the_article_goes(box: str) -> None:
    for content in (read(inside=box), read(beside=box)):
        assert MORE not in content.text


@pytest.mark.parametrize(
    "line",
    [
        "This story has affiliate links; we earn a commission if you buy through them, at no cost to you.",
        "An official website of the valley's government",
        "Enjoyed it? Get our best stories delivered straight to your inbox.",
        "Please enter a valid email address!",
        "この記事は有料会員になると全文をお読みいただけます。",
        "This entry was posted on Monday, May 4th, 2026 at 9:00 and is filed under Ferries.",
        "Cet article a été publié dans Bateaux le 4 mai 2026 par Anne.",
        "By continuing to browse the site you agree to our use of cookies.",
        "Ce site utilise des cookies pour mesurer sa fréquentation.",
        "Back to top",
        "mehr anzeigen",
        "Hinterlasse einen Kommentar",
        "Laisser un commentaire",
        "12 comentarios",
        "Advertisement:",
        "Bilder und Texte: Alle Rechte vorbehalten.",
        "Um eingebettete Inhalte anzuzeigen, ist deine Einwilligung in die Übermittlung von Daten notwendig.",
    ],
)
def test_a_line_of_furniture_goes(line: str) -> None:
    content = read(inside=f"<p>{line}</p>")
    assert line not in content.text
    assert line in [removed.text for removed in content.removed]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("<p>IN THE VALLEY: <a href=/1>Rain stops after a week</a></p>", False),
        ("<p>(MORE: <a href=/1>Ten pictures of the old ferry</a>)</p>", False),
        ("<p>Source: <a href=/1>the yearly report of the harbour</a></p>", True),
        ("<p>The timetable: <a href=http://news.example/1>http://news.example/1</a></p>", True),
        ("<p>The ferryman: <a href=/1>an old hand</a> who knows each of the villages.</p>", True),
        ("<h3>The best boat: <a href=/1>Ann Lee's of the far landing</a></h3>", True),
        ("<p>The ferryman: <a href=/1>we have never seen so much rain here</a></p>", True),
    ],
)
def test_a_link_behind_a_label_leads_to_another_article(line: str, stays: bool) -> None:
    begin = line[line.index(">") + 1 : line.index(":")]
    assert (begin in read(inside=f"{line}<p>{MORE}</p>").text) == stays


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("<p><b>Ferries today:</b> <a href=/1>The Old Boat Sails on Sundays</a></p>", False),
        ("<p><b>The ferryman:</b> <a href=/1>we have never seen so much rain here</a></p>", True),
        ("<p><b>Photos:</b> <a href=/1>The harbour as its pilots see it</a></p>", True),
        ("<p><b>The ferry:</b> The boat is <a href=/1>older than the village</a> is.</p>", True),
    ],
)
def test_so_does_one_behind_a_label_in_bold(line: str, stays: bool) -> None:
    begin = line[line.index("<b>") + 3 : line.index(":")]
    assert (begin in read(inside=f"{line}<p>{MORE}</p>").text) == stays


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Contact reporter Ann Lee at 555-0199 or ann.lee@news.example, she reads it all.", False),
        ("Follow Ann Lee on Bluesky, where she writes of boats and of what they carry.", False),
        ("You can reach her at ann.lee@news.example. She reads it all, and more.", False),
        (
            "To contact the reporter on this story, write to the harbour office in the valley.",
            False,
        ),
        ("Ann Lee in Upper Landing at ann.lee@news.example, who reads it all.", False),
        ("Follow the path on foot and you reach the landing, where no boat was seen.", True),
        ("Contact with the ferry was lost at nine, and nobody on board could be reached.", True),
        ("Annabel Lee wrote on Facebook that the ferry had sunk, and nobody believed her.", True),
        ("Follow her on foot, as he did, and the trail ends at the river.", True),
    ],
)
def test_where_to_reach_the_author_is_no_part_of_the_text(line: str, stays: bool) -> None:
    content = read(
        inside=f"<p>{MORE}</p><p>{line}</p>", head="<meta name=author content='Ann Lee'>"
    )
    assert (line in content.text) == stays


@pytest.mark.parametrize(
    "line", ["ann.lee@news.example", "(END)", "-30-", "# # #", "SOURCE Valley Ferries Ltd."]
)
def test_what_signs_an_article_off_is_no_part_of_it(line: str) -> None:
    assert line not in read(inside=f"<p>{line}</p>").text
    assert line in read(inside=f"<p>{line}</p><p>{MORE}</p>").text


def test_a_heading_of_credits_is_the_articles() -> None:
    assert "Credits" in read(inside=f"<h2>Credits</h2><p>{MORE}</p>").text


def test_where_a_blog_has_filed_an_article_goes_and_what_a_prize_is_for_stays() -> None:
    content = read(inside="<p>Category: <a href=/ferries>Ferries</a>, <a href=/ropes>Ropes</a></p>")
    assert "Category: Ferries, Ropes" not in content.text
    prize = "<p>Category: Best Ferry</p>"
    assert "Category: Best Ferry" in read(inside=f"{prize}<p>{MORE}</p>").text


@pytest.mark.parametrize(
    "sentence",
    [
        "The valley's pages set cookies, and the court now wants to know what for.",
        "Die Kategorie der besten Fähren gewann das Boot aus dem Tal.",
        "Show more courage, the ferryman told the children.",
        "The photographer has all rights to his pictures, said the court, and may sell them.",
    ],
)
def test_a_sentence_about_what_furniture_says_stays(sentence: str) -> None:
    assert sentence in read(inside=f"<p>{sentence}</p><p>{MORE}</p>").text


LEAD = (
    "After a week of rain the ferry crosses the valley once more, and nobody pays on its first day."
)


@pytest.mark.parametrize(
    ("lead", "description"),
    [
        (f"<p>{LEAD}</p>", ""),
        (f"<div class=article-intro><div class=rich><div>{LEAD}</div></div></div>", ""),
        (f"<div class=subline>{LEAD}</div>", ""),
        (f"<div class=article__teaser-text>{LEAD}</div>", LEAD),
        (f"<div class=intro><p>The ferry at its old landing, in May</p><p>{LEAD}</p></div>", LEAD),
    ],
)
def test_a_lead_outside_the_articles_box_is_its_first_paragraph(
    lead: str, description: str
) -> None:
    content = lead_by(lead, description)
    assert content.text.split("\n\n")[0] == LEAD


def test_who_signs_between_the_lead_and_the_article_has_written_it() -> None:
    content = lead_by(f"<p>{LEAD}</p><div class=signed>By Ann Lee</div>")
    assert content.text.startswith(LEAD)
    assert content.authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "line",
    [
        f"<figure class=lead><img src=/f.jpg><figcaption>{LEAD}</figcaption></figure>",
        "<ul class=lead><li>From the ferry's own people, 2026.09.23</li></ul>",
        f"<div class=hidden><p>{LEAD}</p></div>",
        "<p>Subscribe now for the news of the ferry, in your inbox, each day of the week.</p>",
        "<p>Photo: the ferry at its landing in May, with all of its twelve baskets.</p>",
        "<p>By Ann Lee and Bo Chen, 23 September 2026, 8:15, updated 24 September.</p>",
    ],
)
def test_what_stands_under_a_title_need_not_be_a_lead(line: str) -> None:
    assert lead_by(line).text.startswith(PROSE[0])


def lead_by(under: str, description: str = "") -> Content:
    """A page with *under* below its title and outside the article's box."""
    text = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    page = (
        f"<html><head><title>The ferry runs again</title><meta name=description content='{description}'></head>"
        f"<body><header><h1>The ferry runs again</h1>{under}</header><div class=text>{text}</div></body></html>"
    )
    return content_of(page, "http://news.example/2026/09/23/ferry")


def test_a_heading_as_long_as_a_paragraph_is_not_where_the_text_begins() -> None:
    slogan = f"<h2>{LEAD}</h2>"
    text = "".join(f"<p>{sentence}</p>" for sentence in PROSE[1:])
    parts = f"{slogan}<h1>The ferry runs again</h1><h2>{MORE}</h2><div>From the landing</div><p>{PROSE[0]}</p>"
    content = content_of(
        f"<html><head><title>The ferry runs again</title></head><body><div>{parts}{text}</div></body></html>",
        "http://news.example/2026/09/23/ferry",
    )
    assert content.text.split("\n\n")[:2] == [MORE, PROSE[0]]


def test_a_heading_that_begins_as_that_of_an_author_does_cuts_nothing() -> None:
    assert MORE in read(inside=f"<h2>About the author's village</h2><p>{MORE}</p>").text


def test_an_author_at_the_end_is_no_part_of_the_text_by_first_name_either() -> None:
    head = '<meta name="author" content="Camille Lee">'
    line = "Camille is a writer in the valley, and loves its ferries more than its trains."
    assert line not in read(inside=f"<p>{line}</p>", head=head).text
    other = "Camille has crossed the river for thirty years, and she says she will not stop."
    assert other in read(inside=f"<p>{other}</p>", head=head).text


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=/f.jpg><div>The ferry at dawn.</div></figure>",
        "<figure><img src=/f.jpg><figcaption><h4>The ferry at dawn.</h4></figcaption></figure>",
        "<div class=wp-caption><img src=/f.jpg><p class=wp-caption-text>The ferry at dawn.</p></div>",
        "<div class=pic><img src=/f.jpg><p>The ferry at dawn.</p></div>",
        "<img src=/f.jpg><p>The ferry at dawn. (AP Photo/Ann Lee)</p>",
        "<img src=/f.jpg><p>The ferry at dawn. © Getty Images | Ann Lee</p>",
        "<img src=/f.jpg><p>Die Fähre am Morgen. Foto: Ann Lee</p>",
    ],
)
def test_what_stands_under_a_picture_is_its_caption(picture: str) -> None:
    content = read(inside=picture + f"<p>{MORE}</p>")
    captions = [block.text for block in content.blocks if block.type == "caption"]
    assert len(captions) == 1
    assert content.images[0].caption == captions[0]
    assert content.blocks[-1].text == MORE


@pytest.mark.parametrize(
    ("lead", "lines"),
    [
        ("<div class=article-dek>{}</div>", ["Three villages had waited for a week"]),
        ("<div class=styles_articleDek__x1>{}</div>", ["Three villages had waited for a week"]),
        ("<p class=articleabstract>{} for <a href=/boat>the boat</a></p>", ["Three villages had waited a week"]),
        # It begins as the article does.
        ("<h2 class=sub-title>{}</h2>", ["The rain has stopped in part of the valley, say the three villages"]),
        ("<div class=subtitulo><ul><li>{}</li><li>{}</li></ul></div>",
         ["Three villages had waited for a week", "The market on Sunday is to be held"]),
        ("<div class=summary>{}</div><h2 class=deck>{}</h2>",
         ["Three villages had waited for a week", "The market on Sunday is to be held"]),
    ],
)  # fmt: skip
def test_a_lead_between_title_and_text_is_the_articles(lead: str, lines: list[str]) -> None:
    content = read(lead=lead.format(*lines) + "<p class=by>By Ann Lee</p>")
    found = [block.text for block in content.blocks[: len(lines)]]
    assert [text.startswith(line) for text, line in zip(found, lines, strict=True)] == [True] * len(
        lines
    )
    assert content.authors == ("Ann Lee",)
    assert "Ann Lee" not in content.text


def test_a_name_under_a_caption_is_a_caption() -> None:
    picture = "<img src=/f.jpg><p class=caption>The ferry at dawn.</p>"
    for credit in ("<p>Ann Lee / Getty Images</p>", "<div class=figure-credit>Ann Lee</div>"):
        content = read(inside=f"{picture}{credit}<p>{MORE}</p>")
        assert [block.type for block in content.blocks[-4:]] == ["image", "caption", "caption", "paragraph"]  # fmt: skip


def test_the_title_is_not_said_again_in_the_text() -> None:
    content = read(inside=f"<div>The ferry runs again</div><p>{MORE}</p>")
    assert "The ferry runs again" not in content.text


@pytest.mark.parametrize("frame", ["{}", "<figure class=embed>{}</figure>"])
def test_posts_that_an_article_quotes_stay_however_many(frame: str) -> None:
    said = [f"The ferry of landing {n} is running again, with a new rope." for n in range(3)]
    posts = "<blockquote class='twitter-tweet'><p>{}</p>— Ann Lee (@annlee) <a href=/{}>May 3, 2026</a></blockquote>"
    quoted = "".join(frame.format(posts.format(text, n)) for n, text in enumerate(said))
    text = read(inside=quoted).text
    assert [line in text for line in said] == [True] * 3


def test_lists_of_an_article_stay_though_some_of_their_entries_are_links() -> None:
    lists = "".join(
        f"<p>{MORE}</p><ul><li>A rope for landing {n}</li><li><a href=/{n}>Oars</a></li></ul>"
        for n in range(3)
    )
    text = read(inside=lists).text
    assert [f"A rope for landing {n}" in text for n in range(3)] == [True] * 3


def test_an_archive_by_months_is_a_list_of_links_with_its_counts() -> None:
    months = "".join(
        f"<li><a href=/{month}>{month} 2026</a> ({n})</li>"
        for n, month in enumerate(("May", "June", "July"), 9)
    )
    content = read(inside=f"<ul>{months}</ul>")
    assert "July 2026 (11)" not in content.text
    assert "July 2026 (11)" in [removed.text for removed in content.removed]


def test_a_picture_of_a_sign_is_read_as_the_sign_and_a_counting_dot_not_at_all() -> None:
    line = (
        "<p>The rope <img class=emoji alt=⛴ src=/f.svg> costs"
        " <img class=mwe-math-fallback-image-inline alt=2x src=/x.svg> a yard"
        "<img width=1 height=1 src=/count.gif>, says the ferryman.</p>"
    )
    content = read(inside=line)
    assert "The rope ⛴ costs 2x a yard, says the ferryman." in content.text.split("\n\n")
    assert content.images == ()


def test_a_heading_or_an_entry_of_a_list_is_no_credit_of_a_picture() -> None:
    parts = "<h2>Photos of the valley</h2><ul><li>Photo with the ferry</li></ul>"
    text = read(inside=f"{parts}<p>{MORE}</p><p>Photo: Ann Lee</p>").text
    assert "Photos of the valley" in text
    assert "Photo with the ferry" in text
    assert "Photo: Ann Lee" not in text


def test_teasers_go_however_long_they_are() -> None:
    teasers = "".join(
        f"<div class=story><h2><a href=/{n}>Landing {n}</a></h2><p>{MORE} {sentence} {MORE}</p><h3><a href=/{n}>Read the rest</a></h3></div>"
        for n, sentence in enumerate(PROSE)
    )
    page = f"<html><head><title>The ferry</title></head><body><h1>The ferry</h1><div><p>{LEAD}</p></div><div>{teasers}</div></body></html>"
    content = content_of(page, "http://news.example/ferry", article_url=True)
    assert content.text == LEAD


@pytest.mark.parametrize(
    "told",
    [
        f"<div class=infobox><h6>Über die Autorin</h6><div><p>{LEAD}</p></div></div><p>{MORE}</p>",
        f"<p>{MORE}</p><p>About the author</p><h3>Ann Lee</h3><p>{LEAD}</p><h3>Sources</h3><p>{MORE}!</p>",
    ],
)
def test_what_is_said_of_the_author_under_such_a_heading_goes(told: str) -> None:
    content = read(inside=told)
    assert LEAD not in content.text
    assert MORE in content.text
    assert LEAD in [removed.text for removed in content.removed]


def test_who_posted_what_an_article_begins_with_stays() -> None:
    post = (
        f"<blockquote class=twitter-tweet><p>{LEAD}</p>— Ann Lee (@annlee) May 3, 2026</blockquote>"
    )
    html = (
        f"<h1>The ferry runs again</h1><div class=text>{post}<p>{MORE}</p><p>{PROSE[0]}</p></div>"
    )
    content = content_of(
        f"<html><head><title>The ferry runs again</title></head><body>{html}</body></html>",
        "http://news.example/2026/09/23/ferry",
    )
    assert "— Ann Lee (@annlee) May 3, 2026" in content.text


def test_a_heading_that_says_the_title_behind_a_kicker_is_not_said_again() -> None:
    html = f"<h2>From the valley: The ferry runs again</h2><p>{MORE}</p>"
    page = f"<html><head><title>The ferry runs again</title></head><body><article>{html}</article></body></html>"
    content = content_of(page, "http://news.example/ferry", article_url=True)
    assert content.text == MORE


def test_a_page_of_nothing_but_items_is_read_all_the_same() -> None:
    cards = "".join(
        f"<div class=card><h3><a href=/{n}>Landing {n}</a></h3><p>{sentence}</p></div>"
        for n, sentence in enumerate(PROSE)
    )
    notice = "<div class=banner><p>Official pages of the valley, kept by its people.</p></div>"
    page = f"<html><head><title>Landings</title></head><body>{notice}<h1>Landings</h1><p>2026-09-23</p><div>{cards}</div></body></html>"
    content = content_of(page, "http://news.example/landings", article_url=True)
    assert all(sentence in content.text for sentence in PROSE)


NESTED = st.recursive(st.just("<p>x</p>"), lambda inner: st.lists(inner, min_size=1, max_size=3).map(
    lambda them: f"<div>{''.join(them)}</div>"
), max_leaves=8)  # fmt: skip


@given(NESTED, st.data())
def test_a_verdict_is_on_every_box_inside_up_to_the_next_one(
    html: str, data: st.DataObject
) -> None:
    raw = RawPage(
        url="http://news.example/1", captured=WHEN, status=200, content_type="text/html",
        body=html.encode(),
    )  # fmt: skip
    outline = open_page(raw).outline
    numbers = [box.number for box in outline.boxes]
    judged = data.draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    verdicts = {number: Verdict(f"rule{number}", "other") for number in judged}
    every = {}
    for box in outline.boxes:
        if verdict := verdicts.get(box.number) or every.get(box.parent):
            every[box.number] = verdict
    assert {n: v for n, v in enumerate(spread(outline, verdicts)) if v} == every


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("游客扫码入园，只要三秒。", True),
        ("她把照片发到了朋友圈。", True),
        ("此事引发关注，官方微信随后发布通报。", True),
        ("民警上门指导老人下载反诈App。", True),
        ("相关新闻发布会将于明天举行。", True),
        ("最新新聞顯示，船已經靠岸。", True),
        ("登录后台一看，数字已经翻了一倍。", True),
        ("微信扫描二维码，关注远山日报。", False),
        ("更多消息，请关注远山日报官方微信。", False),
        ("扫码下载客户端，第一时间看新闻。", False),
        ("相关新闻：渡口停航。", False),
        ("分享到朋友圈。", False),
    ],
)
def test_a_sentence_that_leads_no_reader_on_is_the_articles(line: str, stays: bool) -> None:
    assert (line in read(inside=f"<p>{line}</p>").text) is stays


def test_chapters_whose_class_says_furniture_are_believed_together() -> None:
    """Each has an id of its own, and the reader who forgives one forgives them all."""
    chapters = "".join(
        f"<section id={name} class='review__part review__part--ads'><h2>{name.title()}</h2><p>{MORE}</p>"
        f"<p>Part {number}. {PROSE[number]}</p></section>"
        for number, name in enumerate(("ferry", "market", "bridge", "harbour"))
    )
    html = (
        "<html><head><title>Four crossings compared</title></head><body><h1>Four crossings compared</h1>"
        f"<article class=review>{chapters}</article></body></html>"
    )
    text = content_of(html, "http://news.example/2026/09/23/crossings").text
    assert [sentence in text for sentence in PROSE[:4]] == [True] * 4


@pytest.mark.parametrize(
    "ago",
    [
        "vor 3 Tagen", "vor einer Stunde", "il y a 2 heures", "hace 5 días", "hace una hora", "há 4 dias",
        "3 giorni fa", "2 ore fa", "3 dagen geleden", "2 timmar sedan", "5 минут назад", "3 dni temu",
    ],
)  # fmt: skip
def test_posts_with_a_time_of_their_own_are_no_part(ago: str) -> None:
    posts = "".join(
        f"<div class=entry><b>Hill Post</b><div class=words>{sentence} See you there in an hour or so.</div>"
        f"<i>{ago}</i></div>"
        for sentence in PROSE[:3]
    )
    assert "in an hour or so" not in read(inside=f"<div class=wall>{posts}</div>").text


@pytest.mark.parametrize(
    "told", ["22 juin 2026", "3. Mai 2026", "5 de mayo de 2026", "7 Sept. 2026"]
)
def test_posts_with_a_day_before_its_month_are_no_part(told: str) -> None:
    posts = "".join(
        f"<div class=entry><b>Hill Post</b><div class=words>{sentence} See you there in an hour or so.</div>"
        f"<i>({told} @11h13)</i></div>"
        for sentence in PROSE[:3]
    )
    assert "in an hour or so" not in read(inside=f"<div class=wall>{posts}</div>").text


def test_chapters_headed_by_days_stay() -> None:
    days = "".join(
        f"<div class=part><h3>{day} juin 2026</h3><p>{MORE[day:]}</p></div>" for day in range(3, 6)
    )
    text = read(inside=f"<div class=chronicle>{days}</div>").text
    assert [MORE[day:] in text for day in range(3, 6)] == [True] * 3


@pytest.mark.parametrize(
    "box",
    [
        "<ul class=forum><li class=forum-fil><div class=forum-top>Ann</div><p>{0}</p></li></ul>",
        "<div class='formulaire_spip formulaire_forum'><fieldset><p>{0}</p></fieldset></div>",
        "<div class=forum-message><p>{0}</p></div>",
    ],
)
def test_a_forum_below_an_article_is_no_part_of_it(box: str) -> None:
    assert MORE not in read(inside=box.format(MORE)).text


def test_a_forum_that_is_met_at_is_a_part() -> None:
    assert MORE in read(inside=f"<div class=forum-of-the-valley><p>{MORE}</p></div>").text


@pytest.mark.parametrize(
    "rest", ["Weiterlesen", "Lire la suite", "Seguir leyendo", "Read the rest"]
)
def test_a_teaser_may_end_with_the_link_to_its_rest(rest: str) -> None:
    words = "Three villages have waited for it since June."
    teaser = (
        f"<div><h3><a href=/9>The bridge is open</a></h3><p>{words} <a href=/9>{rest}</a></p></div>"
    )
    assert words not in read(inside=teaser).text


def test_a_link_in_a_sentence_leads_to_no_rest() -> None:
    words = "The old song of the valley is what many will read and sing on the boat"
    part = f"<div><h3><a href=/9>The bridge is open</a></h3><p>{words}, <a href=/9>as ever</a>.</p></div>"
    assert words in read(inside=part).text


def test_the_name_of_a_video_is_no_paragraph() -> None:
    video = "<div class=clip><img src=1.jpg><div class=video-title>See how the ferry crosses the river</div></div>"
    assert "See how" not in read(inside=f"{video}<p>{MORE}</p>").text


def test_a_text_may_end_with_a_sentence_in_bold() -> None:
    content = read(inside="<p><b>Be on time, or swim!</b></p>")
    assert (content.blocks[-1].type, content.blocks[-1].text) == (
        "paragraph",
        "Be on time, or swim!",
    )
    assert "Upriver" not in read(inside="<p><b>Upriver</b></p>").text
