"""``manifest-sha256.jsonl``: a line per closed WARC, each bearing the digest of the line before.

The chain makes a line that was taken out or altered show, not only a file.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from archive import durable
from archive.errors import CannotKeep, CorpusError

OPEN = ".open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A closed WARC. *source_sha256* is of the file it was imported from, where that differs."""

    file: str
    bytes: int
    sha256: str
    records: int
    previous: str | None  # sha256 of the line before, without its newline
    source_sha256: str | None = None


def read(path: Path) -> Iterator[tuple[bytes, Entry]]:
    """Yield each line and its entry; a line that cannot be read is a CorpusError."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                if not line.endswith(b"\n"):
                    raise ValueError("line is cut short")
                yield line[:-1], Entry(**orjson.loads(line))
            except (ValueError, TypeError) as error:
                raise CorpusError(path, number, f"no manifest line: {error}") from error


def mend(path: Path, recovered: Path) -> Path | None:
    """Cut off a last line that a crash cut short; return where it is kept, None if none was."""
    try:
        content = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error
    whole = content.rfind(b"\n") + 1
    if whole == len(content):
        return None
    tail = durable.keep_aside(recovered / f"{path.name}.{whole}.tail", [content[whole:]])
    durable.cut(path, whole)
    return tail


def broken_links(path: Path) -> Iterator[tuple[int, str | None, str | None]]:
    """Yield (line number, expected, found) where the chain of digests breaks."""
    before: str | None = None
    for number, (line, entry) in enumerate(read(path), 1):
        if entry.previous != before:
            yield number, before, entry.previous
        before = hashlib.sha256(line).hexdigest()


def add(path: Path, file: Path, *, sha256: str, records: int, source: str | None = None) -> None:
    """Append the line of *file* durably."""
    previous = None
    for line, _ in read(path):
        previous = hashlib.sha256(line).hexdigest()
    entry = Entry(
        file=file.name, bytes=file.stat().st_size, sha256=sha256, records=records,
        previous=previous, source_sha256=source,
    )  # fmt: skip
    durable.append(path, orjson.dumps(asdict(entry)) + b"\n")


def close_file(
    open_path: Path, path: Path, *, sha256: str, records: int, source: str | None = None
) -> Path:
    """Give a durable ``.open`` file its final name and its line; return the new path.

    A crash between the two leaves a file that the manifest lacks, which the
    next writer adds (``archive.recovery``).
    """
    final = open_path.with_name(open_path.name.removesuffix(OPEN))
    try:
        if final.exists():
            raise CannotKeep(final, "a file of that name is there already")
        open_path.rename(final)
        durable.sync_directory(final.parent)
    except OSError as error:
        raise CannotKeep(open_path, error.strerror or str(error)) from error
    add(path, final, sha256=sha256, records=records, source=source)
    return final


def sha256_of(path: Path) -> str:
    """Return the SHA-256 (hex) of the file *path*."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
