"""Reprints: articles that are the same text, or nearly, and who had it first.

A text is its set of runs of six letters or digits, so that layout and
punctuation do not count. One run in sixteen, chosen by its hash and so the same
in every text, tells which pairs are worth a look; a pair is then judged by all
its runs. What many articles share (a slogan, a table head) proposes no pair;
texts with the very same runs are one, however short or many.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import combinations, takewhile
from typing import Literal
from zlib import crc32

from archive.article import Article
from archive.collection import Collection
from archive.corpus import read_at
from archive.listing import Only, articles
from archive.search import Hit, Order, Results, Search
from archive.search.fold import fold
from archive.state import State

RUN = 6  # characters
_ONE_IN = 16
_COMMON = 60  # articles: a run that more of them have proposes no pair
_PROPOSED = 0.3  # of the smaller text's chosen runs
_TELLING = 0.5, 2  # or of those alone that propose, and so many
_APART = r"[^\W_\u3040-\u30ff\u3400-\u9fff]"  # a letter of those that are written in words apart
# As far as no mark of punctuation stands in it, words and all; of that so much is searched for.
_SENTENCE = re.compile(rf"(?:[^\W_]|(?<={_APART}) (?={_APART})){{8,}}")
_SENTENCES, _LONGEST = 8, 40
_SAME, _EDITED, _CONTAINED = 0.95, 0.6, 0.8

Kind = Literal["same", "edited", "contained"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article of a cluster, and how its text is to the first's (None: it is the first)."""

    id: str
    portal: str
    url: str
    title: str | None
    source: str | None
    published: str | None
    first_seen: str
    kind: Kind | None
    likeness: float  # runs in common, of the runs of both


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles of one text: who had it first, then the others by time."""

    copies: tuple[Copy, ...]

    @property
    def portals(self) -> set[str]:
        """The portals that had it."""
        return {copy.portal for copy in self.copies}


def runs(text: str) -> frozenset[int]:
    """Return the runs of *text*, each as its hash."""
    letters = "".join(filter(str.isalnum, fold(text))).encode("utf-32-le")
    size = 4 * RUN
    return frozenset(crc32(letters[at : at + size]) for at in range(0, len(letters) - size + 1, 4))


_runs = lru_cache(128)(runs)


def judged(one: frozenset[int], other: frozenset[int]) -> tuple[Kind | None, float]:
    """Return how two texts are alike, and the share of runs in common.

    >>> judged(runs("白鹭滩湿地观测到越冬水鸟"), runs("白鹭滩湿地，观测到越冬水鸟。"))
    ('same', 1.0)
    """
    if not one or not other:
        return None, 0.0
    common = len(one & other)
    share = common / len(one | other)
    if share >= _SAME:
        return "same", share
    if share >= _EDITED:
        return "edited", share
    return ("contained" if common / min(len(one), len(other)) >= _CONTAINED else None), share


def copies_of(collection: Collection, article: Article) -> Cluster | None:
    """Return the cluster of *article*, None if it is alone."""
    others = _same(Search(collection), article)
    return _cluster([article, *others]) if others else None


def _same(search: Search, article: Article) -> list[Article]:
    """The other articles with the text of *article*.

    Whoever has its text has its longest sentences: those are searched for.
    """
    sentences = sorted(_SENTENCE.findall(article.content.text), key=len, reverse=True)[:_SENTENCES]
    if not sentences:
        return []
    query = " OR ".join(f'text:"{sentence[:_LONGEST].rstrip()}"' for sentence in sentences)
    own = _runs(article.content.text)
    return [
        hit.article for hit in search.find(query, limit=_COMMON).hits
        if hit.id != article.id and judged(own, _runs(hit.article.content.text))[0]
    ]  # fmt: skip


def grouped(
    search: Search,
    results: Results,
    only: Only | None = None,
    *,
    order: Order = "relevance",
    as_one: bool = False,
) -> list[list[Hit]]:
    """Return the hits of a page, each with those of the whole result that are one text with it.

    A text stands where the best of its articles stands; on a later page it is not shown again.
    """
    texts: dict[str, set[str]] = {}

    def same(hit: Hit) -> set[str]:
        if hit.id not in texts:
            texts[hit.id] = {other.id for other in _same(search, hit.article)}
        return texts[hit.id]

    groups: list[list[Hit]] = []
    shown: set[str] = set()
    for hit in results.hits:
        if hit.id in shown:
            continue
        if not same(hit):
            groups.append([hit])
            continue
        ids = tuple(sorted(({hit.id} | same(hit)) - shown))
        among = search.find(
            results.query, replace(only or Only(), ids=ids), limit=len(ids), order=order,
            as_one=as_one,
        ).hits  # fmt: skip
        before = takewhile(lambda other: other.id != hit.id, among)  # noqa: B023  # used at once
        if not any(hit.id in same(better) for better in before):
            groups.append([hit, *(other for other in among if other.id != hit.id)])
            shown.update(other.id for other in among)
    return groups


@dataclass(slots=True)
class _Known:
    article: str
    portal: str
    chosen: tuple[int, ...]
    whole: int  # of all its runs


def clusters(collection: Collection, only: Only | None = None) -> list[Cluster]:
    """Return the clusters of the current versions, the largest first."""
    known: list[_Known] = []
    holders: dict[int, list[int]] = {}
    for article in articles(collection, only):
        every = runs(article.content.text)
        chosen = tuple(run for run in every if run % _ONE_IN == 0)
        for run in chosen:
            held = holders.setdefault(run, [])
            if len(held) <= _COMMON:
                held.append(len(known))
        known.append(_Known(article.id, article.portal, chosen, hash(every) if every else 0))
    if not known:
        return []
    with State(collection.state, readonly=True) as state:
        read = _Reader(collection, state)
        found = [
            _cluster([read(known[n].article) for n in group])
            for group in _groups(known, holders, read)
        ]
    return sorted(found, key=lambda c: (-len(c.copies), c.copies[0].first_seen, c.copies[0].id))


class _Reader:
    """Articles by their id, the last ones kept."""

    def __init__(self, collection: Collection, state: State) -> None:
        self._collection, self._state = collection, state
        self.runs = lru_cache(4_096)(lambda identity: runs(self(identity).content.text))

    def __call__(self, identity: str) -> Article:
        return read_at(self._collection, self._state.holdings.lines(identity)[-1])


def _groups(
    known: list[_Known], holders: dict[int, list[int]], read: _Reader
) -> Iterator[list[int]]:
    """Join articles that are alike, pair by pair."""
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if 1 < len(held) <= _COMMON:
            shared.update(combinations(held, 2))
    parent = list(range(len(known)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = n = parent[parent[n]]
        return n

    before: dict[int, int] = {}
    for n, one_of in enumerate(known):
        if one_of.whole and (earlier := before.setdefault(one_of.whole, n)) != n:
            shared[earlier, n] = len(one_of.chosen) + 1
    enough = [_enough(one_of.chosen, holders) for one_of in known]
    for (one, other), count in shared.items():
        if count < min(enough[one], enough[other]) or root(one) == root(other):
            continue
        kind, _ = judged(read.runs(known[one].article), read.runs(known[other].article))
        if kind is not None:
            parent[root(other)] = root(one)
    groups: dict[int, list[int]] = {}
    for n in range(len(known)):
        groups.setdefault(root(n), []).append(n)
    yield from (group for group in groups.values() if len(group) > 1)


def _enough(chosen: tuple[int, ...], holders: dict[int, list[int]]) -> float:
    """How many of its *chosen* runs make another text worth a look.

    Of a text in common phrases few propose anything: it is told by the rest.
    """
    share, least = _TELLING
    telling = sum(len(holders[run]) <= _COMMON for run in chosen)
    return min(_PROPOSED * len(chosen), max(share * telling, least))


def _cluster(members: Iterable[Article]) -> Cluster:
    """Put the first in front: by the time of publication, then by when we saw it.

    Of two with one day and no hour, the one whose text does not name another
    as its source comes first.
    """
    ordered = sorted(
        members,
        key=lambda a: (
            a.content.published is None, _moment(a), bool(a.content.source), a.first_seen, a.id,
        ),
    )  # fmt: skip
    first = runs(ordered[0].content.text)
    return Cluster(
        tuple(
            _copy(article, *(judged(first, runs(article.content.text)) if number else (None, 1.0)))
            for number, article in enumerate(ordered)
        )
    )


def _moment(article: Article) -> str:
    """When it was published, in UTC where the hour is known; a day counts as its end."""
    published = article.content.published
    if published is None:
        return ""
    if "T" not in published:
        return f"{published}T23:59:59"
    return datetime.fromisoformat(published).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _copy(article: Article, kind: Kind | None, likeness: float) -> Copy:
    content = article.content
    return Copy(
        id=article.id, portal=article.portal, url=article.url, title=content.title,
        source=content.source, published=content.published, first_seen=article.first_seen,
        kind=kind, likeness=round(likeness, 3),
    )  # fmt: skip
