"""``indexes/index.cdxj``, kept up with the closed WARCs; the state knows which are in it."""

from collections.abc import Iterable, Iterator

from archive import cdxj
from archive.collection import Collection
from archive.errors import WarcError
from archive.state import State
from archive.stretches import over_stretches
from archive.warc import Damage, Member, OnDamage, WarcFile, size_of


def reindex(collection: Collection, state: State, damaged: OnDamage | None = None) -> None:
    """Write the index anew, from every closed WARC, over all cores."""
    closed = [p for p in collection.warc_files() if not p.name.endswith(".open")]
    cdxj.write(collection.index, _lines(closed, damaged))
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
    cdxj.merge(collection.index, _lines(new, damaged))
    with state.transaction():
        for path in new:
            state.set_file(f"indexed/{path.name}", size_of(path))


def _lines(files: Iterable[WarcFile], damaged: OnDamage | None) -> Iterator[bytes]:
    """Yield the index lines of *files*; damage is handed to *damaged*, or is a WarcError."""
    for looked in over_stretches(_lines_of, files):
        path, (lines, damages) = looked.stretch.path, looked.seen
        for damage in damages:
            if damaged is None:
                raise WarcError(path, damage.offset, damage.why)
            damaged(path, damage)
        yield from lines


def _lines_of(
    path: WarcFile, members: Iterable[Member | Damage]
) -> tuple[list[bytes], list[Damage]]:
    """The index lines of a stretch, and what of it could not be read."""
    lines: list[bytes] = []
    damages: list[Damage] = []
    for found in members:
        if isinstance(found, Damage):
            damages.append(found)
        elif entry := cdxj.entry_if_dated(found, path.name):
            lines.append(entry.to_line())
    return lines, damages
