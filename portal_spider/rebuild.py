"""`portal rebuild`: the same steps as a crawl's, from the WARCs."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import durable, parallel, seals, search
from archive.collection import Collection
from archive.errors import BadInput, CannotKeep
from archive.parallel import InOrder, batched, in_order
from archive.state import State
from archive.warc import OnDamage, Recovered, recover_all, size_of
from portal_spider import reader
from portal_spider.derive import Derived, Progress, derive, interrupted, settled
from portal_spider.earlier import Earlier, read_earlier
from portal_spider.events import Events, enter_crawls, note_outcomes, sow
from portal_spider.indexing import reindex
from portal_spider.passing import Passed, Passing
from portal_spider.portals import held_profile, known
from portal_spider.profile import SiteProfile
from portal_spider.survey import Survey, Visits, survey

logger = logging.getLogger(__name__)

_PIECE = 1 << 20
_GONE = "it is gone, though the manifest names it"
_MANY = 1 << 23  # bytes of WARCs that it takes other processes to read
_AT_ONCE = 32  # portals whose state is committed together: many have a page or two


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made again, and what it could not be made of."""

    portals: tuple[Derived, ...]
    passed: tuple[Passed, ...]


def rebuild(
    collection: Collection, progress: Progress | None = None, readers: InOrder = in_order
) -> Rebuilt:
    """Make everything derived again: state, site models, articles, index.

    The state is made beside the old one and takes its place whole. What is
    damaged is passed over and named, and all the rest is made; of events that are
    gone what the old state knows is kept, and that they are gone. Where a WARC is
    gone nothing is made: the articles it held would be gone too.
    """
    with collection.writing():
        made = rebuild_held(collection, progress, readers)
        seals.seal(collection)
        return made


def rebuild_held(
    collection: Collection,
    progress: Progress | None = None,
    readers: InOrder = in_order,
    sources: Sequence[Collection] = (),
) -> Rebuilt:
    """Make everything derived again; the caller holds the collection for writing.

    What the states of *sources*, which were merged into it, know to be lost is not forgotten.
    """
    passing = Passing()
    for path in collection.gone():
        raise BadInput(path, f"{_GONE}: what it held cannot be made again")
    if readers is in_order and sum(map(size_of, collection.warc_files())) > _MANY:
        parallel.expect(reader.__name__)
    recover_all(collection.warcs, collection.recovered, collection.manifest)
    earlier = read_earlier(collection, passing, sources)
    fresh = collection.next_state
    with State(fresh) as state:
        reindex(collection, state, passing)  # revisits of other tools are resolved by it
        profiles = known(collection.portals)
        with state.transaction():
            events = Events(collection, passing, earlier.events)
            sow(state, events)
        surveyed = survey(collection, profiles, passing, state)
        names = surveyed.portals_in({path.name for path in collection.warc_files()})
        results = derive_all(
            collection, state, profiles, surveyed, names, events, progress, readers, passing
        )
        with state.transaction():
            for crawl in events:
                note_outcomes(state, events, crawl)
            enter_crawls(collection, state, earlier.ended, passing)
            for name, size in _events_promised(collection, earlier).items():
                state.set_file(name, size)
            state.marks.set(seals.LAST, earlier.seal)
    _swap(fresh, collection.state)
    settled(collection)
    search.update(collection, fresh=True)
    return Rebuilt(tuple(results), passing.all())


def rebuild_if_lost(
    collection: Collection,
    passing: Passing,
    progress: Progress | None = None,
    readers: InOrder = in_order,
) -> list[Recovered]:
    """Make everything derived again where the state is gone, before anyone writes to another one.

    What no state knows of is taken for what a killed run left behind its last commit, and cut off.
    Return what such a run had left open.
    """
    kept = [*collection.warc_files(), *collection.crawls.glob("*/outcomes.jsonl")]
    if not kept or collection.state.exists():
        return []
    logger.warning("%s is gone: it is made again before", collection.state)
    recovered = recover_all(collection.warcs, collection.recovered, collection.manifest)
    for passed in rebuild_held(collection, progress, readers).passed:
        passing.note(passed.file, passed.offset, passed.why)
    return recovered


def _events_promised(collection: Collection, earlier: Earlier) -> dict[str, int]:
    """The bytes of each ``outcomes.jsonl``: the lines that are there, and never less than was promised.

    What a killed run left behind them was never promised: the next run cuts it off.
    """
    promised = dict(earlier.promised)
    for path in collection.crawls.glob("*/outcomes.jsonl"):
        name = path.relative_to(collection.root).as_posix()
        there = durable.whole_lines(path, path.stat().st_size)
        promised[name] = max(there, promised.get(name, 0))
    return promised


def derive_all(
    collection: Collection,
    state: State,
    profiles: dict[str, SiteProfile],
    surveyed: Survey,
    names: list[str],
    events: Events | None,
    progress: Progress | None,
    readers: InOrder,
    damaged: OnDamage,
) -> list[Derived]:
    """Derive the portals *names*; *events* restore what no WARC holds."""
    results = []

    def restore(crawl: str | None) -> None:
        if events is not None:
            note_outcomes(state, events, crawl)

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
    passing: Passing,
) -> list[tuple[Path, Path]]:
    """Make whole the lines of portals whose files were being replaced when a process was killed.

    What is damaged is passed over. As its articles go with it, the files of such
    a portal are kept aside before; return each with where it is kept.
    """
    aside: list[tuple[Path, Path]] = []
    names = interrupted(collection)
    if not names:
        return aside
    note_gone(collection, passing)
    surveyed = survey(collection, profiles, passing, state)
    with state.transaction():
        for name in names:
            for _ in Visits(collection, name, surveyed, passing).new():
                pass  # damage is met before a line is gone
            if passing.all():
                aside += [
                    (path, _kept(collection, path)) for path in collection.articles_files(name)
                ]
            profile = profiles.get(name) or held_profile(name)
            derive(collection, state, profile, surveyed, damaged=passing)
    settled(collection)
    return aside


def note_gone(collection: Collection, passing: Passing) -> bool:
    """Note the WARCs that are gone; return whether there are any."""
    gone = collection.gone()
    for path in gone:
        passing.note(f"archive/{path.name}", 0, _GONE)
    return bool(gone)


def _kept(collection: Collection, path: Path) -> Path:
    """Copy a file of the corpus to ``recovered/``; return where it is."""
    name = path.relative_to(collection.root).as_posix().replace("/", "-")
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(_PIECE), b"")
        return durable.keep_aside(collection.recovered / name, pieces)


def _swap(fresh: Path, state: Path) -> None:
    try:
        _drop_logs(state)
        fresh.replace(state)
        durable.sync_directory(state.parent)
        _drop_logs(fresh)
    except OSError as error:
        raise CannotKeep(state, error.strerror or str(error)) from error


def _drop_logs(database: Path) -> None:
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
