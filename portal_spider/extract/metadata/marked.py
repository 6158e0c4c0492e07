"""Who wrote, as elements of a page mark it: by the standards for it, by classes, by links."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeGuard

from selectolax.lexbor import LexborNode

from portal_spider.extract.metadata.bylines import find_authors
from portal_spider.extract.metadata.names import AUTHOR_LABEL, bare_names, split_names
from portal_spider.extract.metadata.signed import is_name
from portal_spider.extract.outline import squeeze
from portal_spider.extract.page import OpenPage
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import HAN

#: What marks an author's name, the surest first
BY_STANDARD = '[rel~="author"], [itemprop="author"] [itemprop="name"], [itemprop="author"], [property="schema:author"]'
BY_CLASS = (
    f'{BY_STANDARD}, [class*="byline-name" i], [class*="author-name" i], [class*="author_name" i],'
    ' [class*="author__name" i], [class*="authorname" i], [class*="byline"] a, .vcard .fn, .author a,'
    " p.author, span.author, p.autor, span.autor"
)
#: What marks it on Chinese pages, a search engine's mark among them; many mark the portal so
BY_ANY = f'[id="author_baidu"], {BY_CLASS}, .byline, [class*="info_author" i], [class*="author-details" i], [class*="reporter" i]'
# Fewer selectors than words, for speed: /auto/ goes by the expression.
_LINKS = ", ".join(
    f'a[href*="/{word}" i]' for word in ("aut", "contrib", "redakt", "people/", "staff/")
)
_TO_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:es|en|e|i)?|auteurs?|contributors?|redakteur|people|staff)/.",
    re.IGNORECASE,
)
_QUOTING = frozenset(("blockquote", "nav", "menu"))  # whose links lead to others than the author
_BY_LINE = '[class*="byline" i], [class$="__author" i], [class$="-author" i]'
_PEN_NAMES = f"{BY_STANDARD}, .vcard.author, .author .fn, .post-author .fn, .byline .fn"
_PEN_NAME = re.compile(r"(?!.*admin)[^\W\d_][\w.-]{1,29}", re.IGNORECASE)
_MOST = 60  # elements with a mark, comments' among them
_MOST_TRIED = 6
_TEASER, _TEASER_DEPTH = 400, 4  # characters of a teaser, boxes between it and its author
_LINKED_HEADINGS = ", ".join(
    f"{first} {then}" for h in ("h2", "h3", "h4", "h5") for first, then in ((h, "a[href]"), ("a[href]", h))
)  # fmt: skip
_SIGNS = re.compile(r"author|autor|auteur|byline|by-line|meta|writer|contribut", re.IGNORECASE)
_LONGEST = 120  # characters of an element that holds nothing but several names
_COMMENT = re.compile(
    r"(?:^|\s)(?:(?:[a-z\d]{1,3}|post|article|user|reader)[-_]+)?(?:commentlist|(?:comments?|commentaires?|comentarios?"
    r"|kommentare)(?![a-z])(?![-_](?:open|closed|status|off|allowed|count)))",
    re.IGNORECASE,
)
# What a link to an author's page says of itself: View all posts by …
_LINK_SAYS = re.compile(
    r"^(?:(?:view|see) )?(?:all |more )?(?:posts|articles|stories) (?:by|from) |^alle (?:beiträge|artikel) von "
    r"|^(?:voir )?tous les articles (?:de|par) |^ver todas las entradas de |^mostra tutti gli articoli di ",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}")


def find_marked(page: OpenPage, css: str) -> Iterator[tuple[str, ...]]:
    """The names in elements that *css* selects, each with those beside it."""
    yield from _named(_of_article(page.tree.css(css), page))


def find_linked(page: OpenPage) -> Iterator[tuple[str, ...]]:
    """The names in links to an author's page."""
    links = [
        n for n in page.tree.css(_LINKS)
        if _TO_AUTHOR.search(n.attributes.get("href") or "") and not _is_inside(n, _QUOTING)
    ]  # fmt: skip
    yield from _named(_of_article(links, page))


def find_persons(page: OpenPage, lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The marked names on a Chinese page that have a person's length and stand in *lines*."""
    near = " ".join(lines)
    for names in (*find_marked(page, BY_ANY), *find_linked(page)):
        if all(_PERSON.fullmatch(name) and name in near for name in names):
            yield names


def find_bylines(page: OpenPage) -> Iterator[tuple[str, ...]]:
    """The names in elements of the class ``byline`` that hold nothing else."""
    return (names for names in find_marked(page, _BY_LINE) if all(map(is_name, names)))


def find_pen_names(page: OpenPage) -> Iterator[tuple[str, ...]]:
    """The names of one word, which only a sure mark tells from other words."""
    for node in _of_article(page.tree.css(_PEN_NAMES), page):
        text = squeeze(node.text(separator=" "))
        if _PEN_NAME.fullmatch(text) and not AUTHOR_LABEL.fullmatch(text):
            yield (text,)


def _named(nodes: list[LexborNode]) -> Iterator[tuple[str, ...]]:
    for node in nodes:
        if names := _names(node):
            yield _together(node, nodes) or names


def _names(node: LexborNode) -> tuple[str, ...]:
    """The names in the first line of an element, where it is short enough."""
    said = node.attributes.get("content") if node.tag == "meta" else node.text(separator="\n")
    lines = (squeeze(line) for line in (said or "").split("\n"))
    text = next((line for line in lines if line and not AUTHOR_LABEL.fullmatch(line)), "")
    text = _LINK_SAYS.sub("", text)
    chinese = HAN.search(text) is not None
    if (1 if chinese else 3) < len(text) <= 60 and (chinese or " " in text):
        return bare_names(find_authors(text) or split_names(text))
    return ()


def _together(node: LexborNode, nodes: list[LexborNode]) -> tuple[str, ...]:
    """The names of an element and of those that are marked beside it; more where their line says so."""
    around = node.parent
    beside = [other for other in nodes if other.parent == around]
    alone = all(other == node for other in beside)
    if alone and around is not None:  # each may stand in a box of its own
        made = around.tag, around.attributes.get("class")
        around = around.parent
        beside = [o for o in nodes if _is_made(o.parent, made) and o.parent.parent == around]
    text = squeeze(around.text(separator=" ")) if around is not None and len(beside) > 1 else ""
    if not 0 < len(text) <= _LONGEST:
        return ()
    names = tuple(dict.fromkeys(name for other in beside for name in _names(other)))
    said = find_authors(text)
    return said if set(names) < set(said) else names


def _is_made(node: LexborNode | None, made: tuple[str | None, str | None]) -> TypeGuard[LexborNode]:
    return node is not None and (node.tag, node.attributes.get("class")) == made


def _of_article(nodes: list[LexborNode], page: OpenPage) -> list[LexborNode]:
    """The elements that are no comment's, no teaser's, and in no column beside the article."""
    if not nodes:
        return []
    title = page.tree.css_first("title")
    said = plain(title.text()) if title is not None else ""
    kept = (n for n in nodes[:_MOST] if not (_in_comment(n) or _in_teaser(n, said)))
    return list(islice(kept, _MOST_TRIED))


def _is_inside(node: LexborNode, tags: frozenset[str]) -> bool:
    """Whether an element stands in one of *tags*."""
    around = node.parent
    while around is not None and around.tag not in tags:
        around = around.parent
    return around is not None


def _in_teaser(node: LexborNode, title: str) -> bool:
    """Whether an element stands in a small box with a linked heading of its own, or in a list of a column."""
    around, name = node.parent, plain(node.text())
    for _ in range(_TEASER_DEPTH):
        if around is None or around.tag == "body" or len(around.text()) > _TEASER:
            return False
        heading = around.css_first(_LINKED_HEADINGS)
        told = plain(heading.text()) if heading is not None else ""
        if told and told not in title and name not in told:  # a name may be a heading, too
            return True
        around = around.parent
    return False


def _in_comment(node: LexborNode) -> bool:
    """Whether an element is a comment's, or stands in one, or in a column beside the article."""
    around: LexborNode | None = node
    while around is not None and around.tag != "body":
        attributes = around.attributes
        name = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if _COMMENT.search(name) or (around.tag == "aside" and not _SIGNS.search(name)):
            return True
        around = around.parent
    return False
