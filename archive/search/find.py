"""Asking the index: hits in order, how many there are, and how they spread."""

import base64
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Literal

import orjson
import tantivy

from archive.article import Article, from_json
from archive.collection import Collection
from archive.errors import BadQuery, CorpusError
from archive.history import STATES, VersionState, in_states
from archive.listing import Only
from archive.search.fold import phrase
from archive.search.index import folded_fields, missing, opened
from archive.search.query import And, Near, Node, Not, Or, Word, has_near, matches, parse, wanted
from archive.search.query import as_one as in_simplified
from archive.search.simplified import simplified
from archive.search.snippet import Marked, mark, snippet
from archive.withdrawal import hidden

Order = Literal["relevance", "newest", "oldest"]
Q, Occur = tantivy.Query, tantivy.Occur
_TITLE = 4.0  # what a word in the title counts for, in the text 1
_NAME = re.compile(r"[a-z0-9._-]+\Z")  # what a portal's name may hold
_SHARE = 40  # values of a facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found; *title* and *snippet* have the words marked."""

    id: str
    score: float
    title: Marked
    snippet: Marked
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits. *missing* counts lines of the corpus that the index does not know yet."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    next: str | None
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How many of a query's hits there are by portal, section, source, month (``yyyy-mm``), state."""

    portals: dict[str, int]
    sections: dict[str, int]
    sources: dict[str, int]
    months: dict[str, int]
    undated: int
    states: dict[str, int]


class Search:
    """The search of one collection; opened once, asked often. Only reads."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._index = opened(collection.search)
        self._schema = self._index.schema if self._index else None

    def find(
        self,
        query: str,
        only: Only | None = None,
        *,
        limit: int = 20,
        cursor: str | None = None,
        order: Order = "relevance",
        as_one: bool = False,
    ) -> Results:
        """Return a page of hits, the next one by the *cursor* of the page before.

        An empty query finds every article. Without words to weigh, the newest come first.
        With *as_one* simplified and traditional characters are the same.
        """
        node = _parsed(query, as_one)
        lacking = missing(self.collection)
        if self._index is None:
            return Results(query=query, total=0, hits=(), next=None, missing=lacking)
        self._index.reload()
        searcher = self._index.searcher()
        asked = self._asked(searcher, node, only or Only(), as_one)
        if order == "relevance" and not wanted(node):
            order = "newest"
        total, rows = _page(searcher, asked, order, limit, _read_cursor(cursor))
        words = wanted(node)
        hits = tuple(
            self._hit(identity, place, score, words, as_one)
            for score, identity, place in rows[:limit]
        )
        more = len(rows) > limit
        return Results(
            query=query, total=total, hits=hits, missing=lacking,
            next=_cursor(rows[limit - 1]) if more else None,
        )  # fmt: skip

    def every(
        self, query: str, only: Only | None = None, *, as_one: bool = False
    ) -> Iterator[Article]:
        """Yield every article that *query* finds, in the order of the corpus."""
        node = _parsed(query, as_one)
        if self._index is None:
            return
        self._index.reload()
        searcher = self._index.searcher()
        places = (
            place
            for _, place in _all(searcher, self._asked(searcher, node, only or Only(), as_one))
        )
        for name, offset, length in sorted(map(_parts, places)):
            yield self._read(f"{name} {offset} {length}")

    def spread(self, query: str, only: Only | None = None, *, as_one: bool = False) -> Spread:
        """Return how the hits of *query* spread."""
        node = _parsed(query, as_one)
        if self._index is None:
            return Spread(portals={}, sections={}, sources={}, months={}, undated=0, states={})
        self._index.reload()
        searcher = self._index.searcher()
        asked = self._asked(searcher, node, only or Only(), as_one)
        terms = {"portals": "portal", "sections": "section_is", "sources": "source_is"}
        wish = {name: {"terms": {"field": field, "size": _SHARE}} for name, field in terms.items()}
        wish["months"] = {"terms": {"field": "month", "size": 10_000}}
        found = searcher.aggregate(asked, wish)
        counted = {
            name: {row["key"]: int(row["doc_count"]) for row in found[name]["buckets"]}
            for name in wish
        }
        months = {int(month): count for month, count in counted.pop("months").items()}
        undated = months.pop(0, 0)
        states = {
            name: searcher.search(_both(asked, self._in((name,))), 1, count=True).count or 0  # type: ignore[attr-defined]
            for name in STATES
        }
        return Spread(
            **counted, undated=undated, states={n: count for n, count in states.items() if count},
            months={f"{m // 100:04}-{m % 100:02}": months[m] for m in sorted(months)},
        )  # fmt: skip

    def _asked(
        self, searcher: tantivy.Searcher, node: Node | None, only: Only, one: bool
    ) -> tantivy.Query:
        """The query for the index; what it cannot tell by itself is asked of the texts."""
        assert self._schema is not None
        asked = self._only(only, self._query(node, one) if node else Q.all_query())
        if node is not None and has_near(node):
            places = _all(searcher, asked)
            fits = [i for i, p in places if matches(node, _fields(self._read(p), one))]
            asked = _both(asked, Q.term_set_query(self._schema, "id", fits))
        return asked

    def _only(self, only: Only, asked: tantivy.Query) -> tantivy.Query:
        """Narrow *asked* to a part of the corpus, and to what is not withdrawn."""
        assert self._schema is not None
        parts = [(Occur.Must, asked)]
        for field, values in (
            ("portal", only.portals), ("section_is", only.sections), ("source_is", only.sources),
        ):  # fmt: skip
            if values:
                those = Q.term_set_query(self._schema, field, list(values))
                parts.append((Occur.Must, Q.const_score_query(those, 0.0)))
        if only.since or only.until:
            days = Q.range_query(
                self._schema, "day", tantivy.FieldType.Integer,
                _number(only.since) if only.since else 1,
                _number(only.until) if only.until else 99_999_999,
            )  # fmt: skip
            parts.append((Occur.Must, Q.const_score_query(days, 0.0)))
        if only.states:
            those = self._in(only.states)
            parts.append((Occur.Must, Q.const_score_query(those, 0.0)))
        if away := hidden(self.collection):
            for field, names in (("id", away.articles), ("url", away.places)):
                those = Q.term_set_query(self._schema, field, list(names))
                parts.append((Occur.MustNot, those))
        return Q.boolean_query(parts) if len(parts) > 1 else asked

    def _in(self, states: tuple[VersionState, ...]) -> tantivy.Query:
        """What became of an article is known to the state alone, and changes without a line."""
        assert self._schema is not None
        return Q.term_set_query(self._schema, "id", sorted(in_states(self.collection, states)))

    def _query(self, node: Node, one: bool) -> tantivy.Query:
        match node:
            case Word(folded, fields):
                return _any([self._word(folded, field, one) for field in fields])
            case And(parts):
                return Q.boolean_query(
                    [
                        (Occur.MustNot, self._query(part.part, one))
                        if isinstance(part, Not) and not has_near(part)
                        else (Occur.Must, self._query(part, one))
                        for part in parts
                    ]
                    + [(Occur.Must, Q.const_score_query(Q.all_query(), 0.0))]
                    * all(isinstance(part, Not) for part in parts)
                )
            case Or(parts):
                return _any([self._query(part, one) for part in parts])
            case Not(part):
                everything = Q.const_score_query(Q.all_query(), 0.0)
                if has_near(part):  # what stands near is a part of what this would leave out
                    return everything
                return Q.boolean_query(
                    [(Occur.Must, everything), (Occur.MustNot, self._query(part, one))]
                )
            case Near(first, second):
                return _both(self._query(first, one), self._query(second, one))

    def _word(self, folded: str, field: str, one: bool) -> tantivy.Query:
        """A word in a field; *one* however its simplified characters are written there."""
        assert self._schema is not None
        if field == "portal":
            if not _NAME.match(folded):
                return Q.empty_query()
            pattern = f".*{re.escape(folded)}.*"
            return Q.const_score_query(Q.regex_query(self._schema, field, pattern), 0.0)
        places = phrase(folded, as_one=one)
        if len(folded) == 1:
            query = _any(
                [Q.term_query(self._schema, f"{field}1", t, "basic") for t in places[0][1]]
            )
        elif len(places) == 1:
            query = _any([Q.term_query(self._schema, field, term) for term in places[0][1]])
        elif all(len(terms) == 1 for _, terms in places):
            query = Q.phrase_query(self._schema, field, [(at, term) for at, (term,) in places])
        else:
            choices: list[str | tuple[int, str]] = [(at, _one_of(terms)) for at, terms in places]
            query = Q.regex_phrase_query(self._schema, field, choices)
        return Q.boost_query(query, _TITLE) if field == "title" else query

    def _hit(self, identity: str, place: str, score: float, words: list[Word], one: bool) -> Hit:
        article = self._read(place)
        title = [word.folded for word in words if "title" in word.fields]
        text = [word.folded for word in words if "text" in word.fields]
        return Hit(
            id=identity, score=round(score, 4), article=article,
            title=mark(article.content.title or "", title, as_one=one),
            snippet=snippet(article.content.text, text, as_one=one),
        )  # fmt: skip

    def _read(self, place: str) -> Article:
        name, offset, length = _parts(place)
        path = self.collection.root / name
        try:
            with path.open("rb") as file:
                file.seek(offset)
                return from_json(file.read(length))
        except OSError as error:
            raise CorpusError(path, 0, error.strerror or str(error)) from error
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(
                path, 0, "the search index does not fit this file: portal rebuild makes it again"
            ) from error


def _parsed(query: str, one: bool) -> Node | None:
    node = parse(query)
    return in_simplified(node) if node and one else node


def _fields(article: Article, one: bool) -> dict[str, str]:
    fields = folded_fields(article)
    return {name: simplified(text) for name, text in fields.items()} if one else fields


def _one_of(terms: list[str]) -> str:
    """The regular expression of *terms*, every character by its number: none has a meaning."""
    return "|".join("".join(f"\\x{{{ord(char):x}}}" for char in term) for term in terms)


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return Q.boolean_query([(Occur.Should, query) for query in queries])


def _both(one: tantivy.Query, other: tantivy.Query) -> tantivy.Query:
    return Q.boolean_query([(Occur.Must, one), (Occur.Must, Q.const_score_query(other, 0.0))])


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _parts(place: str) -> tuple[str, int, int]:
    name, offset, length = place.rsplit(" ", 2)
    return name, int(offset), int(length)


def _all(searcher: tantivy.Searcher, asked: tantivy.Query) -> list[tuple[str, str]]:
    """The id and place of every article that *asked* finds."""
    found = searcher.search(asked, max(searcher.num_docs, 1), count=False).hits
    documents = (searcher.doc(address) for _, address in found)
    return [(document["id"][0], document["place"][0]) for document in documents]


Row = tuple[float, str, str]  # score (or day), id, place


def _page(
    searcher: tantivy.Searcher,
    asked: tantivy.Query,
    order: Order,
    limit: int,
    after: tuple[float, str] | None,
) -> tuple[int, list[Row]]:
    """The total, and *limit* rows and one more behind *after*: by score, then by id.

    The index leaves rows of one score in no order, so the last score that was
    fetched counts only when all was fetched.
    """
    sign = 1.0 if order == "oldest" else -1.0
    field = None if order == "relevance" else "day"
    direction = tantivy.Order.Asc if order == "oldest" else tantivy.Order.Desc
    start = (sign * after[0], after[1]) if after else (-math.inf, "")
    size = 2 * limit + 1
    while True:
        result = searcher.search(asked, size, count=True, order_by_field=field, order=direction)
        keyed = [(sign * float(score or 0), address) for score, address in result.hits]
        whole = len(keyed) < size
        last = math.inf if whole else keyed[-1][0]
        rows: list[Row] = []
        wanted = ((key, at) for key, at in keyed if start[0] <= key < last)
        for key, level in groupby(wanted, key=itemgetter(0)):  # no more are read than are shown
            documents = [searcher.doc(at) for _, at in level]
            found = sorted((key, d["id"][0], d["place"][0]) for d in documents)
            rows += [row for row in found if row[:2] > start]
            if len(rows) > limit:
                break
        if whole or len(rows) > limit:
            total = result.count  # type: ignore[attr-defined]  # the stubs forget it
            return int(total or 0), [(sign * k, i, p) for k, i, p in rows[: limit + 1]]
        size *= 4


def _cursor(row: Row) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(row[:2])).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> tuple[float, str] | None:
    if not cursor:
        return None
    try:
        score, identity = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return float(score), str(identity)
    except (ValueError, TypeError):
        raise BadQuery(cursor, "this is no cursor of a page before") from None
