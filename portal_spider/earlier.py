"""What the state that a rebuild replaces and the reports promise, and what the state alone still knows.

Events stand in no WARC. Where an ``outcomes.jsonl`` is gone or shorter than was
made durable, the promise is kept, so that ``verify`` tells the loss for ever,
and so is what the state had taken from the lines that are lost. So is that a crawl
ended whose report is gone.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from archive.collection import Collection
from archive.errors import ArchiveError
from archive.seals import remembered
from archive.state import State
from archive.verify.crawls import promised
from portal_spider.events import Ended, Event
from portal_spider.passing import Passing


@dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier states and the reports knew."""

    promised: dict[str, int] = field(default_factory=dict)  # bytes of each outcomes.jsonl
    events: dict[str, list[Event]] = field(
        default_factory=dict
    )  # of crawls whose own are not all there
    ended: list[Ended] = field(default_factory=list)  # the crawls that have
    seal: str | None = None  # the last one


def read_earlier(
    collection: Collection, passing: Passing, sources: Sequence[Collection] = ()
) -> Earlier:
    """Return what is known of *collection*: by its reports, its state, and those of the *sources* merged into it.

    What is not there or cannot be read knows nothing.
    """
    earlier = Earlier(promised=promised(collection), seal=remembered(collection))
    for known in (collection, *sources):
        if known.state.exists():
            # It may be damaged, or of an earlier version: what can be made again is.
            with (
                suppress(ArchiveError, sqlite3.Error, ValueError),
                State(known.state, readonly=True) as state,
            ):
                _learn(earlier, collection, state)
    for name, size in earlier.promised.items():
        path = collection.root / name
        held = _held(path)
        if held < size:
            lines = path.read_bytes().count(b"\n") if held else 0
            passing.note(name, lines + 1, f"{size} bytes were promised, {held} are there")
    return earlier


def _held(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _learn(earlier: Earlier, collection: Collection, state: State) -> None:
    for crawl, portals, started, at, how in state.crawls():
        if at is not None:
            earlier.ended.append((crawl, portals, started, at, how or ""))
    for name, size in state.files("crawls/").items():
        earlier.promised[name] = max(size, earlier.promised.get(name, 0))
        path = collection.root / name
        if _held(path) < size:
            crawl = path.parent.name
            earlier.events.setdefault(crawl, []).extend(_events(state, crawl))


def _events(state: State, crawl: str) -> Iterator[Event]:
    """What is known of the seeds, of the places of a crawl's visits, and of those without record."""
    entrances = "found_on IS NULL AND kind != 'robots'"
    for row in state.frontier.rows(f"crawl = ? OR ({entrances})", (crawl,)):
        event = {name: row[name] for name in ("portal", "url", "kind", "found_on")}
        visited = row["warc_filename"] is not None
        if visited or row["found_on"] is None:
            place = {"depth": row["depth"], "hops": row["hops"], "at": row["found_at"]}
            yield {"type": "place", **event, **place}
        if not visited and row["outcome"] is not None and row["crawl"] == crawl:
            outcome = {name: row[name] for name in ("outcome", "reason", "at")}
            yield {"type": "outcome", **event, **outcome}
