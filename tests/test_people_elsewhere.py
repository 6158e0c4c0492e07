"""Titles and authors in other languages: whom a page names, in which of its ways."""

import pytest

from archive.article import Content
from tests.reading import content_of

BODY = "".join(
    f"<p>The rain has stopped in part {n} of the valley, and the ferry, tied up for a week, is running again.</p>"
    for n in range(4)
)


def read(
    head: str = "", info: str = "", below: str = "", h1: str = "The ferry runs again"
) -> Content:
    html = (
        f"<html><head>{head or '<title>The ferry runs again</title>'}</head>"
        f"<body><h1>{h1}</h1>{info}<article>{BODY}</article>{below}</body></html>"
    )
    return content_of(html, "http://www.hillpost.example/ferry")


@pytest.mark.parametrize(
    "info",
    [
        "<p>By Ann Lee</p>",
        "<p>By <a href='/author/ann'>Ann Lee</a></p>",
        "<p>by: Ann Lee</p>",
        "<div><span>Written by</span><div>Ann Lee</div></div>",
        "<h4>Author</h4><p>Ann Lee</p>",
        "<p>Von Ann Lee</p>",
        "<p>Par Ann Lee</p>",
        "<p>Por Ann Lee</p>",
        "<p>Di Ann Lee</p>",
        "<p>Av Ann Lee</p>",
        "<p>By Ann Lee IN Valley</p>",
        "<p>Par Ann Lee avec Belga</p>",
        "<p>Di Ann Lee <i>14 Settembre</i></p>",
        "<p class='entry__author'>Ann Lee</p>",
        "<div class='Byline__root'><p>Ann Lee</p><a href='mailto:ann@hillpost.example'>ann@hillpost.example</a></div>",
        "<p class='author'>Redacción Hillpost</p><p>Por Ann Lee</p>",
        "<div class=inline-article><a href='/r'>The bridge <b>by Bo Chen</b></a></div><p>By Ann Lee</p>",
        "<p>Door Ann Lee</p>",
        "<p>Autorin: Ann Lee</p>",
        "<p>Ann Lee</p>".replace("<p>", "<p class='author'>"),
        "<span class='post__author-name'>Ann Lee</span>",
        "<span class='article__author__name'>Ann Lee</span>",
        "<div class='AuthorName'>Ann Lee</div>",
        "<a rel='author nofollow' href='/u/7'>Ann Lee</a>",
        "<div itemprop='author' itemscope><span itemprop='name'>Ann Lee</span><p>Editor at large</p></div>",
        "<div class='byline'><a href='/x'>Ann Lee</a></div>",
        "<a href='/autoren/ann-lee/'>Ann Lee</a>",
        "<a href='/contributors/7/ann'>Ann Lee</a>",
        "<p>By Ann Lee with agencies</p>",
        "<p>By Ann Lee. Fact-checked by Bo Chen</p>",
        "<p>By Ann Lee | September 23, 2026</p>",
        "<a rel='author' href='/u/7'>View all posts by Ann Lee</a>",
        "<a rel='author' href='/u/7'>Alle Beiträge von Ann Lee</a>",
    ],
)
def test_who_is_named_beside_the_title(info: str) -> None:
    assert read(info=info).authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Ann Lee"><meta name="author" content="Bo Chen">',
        '<meta name="dc.creator" content="Lee, Ann"><meta name="dc.creator" content="Chen, Bo">',
        '<meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Chen, Bo">',
        '<meta property="article:author" content="https://social.example/annlee">'
        '<meta name="parsely-author" content="Ann Lee"><meta name="parsely-author" content="Bo Chen">',
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","@id":"#page","datePublished":"2026-09-23"},'
        '{"@type":"Article","headline":"The ferry","author":[{"@id":"#a"},{"@id":"#b"}]},'
        '{"@type":"Person","@id":"#a","name":"Ann Lee"},{"@type":"Person","@id":"#b","name":"Bo Chen"}]}</script>',
        '<script type="application/ld+json">{"@type":"WebPage","mainEntity":{"@type":"ScholarlyArticle",'
        '"headline":"The ferry","author":[{"name":"Ann Lee"},{"name":"Bo Chen"}]}}</script>',
    ],
)
def test_who_is_named_for_machines(head: str) -> None:
    assert read(head=head).authors == ("Ann Lee", "Bo Chen")


@pytest.mark.parametrize(
    "info",
    [
        "<p>by Taboola</p>",
        "<p class='author'>Hill Post (www.hillpost.example</p>",
        """<p class='author'>"name": "Ann Lee" }</p>""",
    ],
)
def test_what_names_nobody(info: str) -> None:
    assert read(info=info).authors == ()


@pytest.mark.parametrize(
    "stated",
    [
        "By Ann Lee",
        "Von Ann Lee",
        "Ann Lee, MD",
        "Ann Lee, RN, MSN",
        "Ann Lee, Executive Editor",
        "Ann Lee, Reporter",
        "Ann Lee, Contributor",
        "Ann Lee, Hill Post Ferries Writer",
        "Ann Lee - Hill Post Staff Writers",
    ],
)
def test_a_name_is_told_from_what_stands_beside_it(stated: str) -> None:
    assert read(head=f'<meta name="author" content="{stated}">').authors == ("Ann Lee",)


@pytest.mark.parametrize("name", ["a " * 20_000 + ";", "您" * 20_000 + " 您"])
def test_a_name_without_end_is_read_in_no_time(name: str) -> None:
    """It took 20 seconds: the square of its length."""
    head = f'<script type="application/ld+json">{{"@type":"Article","headline":"a","author":"{name}"}}</script>'
    assert read(head=head).authors == ()


@pytest.mark.parametrize("name", ["Von Lee", "Di Lee", "von der Au"])
def test_a_name_may_begin_with_a_word_for_by(name: str) -> None:
    assert read(head=f'<meta name="author" content="{name}">').authors == (name,)


def test_a_name_in_small_letters_is_no_degree() -> None:
    assert read(head='<meta name="author" content="Ann Lee and Ma">').authors == ("Ann Lee", "Ma")


def test_a_site_signs_only_where_nobody_else_does() -> None:
    own = '<title>The ferry runs again | Hillpost</title><meta name="author" content="Hillpost">'
    assert read(head=own).authors == ("Hillpost",)
    assert read(head=own, info="<p>By Ann Lee</p>").authors == ("Ann Lee",)


def test_who_comments_is_no_author() -> None:
    head = '<title>The ferry runs again</title><meta name="author" content="Hillpost">'
    comment = "<div class='vcard'><span class='fn'>Bo Chen</span><p>Nice.</p></div>"
    assert read(head=head, below=comment).authors == ("Hillpost",)


@pytest.mark.parametrize(
    "comment",
    [
        "<div id='comments'><div class='vcard'><span class='fn'>Bo Chen</span></div></div>",
        "<li class='sf_comment'><a rel='author' href='/u/7'>Bo Chen</a></li>",
        "<ol class='commentlist'><li itemprop='author'>Bo Chen</li></ol>",
    ],
)
def test_who_comments_is_marked_as_an_author_too(comment: str) -> None:
    assert read(below=comment).authors == ()
    assert read(info="<p>By Ann Lee</p>", below=comment).authors == ("Ann Lee",)


@pytest.mark.parametrize("opened", ["comments-open", "firma_comments"])
def test_a_page_with_comments_is_no_comment(opened: str) -> None:
    info = f"<div class='{opened}'><a rel='author' href='/u/7'>Ann Lee</a></div>"
    assert read(info=info).authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "info",
    [
        "<p><a rel='author' href='/u/7'>Ann Lee</a> / <a rel='author' href='/u/8'>Bo Chen</a></p>",
        "<p class='byline'>By <a href='/u/7'>Ann Lee</a>, <a href='/u/8'>Bo Chen</a></p>",
        "<ul><li class='author'><a class='author__name' href='/u/7'>Ann Lee</a><p>Journalist</p></li>"
        "<li class='author'><a class='author__name' href='/u/8'>Bo Chen</a><p>Journalist</p></li></ul>",
    ],
)
def test_authors_that_are_marked_side_by_side(info: str) -> None:
    assert read(info=info).authors == ("Ann Lee", "Bo Chen")


def test_a_line_names_more_authors_than_it_marks() -> None:
    info = "<p class='byline'>By <a href='/u/7'>Ann Lee</a>, <a href='/u/8'>Bo Chen</a> and Di O. Li</p>"
    assert read(info=info).authors == ("Ann Lee", "Bo Chen", "Di O. Li")


@pytest.mark.parametrize(
    ("info", "author"),
    [
        ("<span class='vcard author'>ferryman7</span>", "ferryman7"),
        ("<p>By <span class='author'><a class='fn' href='/u/7'>Ann</a></span></p>", "Ann"),
        ("<a rel='author' href='/u/7'>AnnLee</a>", "AnnLee"),
    ],
)
def test_a_name_of_one_word_where_it_is_marked(info: str, author: str) -> None:
    assert read(info=info).authors == (author,)
    assert read(info=f"{info}<p>Von Bo Chen</p>").authors == ("Bo Chen",)


@pytest.mark.parametrize(
    "info",
    [
        "<a rel='author' href='/u/7'>Author</a>",
        "<a rel='author' href='/u/7'>siteadmin</a>",
        "<p class='byline'>Updated this Morning</p>",
        "<a href='/people/'>Hill Post People</a>",
    ],
)
def test_what_is_marked_may_be_no_name(info: str) -> None:
    assert read(info=info).authors == ()


@pytest.mark.parametrize(
    "info",
    [
        "<div class='byline'> Ann Lee</div>",
        "<p class='autor'><strong>Ann Lee</strong> | Hill | 23/09/2026</p>",
    ],
)
def test_a_name_in_a_box_that_is_called_so(info: str) -> None:
    assert read(info=info).authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "stated",
    [
        '<meta name="author" content="HPN">',
        '<meta name="author" content="valley.example">',
        '<meta name="author" content="Valley Press GmbH, Munich, Germany">',
        '<meta name="author" content="Valley Wire">',
        '<meta name="author" content="Valley Press"><meta name="dc.publisher" content="Valley Press">',
        '<script type="application/ld+json">{"@type":"Article","headline":"The ferry","author":'
        '[{"@type":"Organization","name":"Valley Press"}]}</script>',
        '<script type="application/ld+json">{"@type":"Article","headline":"The ferry","author":'
        '"Valley Press","publisher":{"@type":"Organization","name":"Valley Press"}}</script>',
    ],
)
def test_an_office_signs_only_where_nobody_else_does(stated: str) -> None:
    assert len(read(head=stated).authors) == 1
    assert read(head=stated, info="<p>Von Ann Lee</p>").authors == ("Ann Lee",)
    marked = "<p><a rel='author' href='/u/7'>Ann Lee</a></p>"
    assert read(head=stated, info=marked).authors == ("Ann Lee",)


def test_who_publishes_may_be_who_wrote() -> None:
    own = (
        '<script type="application/ld+json">{"@type":"Article","headline":"The ferry","author":'
        '{"@type":"Person","name":"Ann Lee"},"publisher":{"@type":"Organization","name":"Ann Lee"}}</script>'
    )
    assert read(head=own, info="<p>Von Bo Chen</p>").authors == ("Ann Lee",)


def test_a_list_of_authors_may_have_an_agency() -> None:
    head = '<meta name="author" content="Ann Lee, HPN">'
    assert read(head=head).authors == ("Ann Lee", "HPN")


@pytest.mark.parametrize("name", ["Super User", "User Admin", "Site Admin", "Webmaster"])
def test_an_account_of_the_machine_is_nobody(name: str) -> None:
    assert read(head=f'<meta name="author" content="{name}">').authors == ()


@pytest.mark.parametrize(
    ("head", "h1"),
    [
        ("<title>The ferry runs again ⋆</title>", ""),
        ("<title>The ferry runs again - Hillpost</title>", "THE FERRY RUNS AGAIN"),
        (
            '<meta property="og:title" content="The ferry runs again &#8902; Hillpost">',
            "The ferry runs again",
        ),
    ],
)
def test_a_title_as_it_is_written(head: str, h1: str) -> None:
    assert read(head=head, h1=h1).title == "The ferry runs again"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("홍길동 기자 hong@news.example 2026-09-23 09:12", ("홍길동",)),
        ("글 홍길동 기자, 사진 김철수 기자", ("홍길동",)),
        ("홍길동·김철수 기자", ("홍길동", "김철수")),
        ("홍길동 도쿄 특파원", ("홍길동",)),
        ("남궁길동 선임기자", ("남궁길동",)),
        ("文＝山田太郎", ("山田太郎",)),
        ("取材・文：山田太郎", ("山田太郎",)),
        ("著者：山田太郎", ("山田太郎",)),
        ("Автор: Иван Петров и Анна Ли", ("Иван Петров", "Анна Ли")),
        ("Автор: Іван Петренко", ("Іван Петренко",)),
        ("Tác giả: Nguyễn Văn An", ("Nguyễn Văn An",)),
        ("Texto: Ana Lima", ("Ana Lima",)),
        ("Redacción: Ana Lima", ("Ana Lima",)),
        ("Texte : Anne Petit", ("Anne Petit",)),
        ("Rédigé par Anne Petit", ("Anne Petit",)),
        ("A cura di Anna Rossi", ("Anna Rossi",)),
        ("Text: Anna von Berg", ("Anna von Berg",)),
        ("Ein Beitrag von Anna Berg", ("Anna Berg",)),
        ("Skrevet av Anna Berg", ("Anna Berg",)),
        ("Teksti: Anna Berg ja Bo Holm", ("Anna Berg", "Bo Holm")),
        ("Opracowała: Anna Berg", ("Anna Berg",)),
        ("Napsala: Anna Berg", ("Anna Berg",)),
        ("Szerző: Anna Berg", ("Anna Berg",)),
        ("Yazar: Anna Berg", ("Anna Berg",)),
        ("Συντάκτης: Άννα Μπεργκ", ("Άννα Μπεργκ",)),
        ("Penulis: Anna Berg | Editor: Bo Holm", ("Anna Berg",)),
        ("بقلم: أحمد علي", ("أحمد علي",)),
        ("מאת: דנה כהן", ("דנה כהן",)),
        ("نویسنده: علی رضایی", ("علی رضایی",)),
        ("Words: Ann Lee", ("Ann Lee",)),
        ("Ann Lee | Staff Reporter", ("Ann Lee",)),
        ("By Ann Lee Contributing Writer", ("Ann Lee",)),
        ("By Ann B. Lee and Bo Chen", ("Ann B. Lee", "Bo Chen")),
        ("By Ann Lee, Bo Chen, and Di Li", ("Ann Lee", "Bo Chen", "Di Li")),
        ("Von Ann Lee, Berlin", ("Ann Lee",)),
        ("By Ann Lee, MD", ("Ann Lee", "MD")),
        ("Autor/in: Anna Berg", ("Anna Berg",)),
        ("Par Anne Petit, Léa Roux Envoyées spéciales à Lyon", ("Anne Petit", "Léa Roux")),
    ],
)
def test_labels_and_roles_of_other_languages_name_the_author(
    line: str, authors: tuple[str, ...]
) -> None:
    assert read(info=f"<p>{line}</p>").authors == authors


@pytest.mark.parametrize(
    "line",
    [
        "Text: Die Fähre fährt wieder",
        "Story: the ferry and the rain",
        "Автор: неизвестен",
        "Reporter: unknown",
        "Text: This Land",
        "The Hill, Senior Reporter",
        "Police Chief, Journalist Arrested",
        "Press Freedom – Journalist freed",
        "현장 기자",
        "정치부 기자",
        "그는 기자",
        "도쿄 특파원",
        "記者：您好",
        "사진 김철수 기자",
        "The ferry, a columnist writes, is running",
    ],
)
def test_what_stands_behind_a_label_may_be_no_name(line: str) -> None:
    assert read(info=f"<p>{line}</p>").authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "<p>-- By Ann Lee <a href=https://talk.example/annlee>Follow @annlee</a></p>",
        "<p>– Von Ann Lee</p>",
        "<p>Autori: Ann Lee (Hill Post, foreign desk)</p>",
        "<p>Autors: Ann Lee</p>",
    ],
)
def test_a_line_below_the_text_names_whom_a_desk_does_not(line: str) -> None:
    assert read(info="<span class=author-name>National Desk</span>", below=line).authors == (
        "Ann Lee",
    )


def test_a_line_of_a_label_at_the_head_is_no_part_of_the_text() -> None:
    line = "<div>Autori: Ann Lee (who writes for the foreign desk of the Hill Post)</div>"
    html = (
        "<html><head><title>The ferry runs again</title></head><body>"
        f"<article><h1>The ferry runs again</h1>{line}{BODY}</article></body></html>"
    )
    content = content_of(html, "http://www.hillpost.example/ferry")
    assert (content.authors, "foreign desk" in content.text) == (("Ann Lee",), False)


FAR = "".join(f"<p><a href=/{n}>Other news of the valley, number {n}</a></p>" for n in range(12))
PARTS = [
    BODY.replace("in part", f"{where} the bridge, in part") for where in ("above", "below", "near")
]


@pytest.mark.parametrize(
    ("inside", "below", "authors"),
    [
        ("<p>By Ann Lee</p>", "", ("Ann Lee",)),
        (f"<p>By Ann Lee</p>{PARTS[1]}<p>By Bo Chen</p>", "", ()),
        ("<p>By land and by water</p>", "", ()),
        ("<p>Von der Fähre</p>", "", ()),
        ("", f"{FAR}<ul><li>Date 23.09.2026</li><li>Author Ann Lee</li></ul>", ("Ann Lee",)),
        ("", f"{FAR}<p>Author Ann Lee</p>{FAR}<p>Author Ann Lee</p>", ("Ann Lee",)),
        ("", f"{FAR}<p>Author Ann Lee</p><p>Author Bo Chen</p>", ()),
        ("", f"{FAR}<p>By Ann Lee</p>", ()),
    ],
)
def test_the_one_line_that_names_anyone(inside: str, below: str, authors: tuple[str, ...]) -> None:
    html = (
        "<html><head><title>The ferry runs again</title></head><body><h1>The ferry runs again</h1>"
        f"<article>{BODY}{PARTS[0]}{inside}{PARTS[2]}</article>{below}</body></html>"
    )
    assert content_of(html, "http://www.hillpost.example/ferry").authors == authors


@pytest.mark.parametrize(
    "box",
    [
        "<blockquote><p>We cross when the river lets us.</p><a href=/people/ann-lee>Ann Lee</a></blockquote>",
        "<nav><a href=/people/board>Hill People</a></nav>",
        "<p><a href=/people/>Who are we?</a></p>",
    ],
)
def test_a_link_to_a_person_may_be_of_no_author(box: str) -> None:
    assert read(info=box).authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "Submitted by hillboy on 23 September 2026 - 18:55",
        "Gespeichert von hillboy am 23. September 2026 - 18:55",
        "Soumis par hillboy le 23/09/2026",
        "Enviado por hillboy el 23 de septiembre de 2026",
    ],
)
def test_a_line_of_who_posted_may_have_a_pen_name(line: str) -> None:
    assert read(below=f"<p>{line}</p>").authors == ("hillboy",)
    assert read(info=f"<p>{line}</p>").authors == ("hillboy",)


@pytest.mark.parametrize(
    "below",
    [
        "<p>Submitted by admin on 23 September 2026</p>",
        "<p>Submitted by hillboy on 23 September 2026</p><p>Submitted by upriver on 24 September 2026</p>",
        "<p>Posted by the river on Sunday, 3 May.</p>",
    ],
)
def test_a_line_of_who_posted_may_name_nobody(below: str) -> None:
    assert read(below=below).authors == ()
