"""The corpus: ``articles/<portal>/<yyyy-mm>.jsonl``, a line per article version."""

import mmap
from collections.abc import Iterator
from pathlib import Path

from archive import durable
from archive.article import Article, from_json
from archive.collection import Collection
from archive.errors import CorpusError
from archive.state import Line


def month_of(captured: str) -> str:
    """Return the month (UTC) of a capture time such as ``2026-09-23T01:02:03Z``."""
    return captured[:7]


def append(collection: Collection, portal: str, month: str, lines: list[bytes]) -> int:
    """Append *lines* (no newlines) durably; return the file's new size in bytes."""
    return durable.append(collection.articles_file(portal, month), b"\n".join([*lines, b""]))


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield (line number from 1, line) of a corpus file; a torn last line is a CorpusError."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                raise CorpusError(path, number, "line is cut short")
            yield number, line[:-1]


def committed_lines(path: Path, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number from 1, line) of the first *size* bytes; a CorpusError where they are no whole lines.

    So it is where bytes came or went since the lines were committed: no reader takes a part for all.
    """
    number = offset = 0
    try:
        with path.open("rb") as file:
            while offset < size and (line := file.readline()):
                number, offset = number + 1, offset + len(line)
                if offset > size or not line.endswith(b"\n"):
                    break
                yield number, line[:-1]
    except OSError as error:
        raise CorpusError(path, 0, error.strerror or str(error)) from error
    if offset != size:
        raise CorpusError(path, number, not_committed(size))


def not_committed(size: int) -> str:
    """Return what is wrong with a corpus file of which *size* bytes were committed."""
    return f"no line ends at byte {size}, where one was committed"


def read_articles(collection: Collection, portal: str | None = None) -> Iterator[Article]:
    """Yield every article version of the corpus, portal by portal, in capture order."""
    for path in collection.articles_files(portal):
        for number, line in read_lines(path):
            yield article_of(path, number, line)


def article_of(path: Path, number: int, line: bytes) -> Article:
    """Return the article of a *line*, the *number*-th of *path*; a CorpusError if it is none."""
    try:
        return from_json(line)
    except ValueError as error:
        raise CorpusError(path, number, f"no article: {error}") from error


def read_at(collection: Collection, line: Line) -> Article:
    """Return the article version whose line stands at *line*."""
    path = collection.articles_file(line.portal, line.month)
    try:
        with path.open("rb") as file:
            file.seek(line.offset)
            text = file.read(line.length)
        article = from_json(text)
    except OSError as error:
        raise CorpusError(path, 0, error.strerror or str(error)) from error
    except ValueError as error:
        raise CorpusError(
            path, number_at(path, line.offset), f"no article at its place: {error}"
        ) from error
    if (article.id, article.version) != (line.article, line.version):
        raise CorpusError(path, number_at(path, line.offset), "another article at its place")
    return article


def number_at(path: Path, offset: int) -> int:
    """Return the number (from 1) of the line at a byte offset."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return 1
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
            return whole[:offset].count(b"\n") + 1
