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


def test_a_table_of_contents_goes_and_the_headings_stay() -> None:
    names = ("What happened", "What comes next", "Who pays")
    entries = "".join(
        f"<li><a href='#h{n}'>{n + 1}. {name}</a></li>" for n, name in enumerate(names)
    )
    parts = "".join(f"<h2 id=h{n}>{name}</h2><p>{n} {MORE}</p>" for n, name in enumerate(names))
    content = read(inside=f"<p>On this page</p><ul>{entries}</ul>{parts}")
    assert [block.text for block in content.blocks if block.type == "heading"] == list(names)
    assert [block for block in content.blocks if block.type == "list_item"] == []
    assert "On this page" not in content.text


def test_points_that_only_some_headings_take_up_stay() -> None:
    points = "".join(f"<li>{point}</li>" for point in ("Rain", "Ropes", "Markets"))
    content = read(
        inside=f"<ul>{points}</ul><h2>Rain</h2><p>{MORE}</p><h2>Boats</h2><p>{MORE[::-1]}</p>"
    )
    assert "Ropes" in content.text
    assert "Markets" in content.text


@pytest.mark.parametrize(
    "line", ["Email: ann.lee@valley.example", "twitter.com/annlee", "mit dpa", "(with AP)"]
)
def test_a_line_of_who_to_reach_behind_the_text_goes(line: str) -> None:
    assert read(inside=f"<p>{MORE}</p><p>{line}</p>").text.endswith(MORE)
    assert line in read(inside=f"<p>{line}</p><p>{MORE}</p>").text


def test_a_last_heading_with_a_short_sentence_below_stays() -> None:
    html = (
        "<html><head><title>The ferry runs again</title></head><body><h1>The ferry runs again</h1>"
        f"<div><p>{MORE}</p><p>{PROSE[0]}</p><h2>Who pays</h2><p>The council does.</p><h2>More</h2></div></body></html>"
    )
    text = content_of(html, "http://news.example/2026/09/23/ferry").text
    assert text.endswith("Who pays\n\nThe council does.")


@pytest.mark.parametrize(
    "inside",
    [
        "<h3>Der Autor</h3><p>Jan Moos ist Redakteur der Talpost und fährt gern Boot.</p>",
        "<p><b>Sobre la autora</b></p><p>Ana Musgo escribe de ríos y de barcas.</p>",
        "<p>作者简介</p><p>林一，河东晚报记者，写渡口和集市二十年。</p>",
    ],
)
def test_who_the_author_is_goes_with_its_label(inside: str) -> None:
    assert read(inside=inside).text == "\n\n".join(PROSE)


def test_who_signed_above_is_told_of_below() -> None:
    told = "<p>Ann Lee is a reporter at the Valley Post.</p>"
    assert read(inside=told).text.endswith("Valley Post.")
    signed = "<p>By Ann Lee | 23 September 2026</p>"
    assert read(inside=told, lead=signed).text == "\n\n".join(PROSE)


def test_one_teaser_that_begins_and_ends_with_its_link_goes() -> None:
    teaser = (
        "<div class=z><a href=/z>The mill is sold</a><p>Its wheel has not turned in years.</p>"
        "<a href=/z>Read more</a></div>"
    )
    assert read(inside=teaser).text == "\n\n".join(PROSE)


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Les også <a href=/x>Regnet har stoppet, og båten går som den skal</a>", False),
        ("Les også avisa på papir, så får du vite når båten går om søndagen", True),
        ("[ Also read <a href=/x>How the ferry runs in a week of rain.</a> ]", False),
        (
            "[ Want to cross? Read <a href=/x>How the ferry runs</a> and <a href=/y>Ropes</a>. ]",
            False,
        ),
        ("[ The ferryman laughs. ]", True),
    ],
)
def test_what_leads_to_other_headlines_goes_where_it_is_a_link(line: str, stays: bool) -> None:
    text = re.sub("<[^>]*>", "", line)
    assert (text in read(inside=f"<p>{line}</p><p>{MORE}</p>").text) == stays


def test_labels_whose_value_is_elsewhere_are_no_text() -> None:
    head = "<div><span>Author:</span></div><div>Publish date:</div>"
    html = (
        "<html><head><title>The ferry runs again</title></head><body><h1>The ferry runs again</h1>"
        f"<div>{head}<p>{MORE}</p><p>{PROSE[0]}</p></div></body></html>"
    )
    text = content_of(html, "http://news.example/2026/09/23/ferry").text
    assert text == f"{MORE}\n\n{PROSE[0]}"


def test_teasers_below_a_label_go_though_each_has_a_text() -> None:
    teasers = "".join(
        f"<h3><a href=/x{n}>The mill number {n} is sold</a></h3><p>{n} wheels {MORE}</p>"
        for n in range(4)
    )
    text = read(inside=f"<h2>Related stories</h2>{teasers}").text
    assert "mill" not in text


def test_a_chunk_that_begins_with_a_link_to_more_is_the_articles() -> None:
    chunk = f"<div><p>Read more</p><p><a href=/x>The mill is sold</a></p><p>{MORE}</p></div>"
    assert read(inside=chunk).text == "\n\n".join((*PROSE, MORE))


def test_rights_of_several_sentences_go_and_what_is_said_of_rights_stays() -> None:
    rights = "Copyright 2026 The Valley Press. All rights reserved. This material, in whole, may not be used."
    assert read(inside=f"<p>{rights}</p>").text == "\n\n".join(PROSE)
    told = "She sang, she said, with all rights reserved, and so, in the end, nobody else sang it."
    assert told in read(inside=f"<p>{told}</p>").text


def test_topics_that_are_no_links_are_the_texts() -> None:
    assert "Topics: rain" in read(inside=f"<p>Topics: rain and ropes</p><p>{MORE}</p>").text
    assert (
        "Topics" not in read(inside="<p>Topics: <a href=/t>Rain</a>, <a href=/u>Ropes</a></p>").text
    )
