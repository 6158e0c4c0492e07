"""What stands round links in a text: labels go with their lists, headings and questions that are links stay."""

import re

import pytest

from archive.article import Content
from tests.reading import content_of
from tests.test_furniture_boxes import MORE, PROSE, read

LINKS = (
    "<ul><li><a href=/a1>The mill by the river is sold</a></li>"
    "<li><a href=/a2>Rain on the hills and the plain</a></li>"
    "<li><a href=/a3>A market on the far side</a></li></ul>"
)


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("SEE ALSO…", f"<p>SEE ALSO…</p>{LINKS}"),
        ("Further reading:", f"<p>Further reading:</p>{LINKS}"),
        ("From the valley", f"<div><h3>From the valley</h3>{LINKS}</div>"),
        ("In this series", f"<div><p><b>In this series</b></p>{LINKS}</div>"),
        ("From the valley", f"<div><div>From the valley</div><div>{LINKS}</div></div>"),
    ],
)
def test_a_label_goes_with_its_list(label: str, inside: str) -> None:
    content = read(inside=inside)
    assert content.text == "\n\n".join(PROSE)
    assert label in [removed.text for removed in content.removed]


@pytest.mark.parametrize(
    "stays",
    [
        "<p>The boats have been lent to these villages:</p>",
        "<h2>The other shore</h2>",
    ],
)
def test_what_says_something_without_its_list_stays(stays: str) -> None:
    text = stays[stays.index(">") + 1 : stays.rindex("<")]
    content = read(inside=f"{stays}{LINKS}<p>{MORE}</p>")
    assert text in content.text
    assert "The mill" not in content.text


def test_entries_below_a_label_of_links_go_though_only_a_part_is_the_link() -> None:
    entries = (
        "<li>The long life and <a href=/1>quiet death of a mill</a></li>"
        "<li>Torn between boats? Look into <a href=/2>our guide to boats</a></li>"
    )
    content = read(inside=f"<div>More great Valley stories</div><ul>{entries}</ul>")
    assert content.text == "\n\n".join(PROSE)


def with_links(link: str) -> Content:
    parts = "".join(f"{link.format(n)}<p>{PROSE[n]}</p>" for n in range(5))
    html = (
        "<html><head><title>At the ferry</title></head><body><h1>At the ferry</h1>"
        f"<div class=text><p>{MORE}</p>{parts}</div></body></html>"
    )
    return content_of(html, "http://news.example/2026/09/23/ferry")


@pytest.mark.parametrize(
    "link",
    [
        "<p><a href=/q{0}>What does the ferryman do on day {0}?</a></p>",
        "<p><b><a href=/q{0}>第{0}天船工做什么？</a></b></p>",
        "<h3><a href=/b{0}>A boat of number {0}</a></h3>",
    ],
)
def test_links_that_are_headings_of_what_follows_stay(link: str) -> None:
    assert re.sub("<[^>]*>", "", link.format(0)) in with_links(link).text


def test_links_between_paragraphs_that_ask_nothing_go() -> None:
    content = with_links("<p><a href=/b{0}>A boat of number {0}</a></p>")
    assert content.text == "\n\n".join((MORE, *PROSE))


def test_two_teasers_that_lead_on_go() -> None:
    teasers = "".join(
        f"<div class=t><h4><a href=/x{n}>The mill number {n} is sold</a></h4>"
        f"<p>Its wheel has not turned in {n} years, and now the valley buys it.</p>"
        f"<a href=/x{n}>Read more</a></div>"
        for n in (8, 9)
    )
    assert read(inside=teasers).text == "\n\n".join(PROSE)


@pytest.mark.parametrize(
    ("tail", "kind", "editors"),
    [
        ("（责任编辑：周二）", "editor_line", ("周二",)),
        ("【编辑:周二宁】", "editor_line", ("周二宁",)),
        (" 责编：周二", "editor_line", ("周二",)),
        ("<a href=/>返回远山网，查看更多</a>", "related", ()),
        (" <a href=/f>Read more</a>", "related", ()),
    ],
)
def test_what_follows_the_last_sentence_in_its_paragraph_goes(
    tail: str, kind: str, editors: tuple[str, ...]
) -> None:
    content = read(inside=f"<p>老船工林一说，水位已经回落，渡船今天多开了两班。{tail}</p>")
    assert content.text.endswith("渡船今天多开了两班。")
    said = re.sub("<[^>]*>", "", tail).strip()
    assert (kind, said) in [(removed.kind, removed.text) for removed in content.removed]
    assert content.editors == editors


@pytest.mark.parametrize(
    "tail", ["（记者 林一）", "（据河东晚报）", "Read more, he says", "（完）"]
)
def test_what_else_follows_it_stays(tail: str) -> None:
    text = f"老船工林一说，水位已经回落，渡船今天多开了两班。{tail}"
    assert read(inside=f"<p>{text}</p>").text.endswith(text)


def test_who_wrote_a_text_is_parted_from_the_link_behind_it() -> None:
    content = read(inside="<p>采写：林一<a href=/>返回远山，查看更多</a></p>")
    assert content.text.endswith("采写：林一")
