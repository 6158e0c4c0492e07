"""What files were when they were last read whole, so that an unchanged one is not read again.

A file is taken for unchanged where the system says the same of it as then: inode, size, and the
times at which its bytes and its entry were changed. No program can set the latter, and one that
is so young that a second change could bear the same is not remembered. Derived: whoever finds
nothing here reads.
"""

import time
from contextlib import suppress
from pathlib import Path

import orjson

from archive import durable, manifest
from archive.errors import CannotKeep

_YOUNG = 3_000_000_000  # nanoseconds: longer than any file system's clock stands still


class Digests:
    """The SHA-256 of files, kept in the file *kept* from one time to the next."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._new: dict[str, list[int | str]] = {}
        try:
            self._old = dict(orjson.loads(kept.read_bytes()))
        except (OSError, ValueError, TypeError):
            self._old = {}

    def of(self, path: Path, name: str) -> str:
        """Return the SHA-256 of *path*, which is *name* in the collection."""
        stat = path.stat()
        mark = [stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]
        before = self._old.get(name)
        if isinstance(before, list) and before[:-1] == mark and isinstance(before[-1], str):
            digest = before[-1]
        else:
            digest = manifest.sha256_of(path)
            if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < _YOUNG:
                return digest
        self._new[name] = [*mark, digest]
        return digest

    def keep(self) -> None:
        """Remember what was asked for, and nothing else; where that cannot be written all is read again."""
        with suppress(CannotKeep):
            durable.replace(self._kept, [orjson.dumps(self._new)])
