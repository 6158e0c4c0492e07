"""``manifest-sha256.jsonl``: a line per closed WARC, chained (``archive.chain``)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive import chain, durable
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
    if path.exists():
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield line[:-1], parse(path, number, line)


def parse(path: Path, number: int, line: bytes) -> Entry:
    """Return the entry of a *line*; what cannot be read is a CorpusError."""
    try:
        return Entry(**chain.parse(path, number, line, "manifest line"))
    except TypeError as error:
        raise CorpusError(path, number, f"no manifest line: {error}") from error


def add(path: Path, file: Path, *, sha256: str, records: int, source: str | None = None) -> None:
    """Append the line of *file* durably."""
    row = {
        "file": file.name, "bytes": file.stat().st_size, "sha256": sha256, "records": records,
        "source_sha256": source,
    }  # fmt: skip
    chain.append(path, row)


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
