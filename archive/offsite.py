"""A collection's files in a store besides here: brought there, proved, and only then dropped here.

Killed anywhere, no file is without a whole copy: the store's is entered in
the ledger after it was read back and its SHA-256 was right, and a WARC goes
from here only after the store gave it back once more. Nothing is ever deleted
in the store.
"""

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from queue import Queue
from threading import Thread

from archive import durable, lock, manifest
from archive.collection import FOLDERS, Collection, Storage
from archive.errors import (
    ArchiveError,
    BadCollection,
    BadInput,
    CannotCreate,
    CannotKeep,
    NoStorage,
    NotStored,
    StoredOtherwise,
    StoreError,
)
from archive.manifest import Entry
from archive.seals import differing, missed, sealed
from archive.store import Bucket, Digests, Held, Ledger, Remote, Stored, stored

logger = logging.getLogger(__name__)

Say = Callable[[str], None]

#: What is no WARC and goes too: what cannot be made again, and the corpus. Not the databases.
_REST = (
    "collection.toml", "manifest-sha256.jsonl", "withdrawals.jsonl", "portals/*.toml",
    "recovered/*", "crawls/*.jsonl", "crawls/*/*", "articles/*/*.jsonl", "boilerplate/*.json",
)  # fmt: skip


@dataclass(slots=True)
class Moved:
    """What was done, by file, relative to the collection."""

    files: list[str] = field(default_factory=list)
    bytes: int = 0
    refused: list[StoredOtherwise] = field(default_factory=list)  # why a copy here may not go
    altered: list[BadInput] = field(default_factory=list)  # what is here is not what was sealed

    def note(self, file: str, size: int) -> None:
        """Count a file."""
        self.files.append(file)
        self.bytes += size


def storage_of(collection: Collection) -> Storage:
    """Return where the collection is stored; NoStorage if nobody said."""
    if collection.configuration.storage is None:
        raise NoStorage(collection.root)
    return collection.configuration.storage


def push(collection: Collection, *, rest: bool = True, say: Say = lambda line: None) -> Moved:
    """Store every closed WARC, with *rest* all else that cannot be made again and the articles.

    What the store has already is left alone. Closed WARCs do not change, so a
    crawl may run; *rest* is for whoever holds the collection's lock.
    """
    bucket, moved = storage_of(collection).bucket, Moved()
    with lock.writing(collection.root / ".store.lock"):
        ledger = Ledger(collection.stored, collection.recovered)
        held = bucket.list()
        _refuse_another(collection, bucket, ledger, held)
        for entry in _closed_here(collection):
            path, name = collection.warcs / entry.file, f"archive/{entry.file}"
            if not _is_there(ledger, held, name, entry.sha256):
                if manifest.sha256_of(path) != entry.sha256:
                    raise BadInput(path, "does not fit the manifest; it is not stored")
                say(name)
                _store(bucket, ledger, held.get(name), path, name, entry.sha256)
                moved.note(name, entry.bytes)
        if not rest:
            return moved
        digests = Digests(collection.root / ".store.digests")
        seals, cut = sealed(collection), missed(collection) is not None
        for path in _rest(collection):
            name = path.relative_to(collection.root).as_posix()
            sha256 = digests.of(path, name)
            altered = name in seals and seals[name].sha256 != sha256
            if altered or (cut and path == collection.sealed):
                moved.altered.append(BadInput(path, "it is not what it was; it is not stored"))
                continue
            if not _is_there(ledger, held, name, sha256):
                say(name)
                _store(bucket, ledger, held.get(name), path, name, sha256)
                moved.note(name, path.stat().st_size)
        digests.keep()
    return moved


@contextmanager
def beside(collection: Collection) -> Iterator[Callable[[], None]]:
    """Store closed WARCs on a thread of its own: at once, and when what is yielded is called.

    At once, so that a store that cannot be had is known of when a crawl begins. What cannot be
    stored now is tried again with the next, and when the crawl ends.
    """
    waiting: Queue[bool] = Queue()
    waiting.put(True)

    def work() -> None:
        while waiting.get():
            try:
                push(collection, rest=False)
            except ArchiveError as error:
                logger.warning("%s; it is tried again later", error)

    thread = Thread(target=work, name="store")
    thread.start()
    try:
        yield lambda: waiting.put(True)
    finally:
        waiting.put(False)
        thread.join()


def after_a_crawl(collection: Collection) -> Moved:
    """Store what it kept; where no copies are to stay here, drop those of its WARCs."""
    with collection.writing():
        moved = push(collection)
        if not storage_of(collection).keep_local:
            moved.refused = drop(collection).refused
    return moved


def add(collection: Collection, file: Path, name: str) -> str:
    """Store *file*, of no collection's folder, as *name*; return its address."""
    bucket = storage_of(collection).bucket
    with lock.writing(collection.root / ".store.lock"):
        ledger = Ledger(collection.stored, collection.recovered)
        _store(bucket, ledger, bucket.look(name), file, name, manifest.sha256_of(file))
    return bucket.address(name)


def drop(collection: Collection, *, say: Say = lambda line: None) -> Moved:
    """Remove the copies here of stored WARCs, each after the store gave its bytes back.

    What differs there stays here, and is told. The caller holds the collection's lock.
    """
    bucket, moved = storage_of(collection).bucket, Moved()
    known = stored(collection.stored)
    with lock.writing(collection.root / ".store.lock"):
        for entry in _closed_here(collection):
            name = f"archive/{entry.file}"
            if name not in known:
                continue
            say(name)
            try:
                _prove(bucket, name, entry.sha256)
            except StoredOtherwise as error:
                moved.refused.append(error)
                continue
            path = collection.warcs / entry.file
            try:
                path.unlink()
                durable.sync_directory(path.parent)
            except OSError as error:
                raise CannotKeep(path, error.strerror or str(error)) from error
            moved.note(name, entry.bytes)
    return moved


def fetch(collection: Collection, *, say: Say = lambda line: None) -> Moved:
    """Bring back every WARC of which only the store has a copy. The caller holds the lock."""
    storage_of(collection)
    kept = {entry.file: entry for _, entry in manifest.read(collection.manifest)}
    moved = Moved()
    for file in collection.warc_files():
        if isinstance(file, Remote):
            say(file.file)
            _fetch(file, collection.warcs / file.name, kept[file.name].sha256)
            moved.note(file.file, file.size)
    return moved


def restore(bucket: Bucket, root: Path, *, say: Say = lambda line: None) -> Moved:
    """Make the collection that *bucket* holds again at *root*; its WARCs stay there, each proved.

    What is derived and not stored is the rebuild's. Nothing shows at *root* before all is there.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise CannotCreate(root, "something else is in its place")
    held, moved = bucket.list(), Moved()
    if "collection.toml" not in held:
        raise NotStored(bucket.address("collection.toml"))
    coming = root.absolute().with_name(f".{root.absolute().name}.new")
    try:
        shutil.rmtree(coming, ignore_errors=True)  # of a restore that was killed
        for folder in FOLDERS:
            durable.make_folder(coming / folder)
        for name, found in held.items():
            if _is_rest(name):
                say(name)
                durable.replace(coming / name, bucket.pieces(name, found.size))
                moved.note(name, found.size)
        collection = Collection(coming)
        if storage_of(collection).bucket != bucket:
            raise BadCollection(bucket.url, "its collection.toml names another bucket")
        ledger = Ledger(collection.stored, collection.recovered)
        for name in moved.files:
            sha256 = manifest.sha256_of(coming / name)
            _enter(bucket, ledger, name, held[name].size, sha256)
        for _, entry in manifest.read(collection.manifest):
            say(f"archive/{entry.file}")
            try:
                _enter(bucket, ledger, f"archive/{entry.file}", entry.bytes, entry.sha256)
            except StoredOtherwise as error:
                moved.refused.append(error)
        for seal, computed in differing(collection, sealed(collection).values()):
            where, given = bucket.address(seal.file), str(computed or "nothing")
            moved.refused.append(StoredOtherwise(where, expected=seal.sha256, computed=given))
        if root.exists():
            root.rmdir()
        coming.rename(root)
        durable.sync_directory(root.absolute().parent)
    except OSError as error:
        raise CannotKeep(root, error.strerror or str(error)) from error
    return moved


def _is_rest(name: str) -> bool:
    """Whether *name* is that of a file that a push brings and no WARC; never a path out of here."""
    parts = name.split("/")
    return not any(not part or part.startswith(".") for part in parts) and any(
        len(parts) == len(pattern.split("/")) and all(map(fnmatchcase, parts, pattern.split("/")))
        for pattern in _REST
    )


def _fetch(file: Remote, path: Path, expected: str) -> None:
    """Give what came its name only when it is durable and right."""
    temporary = path.with_name(f".{path.name}.new")
    digest = hashlib.sha256()
    try:
        with temporary.open("wb") as local:
            for piece in file.bucket.pieces(file.file, file.size):
                digest.update(piece)
                local.write(piece)
            durable.sync_file(local)
        if digest.hexdigest() != expected:
            raise StoredOtherwise(str(file), expected=expected, computed=digest.hexdigest())
        temporary.replace(path)
        durable.sync_directory(path.parent)
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _store(
    bucket: Bucket, ledger: Ledger, there: Held | None, path: Path, name: str, sha256: str
) -> None:
    """Bring a file to the store, prove it, and enter it in the ledger."""
    size = path.stat().st_size
    if there is not None and there.size == size:  # by a push that was killed before the proof
        with suppress(StoredOtherwise):
            _enter(bucket, ledger, name, size, sha256)
            return
    bucket.put(path, name)
    _enter(bucket, ledger, name, size, sha256)


def _enter(bucket: Bucket, ledger: Ledger, name: str, size: int, sha256: str) -> None:
    found = _prove(bucket, name, sha256)
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    ledger.add(Stored(file=name, bytes=size, sha256=sha256, etag=found.etag, at=at))


def _prove(bucket: Bucket, name: str, sha256: str) -> Held:
    """Read what the store has as *name* whole; StoredOtherwise if it is not what was kept."""
    found = bucket.look(name)
    computed = "nothing" if found is None else bucket.sha256(name, found.size)
    if found is None or computed != sha256:
        raise StoredOtherwise(bucket.address(name), expected=sha256, computed=computed)
    return found


def _refuse_another(
    collection: Collection, bucket: Bucket, ledger: Ledger, held: dict[str, Held]
) -> None:
    """Refuse a prefix that holds another collection: its manifest is not how ours begins.

    Two that share one would store their files over each other's, and one that
    was put back from an old disk over what it has stored since.
    """
    name = collection.manifest.name
    there, known = held.get(name), ledger.entries.get(name)
    if there is None or (known is not None and there == Held(known.bytes, known.etag)):
        return
    theirs = b"".join(bucket.pieces(name, there.size))
    ours = collection.manifest.read_bytes() if collection.manifest.exists() else b""
    if not ours.startswith(theirs[: theirs.rfind(b"\n") + 1]):
        why = (
            "it is not how the manifest here begins: another collection stands there, or one of"
            " the two was damaged; nothing was stored"
        )
        raise StoreError(bucket.address(name), why)


def _is_there(ledger: Ledger, held: dict[str, Held], name: str, sha256: str) -> bool:
    """Whether *name* was proved, and is the same object still."""
    entry = ledger.entries.get(name)
    return (
        entry is not None
        and entry.sha256 == sha256
        and held.get(name) == Held(entry.bytes, entry.etag)
    )


def _closed_here(collection: Collection) -> Iterator[Entry]:
    """The manifest's lines of WARCs of which there is a copy here."""
    for _, entry in manifest.read(collection.manifest):
        if (collection.warcs / entry.file).exists():
            yield entry


def _rest(collection: Collection) -> list[Path]:
    """What is no WARC and is stored; what names others before them, what promises others behind."""
    found = {path for pattern in _REST for path in collection.root.glob(pattern)}
    return sorted(filter(Path.is_file, found), key=lambda path: (path == collection.sealed, path))
