"""The bytes under a WARC's records: gzip members, inflated in bounded pieces."""

import os
import zlib
from pathlib import Path
from typing import BinaryIO

from archive.errors import TruncatedRecord, WarcError

GZIP = b"\x1f\x8b"
ZSTANDARD = b"\x28\xb5\x2f\xfd"
WINDOW = 1 << 18  # bytes read from the file at a time
_STEP = 1 << 14  # bytes fed at a time: what a member does not take is copied once


class Source:
    """A file read at positions, a window at a time.

    Read with pread rather than mapped: a file that is cut meanwhile is an end
    of file, where a mapping would be a SIGBUS.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._handle = file.fileno()
        self._start = 0
        self._window = b""

    def at(self, position: int, size: int) -> memoryview:
        """Return *size* bytes from *position* on, fewer only where the file ends."""
        skip = position - self._start
        if not 0 <= skip <= len(self._window) - size:
            self._window = os.pread(self._handle, max(WINDOW, size), position)
            self._start, skip = position, 0
        return memoryview(self._window)[skip : skip + size]


class Inflated:
    """The content of the gzip member at *offset*, in order; CRC and length are checked."""

    def __init__(self, source: Source, path: Path, offset: int) -> None:
        self._source, self._path, self._offset = source, path, offset
        self._inflate = zlib.decompressobj(31)
        self.end = offset  # in the file: behind what was taken so far

    @property
    def done(self) -> bool:
        """Whether the member has been read to its end."""
        return self._inflate.eof

    def read(self, limit: int) -> bytes:
        """Return some bytes, *limit* at most; none at the end of the member."""
        inflate = self._inflate
        while not inflate.eof:
            piece = self._source.at(self.end, _STEP)
            try:
                content = inflate.decompress(piece, limit)
            except zlib.error as error:
                raise WarcError(self._path, self._offset, f"no gzip member ({error})") from error
            # At the end zlib may hold what is left over as both: count it once.
            left = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            self.end += len(piece) - len(left)
            if content:
                return content
            if not piece and not inflate.eof:
                raise TruncatedRecord(self._path, self._offset)
        return b""


class Plain:
    """The bytes of an uncompressed file from *offset* on, in order."""

    def __init__(self, source: Source, offset: int) -> None:
        self._source = source
        self.end = offset

    @property
    def done(self) -> bool:
        """Whether the file has been read to its end."""
        return not self._source.at(self.end, 1)

    def read(self, limit: int) -> bytes:
        """Return some bytes, *limit* at most; none at the end of the file."""
        content = bytes(self._source.at(self.end, min(limit, WINDOW)))
        self.end += len(content)
        return content
