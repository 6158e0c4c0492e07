"""`portal rebuild` and `portal import`: the same steps as a crawl's, from the WARCs."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from archive import cdxj, durable, manifest, search
from archive.collection import Collection
from archive.errors import BadInput, CannotKeep
from archive.ingest import Ingested, take_in
from archive.parallel import InOrder, batched, in_order
from archive.state import Found, Outcome, State
from archive.warc import Damage, OnDamage, WarcFile, recover_all, size_of
from portal_spider.derive import Derived, derive, interrupted, settled
from portal_spider.errors import ProfileError
from portal_spider.intake import Wishes
from portal_spider.portals import known, shipped
from portal_spider.profile import SiteProfile, build
from portal_spider.survey import Survey, survey

_AT_ONCE = 32  # portals whose state is committed together: many have a page or two
Progress = Callable[[str, int], None]
Events = dict[str, list[dict[str, Any]]]  # by crawl


@dataclass(frozen=True, slots=True)
class Passed:
    """What could not be read and was passed over; *offset* is a line's number where lines are."""

    file: str  # relative to the collection
    offset: int
    why: str

    def __str__(self) -> str:
        counts = "at" if self.file.startswith("archive/") else "line"
        return f"{self.file} {counts} {self.offset}: {self.why}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took in, and what the portals it touched hold now."""

    files: tuple[Ingested, ...]
    portals: tuple[Derived, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made again, and what it could not be made of."""

    portals: tuple[Derived, ...]
    passed: tuple[Passed, ...]


class _Passing:
    """Notes what is passed over, once however often it is met."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, int], str] = {}

    def __call__(self, path: WarcFile, damage: Damage) -> None:
        self.note(f"archive/{path.name}", damage.offset, damage.why)

    def note(self, file: str, offset: int, why: str) -> None:
        self._met.setdefault((file, offset), why)

    def all(self) -> tuple[Passed, ...]:
        return tuple(Passed(*place, why) for place, why in sorted(self._met.items()))


def rebuild(
    collection: Collection, progress: Progress | None = None, readers: InOrder = in_order
) -> Rebuilt:
    """Make everything derived again: state, site models, articles, index.

    The state is made beside the old one and takes its place whole. What is
    damaged is passed over and named, and all the rest is made. Where a WARC is
    gone nothing is made: the articles it held would be gone too.
    """
    with collection.writing():
        return rebuild_held(collection, progress, readers)


def rebuild_held(
    collection: Collection, progress: Progress | None = None, readers: InOrder = in_order
) -> Rebuilt:
    """Make everything derived again; the caller holds the collection for writing."""
    passing = _Passing()
    _refuse_gaps(collection)
    recover_all(collection.warcs, collection.recovered, collection.manifest)
    fresh = collection.state.with_name("state.sqlite.new")
    _unlink(fresh)
    with State(fresh) as state:
        reindex(collection, state, passing)  # revisits of other tools are resolved by it
        profiles = known(collection.portals)
        with state.transaction():
            events = _events(collection, passing)
            _sow(state, events)
        surveyed = survey(collection, profiles, passing)
        names = surveyed.portals_in({path.name for path in collection.warc_files()})
        results = _derive_all(
            collection, state, profiles, surveyed, names, events, progress, readers, passing
        )
        with state.transaction():
            for crawl in events:
                _note(state, events, crawl)
            _crawls(collection, state, passing)
            for path in collection.crawls.glob("*/outcomes.jsonl"):
                name = path.relative_to(collection.root).as_posix()
                state.set_file(name, path.stat().st_size)
    _swap(fresh, collection.state)
    settled(collection)
    search.update(collection, fresh=True)
    return Rebuilt(tuple(results), passing.all())


def _refuse_gaps(collection: Collection) -> None:
    held = {path.name.removesuffix(manifest.OPEN) for path in collection.warc_files()}
    for _, entry in manifest.read(collection.manifest):
        if entry.file not in held:
            raise BadInput(
                collection.warcs / entry.file,
                "it is gone, though the manifest names it: what it held cannot be made again",
            )


def import_files(
    collection: Collection,
    files: tuple[Path, ...],
    progress: Progress | None = None,
    readers: InOrder = in_order,
) -> Imported:
    """Take in *files*, and read the articles in them.

    What is damaged of what is held already is passed over and named. What an
    import that was killed took in and did not read is read by the next.
    """
    passing = _Passing()
    with collection.writing(), State(collection.state) as state:
        recover_all(collection.warcs, collection.recovered, collection.manifest)
        taken = []
        for file in files:
            taken.append(take_in(collection.root, file))
            _take_profiles(collection, taken[-1])
        profiles = known(collection.portals)
        derive_interrupted(collection, state, profiles)
        index_new(collection, state, passing)
        unread = _unread(collection, state)
        surveyed = survey(collection, profiles, passing)
        names = surveyed.portals_in(unread.keys())
        results = _derive_all(
            collection, state, profiles, surveyed, names, {}, progress, readers, passing
        )
        with state.transaction():
            for name, size in unread.items():
                state.set_file(f"archive/{name}", size)
        settled(collection)
        search.update(collection)
    return Imported(tuple(taken), tuple(results), passing.all())


def _take_profiles(collection: Collection, ingested: Ingested) -> None:
    """Keep the profiles that came with a package, where the collection has none of that name."""
    for name, content in ingested.profiles:
        path = collection.portals / name
        portal = name.removesuffix(".toml")
        if path.exists() or portal in shipped():
            continue
        try:
            build(portal, tomllib.loads(content.decode()))
        except (ValueError, ProfileError) as error:
            raise BadInput(ingested.source, f"portals/{name}: {error}") from error
        durable.replace(path, [content])


def reindex(collection: Collection, state: State, damaged: OnDamage | None = None) -> None:
    """Write the index anew, from every closed WARC."""
    closed = [p for p in collection.warc_files() if not p.name.endswith(".open")]
    lines = (e.to_line() for path in closed for e in cdxj.entries_of(path, damaged))
    cdxj.write(collection.index, lines)
    with state.transaction():
        state.forget_files("indexed/")
        for path in closed:
            state.set_file(f"indexed/{path.name}", size_of(path))
            state.set_file(f"archive/{path.name}", size_of(path))


def index_new(collection: Collection, state: State, damaged: OnDamage | None = None) -> None:
    """Merge the closed WARCs that the index lacks into it."""
    indexed = state.files("indexed/")
    new = [
        path for path in collection.warc_files()
        if f"indexed/{path.name}" not in indexed and not path.name.endswith(".open")
    ]  # fmt: skip
    if not new:
        return
    lines = (e.to_line() for path in new for e in cdxj.entries_of(path, damaged))
    cdxj.merge(collection.index, lines)
    with state.transaction():
        for path in new:
            state.set_file(f"indexed/{path.name}", size_of(path))


def _unread(collection: Collection, state: State) -> dict[str, int]:
    """The closed WARCs of which nothing was taken in yet, and their sizes."""
    read = state.files("archive/")
    return {
        path.name: size_of(path) for path in collection.warc_files()
        if f"archive/{path.name}" not in read and not path.name.endswith(".open")
    }  # fmt: skip


def _derive_all(
    collection: Collection,
    state: State,
    profiles: dict[str, SiteProfile],
    surveyed: Survey,
    names: list[str],
    events: Events,
    progress: Progress | None,
    readers: InOrder,
    damaged: OnDamage,
) -> list[Derived]:
    results = []

    def restore(crawl: str | None) -> None:
        _note(state, events, crawl)

    for some in batched(names, _AT_ONCE):
        with state.transaction():
            for name in some:
                profile = profiles.get(name) or held_profile(name)
                made = derive(
                    collection, state, profile, surveyed, progress=progress, restore=restore,
                    readers=readers, damaged=damaged,
                )  # fmt: skip
                results.append(made)
    return results


def derive_interrupted(
    collection: Collection,
    state: State,
    profiles: dict[str, SiteProfile],
    wishes: Wishes | None = None,
) -> None:
    """Make whole the lines of portals whose files were being replaced when a process was killed."""
    names = interrupted(collection)
    if not names:
        return
    surveyed = survey(collection, profiles)
    with state.transaction():
        for name in names:
            profile = profiles.get(name) or held_profile(name)
            derive(collection, state, profile, surveyed, wishes=wishes)
    settled(collection)


def held_profile(name: str) -> SiteProfile:
    """Return a profile for a portal that is known by its host only."""
    host = name.replace("_", ":")
    from portal_spider.portals import generic

    return generic(f"http://{host}/")


def _events(collection: Collection, passing: _Passing) -> Events:
    """What no WARC holds, crawl by crawl, in the order it happened."""
    found: Events = {}
    for path in sorted(collection.crawls.glob("*/outcomes.jsonl")):
        with path.open("rb") as file:
            rows = found.setdefault(path.parent.name, [])
            for number, line in enumerate(file, 1):
                try:
                    rows.append(dict(orjson.loads(line)))
                except (ValueError, TypeError) as error:
                    name = path.relative_to(collection.root).as_posix()
                    passing.note(name, number, f"no event: {error}")
    return found


def _sow(state: State, events: Events) -> None:
    """Push the seeds that crawls were given, and what workers leased of a shared frontier.

    What led to a page of one worker may stand behind it in record order: its
    kind must be known before its turn has come.
    """
    for event in chain.from_iterable(events.values()):
        kind: Any = event["kind"]
        if event["type"] == "seed":
            found = Found(url=event["url"], kind=kind)
        elif event["type"] == "place":
            found = Found(
                url=event["url"], kind=kind, depth=int(event["depth"]), hops=int(event["hops"]),
                found_on=event["found_on"],
            )  # fmt: skip
        else:
            continue
        state.frontier.push(event["portal"], [found], event["at"])


def _note(state: State, events: Events, crawl: str | None) -> None:
    """Set the outcomes of visits that brought no capture, where no later one did."""
    for event in events.get(crawl or "", ()):
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


def _crawls(collection: Collection, state: State, passing: _Passing) -> None:
    """Enter the crawls that have a report."""
    for path in sorted(collection.crawls.glob("*/report.json")):
        try:
            report = orjson.loads(path.read_bytes())
            crawl, portals, started = (report[name] for name in ("crawl", "portals", "started"))
            ended, reason = report["ended"], report["reason"]
        except (ValueError, KeyError, TypeError) as error:
            passing.note(path.relative_to(collection.root).as_posix(), 1, f"no report: {error}")
            continue
        state.start_crawl(crawl, portals, started)
        state.end_crawl(crawl, ended, reason)


def _swap(fresh: Path, state: Path) -> None:
    try:
        for suffix in ("-wal", "-shm"):
            state.with_name(state.name + suffix).unlink(missing_ok=True)
        fresh.replace(state)
        durable.sync_directory(state.parent)
        _unlink(fresh)
    except OSError as error:
        raise CannotKeep(state, error.strerror or str(error)) from error


def _unlink(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
