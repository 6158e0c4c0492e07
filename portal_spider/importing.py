"""`portal import`: files of any tool, and the articles in what they bring."""

import tomllib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from archive import durable, seals, search
from archive.collection import Collection
from archive.errors import BadInput
from archive.ingest import Ingested, take_in
from archive.parallel import InOrder, in_order
from archive.state import State
from archive.warc import recover_all, size_of
from portal_spider.derive import Derived, Progress, settled
from portal_spider.errors import ProfileError
from portal_spider.indexing import index_new
from portal_spider.passing import Passed, Passing
from portal_spider.portals import known, shipped
from portal_spider.profile import SiteProfile, build
from portal_spider.rebuild import derive_all, derive_interrupted, note_gone, rebuild_if_lost
from portal_spider.survey import survey


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took in, and what the portals it touched hold now."""

    files: tuple[Ingested, ...]
    portals: tuple[Derived, ...]
    passed: tuple[Passed, ...]


def import_files(
    collection: Collection,
    files: tuple[Path, ...],
    progress: Progress | None = None,
    readers: InOrder = in_order,
) -> Imported:
    """Take in *files*, and read the articles in them.

    What is damaged of what is held already is passed over and named. Where a WARC
    is gone nothing is read: the articles it held would be gone too. What an import
    took in and did not read is read by the next one, too.
    """
    passing = Passing()
    with ExitStack() as stack:
        stack.enter_context(collection.writing())
        rebuild_if_lost(collection, passing, progress, readers)
        state = stack.enter_context(State(collection.state))
        recover_all(collection.warcs, collection.recovered, collection.manifest)
        taken = []
        for file in files:
            taken.append(take_in(collection.root, file))
            _take_profiles(collection, taken[-1])
        profiles = known(collection.portals)
        derive_interrupted(collection, state, profiles, passing)
        index_new(collection, state, passing)
        results = read_unread(collection, state, profiles, passing, progress, readers)
        search.update(collection)
        seals.seal(collection)
    return Imported(tuple(taken), tuple(results), passing.all())


def read_unread(
    collection: Collection,
    state: State,
    profiles: dict[str, SiteProfile],
    passing: Passing,
    progress: Progress | None = None,
    readers: InOrder = in_order,
) -> list[Derived]:
    """Read the portals of the ``unread`` WARCs as an import does; the index has them already."""
    files = unread(collection, state)
    if note_gone(collection, passing):
        for name in files:
            passing.note(f"archive/{name}", 0, "it is taken in, and not read while others are gone")
        return []
    if not files:
        return []  # nothing need be surveyed
    surveyed = survey(collection, profiles, passing, state)
    names = surveyed.portals_in(files.keys())
    results = derive_all(
        collection, state, profiles, surveyed, names, None, progress, readers, passing
    )
    with state.transaction():
        for name, size in files.items():
            state.set_file(f"archive/{name}", size)
    settled(collection)
    return results


def unread(collection: Collection, state: State) -> dict[str, int]:
    """Return the closed WARCs of which nothing was taken in yet, and their sizes."""
    read = state.files("archive/")
    return {
        path.name: size_of(path) for path in collection.warc_files()
        if f"archive/{path.name}" not in read and not path.name.endswith(".open")
    }  # fmt: skip


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
