"""The head of an article in other languages: kicker, title, lead, who wrote it and when."""

import pytest

from tests.reading import content_of

URL = "https://lannbote.example/lokales/faehre-4711.html"
_FIRST = (
    "Der Regen hat am Dienstagabend aufgehört, doch die Fähre über den See fährt erst am "
    "Wochenende wieder, weil zwei Pfähle locker sind."
)
_SECOND = (
    "Für die Pendler bedeutet das einen Umweg von 22 Kilometern; viele von ihnen fahren nun mit dem "
    "Bus, der alle zwanzig Minuten vom Marktplatz abfährt."
)
_LEAD = "Zwei Pfähle am Anleger sind locker, und vierhundert Pendler fahren um den See."


def _page(head: str, text: str, begin: str = "") -> str:
    """Return a page with *head* outside the box of its text, which begins with *begin*."""
    return (
        "<html lang='de'><title>Die Fähre fährt wieder | Lannbote</title>"
        "<meta name='author' content='Lea Zbinden'><body>"
        f"<main><article>{head}<div class='story-text'>{begin}<p>{_FIRST}</p><p>{text}</p></div>"
        "</article></main></body></html>"
    )


@pytest.mark.parametrize(
    "head",
    [
        f"<header><h1>Die Fähre fährt wieder</h1></header><div><p>{_LEAD}</p></div>",
        f"<h1>Die Fähre fährt wieder</h1><div class='sc-a'><span>{_LEAD}</span></div>",
        f"<div class='head'><h1>Die Fähre fährt wieder</h1></div><div class='c-chapo'>{_LEAD}</div>",
        f"<div><h1>Die Fähre fährt wieder</h1></div><div class='leadIn'><p>{_LEAD}</p></div>",
        f"<header><h1>Die Fähre fährt wieder</h1><h2>{_LEAD}</h2></header>",
        f"<h1>Die Fähre fährt wieder</h1><div class='epigraph'><h2>{_LEAD}</h2></div>",
    ],
)
def test_a_sentence_below_the_head_is_the_lead(head: str) -> None:
    assert content_of(_page(head, _SECOND), URL).text == f"{_LEAD}\n\n{_FIRST}\n\n{_SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "<div class='image-caption'>Am Anleger in Birkenau stand am Dienstag niemand mehr an, auch kein Bus.</div>",
        "<div>Foto: Am Anleger in Birkenau stand am Dienstag niemand mehr an, auch kein Bus.</div>",
        "<h2><a href='/7'>Am Anleger in Birkenau stand am Dienstag niemand mehr an</a></h2>",
        "<h2>Mehr vom See</h2>",
        "<div>Jetzt den Newsletter bestellen und jeden Morgen wissen, was am See geschieht.</div>",
    ],
)
def test_other_sentences_below_the_head_are_no_lead(line: str) -> None:
    head = f"<header><h1>Die Fähre fährt wieder</h1></header>{line}"
    assert content_of(_page(head, _SECOND), URL).text == f"{_FIRST}\n\n{_SECOND}"


@pytest.mark.parametrize(
    "below",
    [
        "<div>Reto Kägi, Birkenau</div><div><time>21.09.2026, 05.30 Uhr</time> <span>4 Leseminuten</span></div>",
        "<div>von <address><a href='/autor/lea'>Lea Zbinden</a></address></div><div><span>34</span> Kommentare zum Text</div>",
        "<div>Zum Merken</div><div>Veröffentlicht am 22. September 2026</div><div>Zum Vorlesen</div>",
    ],
)
def test_who_and_when_below_the_lead_is_not_the_texts(below: str) -> None:
    begin = f"<h1>Die Fähre fährt wieder</h1><p>{_LEAD}</p>{below}"
    read = content_of(_page("", _SECOND, begin), URL)
    assert read.text == f"{_LEAD}\n\n{_FIRST}\n\n{_SECOND}"


@pytest.mark.parametrize(
    "below",
    ["<div>Und der Bus?</div>", "<div>Das Wetter am See</div>", "<p>Still ruht der See</p>"],
)
def test_a_short_line_below_the_first_paragraph_stays(below: str) -> None:
    begin = f"<h1>Die Fähre fährt wieder</h1><p>{_LEAD}</p>{below}"
    assert below[below.index(">") + 1 : below.rindex("<")] in content_of(
        _page("", _SECOND, begin), URL
    ).text.split("\n\n")


def test_a_day_behind_the_text_does_not_end_it() -> None:
    told = "Veröffentlicht am 22. September 2026 um 13:45 – Geändert am 22. September 2026, 15:00"
    page = _page("<h1>Die Fähre fährt wieder</h1>", f"{_SECOND}</p><div>{told}</div><p>")
    assert content_of(page, URL).text == f"{_FIRST}\n\n{_SECOND}"


@pytest.mark.parametrize(
    "line",
    ["dpa/krott", "ann/dpa", "Lea Zbinden/ats", "(afp)", "(APA/dpa)", "Lea Zbinden/apa-afp."],
)
def test_what_an_agency_wrote_is_signed_behind_the_text(line: str) -> None:
    page = _page("<h1>Die Fähre fährt wieder</h1>", f"{_SECOND}</p><p>{line}")
    assert content_of(page, URL).text == f"{_FIRST}\n\n{_SECOND}"


@pytest.mark.parametrize("line", ["Ob die Fähre kommt, weiß dpa", "Berg/Tal", "Es bleibt still."])
def test_a_short_line_may_end_the_text(line: str) -> None:
    page = _page("<h1>Die Fähre fährt wieder</h1>", f"{_SECOND}</p><p>{line}")
    assert content_of(page, URL).text.endswith(line)
