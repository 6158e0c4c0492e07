"""The language of a search: what a query means, and whether a text is what it asks for.

Words between spaces are literal and all required; quotes hold a phrase; AND,
OR, NOT and NEAR are in capitals; ``title:`` and the other fields narrow one
word. NOT binds closest, then NEAR, AND, OR. Anything else is literal: most of
what people paste into a search box is no syntax.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from archive.errors import BadQuery
from archive.search import alike
from archive.search.fold import fold
from archive.search.places import occurrences

FIELDS = ("title", "text", "source", "author", "editor", "section", "keyword", "portal")
ANYWHERE = ("title", "text")
NEAR = 10  # characters between, where a query does not say


@dataclass(frozen=True, slots=True)
class Word:
    """A literal string (folded) in one of *fields*."""

    folded: str
    fields: tuple[str, ...] = ANYWHERE


@dataclass(frozen=True, slots=True)
class And:
    """All of *parts*."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of *parts*."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What *part* does not fit."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Near:
    """Two words in one field with at most *distance* characters between them, in any order."""

    one: Word
    other: Word
    distance: int = NEAR


Node: TypeAlias = Word | And | Or | Not | Near

_PIECE = re.compile(
    rf"\s*(?:(?P<operator>AND|OR|NOT|NEAR(?:/(?P<distance>\d{{1,4}}))?)(?=\s|$)"
    rf"|(?:(?P<field>{'|'.join(FIELDS)}):(?=\S))?(?:\"(?P<quoted>[^\"]*)(?P<close>\"?)|(?P<word>\S+)))"
)

#: What means something to other searches, or would here in capitals and in ASCII.
_ELSEWHERE = re.compile(
    r"(?:and|or|not|near)(?:/\d+)?\Z|&&|\|\||[-+!]\w|[a-z]+(?:：|:(?!//))|.*[\"“”„«»「」『』＂（）()*]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Operator:
    name: str
    distance: int = NEAR


def parse(query: str) -> Node | None:
    """Return what *query* asks for, None where it is empty; BadQuery where it cannot be read.

    >>> parse('泉山 NOT title:"a b"')
    And(parts=(Word(folded='泉山', fields=('title', 'text')), Not(part=Word(folded='a b', fields=('title',)))))
    """
    pieces = list(_pieces(query))
    if not pieces:
        return None
    reader = _Reader(query, pieces)
    node = reader.either()
    assert not reader.pieces
    return node


def _pieces(query: str) -> Iterator[Word | _Operator]:
    try:
        query.encode()
    except UnicodeEncodeError:
        raise BadQuery(query, "it is not valid text") from None
    for match in _read(query):
        if name := match["operator"]:
            yield _Operator(name.partition("/")[0], int(match["distance"] or NEAR))
            continue
        if match["word"] is None and not match["close"]:
            raise BadQuery(query, "a quotation mark is not closed")
        word = Word(
            fold(match["word"] or match["quoted"] or ""),
            (match["field"],) if match["field"] else ANYWHERE,
        )
        if word.folded:
            yield word
        elif match["word"] is None:
            raise BadQuery(query, "there is nothing between two quotation marks")
        # else it is a word of nothing that is seen: it came along with what was pasted


def _read(query: str) -> Iterator[re.Match[str]]:
    at, end = 0, len(query.rstrip())
    while at < end:
        match = _PIECE.match(query, at)
        assert match is not None
        at = match.end()
        yield match


def literal(query: str) -> list[str]:
    """Return the words of *query* that look as though they meant more than they say.

    >>> literal('title:供暖 or “泉山 渡口"今日" "(a)" http://a.example/')
    ['or', '“泉山', '渡口"今日"']
    """
    words = (match["word"] for match in _read(query))
    return [word for word in words if word and _ELSEWHERE.match(word)]


class _Reader:
    """Reads pieces by precedence."""

    def __init__(self, query: str, pieces: list[Word | _Operator]) -> None:
        self._query, self.pieces = query, pieces[::-1]

    def _take(self, name: str) -> _Operator | None:
        if self.pieces and isinstance(top := self.pieces[-1], _Operator) and top.name == name:
            self.pieces.pop()
            return top
        return None

    def either(self) -> Node:
        parts = [self._all()]
        while self._take("OR"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts = [self._one()]
        while self.pieces:
            top = self.pieces[-1]
            if isinstance(top, _Operator) and top.name == "OR":
                break
            self._take("AND")
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Node:
        if self._take("NOT"):
            twice = False  # counted, not called: there may be more than a stack is deep
            while self._take("NOT"):
                twice = not twice
            part = self._one()
            return part if twice else Not(part)
        word = self._word()
        pairs: list[Node] = []
        while near := self._take("NEAR"):
            other = self._word()
            if word.fields != other.fields:
                raise BadQuery(self._query, "NEAR stands between two words of one field")
            pairs.append(Near(word, other, near.distance))
            word = other
        if not pairs:
            return word
        return pairs[0] if len(pairs) == 1 else And(tuple(pairs))

    def _word(self) -> Word:
        if not self.pieces:
            raise BadQuery(self._query, "a word is missing at its end")
        top = self.pieces.pop()
        if isinstance(top, _Operator):
            raise BadQuery(self._query, f"a word is missing before {top.name}")
        return top


def matches(node: Node, fields: Mapping[str, str]) -> bool:
    """Return whether an article with these *fields*, folded, is what *node* asks for.

    This is the meaning of a query; the index only gets there sooner.
    """
    match node:
        case Word(folded, names):
            return any(folded in fields[name] for name in names)
        case And(parts):
            return all(matches(part, fields) for part in parts)
        case Or(parts):
            return any(matches(part, fields) for part in parts)
        case Not(part):
            return not matches(part, fields)
        case Near(one, other, distance):
            return any(
                _near(fields[name], one.folded, other.folded, distance) for name in one.fields
            )


def _near(text: str, one: str, other: str, distance: int) -> bool:
    places = [(at, at + len(one)) for at in occurrences(text, one)]
    for start in occurrences(text, other):
        end = start + len(other)
        if any(0 <= start - e <= distance or 0 <= s - end <= distance for s, e in places):
            return True
    return False


def as_one(node: Node) -> Node:
    """Return *node* with the one spelling of each word that stands for all."""
    match node:
        case Word(folded, fields):
            return Word(alike.as_one(folded), fields)
        case And(parts):
            return And(tuple(map(as_one, parts)))
        case Or(parts):
            return Or(tuple(map(as_one, parts)))
        case Not(part):
            return Not(as_one(part))
        case Near(one, other, distance):
            words = [Word(alike.as_one(w.folded), w.fields) for w in (one, other)]
            return Near(words[0], words[1], distance)


def has_near(node: Node) -> bool:
    """Whether the index alone cannot answer *node*."""
    match node:
        case Near():
            return True
        case And(parts) | Or(parts):
            return any(map(has_near, parts))
        case Not(part):
            return has_near(part)
        case _:
            return False


def wanted(node: Node | None) -> list[Word]:
    """Return the words that *node* wants to be there, for highlights."""
    match node:
        case Word():
            return [node]
        case And(parts) | Or(parts):
            return [word for part in parts for word in wanted(part)]
        case Near(one, other):
            return [one, other]
        case _:
            return []
