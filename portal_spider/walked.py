"""Pages that were walked through once and are read again: what all readings share lies on disk.

What ``OpenPage.walked`` gives is the same whatever model a page is read with,
and takes a third of a reading's time to make. The file has no name and goes
with its process; what it has no room for is made from the record again.
"""

import weakref
from tempfile import TemporaryFile
from typing import IO

from archive.capture import RecordPointer

_ROOM = 1 << 28  # bytes on disk
_EACH = 1 << 8  # bytes of memory that the place of a page takes, counted as if they lay there


class WalkedPages:
    """What was kept of pages, by their records."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._places: dict[tuple[str, int], tuple[int, int]] = {}
        self._end, self._room = 0, _ROOM

    def keep(self, record: RecordPointer, walked: bytes) -> None:
        """Keep what was *walked* of the page in *record*, if there is room."""
        self._room -= len(walked) + _EACH
        if self._room < 0:
            return
        try:
            if self._file is None:
                self._file = TemporaryFile(buffering=0)  # noqa: SIM115  as long as this lasts
                weakref.finalize(self, self._file.close)
            self._file.seek(self._end)
            written = self._file.write(walked)
        except OSError:
            written = 0
        if written < len(walked):
            self._room = 0  # the disk is full: pages are read again without
            return
        self._places[record.warc_filename, record.offset] = self._end, len(walked)
        self._end += len(walked)

    def of(self, record: RecordPointer) -> bytes | None:
        """Return what was kept of the page in *record*."""
        place = self._places.get((record.warc_filename, record.offset))
        if place is None or self._file is None:
            return None
        start, length = place
        self._file.seek(start)
        return self._file.read(length)
