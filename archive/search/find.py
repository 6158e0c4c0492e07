"""Asking the index: hits in order, how many there are, and how they spread."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import tantivy

from archive.article import Article, from_json
from archive.collection import Collection
from archive.corpus import number_at
from archive.errors import CorpusError
from archive.history import VersionState, by_state
from archive.listing import Only
from archive.search import alike
from archive.search.ask import Ask, both, narrowed
from archive.search.document import folded_fields
from archive.search.index import readable
from archive.search.made import missing
from archive.search.page import Order, Row, cursor_of, page, read_cursor
from archive.search.query import Node, Word, has_near, matches, parse, wanted
from archive.search.query import as_one as in_one_spelling
from archive.search.snippet import Marked, mark, snippet
from archive.withdrawal import Hidden, hidden

_EVERY = 10_000  # values of a facet, where no fewer are asked for
# In how many of its values a segment is counted. By default it is ten times as many as are asked for:
# what is rarer in a segment is left out of its sum, and of 40 values of 2,195 eight were wrong.
_IN_SEGMENT = 1_000_000


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


@dataclass(frozen=True)
class _Known:
    """What holds as long as the files it was read from are as they were."""

    collection: Collection
    index_as: tuple[object, ...]  # how the index's files stood
    state_as: tuple[object, ...]  # and those of what is seen and withdrawn
    index: tantivy.Index | None
    missing: int
    away: Hidden

    @cached_property
    def searcher(self) -> tantivy.Searcher:
        assert self.index is not None
        return self.index.searcher()

    @cached_property
    def states(self) -> dict[VersionState, set[str]]:
        """What became of articles is known to the state alone, and changes without a line."""
        return by_state(self.collection)


class Search:
    """The search of one collection; opened once, asked often. Only reads, and sees what is new."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._known: _Known | None = None

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
        With *as_one* simplified and traditional characters are the same, and the dots in names.
        """
        node, known = _parsed(query, as_one), self._now()
        if known.index is None:
            return Results(query=query, total=0, hits=(), next=None, missing=known.missing)
        words = wanted(node)
        total, rows = page(
            known.searcher, self._asked(known, node, only or Only(), as_one),
            order if words or order != "relevance" else "newest", limit, read_cursor(cursor),
        )  # fmt: skip
        return Results(
            query=query, total=total, missing=known.missing,
            hits=tuple(self._hit(known.searcher, row, words, as_one) for row in rows[:limit]),
            next=cursor_of(rows[limit - 1]) if len(rows) > limit else None,
        )  # fmt: skip

    def every(
        self, query: str, only: Only | None = None, *, as_one: bool = False
    ) -> Iterator[Article]:
        """Return every article that *query* finds, in the order of the corpus, each read when asked for.

        What cannot be searched is refused at once, not when the first is asked for.
        """
        node, known = _parsed(query, as_one), self._now()
        if known.index is None:
            return iter(())
        found = _all(known.searcher, self._asked(known, node, only or Only(), as_one))
        return map(self._read, sorted(_parts(place) for _, place in found))

    def spread(
        self, query: str, only: Only | None = None, *, as_one: bool = False, most: int = _EVERY
    ) -> Spread:
        """Return how the hits of *query* spread; of portals, sections and sources the *most* frequent."""
        node, known = _parsed(query, as_one), self._now()
        if known.index is None:
            return Spread(portals={}, sections={}, sources={}, months={}, undated=0, states={})
        asked, searcher = self._asked(known, node, only or Only(), as_one), known.searcher
        terms = {"portals": "portal", "sections": "section_is", "sources": "source_is"}
        wish = {
            name: {"terms": {"field": field, "size": most, "segment_size": _IN_SEGMENT}}
            for name, field in terms.items()
        }
        wish["months"] = {"terms": {"field": "month", "size": 10_000}}
        found = searcher.aggregate(asked, wish)
        counted = {
            name: {row["key"]: int(row["doc_count"]) for row in found[name]["buckets"]}
            for name in wish
        }
        months = {int(month): count for month, count in counted.pop("months").items()}
        undated = months.pop(0, 0)
        ask = Ask(known.index.schema)
        states = {
            name: searcher.search(both(asked, ask.one_of("id", ids)), 1, count=True).count or 0  # type: ignore[attr-defined]
            for name, ids in known.states.items() if ids
        }  # fmt: skip
        return Spread(
            **counted, undated=undated, states={n: count for n, count in states.items() if count},
            months={f"{m // 100:04}-{m % 100:02}": months[m] for m in sorted(months)},
        )  # fmt: skip

    def _now(self) -> _Known:
        """What is known, read again where its files have changed since."""
        held, at = self._known, self.collection
        index_as = _as_they_are(at.search / "meta.json", at.search / "made-from.json")
        state_as = _as_they_are(
            at.state, at.state.with_name(f"{at.state.name}-wal"), at.withdrawals
        )
        if held is None or (held.index_as, held.state_as) != (index_as, state_as):
            same = held is not None and held.index_as == index_as
            index = held.index if held and same else readable(at.search)
            held = _Known(at, index_as, state_as, index, missing(at), hidden(at))
            self._known = held
        return held

    def _asked(self, known: _Known, node: Node | None, only: Only, one: bool) -> tantivy.Query:
        """The query for the index; what it cannot tell by itself is asked of the texts."""
        assert known.index is not None
        ask = Ask(known.index.schema, one)
        states = set().union(*(known.states[s] for s in only.states)) if only.states else None
        asked = narrowed(ask.node(node), ask.only(only, states, known.away))
        if node is None or not has_near(node):
            return asked
        fits = [
            identity for identity, place in _all(known.searcher, asked)
            if matches(node, _fields(self._read(_parts(place)), one))
        ]  # fmt: skip
        return both(asked, ask.one_of("id", fits))

    def _hit(self, searcher: tantivy.Searcher, row: Row, words: list[Word], one: bool) -> Hit:
        article = self._read(_parts(searcher.doc(row.address)["place"][0]))
        title = [word.folded for word in words if "title" in word.fields]
        text = [word.folded for word in words if "text" in word.fields]
        return Hit(
            id=article.id, score=round(row.key, 4), article=article,
            title=mark(article.content.title or "", title, as_one=one),
            snippet=snippet(article.content.text, text, as_one=one),
        )  # fmt: skip

    def _read(self, place: tuple[str, int, int]) -> Article:
        name, offset, length = place
        path = f"{self.collection.root}/{name}"
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a Path takes as long as the line
                file.seek(offset)
                return from_json(file.read(length))
        except OSError as error:
            raise CorpusError(path, 0, error.strerror or str(error)) from error
        except ValueError as error:
            why = f"no article where the search index has one ({error}): portal rebuild makes it again"
            raise CorpusError(path, number_at(Path(path), offset), why) from error


def _as_they_are(*paths: Path) -> tuple[object, ...]:
    """What tells that *paths* were written: which files they are, how long, since when."""
    found: list[object] = []
    for path in paths:
        try:
            told = path.stat()
        except OSError:
            found.append(None)
        else:  # a reader of a state may leave an empty log beside it
            found.append((told.st_ino, told.st_size, told.st_mtime_ns) if told.st_size else None)
    return tuple(found)


def _parsed(query: str, one: bool) -> Node | None:
    node = parse(query)
    return in_one_spelling(node) if node and one else node


def _fields(article: Article, one: bool) -> dict[str, str]:
    fields = folded_fields(article)
    return {name: alike.as_one(text) for name, text in fields.items()} if one else fields


def _parts(place: str) -> tuple[str, int, int]:
    name, offset, length = place.rsplit(" ", 2)
    return name, int(offset), int(length)


def _all(searcher: tantivy.Searcher, asked: tantivy.Query) -> list[tuple[str, str]]:
    """The id and place of every article that *asked* finds."""
    found = searcher.search(asked, max(searcher.num_docs, 1), count=False).hits
    documents = (searcher.doc(address) for _, address in found)
    return [(document["id"][0], document["place"][0]) for document in documents]
