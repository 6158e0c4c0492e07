"""``indexes/index.cdxj``, kept up with the closed WARCs; the state knows which are in it."""

from archive import cdxj
from archive.collection import Collection
from archive.state import State
from archive.warc import OnDamage, size_of


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
