"""Files of JSON lines, each bearing the SHA-256 of the line before as ``previous``.

The chain makes a line that was taken out or altered show, not only the file.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from archive import durable
from archive.errors import CannotKeep, CorpusError


def read(
    path: Path, what: str = "chained line", *, torn_end: bool = False
) -> Iterator[tuple[int, bytes, dict[str, Any]]]:
    """Yield (number from 1, line, its object); what cannot be read is a CorpusError.

    With *torn_end* a last line that a crash cut short is passed over.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if torn_end and not line.endswith(b"\n"):
                return
            yield number, line[:-1], parse(path, number, line, what)


def parse(path: Path, number: int, line: bytes, what: str = "chained line") -> dict[str, Any]:
    """Return the object of a *line*; what cannot be read is a CorpusError."""
    try:
        if not line.endswith(b"\n"):
            raise ValueError("line is cut short")
        row = orjson.loads(line)
        if not isinstance(row, dict):
            raise ValueError("no JSON object")
    except ValueError as error:
        raise CorpusError(path, number, f"no {what}: {error}") from error
    return row


def link(line: bytes) -> str:
    """Return what the line behind *line* (without its newline) names as its ``previous``."""
    return hashlib.sha256(line).hexdigest()


def breaks(path: Path) -> Iterator[tuple[int, str | None, str | None]]:
    """Yield (line number, expected, found) where the chain breaks."""
    before: str | None = None
    for number, line, row in read(path):
        if row.get("previous") != before:
            yield number, before, row.get("previous")
        before = link(line)


def append(path: Path, row: dict[str, Any]) -> None:
    """Append *row* and the digest of the line before it, durably."""
    extend(path, [row])


def extend(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Append *rows* at once, each with the digest of the line before it, durably."""
    previous = None
    for _, line, _ in read(path):
        previous = link(line)
    lines = []
    for row in rows:
        lines.append(orjson.dumps(row | {"previous": previous}))
        previous = link(lines[-1])
    if lines:
        durable.append(path, b"\n".join([*lines, b""]))


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
