"""``made-from.json``: what the index was made from, its own files, and whether either has changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from archive import durable
from archive.collection import Collection
from archive.state import State

FORMAT = 5


@dataclass(frozen=True, slots=True)
class Made:
    """A corpus file as far as it is in the index."""

    bytes: int
    mtime_ns: int
    sha256: str  # of those bytes
    lines: int


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the index as it was written."""

    bytes: int
    sha256: str


def parts(folder: Path) -> dict[str, Part]:
    """Return the files that make the index in *folder*; nothing if that cannot be told."""
    try:
        whole = orjson.loads((folder / "made-from.json").read_bytes())
        return {name: Part(**row) for name, row in whole["index"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def damaged(folder: Path) -> Iterator[tuple[str, Part, str | None]]:
    """Yield each file of the index that is not as it was written: what it was, its digest now."""
    for name, part in parts(folder).items():
        path = folder / name
        now = _digest(path, path.stat().st_size) if path.exists() else None
        if now != part.sha256:
            yield name, part, now


def is_whole(folder: Path) -> bool:
    """Whether the index is of our form and no segment was lost or cut.

    tantivy would answer from what is left of it. Only the segments that count
    now: a writer that was killed before it noted what it wrote may have merged
    others away.
    """
    try:
        if orjson.loads((folder / "made-from.json").read_bytes())["format"] != FORMAT:
            return False
        segments = orjson.loads((folder / "meta.json").read_bytes())["segments"]
        counting = {segment["segment_id"].replace("-", "") for segment in segments}
        return all(
            (folder / name).stat().st_size == part.bytes
            for name, part in parts(folder).items()
            if name.partition(".")[0] in counting
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def made_from(folder: Path) -> dict[str, Made]:
    """Return what the index in *folder* was made from; nothing if that cannot be told."""
    if not is_whole(folder):
        return {}
    try:
        whole = orjson.loads((folder / "made-from.json").read_bytes())
        return {name: Made(**row) for name, row in whole["files"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def committed(collection: Collection) -> dict[str, int]:
    """Return how many bytes of each corpus file are committed: what search answers for."""
    if not collection.state.exists():
        return {}
    with State(collection.state, readonly=True) as state:
        return state.files("articles/")


def missing(collection: Collection) -> int:
    """Return how many lines of the corpus the index does not answer for (0: it is up to date).

    A file is as the index knows it where its size and time are, or else its
    bytes: a copied collection has other times.
    """
    made, now = made_from(collection.search), committed(collection)
    if not now and not made:
        return 0
    count = 0
    for name in {*now, *made}:
        path, known = collection.root / name, made.get(name)
        size = now.get(name, 0)
        if known is None:
            count += _lines(path, 0, size)
        elif size != known.bytes or not is_same(path, known):
            count += (
                _lines(path, known.bytes, size)
                if size > known.bytes and is_same(path, known)
                else max(_lines(path, 0, size), 1)
            )
    return count


def is_same(path: Path, known: Made) -> bool:
    """Whether a corpus file begins as the index has it: by size and time, or else by its bytes."""
    try:
        status = path.stat()
        if (status.st_size, status.st_mtime_ns) == (known.bytes, known.mtime_ns):
            return True
        return status.st_size >= known.bytes and _digest(path, known.bytes) == known.sha256
    except OSError:
        return False


def _lines(path: Path, start: int, end: int) -> int:
    try:
        with path.open("rb") as file:
            file.seek(start)
            count = 0
            while start < end and (block := file.read(min(end - start, 1 << 20))):
                count += block.count(b"\n")
                start += len(block)
            return count
    except OSError:
        return 0


def _digest(path: Path, size: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(size, 1 << 20))):
            digest.update(block)
            size -= len(block)
    return digest.hexdigest()


def note(folder: Path, made: dict[str, Made]) -> None:
    """Write down what the index in *folder* was made from, and each of its files."""
    rows = {name: asdict(known) for name, known in sorted(made.items())}
    before = parts(folder)
    files = {path.name: _part(path, before.get(path.name)) for path in _files(folder)}
    whole = {"format": FORMAT, "files": rows, "index": {n: asdict(p) for n, p in files.items()}}
    durable.replace(folder / "made-from.json", [orjson.dumps(whole)])


def _files(folder: Path) -> list[Path]:
    """The files of the index, less its locks and what it was made from."""
    return sorted(
        path for path in folder.iterdir()
        if path.suffix != ".lock" and not path.name.startswith("made-from.json")
    )  # fmt: skip


def _part(path: Path, before: Part | None) -> Part:
    """What a file is; a segment is written once, so one of the same name and size is the same."""
    size = path.stat().st_size
    if before is not None and before.bytes == size and path.suffix != ".json":
        return before
    return Part(size, _digest(path, size))
