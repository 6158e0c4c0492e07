"""Forms inside a text: what asks for a reader's address is cut with what it is wanted for."""

import pytest

from tests.reading import content_of
from tests.test_furniture_boxes import MORE, PROSE, read

FIELD = "<input type=email placeholder='you@valley.example'>"
WEEKLY = "On Fridays, the best of what we found out along the river in the week."


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=c7><h3>The Valley Weekly</h3><p>{WEEKLY}</p><form>{FIELD}</form></div>",
        f"<section><h3>The Valley Weekly</h3><p>{WEEKLY}</p><form>{FIELD}<p>You can stop it.</p></form></section>",
        f"<form><h2>The Valley Weekly</h2><div>{WEEKLY}</div><div><label>Mail</label>{FIELD}</div></form>",
        f"<div><p>{WEEKLY}</p><input name=readers_email></div>",
    ],
)
def test_where_an_address_is_asked_for_is_no_part_of_the_text(box: str) -> None:
    content = read(inside=box)
    assert WEEKLY not in content.text
    assert "Weekly" not in content.text
    assert WEEKLY in [removed.text for removed in content.removed]


def test_a_short_article_with_a_field_beside_long_comments_stays() -> None:
    said = "".join(
        f"<div><b>Reader {n}</b><i>{n} days ago</i><p>{MORE} {n}</p></div>" for n in range(9)
    )
    html = (
        "<html><head><title>The ferry runs again</title></head><body><h1>The ferry runs again</h1>"
        f"<div><p>{PROSE[0]}</p><p>{PROSE[1]}</p>{FIELD}</div><div class=comments>{said}</div></body></html>"
    )
    text = content_of(html, "http://news.example/2026/09/23/ferry", article_url=True).text
    assert text == f"{PROSE[0]}\n\n{PROSE[1]}"


def test_a_form_that_holds_the_page_or_a_paragraph_is_no_reason_to_cut() -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in (*PROSE, MORE))
    html = (
        "<html><head><title>The ferry runs again</title></head><body><form>"
        f"<div>{FIELD}</div><h1>The ferry runs again</h1><div>{FIELD}{paragraphs}</div></form></body></html>"
    )
    content = content_of(html, "http://news.example/2026/09/23/ferry")
    assert content.text == "\n\n".join((*PROSE, MORE))
    assert (
        MORE in read(inside=f"<div><p>{MORE}</p><p>{MORE[::-1]}</p><div>{FIELD}</div></div>").text
    )
