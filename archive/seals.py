"""``crawls/sealed.jsonl``: the digests of what no WARC holds and nobody writes to any more.

The manifest says what each WARC is, and what is derived can be made again. What a
crawl that has ended left (report, log, events), and what was cut off and set aside,
can not: a line a file, chained, says what it was. Each names the last lines of the other
chained logs of then, too, so that one whose end is gone shows. Of the seals themselves the state
knows the last one, and each report the last one before it.
"""

import hashlib
import logging
import re
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from archive import chain, durable, manifest
from archive.collection import Collection
from archive.errors import BadCollection, BadInput, CannotKeep, CorpusError
from archive.shaped import shaped
from archive.state import State
from archive.text import valid

logger = logging.getLogger(__name__)

# A file in the folder of a crawl, or set aside: neither outside, nor what no file can be called.
_SEALED = re.compile(r"(?:crawls/(?!\.\.?/)[^/\0]+|recovered)/(?!\.\.?\Z)[^/\0]+")
_BEING_WRITTEN = (".new", ".aside")
#: In the state: the SHA-256 of the last seal, or of one that was missed before others followed.
LAST = "last seal"
_UNREADABLE = (BadInput, BadCollection, CannotKeep, sqlite3.Error)  # what a state can be


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a file was when it was sealed; *file* is relative to the collection."""

    file: str
    bytes: int
    sha256: str
    heads: dict[str, str]  # of the chained logs at that time: the SHA-256 of the last line
    previous: str | None


def sealed(collection: Collection) -> dict[str, Seal]:
    """Return every seal by its file, of several the first; a line that is none is a CorpusError."""
    path = collection.sealed
    found: dict[str, Seal] = {}
    for number, _, row in chain.read(path, "seal"):
        try:
            one = _seal_of(row)
        except ValueError as error:
            raise CorpusError(path, number, str(error)) from error
        found.setdefault(one.file, one)
    return found


def _seal_of(row: dict[str, Any]) -> Seal:
    one = shaped(Seal, row)
    if not all(type(link) is str for link in one.heads.values()):
        raise ValueError(f"heads: {one.heads!r:.80} holds what is not a text")
    if not _SEALED.fullmatch(one.file):
        raise ValueError(f"file: {one.file!r:.80} is nothing that is sealed")
    return one


def seal(
    collection: Collection, source: Collection | None = None, *, made_whole: bool = False
) -> None:
    """Seal what is final and was not sealed before: the caller holds the collection for writing.

    That is ``recovered/`` and the folders of crawls that have their report; once what killed ones
    left was *made_whole*, theirs, too. What was sealed in *source* is what it was there, and
    what is gone there since is missed here. Where the seals cannot be read no further one is set, and
    that is logged.
    """
    path = collection.sealed
    lost = missed(collection)
    if lost and not _remember(collection, lost):
        logger.warning("%s lacks its end; nothing is sealed until the state is made again", path)
        return
    try:
        chain.mend(path, collection.recovered)
        known = sealed(collection)
        brought = sealed(source) if source is not None else {}
        heads = {log.name: link for log in chained(collection) for link in list(_links(log))[-1:]}
    except CorpusError as error:
        logger.warning("%s; nothing is sealed until it is mended", error)
        return
    was = {
        name: (one.bytes, one.sha256)
        for name, one in brought.items()
        if name.startswith("crawls/") and f"{name.rpartition('/')[0]}/report.json" in brought
    }
    now = {
        name: _made_durable(file)
        for file in _final(collection, made_whole)
        if (name := file.relative_to(collection.root).as_posix()) not in known and valid(name)
    }
    rows = [
        {"file": name, "bytes": size, "sha256": sha256, "heads": heads}
        for name, (size, sha256) in sorted((now | was).items())
        if name not in known
    ]
    chain.extend(path, rows)
    if not lost and (link := last(collection)):
        _remember(collection, link)


def last(collection: Collection) -> str | None:
    """Return the SHA-256 of the last seal."""
    return next(iter(deque(_links(collection.sealed), maxlen=1)), None)


def missed(collection: Collection) -> str | None:
    """Return the SHA-256 of a seal that was there and is not, as the state remembers it.

    Where that remembers none and the seals' file is gone, it is one that a report names.
    What was killed before it could say that its seals are set expects none of them.
    """
    expected = remembered(collection)
    if expected is None and not collection.sealed.exists():
        named = map(_named, sorted(collection.crawls.glob("*/report.json"), reverse=True))
        expected = next(filter(None, named), None)
    return None if expected is None or expected in _links(collection.sealed) else expected


def remembered(collection: Collection) -> str | None:
    """Return the seal that the state knows; one that cannot be read knows none."""
    if collection.state.exists():
        with suppress(*_UNREADABLE), State(collection.state, readonly=True) as state:
            return state.marks.get(LAST)
    return None


def _remember(collection: Collection, link: str) -> bool:
    """Note a seal in the state; return whether there is one that could be read."""
    if collection.state.exists():
        with suppress(*_UNREADABLE):
            State(collection.state, readonly=True).close()  # none is made, nor brought up to date
            with State(collection.state) as state, state.transaction():
                state.marks.set(LAST, link)
            return True
    return False


def _named(report: Path) -> str | None:
    """Return the seal that was the last when *report* was written, as it says."""
    with suppress(OSError, ValueError):  # its own check tells
        told = orjson.loads(report.read_bytes())
        link = told.get("last_seal") if isinstance(told, dict) else None
        return link if isinstance(link, str) else None
    return None


def differing(
    collection: Collection, seals: Iterable[Seal]
) -> Iterator[tuple[Seal, str | OSError | None]]:
    """Yield each of *seals* whose file is another one, with its SHA-256 (None: it is gone)."""
    for one in seals:
        path = collection.root / one.file
        try:
            computed, size = manifest.sha256_of(path), path.stat().st_size
        except FileNotFoundError:
            yield one, None
        except OSError as error:
            yield one, error
        else:
            if (computed, size) != (one.sha256, one.bytes):
                yield one, computed


def chained(collection: Collection) -> tuple[Path, ...]:
    """Return the logs whose ends the seals know."""
    return collection.manifest, collection.withdrawals


def lost_ends(collection: Collection, seals: Iterable[Seal]) -> Iterator[tuple[Path, str]]:
    """Yield each log that lacks a line that was once its last, and the SHA-256 of that."""
    wanted = dict.fromkeys(head for one in seals for head in one.heads.items())
    for log in chained(collection):
        for link in _links(log):
            wanted.pop((log.name, link), None)
    for name, link in wanted:
        yield collection.root / name, link


def _links(log: Path) -> Iterator[str]:
    """What the line behind each line of a chained log names; lines need not be readable.

    One without its end is none: whoever writes next cuts it off.
    """
    if log.exists():
        with log.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield chain.link(line[:-1])


def _final(collection: Collection, made_whole: bool) -> Iterator[Path]:
    folders = (path for path in collection.crawls.glob("*") if path.is_dir())
    ended = (path for path in folders if made_whole or (path / "report.json").is_file())
    for folder in (*ended, collection.recovered):
        for path in folder.glob("*"):
            if path.is_file() and path.suffix not in _BEING_WRITTEN:
                yield path


def _made_durable(path: Path) -> tuple[int, str]:
    """Sync a file, as a log is not by whoever writes it; return its bytes and their SHA-256."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
                size += len(piece)
            durable.sync_file(file)
        durable.sync_directory(path.parent)
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error
    return size, digest.hexdigest()
