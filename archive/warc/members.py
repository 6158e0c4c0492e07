"""The bytes under a WARC's records: gzip members, whole or inflated in bounded pieces."""

import zlib

from archive.errors import TruncatedRecord, WarcError
from archive.quick import is_known, quick
from archive.warc.file import WINDOW, Source, WarcFile

GZIP = b"\x1f\x8b"
ZSTANDARD = b"\x28\xb5\x2f\xfd"
_STEP = 1 << 14  # bytes fed at a time: what a member does not take is copied once
_NEAR = 1 << 11  # bytes in which the next member is sought
_HEADER = 10  # bytes that members of one writer have in common


def whole(source: Source, offset: int, limit: int) -> tuple[bytes, int] | None:
    """Return the content of the gzip member at *offset* and where the member ends.

    None where it is longer than *limit*, cut or broken: what is wrong with it,
    and what can be read of it, ``Inflated`` tells, which is slower.
    """
    piece = source.at(offset, _STEP)
    if not is_known(piece):
        return None
    # A small member is fed alone, be that a guess: ISA-L prepares itself for as much as it is given.
    near = bytes(piece[:_NEAR])
    if (alone := near.find(near[:_HEADER], _HEADER)) > 0:
        piece = piece[:alone]
    inflate = quick.decompressobj(31)
    end = offset + len(piece)
    try:
        content: bytes = inflate.decompress(piece, limit)
        if not inflate.eof:
            pieces, size = [content], len(content)
            while not inflate.eof:
                piece = source.at(end, _STEP)
                if not piece or size >= limit:
                    return None
                end += len(piece)
                pieces.append(inflate.decompress(piece, limit - size))
                size += len(pieces[-1])
            content = b"".join(pieces)
    except quick.error:
        return None
    return content, end - len(inflate.unused_data)


class Inflated:
    """The content of the gzip member at *offset*, in order; CRC and length are checked."""

    def __init__(self, source: Source, path: WarcFile, offset: int) -> None:
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
