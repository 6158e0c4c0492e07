"""What machines are told in ways that are not quite the standards', and whose names stand beside an article."""

import json
from typing import Any

import pytest

from archive.article import Content
from tests.reading import content_of

TITLE = "The ferry runs again"
BODY = "".join(
    f"<p>The rain has stopped in part {n} of the valley, and the ferry, tied up for a week, is running again.</p>"
    for n in range(4)
)


def read(head: str = "", info: str = "", below: str = "", h1: str = TITLE) -> Content:
    html = (
        f"<html lang=en><head><title>{TITLE} | Hill Post</title>{head}</head>"
        f"<body><h1>{h1}</h1>{info}<article>{BODY}</article>{below}</body></html>"
    )
    return content_of(html, "http://www.hillpost.example/ferry")


def linked(**said: Any) -> str:
    told = json.dumps({"@type": "NewsArticle", "headline": TITLE} | said)
    return f'<script type="application/ld+json">{told}</script>'


@pytest.mark.parametrize(
    "head",
    [
        linked(datePublished=1790064000),
        linked(datePublished="2026-09-22T08:15:00Z").replace("}</script>", ",}</script>"),
        # a teaser's comes first
        linked(headline="A bridge", datePublished="2026-09-01")
        + linked(datePublished="2026-09-22"),
    ],
)
def test_a_day_for_machines(head: str) -> None:
    assert (read(head).published or "")[:10] == "2026-09-22"


@pytest.mark.parametrize(
    "info",
    [
        '<span property="schema:dateCreated" content="2026-09-22T08:15:00+00:00"></span>',
        '<div property="dc:date dc:created" content="2026-09-22T08:15:00+00:00">on a Tuesday</div>',
    ],
)
def test_a_day_as_rdfa_marks_it(info: str) -> None:
    assert (read(info=info).published or "")[:10] == "2026-09-22"


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Ann Lee, Redakteurin"},
        {"@type": "Person", "name": "Ann Lee (dpa)"},
        [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Correspondent"}],
    ],
)
def test_a_name_with_a_role_or_an_agency(author: Any) -> None:
    assert read(linked(author=author)).authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "info",
    [
        "<span itemprop=author itemscope><meta itemprop=name content='Ann Lee'></span>",
        "<span property='schema:author'>Ann Lee</span>",
        "<p>Guest post by Ann Lee</p>",
        "<p>By ANN LEE Associated Press</p>".replace("ANN LEE", "Ann Lee"),
        "<p>Dal nostro inviato Ann Lee</p>",
        "<p>Propos recueillis par Ann Lee</p>",
        "<p>Text: Ann Lee. Photo: Bo Chen</p>",
        "<p>Text: Ann Lee Foto: Bo Chen</p>",
        "<h4><a href='/author/7'>Ann Lee</a></h4>",
    ],
)
def test_who_wrote_as_pages_mark_and_say_it(info: str) -> None:
    assert read(info=info).authors == ("Ann Lee",)


TEASER = "<div><h3><a href='/{0}'>What else is new on the river {0}</a></h3><span class='author-name'>{1}</span></div>"


@pytest.mark.parametrize(
    "below",
    [
        TEASER.format(1, "Ann Lee") + TEASER.format(2, "Bo Chen"),
        "<div><a href='/1'><h3>A bridge is closed</h3></a><a href='/author/7'>Ann Lee</a></div>",
        "<aside><h4>Columnists</h4><a href='/author/7'>Ann Lee</a><a href='/author/8'>Bo Chen</a></aside>",
    ],
)
def test_who_wrote_other_articles(below: str) -> None:
    assert read(below=below).authors == ()
    assert read(info=below).authors == ()


@pytest.mark.parametrize(
    "info",
    [
        f"<div><h2><a href='/ferry'>{TITLE}</a></h2><span class='author-name'>Ann Lee</span></div>",
        "<aside class='author-box'><a href='/author/7'>Ann Lee</a></aside>",
    ],
)
def test_but_not_the_articles_own(info: str) -> None:
    assert read(info=info).authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "h1", [f"<span class='badge'>LIVE</span> {TITLE}", "The ferry<br>runs again"]
)
def test_a_heading_of_several_parts(h1: str) -> None:
    assert read(h1=h1).title == TITLE


def test_a_title_that_is_a_quotation_keeps_its_signs() -> None:
    said = "« The ferry is running again »"
    head = f'<meta property="og:title" content="{said}">'
    assert read(head, h1="Rain").title == said


def test_thailand_shortens_its_years() -> None:
    assert read(info="<p>22 ก.ย. 69 | 08:15 น.</p>").published == "2026-09-22"
