"""``crawls/<id>/outcomes.jsonl`` and ``report.json``: what no WARC holds, told again to a new state."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from archive.collection import Collection
from archive.state import PRIORITY, Found, Outcome, State, origin_of
from archive.verify.crawls import unfit
from portal_spider.passing import Passing
from portal_spider.wishes import from_event

Event = dict[str, Any]
Ended = tuple[str, list[str], str, str, str]  # crawl, portals, started, ended, outcome
_AT_HAND = 1 << 20  # bytes of files whose events are kept rather than read once for each portal
_ALL = ("portal", "url", "kind", "at")
_FIELDS = {
    "seed": _ALL,
    "place": (*_ALL, "depth", "hops", "found_on"),
    "outcome": (*_ALL, "outcome", "reason", "found_on"),
}


class Events:
    """What no WARC holds, crawl by crawl, in the order it happened.

    What is too much to be kept at hand is read again whenever it is asked for: of a crawl that many
    shared there is one for every page.
    What is *known* besides, of crawls whose own are not all there, comes behind it.
    """

    def __init__(
        self, collection: Collection, passing: Passing, known: Mapping[str, Sequence[Event]]
    ) -> None:
        paths = sorted(collection.crawls.glob("*/outcomes.jsonl"))
        self._paths = {path.parent.name: path for path in paths}
        self._root, self._passing, self._known = collection.root, passing, known
        self._at_hand: dict[str, list[Event]] = {}
        self._room = _AT_HAND

    def __iter__(self) -> Iterator[str]:
        """The crawls."""
        return iter(sorted(self._paths.keys() | self._known))

    def of(self, crawl: str | None) -> Iterator[Event]:
        """Yield the events of *crawl*; what cannot be read is passed over."""
        name = crawl or ""
        if name in self._paths:
            yield from self._written(name)
        yield from self._known.get(name, ())

    def _written(self, crawl: str) -> Iterable[Event]:
        if crawl not in self._at_hand:
            path = self._paths[crawl]
            size = path.stat().st_size
            if size > self._room:
                return self._read(path)
            self._room -= size
            self._at_hand[crawl] = list(self._read(path))
        return self._at_hand[crawl]

    def _read(self, path: Path) -> Iterator[Event]:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    event = _event(line)
                except (ValueError, TypeError, KeyError) as error:
                    name = path.relative_to(self._root).as_posix()
                    self._passing.note(name, number, f"no event: {error}")
                    continue
                yield event


def _event(line: bytes) -> Event:
    """The event of a line, if it has all that is read of it."""
    event = dict(orjson.loads(line))
    if event["type"] == "wishes":
        from_event(event)
        return event
    if lacks := [name for name in _FIELDS[event["type"]] if name not in event]:
        raise ValueError(f"it lacks {', '.join(lacks)}")
    if event["kind"] not in PRIORITY:
        raise ValueError(f"there is no kind {event['kind']!r}")
    origin_of(event["url"])
    return event


def sow(state: State, events: Events) -> None:
    """Push the seeds that crawls were given, and what workers leased of a shared frontier.

    What led to a page of one worker may stand behind it in record order: its
    kind must be known before its turn has come.
    """
    for event in chain.from_iterable(map(events.of, events)):
        kind: Any = event.get("kind")
        if event["type"] == "seed":
            found = Found(url=event["url"], kind=kind)
        elif event["type"] == "place":
            found = Found(
                url=event["url"], kind=kind, depth=event["depth"], hops=event["hops"],
                found_on=event["found_on"],
            )  # fmt: skip
        else:
            continue
        state.frontier.push(event["portal"], [found], event["at"])


def note_outcomes(state: State, events: Events, crawl: str | None) -> None:
    """Set the outcomes of visits that brought no capture, where no later one did."""
    for event in events.of(crawl):
        if event["type"] != "outcome":
            continue
        url = event["url"]
        kind: Any = event["kind"]
        found = Found(url=url, kind=kind, found_on=event["found_on"])
        state.frontier.push(event["portal"], [found], event["at"])
        known = state.frontier.outcome(url)
        if known is None or known.at < event["at"]:
            state.frontier.done(
                url,
                Outcome(
                    outcome=event["outcome"], reason=event["reason"], at=event["at"],
                    crawl=crawl,
                ),
            )  # fmt: skip


def enter_crawls(
    collection: Collection, state: State, ended: list[Ended], passing: Passing
) -> None:
    """Enter the crawls that have a report, and those of which it is known that they *ended*."""
    lost = {crawl: (portals, start, end, how) for crawl, portals, start, end, how in ended}
    for path in sorted(collection.crawls.glob("*/report.json")):
        crawl = path.parent.name
        try:
            report = orjson.loads(path.read_bytes())
            wrong = unfit(report, crawl)
        except (ValueError, OSError) as error:
            wrong = str(error)
        if wrong:
            passing.note(path.relative_to(collection.root).as_posix(), 1, f"no report: {wrong}")
            continue
        state.start_crawl(crawl, report["portals"], report["started"])
        state.end_crawl(crawl, report["ended"], report["reason"])
        lost.pop(crawl, None)
    for crawl, (portals, started, at, reason) in lost.items():
        name = (collection.crawls / crawl / "report.json").relative_to(collection.root).as_posix()
        passing.note(name, 1, f"no report, though the crawl ended at {at}")
        state.start_crawl(crawl, portals, started)
        state.end_crawl(crawl, at, reason)
