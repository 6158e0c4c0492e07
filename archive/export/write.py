"""One file in one format, whole or not at all, and its data sheet beside it."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from archive import __version__, durable, lock
from archive.article import SCHEMA_VERSION, Article, to_json
from archive.export import citations, rows, texts
from archive.listing import Only
from archive.manifest import sha256_of
from archive.text import readable
from archive.times import seconds

Blocks = Callable[[Iterable[Article]], Iterator[bytes]]


def _jsonl(articles: Iterable[Article]) -> Iterator[bytes]:
    return (to_json(article) + b"\n" for article in articles)


_BLOCKS: dict[str, Blocks] = {
    "jsonl": _jsonl,
    "csv": rows.csv_blocks,
    "txt": texts.txt_blocks,
    "tei": texts.tei_blocks,
    "bibtex": partial(citations.blocks, cite=citations.bibtex),
    "ris": partial(citations.blocks, cite=citations.ris, end="\r\n"),
    "gbt7714": partial(citations.blocks, cite=citations.gbt7714),
}
FORMATS = (*_BLOCKS, "parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written, and where its sheet is."""

    articles: int
    sheet: Path
    facts: dict[str, Any]


def stream(articles: Iterable[Article], form: str) -> Iterator[bytes]:
    """Yield *articles* in *form*, which is any but Parquet."""
    return _BLOCKS[form](articles)


def export(
    articles: Iterable[Article],
    form: str,
    out: Path,
    *,
    collection: str,
    query: str | None = None,
    as_one: bool = False,
    only: Only | None = None,
    missing: int = 0,
) -> Exported:
    """Write *articles* to *out* and ``<out>.sheet.json``; nothing is written where there are none.

    *query*, *as_one* and *only* say what the articles are, *missing* how many lines of
    the corpus the search for them did not know.
    """
    asked = {
        "collection": collection, "query": query, "as_one": as_one,
        "only": asdict(only or Only()), "missing": missing,
    }  # fmt: skip
    temporary = out.with_name(out.name + ".new")
    try:
        with lock.alone(temporary):
            return _export(articles, form, out, temporary, asked)
    except OSError as error:
        raise durable.failed(out, error) from error


def _export(
    articles: Iterable[Article], form: str, out: Path, temporary: Path, asked: dict[str, Any]
) -> Exported:
    tally = Tally()
    try:
        if form == "parquet":
            rows.write_parquet(tally.counted(articles), temporary)
        else:
            with temporary.open("wb") as file:
                for block in stream(tally.counted(articles), form):
                    file.write(block)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        facts = tally.facts() | asked | {
            "made": seconds(datetime.now(UTC)), "by": f"portal-archive/{__version__}", "format": form,
            "columns": list(rows.COLUMNS) if form in ("csv", "parquet") else None,
            "article_schema": SCHEMA_VERSION, "file": readable(out.name),
            "bytes": temporary.stat().st_size, "sha256": sha256_of(temporary),
        }  # fmt: skip
        sheet = out.with_name(out.name + ".sheet.json")
        if tally.articles:
            temporary.replace(out)
            durable.sync_directory(out.absolute().parent)
            durable.replace(sheet, [orjson.dumps(facts, option=orjson.OPT_INDENT_2), b"\n"])
    finally:
        temporary.unlink(missing_ok=True)
    return Exported(articles=tally.articles, sheet=sheet, facts=facts)


class Tally:
    """Counts articles as they go by."""

    def __init__(self) -> None:
        self.articles = 0
        self._portals: Counter[str] = Counter()
        self._undated = 0
        self._days: list[str] = []

    def counted(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield *articles* as they are."""
        for article in articles:
            self.articles += 1
            self._portals[article.portal] += 1
            day = (article.content.published or "")[:10]
            self._undated += not day
            if day:
                self._days = [min([*self._days[:1], day]), max([*self._days[1:], day])]
            yield article

    def facts(self) -> dict[str, Any]:
        """Return what a data sheet says of those that went by."""
        return {
            "articles": self.articles, "portals": dict(sorted(self._portals.items())),
            "published_from": self._days[0] if self._days else None,
            "published_to": self._days[-1] if self._days else None, "undated": self._undated,
        }  # fmt: skip
