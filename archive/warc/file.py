"""A WARC's bytes, wherever they are: the one way in which they are read.

A file is a path, or ``Remote`` where only the store has it. Everything above
asks for bytes at positions; of a remote file just those go over the wire.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from archive.errors import MissingWarc
from archive.store.bucket import PIECE, Remote

WarcFile = Path | Remote

WINDOW = 1 << 18  # bytes read at a time


class Source:
    """A file read at positions, a window at a time, up to *end* if it is given.

    Read with pread rather than mapped: a file that is cut meanwhile is an end
    of file, where a mapping would be a SIGBUS. Where a file is read through,
    the window grows up to *most*: what is asked for first is often a record's
    head alone.
    """

    def __init__(
        self, read: Callable[[int, int], bytes], *, end: int | None = None, most: int = WINDOW
    ) -> None:
        self._read, self._end, self._most = read, end, most
        self._step = WINDOW
        self._start = 0
        self._window = memoryview(b"")
        self._held = 0
        self._last = False  # nothing stands behind the window

    def at(self, position: int, size: int) -> memoryview:
        """Return *size* bytes from *position* on, fewer only where the file or *end* is reached."""
        skip = position - self._start
        if skip >= 0 and skip + size <= self._held:
            return self._window[skip : skip + size]  # as nearly always
        held = self._held - skip
        if skip < 0 or held < 0 or not self._last:
            if 0 <= held < size and self._window:
                self._step = min(2 * self._step, self._most)
            wanted = max(self._step, size)
            if self._end is not None:
                wanted = min(wanted, max(self._end - position, 0))
            self._window = memoryview(self._read(position, wanted))
            self._held = len(self._window)
            self._last = self._held < wanted or position + wanted == self._end
            self._start, skip = position, 0
        return self._window[skip : skip + size]


@contextmanager
def opened(file: WarcFile, end: int | None = None) -> Iterator[Source]:
    """Open *file* to be read at positions; nothing behind *end* is asked for."""
    if isinstance(file, Remote):
        yield Source(file.read_at, end=end, most=PIECE)
        return
    with _local(file) as local:
        handle = local.fileno()

        def read(position: int, size: int) -> bytes:
            try:
                return os.pread(handle, size, position)
            except OSError as error:  # a bad disk: the system does not say of which file
                raise OSError(error.errno, error.strerror, str(file)) from error

        yield Source(read, end=end)


def _local(path: Path) -> FileIO:
    try:
        return FileIO(path)
    except FileNotFoundError as error:
        raise MissingWarc(path) from error


def name_in_series(portal: str) -> re.Pattern[str]:
    """Return what the names of a portal's own WARCs fit, open ones, too: its groups are stamp and serial.

    >>> name_in_series("news").fullmatch("news-20260923081500-42165.warc.gz").groups()
    ('20260923081500', '42165')
    >>> name_in_series("news").fullmatch("news-two-20260923081500-42165.warc.gz")
    """
    return re.compile(re.escape(portal) + r"-(\d{14})-(\d{5})\.warc\.gz(?:\.open)?")


def named_as_warc(folder: Path) -> Iterator[Path]:
    """Yield what has the name of a WARC in *folder*, be it closed or ``.open``, file or not."""
    for pattern in ("*.warc.gz", "*.warc.gz.open"):
        yield from folder.glob(pattern)


def size_of(file: WarcFile) -> int:
    """Return the bytes of *file*."""
    return file.size if isinstance(file, Remote) else file.stat().st_size


def pieces(file: WarcFile) -> Iterator[bytes]:
    """Yield all bytes of *file*, a piece at a time."""
    with opened(file) as source:
        position = 0
        while piece := bytes(source.at(position, WINDOW)):
            yield piece
            position += len(piece)
