"""Ordinary sentences that begin or end like furniture and bylines: each stays, and nobody is named by one."""

import pytest

from archive.article import Content
from tests.ordinary import PARAGRAPHS, SENTENCES, TITLES
from tests.reading import content_of

EACH = [(lang, line) for lang, text in SENTENCES.items() for line in text.strip().splitlines()]
SAID = ("title", "subtitle", "authors", "editors", "source", "published", "modified", "section")


def read(lang: str, *paragraphs: str) -> Content:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        f"<html lang={lang}><head><title>{TITLES[lang]}</title></head><body><h1>{TITLES[lang]}</h1>"
        f"<div class=content>{body}</div></body></html>"
    )
    return content_of(html, "https://hillpost.example/a/ferry.html")


@pytest.mark.parametrize(("lang", "sentence"), EACH)
def test_an_ordinary_sentence_stays_and_says_nothing_of_its_article(
    lang: str, sentence: str
) -> None:
    paragraphs = PARAGRAPHS[lang]
    without = read(lang, *paragraphs)
    for at in (0, 3, len(paragraphs)):
        content = read(lang, *paragraphs[:at], sentence, *paragraphs[at:])
        assert sentence in content.text
        for field in SAID:
            assert getattr(content, field) == getattr(without, field)
