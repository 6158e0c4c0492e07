"""``stored.jsonl``: a line per file that the store was proved to hold, chained.

A line is written after the store gave the bytes back and their SHA-256 was
right: whoever reads it may count on the copy. The last line of a file stands.
"""

import hashlib
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import orjson

from archive import chain, durable
from archive.errors import CorpusError


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file as it is in the store. *file* is relative to the collection."""

    file: str
    bytes: int
    sha256: str
    etag: str
    at: str


def stored(path: Path) -> dict[str, Stored]:
    """Return what the ledger *path* says, by file; read again only when it has changed."""
    try:
        now = path.stat()
    except OSError:
        return {}
    return _read(path, now.st_ino, now.st_size, now.st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, *version: int) -> dict[str, Stored]:
    found = {}
    for number, _, row in chain.read(path, "ledger line", torn_end=True):
        row.pop("previous", None)
        try:
            found[row["file"]] = Stored(**row)
        except (TypeError, KeyError) as error:
            raise CorpusError(path, number, f"no ledger line: {error}") from error
    return found


class Ledger:
    """The ledger, to be written: by one process at a time, which holds the store's lock."""

    def __init__(self, path: Path, recovered: Path) -> None:
        chain.mend(path, recovered)
        self._path, self.entries = path, dict(stored(path))
        self._previous: str | None = None
        for _, line, _ in chain.read(path, "ledger line"):
            self._previous = hashlib.sha256(line).hexdigest()

    def add(self, entry: Stored) -> None:
        """Append the line of *entry* durably."""
        line = orjson.dumps(asdict(entry) | {"previous": self._previous})
        durable.append(self._path, line + b"\n")
        self._previous = hashlib.sha256(line).hexdigest()
        self.entries[entry.file] = entry
