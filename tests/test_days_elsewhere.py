"""The day of publication in other languages: as printed, as marked, and never that of an update."""

from datetime import UTC, datetime

import pytest

from portal_spider.extract import open_page, read_page
from portal_spider.page import RawPage
from portal_spider.profile import SiteProfile

WHEN = datetime(2026, 9, 24, 4, 0, tzinfo=UTC)
BODY = "".join(
    f"<p>The rain has stopped in part {n} of the valley, and the ferry, tied up for a week, is running again.</p>"
    for n in range(4)
)


def day(head: str, info: str) -> str | None:
    html = f"<html><head><title>The ferry runs again</title>{head}</head><body><h1>The ferry runs again</h1>{info}<article>{BODY}</article></body></html>"
    raw = RawPage(
        url="http://news.example/ferry",
        captured=WHEN,
        status=200,
        content_type="text/html; charset=utf-8",
        body=html.encode(),
    )
    content = read_page(open_page(raw), SiteProfile(name="news")).content
    assert content is not None
    return content.published[:10] if content.published else None


@pytest.mark.parametrize(
    "line",
    [
        "September 23, 2026",
        "Sept. 23, 2026 at 9:12 a.m. EDT",
        "23 September 2026",
        "Wednesday, 23rd September 2026",
        "Published 23 Sep 2026, 08:15 BST",
        "Posted on Sep 23, 2026 by Ann Lee",
        "23. September 2026, 08:15 Uhr",
        "Stand: 23.09.2026 08:15 Uhr",
        "Veröffentlicht am 23.9.2026",
        "Publié le 23 septembre 2026 à 08h15",
        "Le 23/09/2026 à 08:15",
        "23 de septiembre de 2026",
        "Publicado el 23 de septiembre de 2026 a las 08:15",
        "23 de setembro de 2026 às 08h15",
        "Publicado em 23/09/2026 08h15",
        "23 settembre 2026, ore 08:15",
        "Pubblicato il 23 settembre 2026",
        "2026年9月23日 8時15分",
        "2026/09/23 08:15",
        "2026년 9월 23일 08:15",
        "입력 2026.09.23 08:15",
        "입력 2026-09-23 08:15 수정 2026-09-24 09:00",
        "23 сентября 2026, 08:15",
        "23.09.2026, 08:15",
        "23 września 2026",
        "23. září 2026 8:15",
        "23 Eylül 2026 08:15",
        "23 september 2026 kl. 08.15",
        "Published September 23, 2026 | Updated September 24, 2026",
        "Updated September 24, 2026 | Published September 23, 2026",
        "Aktualisiert am 24.09.2026 – Veröffentlicht am 23.09.2026",
        "Mis à jour le 24/09/2026, publié le 23/09/2026",
        "yesterday at 08:15",
        "15 hours ago",
        "vor 1 Tag",
        "il y a 1 jour",
        "hace 1 día",
        "há 1 dia",
        "1 giorno fa",
        "1日前",
        "1일 전",
    ],
)
def test_a_printed_day(line: str) -> None:
    assert day("", f"<div class='meta'><span>{line}</span></div>") == "2026-09-23"


@pytest.mark.parametrize(
    ("head", "info"),
    [
        ('<meta property="article:published_time" content="2026-09-23T08:15:00+00:00">', ""),
        ('<meta name="date" content="2026-09-23">', ""),
        ('<meta name="parsely-pub-date" content="2026-09-23T08:15:00Z">', ""),
        ('<meta name="DC.date.issued" content="2026-09-23">', ""),
        ('<meta itemprop="datePublished" content="2026-09-23">', ""),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"headline":"The ferry",'
            '"dateModified":"2026-09-24T01:00:00Z","datePublished":"2026-09-23T08:15:00Z"}]}</script>',
            "<p>Updated September 24, 2026</p>",
        ),
        ("", '<time datetime="2026-09-23T08:15:00Z">a while ago</time>'),
        ("", '<time itemprop="datePublished" datetime="2026-09-23">on Wednesday</time>'),
        (
            "",
            '<p>Updated <time itemprop="dateModified" datetime="2026-09-24">today</time>,'
            ' first <time itemprop="datePublished" datetime="2026-09-23">on Wednesday</time></p>',
        ),
        (
            '<meta property="article:published_time" content="2026-09-23T08:15:00Z">'
            '<meta property="article:modified_time" content="2026-09-24T01:00:00Z">',
            '<time datetime="2026-09-24">24 September 2026</time>',
        ),
    ],
)
def test_a_marked_day(head: str, info: str) -> None:
    assert day(head, info) == "2026-09-23"
