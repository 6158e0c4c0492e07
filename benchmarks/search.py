"""Search at a size: ``python -m benchmarks.search [ARTICLES]`` (100,000 take some ten minutes).

Writes a collection of invented articles of 1,500 characters of both scripts, brings the index up to
date, and asks for words, phrases and booleans; then asks SQLite's FTS5, fed the same pairs of
characters of the same articles, the same. FTS5 gives row ids and a count; ours reads the articles,
marks the words and cuts snippets. Beside what a clock says stands the processor's time, which does not
count who else was at work.
"""

import argparse
import itertools
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from archive import search
from archive.article import Article
from archive.collection import Collection
from archive.search.fold import fold, pairs
from tests.corpora import article, keep

LENGTH = 1_500
VOCABULARY = 40_000


class Language:
    """Words of one to four characters, some far more common than others, as in a language."""

    def __init__(self) -> None:
        self.rng = random.Random(20261124)
        every = [chr(0x4E00 + n) for n in range(16_000)]
        characters = self.rng.sample(every, 4_000)  # of both scripts
        weights = [1 / (rank + 8) for rank in range(len(characters))]
        sizes = self.rng.choices((1, 2, 3, 4), (1, 5, 1, 1), k=VOCABULARY)
        self.words = ["".join(self.rng.choices(characters, weights, k=size)) for size in sizes]
        self._steps = list(itertools.accumulate((rank + 3) ** -0.95 for rank in range(VOCABULARY)))

    def text(self) -> str:
        words = self.rng.choices(self.words, cum_weights=self._steps, k=LENGTH)
        for place in range(11, len(words), 12):
            words[place] += "，。\n\n"[(place // 12) % 3 :][:1] if place % 96 else "\n\n"
        return "".join(words)[:LENGTH].strip()


def articles(language: Language, count: int) -> Iterator[Article]:
    for number in range(count):
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        yield article(
            number, title=language.text()[:20].replace("\n", ""), text=language.text(),
            published=day, source=f"来源{number % 50}", section=(f"栏目{number % 20}",),
        )  # fmt: skip


def queries(language: Language) -> dict[str, list[str]]:
    two = [w for w in language.words[:4_000] if len(w) == 2]
    four = [w for w in language.words[:20_000] if len(w) == 4]
    pick = language.rng.sample
    return {
        "two characters": pick(two, 200),
        "four characters": pick(four, 200),
        "phrases of two words": [
            a + b for a, b in zip(pick(two, 200), pick(two, 200), strict=True)
        ],
        "a AND b": [f"{a} {b}" for a, b in zip(pick(two, 200), pick(four, 200), strict=True)],
        "a OR b": [f"{a} OR {b}" for a, b in zip(pick(two, 200), pick(four, 200), strict=True)],
        "a NOT b": [f"{a} NOT {b}" for a, b in zip(pick(four, 200), pick(two, 200), strict=True)],
    }


def measured(ask: Callable[[str], int], asked: list[str]) -> tuple[float, float, float, float]:
    """Milliseconds at the median and the 95th percentile, of CPU at the latter, and hits a query."""
    times, spent, hits = [], [], 0
    for query in asked:
        began, before = time.perf_counter(), time.process_time()
        hits += ask(query)
        spent.append(1_000 * (time.process_time() - before))
        times.append(1_000 * (time.perf_counter() - began))
    times.sort()
    spent.sort()
    late = len(times) * 95 // 100
    return times[len(times) // 2], times[late], spent[late], hits / len(asked)


def table(name: str, ask: Callable[[str], int], kinds: dict[str, list[str]]) -> None:
    print(f"\n| {name} | median ms | p95 ms | p95 ms of CPU | hits |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for kind, asked in kinds.items():
        median, late, spent, hits = measured(ask, asked)
        print(f"| {kind} | {median:.1f} | {late:.1f} | {spent:.1f} | {hits:,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=100_000)
    count = parser.parse_args().articles
    language = Language()
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection.create(Path(folder) / "c")
        for batch in _batched(articles(language, count), 1_000):
            keep(collection, batch)
        began = time.perf_counter()
        search.update(collection)
        seconds = time.perf_counter() - began
        texts = sum(
            len(a.content.text.encode()) + len((a.content.title or "").encode())
            for a in search.Search(collection).every("")
        )
        size = sum(path.stat().st_size for path in collection.search.iterdir())
        print(f"{count:,} articles, {texts / 1e6:.0f} MB of text; indexed in {seconds:.0f} s;"
              f" index {size / texts:.2f} times the text")  # fmt: skip
        kinds = queries(language)
        asked = search.Search(collection)
        print("load of the machine before asking: {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()))
        table("portal search, a page of 20", lambda q: asked.find(q).total, kinds)
        table("the same, as one", lambda q: asked.find(q, as_one=True).total, kinds)
        table("facets and months of all that is found",
              lambda q: sum(asked.spread(q).portals.values()), kinds)  # fmt: skip
        near = [f"{a} NEAR {b}" for a, b in itertools.pairwise(kinds["two characters"][:51])]
        table("NEAR, which reads what has both words", lambda q: asked.find(q).total,
              {"a NEAR b": near})  # fmt: skip
        _fts5(collection, texts, kinds, Path(folder) / "fts5.sqlite")


def _fts5(collection: Collection, texts: int, kinds: dict[str, list[str]], path: Path) -> None:
    """The same pairs in FTS5, bm25 order, total counted."""
    began = time.perf_counter()
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE t USING fts5(body, content='', tokenize='unicode61')")
    every = (f"{a.content.title}\n{a.content.text}" for a in search.Search(collection).every(""))
    database.executemany(
        "INSERT INTO t (rowid, body) VALUES (?, ?)",
        ((n, pairs(fold(text))) for n, text in enumerate(every)),
    )
    database.commit()
    print(f"\nFTS5 filled in {time.perf_counter() - began:.0f} s;"
          f" {path.stat().st_size / texts:.2f} times the text")  # fmt: skip

    def ask(query: str) -> int:
        words = query.split()
        match = " ".join(w if w in ("OR", "NOT") else f'"{pairs(w)}"' for w in words)
        database.execute(
            "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 20", (match,)
        ).fetchall()
        return int(
            database.execute("SELECT count(*) FROM t WHERE t MATCH ?", (match,)).fetchone()[0]
        )

    table("SQLite FTS5", ask, kinds)


def _batched(every: Iterator[Article], size: int) -> Iterator[list[Article]]:
    while batch := list(itertools.islice(every, size)):
        yield batch


if __name__ == "__main__":
    main()
