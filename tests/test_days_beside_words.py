"""Days that a word or a box beside them says more of, and days that are printed without a year."""

import pytest

from archive.article import Content
from portal_spider.extract.metadata.persian import day_of
from tests.reading import content_of

BODY = "".join(
    f"<p>The rain has stopped in part {n} of the valley, and the ferry, tied up for a week, is running again.</p>"
    for n in range(4)
)


def read(info: str, *, lang: str = "en", below: str = "", head: str = "") -> Content:
    html = (
        f"<html lang={lang}><head><title>The ferry runs again</title>{head}</head><body>"
        f"<h1>The ferry runs again</h1>{info}<article>{BODY if lang == 'en' else BODIES[lang]}</article>"
        f"{below}</body></html>"
    )
    return content_of(html, "http://news.example/ferry")


def text(sentence: str) -> str:
    return "".join(f"<p>{sentence.format(n)}</p>" for n in range(1, 5))


BODIES = {
    "ru": text("Дождь в части {} долины прекратился, и паром, который стоял неделю, снова ходит через реку."),
    "de": text("Der Regen hat in Teil {} des Tals aufgehört, und die Fähre, die eine Woche lag, fährt wieder."),
    "da": text("Regnen er holdt op i del {} af dalen, og færgen, der lå en uge ved broen, sejler igen."),
    "fi": text("Sade on lakannut laakson osassa {}, ja lautta, joka oli viikon rannassa, kulkee taas joen yli."),
    "fr": text("La pluie a cessé dans la partie {} de la vallée, et le bac, qui attendait, circule de nouveau."),
    "es": text("La lluvia ha parado en la parte {} del valle, y el barco, que esperaba, vuelve a navegar por el río."),
    "nl": text("De regen is opgehouden in deel {} van het dal, en het veer, dat een week stil lag, vaart weer."),
    "ja": text("谷の第{}区では雨がやみ、一週間岸につながれていた渡し船が、けさから再び川を渡り始めた。"),
    "fa": text("باران در بخش {} دره بند آمد و قایق که یک هفته کنار ساحل مانده بود از صبح امروز دوباره کار می‌کند."),
}  # fmt: skip


@pytest.mark.parametrize(
    "info",
    [
        'Posted September 22, 2026, Updated <time datetime="2026-09-23T08:15:00Z">14 hrs ago</time>',
        '<time datetime="2026-09-22">22 September</time> Updated <time datetime="2026-09-23">1 day ago</time>',
        '<time datetime="2026-09-22">22.9.</time><span>Oppdatert</span> <time datetime="2026-09-23">i går</time>',
        '<time datetime="2026-09-22">22 Sep</time><span>Aangepast <time datetime="2026-09-23">nu</time></span>',
        '<div class="field--name-created"><time datetime="2026-09-22">September 22, 2026</time></div>'
        '<div class="field--name-changed"><time datetime="2026-09-23">September 23, 2026</time></div>',
        '<p class="published"><time datetime="2026-09-22">September 22, 2026</time></p>'
        '<p class="modified"><time datetime="2026-09-23">September 23, 2026</time></p>',
        "2026-09-22 8:15 (2026-09-23 9:00更新)",
    ],
)
def test_a_day_behind_a_word_or_in_a_box_of_change(info: str) -> None:
    content = read(f"<div>{info}</div>")
    told = (content.published or "")[:10], (content.modified or "")[:10]
    assert told == ("2026-09-22", "2026-09-23")


def test_a_day_of_change_goes_behind_one_that_is_printed_with_who_wrote() -> None:
    below = (
        "<div class='meta'>By <span class=fn>Ann Lee</span> | <span class='updated' style='display:none'>"
        "2026-09-23T09:41:37+02:00</span><span>September 22nd, 2026</span> | <a href=/c>Ferries</a></div>"
    )
    content = read("", below=below)
    assert (content.published, content.modified) == ("2026-09-22", "2026-09-23T09:41:37+02:00")


@pytest.mark.parametrize(
    "line",
    [
        "Sist endret 23. september 2026",
        "Zadnja izmjena: 23.09.2026. 09:00",
        "Последна промяна 23.09.2026",
        "Data modyfikacji: 23.09.2026",
        "Actualització: 23.09.2026 09:00",
        "Atnaujinta 2026-09-23",
        "Uuendatud 23.09.2026",
        "ปรับปรุง: 23 ก.ย. 2569 09:00",
        "আপডেট: 23/09/2026",
        "Τελευταία ενημέρωση: 23/09/2026 09:00",
    ],
)
def test_words_for_a_change(line: str) -> None:
    content = read(f"<p>2026-09-22</p><p>{line}</p>")
    assert ((content.published or "")[:10], (content.modified or "")[:10]) == (
        "2026-09-22",
        "2026-09-23",
    )


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ja", "9/22(火) 17:20 配信"),
        ("ru", "22 сентября, 08:15"),
        ("da", "22. sep kl. 08:15"),
        ("da", "22-09-26, 08:15"),
        ("de", "22. Sept., 8.15 Uhr"),
        ("fi", "22.9. klo 8.15"),
        ("fi", "22.9. 8:15"),
        ("fr", "22 sept. à 08h15"),
        ("es", "22/9 08:15"),
        ("es", "22/09/26 - 08h15min"),
        ("ru", "Вчера, 22 сентября (08:15)"),
        ("nl", "22-09-26, 08:15"),
        ("en", "Sep 22, 8:15 AM"),
        ("en", "September 22 at 8:15 p.m."),
        ("fa", "سه‌شنبه ۳۱ شهریور ۱۴۰۵ - ۰۸:۱۵"),
        ("fa", "۱۴۰۵/۰۶/۳۱"),
        ("fa", "۳۱ شهريور ماه ۱۴۰۵ ساعت ۰۸:۱۵"),
    ],
)
def test_a_day_without_its_year_or_of_another_calendar(lang: str, line: str) -> None:
    assert (read(f"<div>{line}</div>", lang=lang).published or "")[:10] == "2026-09-22"


@pytest.mark.parametrize(
    "line",
    [
        "The concert on the river begins on September 30 at 8:15 p.m.",
        "September 30, 8:15 p.m.",
        "The last ferry of the summer leaves the pier on 20 September at 20:15, its captain says",
        "Sept 22",
        "22. 9.",
    ],
)
def test_a_day_to_come_or_of_the_story_is_none(line: str) -> None:
    assert read(f"<div>{line}</div>").published is None


def test_a_year_that_is_not_printed_is_told_by_a_mark() -> None:
    info = "<div>Sep 22, 8:15 AM</div><p>Story of <time datetime='2024-09-22'>then</time></p>"
    assert read(info).published == "2024-09-22"


def test_a_machines_utc_where_the_page_prints_the_same_moment() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry",'
        '"datePublished":"2026-09-23T01:15:20Z","dateModified":"2026-09-24T01:15:00Z"}</script>'
    )
    content = read("<p>September 22, 2026 at 9:15 p.m. EDT</p>", head=head)
    assert content.published == "2026-09-22T21:15:20-04:00"
    assert content.modified == "2026-09-23T21:15:00-04:00"


@pytest.mark.parametrize(
    ("first", "day"),
    [("1399", "2020-03-20"), ("1403", "2024-03-20"), ("1404", "2025-03-21"), ("1408", "2029-03-20")],
)  # fmt: skip
def test_a_year_of_iran_begins_in_march(first: str, day: str) -> None:
    assert str(day_of(first, "1", "1")) == day
