"""What a check finds."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Checked = Counter[str]
Told = Callable[[int], None]  # how many were looked at by now


def untold(done: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be. *file* is relative to the collection.

    *offset* counts bytes in a WARC, and lines from 1 in a file of lines.
    """

    kind: str
    file: str
    offset: int | None = None
    url: str | None = None
    expected: str | None = None
    computed: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as the contract's JSON has them."""
        return asdict(self)

    def __str__(self) -> str:
        """One line: what, where, and what was expected.

        >>> str(Finding(kind="article_line", file="articles/p/2026-01.jsonl", offset=3,
        ...             computed="line is cut short"))
        'article line: articles/p/2026-01.jsonl line 3: line is cut short'
        """
        counts = "at" if self.file.startswith("archive/") else "line"
        where = self.file if self.offset is None else f"{self.file} {counts} {self.offset}"
        url = f" ({self.url})" if self.url else ""
        expected = f"expected {self.expected}" if self.expected else ""
        found = f"found {self.computed}" if expected and self.computed else self.computed or ""
        told = ", ".join(filter(None, (expected, found)))
        return ": ".join(filter(None, (self.kind.replace("_", " "), where + url, told)))


def unreadable(file: str, error: OSError) -> Finding:
    """What says that the system would not give *file*."""
    return Finding(kind="unreadable", file=file, computed=error.strerror or str(error))


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file and their numbers, from 1."""
    with path.open("rb") as file:
        yield from enumerate(file, 1)
