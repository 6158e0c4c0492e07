"""``search/``: a tantivy index of every article's current version, and what it was made from.

Derived, and never trusted further than it can be checked: ``made-from.json``
(``made``) names what is in it. It is written after the index, so a killed
writer leaves an index that knows less than it holds; what is then put in again
replaces itself.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import orjson
import tantivy

from archive import durable
from archive.article import from_json
from archive.collection import Collection
from archive.corpus import not_committed, number_at
from archive.errors import CannotKeep, CorpusError
from archive.search.document import TOKENIZER, document, schema
from archive.search.made import Made, committed, is_same, is_whole, made_from, note
from archive.spill import Spill, spilling

T = TypeVar("T")

# Bytes filled before a segment is written. With the least that tantivy takes, 15 MB, 3,720 articles
# took 2.3 times the CPU and 1.5 times the memory: many small segments are merged, and merged again.
_HEAP = 30_000_000
_LATEST = """
CREATE TABLE latest (                   -- where the newest version of each article stands
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL
)
"""
_NEWEST = """
INSERT INTO latest VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version,
    name = excluded.name, offset = excluded.offset, length = excluded.length
WHERE excluded.version > latest.version
"""
_IN_ORDER = "SELECT id, name, offset, length FROM latest ORDER BY rowid"


def opened(folder: Path) -> tantivy.Index | None:
    """Return the index in *folder*, None if there is none that can be trusted."""
    return _opened(folder) if is_whole(folder) else None


def readable(folder: Path) -> tantivy.Index | None:
    """Return what ``opened`` does, also where nothing may be written: it is for reading alone.

    tantivy locks the folder even to read what it lists. Where it cannot (a disk
    that is mounted read-only, somebody else's folder), it reads the same files
    through a folder of links, which need not outlive the opening.
    """
    if (index := opened(folder)) is not None or not is_whole(folder):
        return index
    with TemporaryDirectory(prefix="portal-search-") as beside:
        for path in folder.iterdir():
            if path.suffix != ".lock":
                Path(beside, path.name).symlink_to(path)
        return _opened(Path(beside))


def _opened(folder: Path) -> tantivy.Index | None:
    try:
        index = tantivy.Index.open(str(folder))
    except (ValueError, OSError):
        return None
    index.register_tokenizer(
        TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    )
    return index


def update(collection: Collection, *, fresh: bool = False) -> int:
    """Bring the index up to date; return how many articles were put in. The lock is the caller's.

    Of a portal whose files have only grown the new lines are read, of any
    other all. With *fresh* everything is made again.
    """
    folder = collection.search
    now = {name: size for name, size in committed(collection).items() if size}
    made = {} if fresh else made_from(folder)
    index = opened(folder) if made else None
    if index is not None and made.keys() == now.keys() and all(
        now[name] == known.bytes and (collection.root / name).stat().st_mtime_ns == known.mtime_ns
        for name, known in made.items()
    ):  # fmt: skip
        return 0
    try:
        with _failures_kept(folder):
            if index is None:
                made = {}
                index = _anew(folder)
            else:
                _drop_unfinished(folder)
            count, made = _write(collection, index, made, now)
            _open_to_readers(folder)
    except OSError as error:
        raise CannotKeep(folder, error.strerror or str(error)) from error
    note(folder, made)
    return count


def _open_to_readers(folder: Path) -> None:
    """Let whoever may look into the folder read all of it: tantivy keeps two files to their owner."""
    for name in ("meta.json", ".managed.json"):
        (folder / name).chmod(folder.stat().st_mode & 0o666)


@contextmanager
def _failures_kept(folder: Path) -> Iterator[None]:
    """What tantivy cannot write is a failure to keep: it has ValueError for all."""
    try:
        yield
    except ValueError as error:
        raise CannotKeep(folder, f"the search index: {error}") from error


def _drop_unfinished(folder: Path) -> None:
    """Remove the lists of deleted articles that no segment counts.

    A writer that could not finish left them; the next would give its own the
    same name, and tantivy writes no file over another.
    """
    segments = orjson.loads((folder / "meta.json").read_bytes())["segments"]
    counting = {
        f"{segment['segment_id'].replace('-', '')}.{segment['deletes']['opstamp']}.del"
        for segment in segments
        if segment["deletes"]
    }
    for path in folder.glob("*.del"):
        if path.name not in counting:
            path.unlink()


def _anew(folder: Path) -> tantivy.Index:
    """Make an empty index; what it was made from goes first, so that nobody believes it."""
    (folder / "made-from.json").unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    durable.make_folder(folder)
    tantivy.Index(schema(), path=str(folder))
    index = _opened(folder)
    assert index is not None
    return index


def _write(
    collection: Collection, index: tantivy.Index, made: dict[str, Made], now: dict[str, int]
) -> tuple[int, dict[str, Made]]:
    writer = index.writer(_HEAP, 1)
    count = 0
    result: dict[str, Made] = {}
    sizes_of, known_of = _by_portal(now), _by_portal(made)
    with spilling(_LATEST) as latest:
        for portal in sorted({*sizes_of, *known_of}):
            sizes, known = sizes_of.get(portal, {}), known_of.get(portal, {})
            # A portal of which nothing is known may be in it all the same: a writer was killed.
            grown = bool(known) and all(
                sizes.get(name, 0) >= row.bytes and is_same(collection.root / name, row)
                for name, row in known.items()
            )
            if not grown:
                writer.delete_documents_by_term("portal", portal)
                known = {}
            for name, size in sorted(sizes.items()):
                before = known.get(name)
                result[name] = _survey(collection.root / name, name, before, size, latest)
            for identity, name, offset, length in latest.execute(_IN_ORDER):
                with (collection.root / name).open("rb") as file:
                    line = os.pread(file.fileno(), length, offset)
                if known:
                    writer.delete_documents_by_term("id", identity)
                writer.add_document(_entry(collection.root / name, name, offset, line))
                count += 1
            latest.execute("DELETE FROM latest")
    writer.commit()
    writer.wait_merging_threads()
    return count, result


def _entry(path: Path, name: str, offset: int, line: bytes) -> tantivy.Document:
    """What the index takes of an article: its *line*, at *offset* of the corpus file *name*."""
    try:
        return document(from_json(line), f"{name} {offset} {len(line)}")
    except ValueError as error:
        raise CorpusError(path, number_at(path, offset), f"no article: {error}") from error


def _by_portal(files: dict[str, T]) -> dict[str, dict[str, T]]:
    """What is known of corpus files, apart for each portal."""
    found: dict[str, dict[str, T]] = {}
    for name, known in files.items():
        found.setdefault(name.split("/")[1], {})[name] = known
    return found


def _survey(path: Path, name: str, before: Made | None, size: int, latest: Spill) -> Made:
    """Note in *latest* where the newest version of each article stands, past what was known."""
    start = before.bytes if before else 0
    digest, lines = hashlib.sha256(), before.lines if before else 0
    with path.open("rb") as file:
        mtime = os.fstat(file.fileno()).st_mtime_ns
        left = start
        while left and (block := file.read(min(left, 1 << 20))):
            digest.update(block)
            left -= len(block)
        offset = start
        while offset < size and (line := file.readline()):
            digest.update(line)
            try:
                row = orjson.loads(line)
                version, identity = row["version"], row["id"]
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(path, lines + 1, f"no article: {error}") from error
            latest.execute(_NEWEST, (identity, version, name, offset, len(line)))
            offset += len(line)
            lines += 1
    if offset != size:
        raise CorpusError(path, lines, not_committed(size))
    return Made(offset, mtime, digest.hexdigest(), lines)
