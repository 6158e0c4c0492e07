"""The days of publication and of change in other languages: as printed, as marked, as the portal's readers call them."""

from datetime import datetime

import pytest

from archive.article import Content
from portal_spider.extract.metadata.clocks import zone_of
from tests.reading import content_of

BODY = "".join(
    f"<p>The rain has stopped in part {n} of the valley, and the ferry, tied up for a week, is running again.</p>"
    for n in range(4)
)


def read(
    head: str,
    info: str,
    *,
    url: str = "http://news.example/ferry",
    zone: str | None = None,
    above: str = "",
    below: str = "",
) -> Content:
    html = (
        f"<html><head><title>The ferry runs again</title>{head}</head><body>{above}"
        f"<h1>The ferry runs again</h1>{info}<article>{BODY}</article>{below}</body></html>"
    )
    return content_of(html, url, zone=zone)


def day(head: str, info: str, above: str = "") -> str | None:
    published = read(head, info, above=above).published
    return published[:10] if published else None


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
        "Von Ann Lee, 23.9.26",
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
        (
            '<script type="application/ld+json">{"@type":"WebPage","name":"The ferry","mainEntity":'
            '{"@type":"NewsArticle","headline":"The ferry","datePublished":"2026-09-23T08:15:00Z"}}</script>',
            "",
        ),
        ('<meta name="citation_publication_date" content="2026/09/23">', ""),
        ('<script>window.page = {"published_at": "2026-09-23T08:15:00Z", "id": 7}</script>', ""),
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
        (
            "",
            '<time class="entry-date published updated" datetime="2026-09-23">then</time>'
            '<p>Bob says: <time datetime="2026-09-24">so it is</time></p>',
        ),
        ("", '<p>by Ann <abbr class="published" title="2026-09-23T21:05:00-07:00">9:05</abbr></p>'),
        (
            "",
            '<p>by Ann <span itemprop="datePublished">23 September 2026</span></p><p>May 3, 2019</p>',
        ),
        ("", '<p>Links (May 3, 2019)</p><time class="published" datetime="2026-09-23">then</time>'),
        ("", '<p>Links (May 3, 2019)</p><time pubdate datetime="2026-09-23">then</time>'),
    ],
)
def test_a_marked_day(head: str, info: str) -> None:
    assert day(head, info) == "2026-09-23"


def test_of_several_marked_days_the_printed_one_is_the_article_s() -> None:
    teasers = "".join(f'<time pubdate datetime="2026-09-1{n}">then</time>' for n in range(3))
    assert day("", "<div>September 23, 2026</div>", above=teasers) == "2026-09-23"


@pytest.mark.parametrize(
    "line",
    [
        "Updated September 24, 2026",
        "Last updated: 24 Sep 2026, 08:15 BST",
        "Date of last revision: September 24, 2026",
        "Published September 23, 2026 | Last modified September 24, 2026",
        "Aktualisiert am 24.09.2026",
        "Zuletzt geändert: 24.09.2026",
        "Mis à jour le 24/09/2026 à 08:15",
        "Actualizado el 24 de septiembre de 2026",
        "Atualizado em 24/09/2026 08h15",
        "Aggiornato il 24 settembre 2026",
        "Uppdaterad 24 september 2026",
        "Opdateret 24. september 2026",
        "Oppdatert 24. september 2026",
        "Päivitetty 24.9.2026",
        "Laatst bijgewerkt op 24 september 2026",
        "Zaktualizowano 24 września 2026",
        "Aktualizováno 24. září 2026",
        "Обновлено 24 сентября 2026, 08:15",
        "Güncelleme: 24 Eylül 2026",
        "입력 2026-09-23 08:15 수정 2026-09-24 09:00",
        "更新 2026年9月24日 8時15分",
        "发布时间：2026-09-23 最后更新：2026-09-24",
        "发布时间：2026-09-23 修改于 2026-09-24 09:00",
        '<time class="updated" datetime="2026-09-24">a moment ago</time>',
    ],
)
def test_a_day_of_change(line: str) -> None:
    content = read("", f"<div class='meta'><span>{line}</span></div>")
    assert (content.modified or "")[:10] == "2026-09-24"
    assert content.evidence["modified"].startswith(("visible", "itemprop"))


BEHIND = [
    "Dieser Artikel wurde am 23. September 2026 um 08:15 von Ann Lee geschrieben.",
    "Von Ann am 23.09.2026, 08:15 | 0 Meinungen",
    "Gespeichert von ann am 23. September 2026 - 08:15",
    "Posted by Ann Lee on September 23, 2026",
    "This entry was posted on Wednesday, September 23rd, 2026 at 8:15 am and is filed under Ferries. You can"
    " follow any responses to this entry through the feed. You can leave a response, or trackback from your own site.",
]


@pytest.mark.parametrize("line", BEHIND)
def test_a_day_behind_the_text(line: str) -> None:
    content = read("", "", below=f"<div class='meta'>{line}</div>")
    assert (content.published or "")[:10] == "2026-09-23"
    assert content.evidence["published"].startswith("visible:signed")


@pytest.mark.parametrize(
    "line",
    [
        "By March 3, 2019, the old ferry of the valley had carried its last passenger over the river, and the mill was closed as well.",
        "This article is a sequel to what we told, and to what readers told us, of the flood that came over the valley on May 3, 2019.",
    ],
)
def test_a_sentence_with_a_day_is_no_signature(line: str) -> None:
    assert read("", "", below=f"<div class='meta'>{line}</div>").published is None


def test_several_such_days_behind_the_text_are_of_comments() -> None:
    below = "".join(f"<div>Von Ann am {day}.09.2026</div>" for day in (21, 22))
    assert read("", "", below=below).published is None


@pytest.mark.parametrize("kind", ["instagram-media", "twitter-tweet"])
def test_a_post_that_is_shown_has_a_day_of_its_own(kind: str) -> None:
    post = (
        f"<blockquote class='{kind}'><p>Ann Lee (@ann) on <time datetime='2026-09-01'>Sept 1, 2026</time>"
        "</p></blockquote>"
    )
    said = "<div class='PublishDate'>Wednesday, September 23, 2026</div>"
    assert (read("", post, below=said).published or "")[:10] == "2026-09-23"


def test_a_day_beside_the_title_goes_before_those_of_teasers() -> None:
    teasers = "".join(
        f"<div><b>What else is new in the valley, part {n}</b></div><div>0{n}/08/2026</div>"
        for n in (1, 2)
    )
    info = "<div>23/09/2026by Ann LeeNo commentsFerries, The valley, Rain</div>"
    assert day("", f"{info}<h2>The ferry runs again</h2>", above=teasers) == "2026-09-23"


@pytest.mark.parametrize(
    "beside",
    [
        "<ul class='menu'><li>Monday, May 4, 2026</li></ul>",
        "<div class='related'><p>May 3, 2026</p></div>",
        "<div style='display:none'>Made: May 3, 2026, 08:15</div>",
        "<p>May 3, 2026 <a href='/f'>What else is new in the valley and on the river</a></p>",
        "<p><a href='/f'>What was new in the valley on May 3, 2026</a></p>",
    ],
)
def test_a_day_of_other_things_does_not_go_before_the_article_s(beside: str) -> None:
    said = "<div>By Ann Lee of the valley, by the river | September 23, 2026</div>"
    between = "<div>Rain</div>" * 12
    assert day("", f"{said}{between}{beside}") == "2026-09-23"
    assert day("", "", above=beside) == ("2026-05-04" if "Monday" in beside else "2026-05-03")


def test_who_wrote_it_and_when_may_stand_in_furniture() -> None:
    said = "<p class='byline'>By Ann Lee<br>September 23, 2026</p><div>Rain</div><div>May 3, 2026</div>"
    assert day("", said, above="<div>May 3, 2026</div>") == "2026-09-23"


@pytest.mark.parametrize("word", ["Published", "POSTED ON", "Veröffentlicht am", "Publié le"])
def test_a_word_of_publication_may_be_in_capitals(word: str) -> None:
    assert read("", "", below=f"<div>{word} 23.09.2026</div>").published == "2026-09-23"


def test_a_time_for_machines_that_is_printed_is_not_the_day_beside_it() -> None:
    info = "<p><span class='updated'>2026-09-24T01:27:31+02:00</span><span>September 23rd, 2026</span></p>"
    content = read("", info)
    assert (content.published, content.modified) == ("2026-09-23", "2026-09-24T01:27:31+02:00")


def test_the_day_of_access_to_a_source_is_none_of_publication() -> None:
    below = "<p>A source. <span class='reference-accessdate'>Retrieved 2026-09-03</span></p>"
    assert read("", "", below=below).published is None


def test_a_day_before_there_were_pages_does_not_hide_the_article_s() -> None:
    assert day("", "<div>September 23, 2026</div><div>Since May 3, 1985</div>") == "2026-09-23"


def test_a_day_in_a_title_does_not_go_before_the_article_s() -> None:
    title = "The flood of May 3, 2019"
    info = "<div>By Ann Lee</div><div>Five minutes to read</div><div>September 23, 2026</div>"
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'
    assert day(head, f"<h1>{title}</h1>{info}") == "2026-09-23"


@pytest.mark.parametrize(
    "line", ["After the flood of May 3, 2019", "On May 3, 2019 the ferry sank"]
)
def test_nor_does_one_in_a_line_beside_it(line: str) -> None:
    info = f"<div>{line}</div><div>By Ann Lee</div><div>Five minutes to read</div><div>Rain</div>"
    said = "<div>Wednesday, September 23, 2026</div>"
    assert day("", f"<h2>The ferry runs again</h2>{info}{said}") == "2026-09-23"


@pytest.mark.parametrize(
    ("head", "url", "published"),
    [
        ('<meta property="og:locale" content="en_US">', "http://news.example/f", "2026-03-04"),
        ('<meta property="og:locale" content="en_GB">', "http://news.com/f", "2026-04-03"),
        ("<html lang=en-US>", "http://news.example/f", "2026-03-04"),
        ("<html lang=en>", "http://www.news.com/f", "2026-03-04"),
        ("<html lang=en>", "http://www.news.co.uk/f", "2026-04-03"),
        ("<html lang=fr>", "http://www.news.com/f", "2026-04-03"),
        ("", "http://www.news.com/f", "2026-04-03"),
    ],
)
def test_americans_write_the_month_first(head: str, url: str, published: str) -> None:
    assert read(head, "<div>03/04/2026</div>", url=url).published == published


def test_who_writes_of_a_day_to_come_writes_the_day_first() -> None:
    assert read("<html lang=en>", "<div>10/09/2026</div>", url="http://news.com/f").published == (
        "2026-09-10"
    )


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ('<meta name="date" content="03/04/2026">', ""),
        ('<script type="application/ld+json">{"@type":"Article","datePublished":"03/04/2026"}</script>', ""),
        ('<script>window.page = {"publishDate": "03/04/2026"}</script>', ""),
        ("", "<div>Posted by Ann Lee on 03/04/2026</div>"),
    ],
)  # fmt: skip
def test_americans_write_so_for_machines_and_behind_the_text_too(head: str, below: str) -> None:
    said = '<meta property="og:locale" content="en_US"><meta name="lastmod" content="03/05/2026">'
    content = read(said + head, "", below=below)
    assert (content.published, content.modified) == ("2026-03-04", "2026-03-05")


@pytest.mark.parametrize("path", ["2026/09/23", "2026/9/23", "20260923", "2026/sep/23"])
def test_a_day_in_the_url_that_the_page_calls_its_own(path: str) -> None:
    head = f'<meta property="og:url" content="http://news.example/{path}/ferry">'
    assert day(head, "") == "2026-09-23"


@pytest.mark.parametrize(
    "info",
    [
        "<p>Monday, May 4, 2026, 00:26</p>",
        "<time datetime='2026-05-04'>then</time>",
        "<p>12 days ago</p>",
        "<i class='date'>May 4, 2026</i>",
    ],
)
def test_a_day_in_the_url_goes_before_another_that_nothing_calls_the_article_s(info: str) -> None:
    url = "http://news.example/2026/09/23/ferry"
    above = f"{info}<p>Rain</p><p>Wind</p><p>Snow</p>"
    assert read("", "", url=url, above=above).published == "2026-09-23"
    said = "<p>23 September 2026</p>"
    assert read("", said, url=url, above=above).published_raw == "23 September 2026"
    coming = read("", "", url=url.replace("2026", "2027"), above=above).published
    assert (coming or "")[:4] == "2026"


def test_nor_does_it_go_before_one_beside_the_title() -> None:
    url = "http://news.example/2026/09/03/ferry"
    assert read("", "<p>23 September 2026</p>", url=url).published == "2026-09-23"


def test_a_printed_day_that_is_called_so_goes_before_one_in_the_url() -> None:
    url, line = "http://news.example/2026/09/03/ferry", "<p>Published September 23, 2026</p>"
    assert read("", line, url=url).published == "2026-09-23"


@pytest.mark.parametrize(
    "line", ["vom 23.9.26", "am 23.09.26, 08:15", "Mittwoch 23.9.26", "Mi 23.9.26", "08:15 23.9.26"]
)
def test_a_day_with_a_short_year(line: str) -> None:
    assert day("", f"<div>{line}</div>") == "2026-09-23"


@pytest.mark.parametrize(
    "line",
    [
        "Hillkit 4.2.11 is out",
        "v4.2.11",
        "Hillkit 3.12.10 ist da",
        "Version: 3.2.10",
        "Hillkit (Version: 3.2.10)",
        "版本：3.2.10",
        "Firmware : 3.2.10",
    ],
)
def test_a_version_is_no_day(line: str) -> None:
    assert day("", f"<div>{line}</div>") is None


def test_a_day_in_a_script_goes_before_one_without_a_year() -> None:
    head = '<script>window.page = {"publishDate": "2025-03-02T08:15:00Z"}</script>'
    assert day(head, "<i class='date'>3月2日</i>") == "2025-03-02"


def test_a_printed_day_of_publication_is_no_change() -> None:
    assert read("", "<p>Published September 23, 2026</p>").modified is None


LATE = '<meta property="article:published_time" content="2026-09-22T22:15:30+00:00">'


@pytest.mark.parametrize(
    ("info", "url", "zone", "published"),
    [
        # 22:15 in London is 06:15 of the next day in Shanghai, where the portal is read.
        ("", "http://news.example/ferry", "Asia/Shanghai", "2026-09-23T06:15:30+08:00"),
        # The portal prints the hour that it calls UTC: it is none.
        (
            "<p>September 22, 2026 22:15</p>",
            "http://news.example/ferry",
            "Asia/Shanghai",
            "2026-09-22T22:15:30+08:00",
        ),
        # Nobody knows the zone, and the hour beside it tells it.
        (
            "<p>September 22, 2026 6:15 p.m.</p>",
            "http://news.example/ferry",
            None,
            "2026-09-22T18:15:30-04:00",
        ),
        # Only the URL tells which day it was there.
        ("", "http://news.example/2026/09/23/ferry", None, "2026-09-23"),
        ("", "http://news.example/2026/09/25/ferry", None, "2026-09-22T22:15:30+00:00"),
        ("", "http://news.example/ferry", None, "2026-09-22T22:15:30+00:00"),
    ],
)
def test_a_day_is_what_the_portals_readers_call_it(
    info: str, url: str, zone: str | None, published: str
) -> None:
    assert read(LATE, info, url=url, zone=zone).published == published


@pytest.mark.parametrize(
    ("language", "offset"), [("ja", "+09:00"), ("ko", "+09:00"), ("th", "+07:00"), ("vi", "+07:00")]
)
def test_some_languages_are_spoken_by_one_clock(language: str, offset: str) -> None:
    zone = zone_of(None, language, language, "")
    when = datetime(2026, 9, 23, 8, 15, tzinfo=zone)
    assert when.isoformat() == f"2026-09-23T08:15:00{offset}"


def test_a_machine_whose_hour_of_publication_is_no_utc_tells_no_utc_of_the_change() -> None:
    head = f'{LATE}<meta property="article:modified_time" content="2026-09-22T23:10:00+00:00">'
    content = read(head, "<p>September 22, 2026 22:15</p>", zone="Asia/Shanghai")
    assert content.modified == "2026-09-22T23:10:00+08:00"
    content = read(head, "", url="http://news.example/2026/09/23/ferry")
    assert (content.published, content.modified) == ("2026-09-23", "2026-09-22T23:10:00+00:00")


@pytest.mark.parametrize(
    "line",
    [
        "Δημοσιεύτηκε 3 Σεπτεμβρίου 2026, ενημερώθηκε 5 Σεπτεμβρίου 2026",
        "Публикувано на 3 септември 2026, обновено на 5 септември 2026",
        "Objavljeno 3. rujna 2026., ažurirano 5. rujna 2026.",
        "Diterbitkan 3 September 2026, dikemas kini 5 September 2026",
        "เผยแพร่ 3 กันยายน 2569 อัปเดต 5 กันยายน 2569",
        "آخر تحديث: 5 سبتمبر 2026 نشر: 3 سبتمبر 2026",
        "פורסם: 3 בספטמבר 2026 עודכן: 5 בספטמבר 2026",
        "अपडेटेड 5 सितंबर 2026, प्रकाशित 3 सितंबर 2026",
        "编辑于 2026-09-05 首发 2026-09-03",
        "最新更新時間：2026/09/05 10:00 發稿時間：2026/09/03 10:00",
    ],
)
def test_words_of_change_in_other_scripts_are_known(line: str) -> None:
    content = read("", f"<p>{line}</p>")
    assert ((content.published or "")[:10], (content.modified or "")[:10]) == (
        "2026-09-03",
        "2026-09-05",
    )


@pytest.mark.parametrize(
    ("info", "published"),
    [
        ("<p>12.10.2015, 19:16 Uhr</p>", "2015-10-12"),
        ("<p>Published 12 October 2015</p>", "2015-10-12"),
        ("<p>Three villages waited for it since 12 October 2015.</p>", "2019-05-07"),
    ],
)
def test_a_record_that_was_made_later_than_the_article(info: str, published: str) -> None:
    """An archive that moved to another system has the day of that in its records."""
    assert day('<meta itemprop=dateCreated content="2019-05-07T17:00:52+02:00">', info) == published


FAR = "".join(f"<p><a href=/{n}>Other news of the valley, number {n}</a></p>" for n in range(12))


@pytest.mark.parametrize(
    "below",
    [
        "<ul><li>Date 23.09.2026</li></ul>",
        "<ul><li>Datum: 23.09.2026</li></ul><div><p>Datum: 23.09.2026</p></div>",
    ],
)
def test_a_label_far_below_the_text_goes_before_a_mark(below: str) -> None:
    other = "<p>Upriver <b class=date>01.08.2026</b> and other news of the week</p>"
    assert read("", "", below=FAR + below + FAR + other).published == "2026-09-23"


def test_labels_that_differ_tell_no_day() -> None:
    below = f"{FAR}<p>Date 23.09.2026</p>{FAR}<p>Date 24.09.2026</p>"
    assert read("", "", below=below).published is None


@pytest.mark.parametrize(
    ("title", "published"),
    [
        ("The ferry runs again | Valley | Hill Post | 23.09.2026", "2026-09-23"),
        ("The ferry runs again - 23 September 2026 - Hill Post", "2026-09-23"),
        ("The rain of 23 September 2026 | Hill Post", None),
        ("The ferry runs again | Hill Post of 23 September 2026", None),
    ],
)
def test_a_part_of_the_title_that_is_a_day(title: str, published: str | None) -> None:
    html = (
        f"<html><head><title>{title}</title></head><body><h1>The ferry runs again</h1>"
        f"<article>{BODY}</article></body></html>"
    )
    assert content_of(html, "http://news.example/ferry").published == published


@pytest.mark.parametrize(
    "line",
    [
        "As of 31 December 2025, the company holds 12 licences.",
        "Since 31 December 2025 nobody has crossed the river here.",
    ],
)
def test_a_day_in_a_sentence_at_the_head_is_the_storys(line: str) -> None:
    html = (
        "<html><head><title>The ferry runs again</title></head><body><h1>The ferry runs again</h1>"
        f"<article><p>The ferry is the pride of three villages, and of their mayor.</p><p>{line}</p>{BODY}</article></body></html>"
    )
    assert content_of(html, "http://news.example/ferry").published is None


@pytest.mark.parametrize(
    ("changed", "year"), [("2016-06-13", 2016), ("2016-06-12", 2016), ("2016-03-01", 2015)]
)
def test_a_day_without_a_year_is_not_after_the_days_of_a_change(changed: str, year: int) -> None:
    head = f'<meta property="article:modified_time" content="{changed}T20:03:00Z">'
    assert day(head, "<p>Jun 13, 4:03 PM EDT</p>") == f"{year}-06-13"
