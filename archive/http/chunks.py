"""The chunked transfer coding (RFC 9112, section 7.1), read as it arrives."""

import re

_SIZE_LINE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?\r?\Z", re.DOTALL)
_LINE_LIMIT = 16 * 1024  # bytes of one size line, extensions included
_TRAILER_LIMIT = 256 * 1024  # bytes of all trailers


class ChunkScanner:
    """Find the end of a chunked body in a buffer that grows.

    ``position`` is how far the buffer is understood: when ``ended``, the offset
    behind the last byte of the message. ``broken`` says why a body cannot be
    read on. What the chunks carry is collected in ``payload`` if one is given.
    """

    __slots__ = ("_left", "_searched", "_state", "broken", "ended", "payload", "position")

    def __init__(self, position: int = 0, payload: bytearray | None = None) -> None:
        self.position = position
        self.payload = payload
        self.ended = False
        self.broken: str | None = None
        self._state = self._size
        self._left = 0  # bytes of the current chunk still to come
        self._searched = position  # no line end before this offset

    def scan(self, buffer: bytes | bytearray) -> None:
        """Read on from ``position`` as far as *buffer* goes."""
        while not self.ended and self.broken is None and self._state(buffer):
            pass

    def _line(self, buffer: bytes | bytearray, limit: int) -> bytes | None:
        """Take the next line off, without its LF; None if it is not all there."""
        end = buffer.find(b"\n", self._searched)
        if end < 0:
            self._searched = len(buffer)
            if len(buffer) - self.position > limit:
                self.broken = f"line at byte {self.position} is longer than {limit} bytes"
            return None
        line = bytes(buffer[self.position : end])
        self.position = self._searched = end + 1
        return line

    def _size(self, buffer: bytes | bytearray) -> bool:
        start = self.position
        line = self._line(buffer, _LINE_LIMIT)
        if line is None:
            return False
        found = _SIZE_LINE.match(line)
        if not found:
            self.position = start
            self.broken = f"no chunk size at byte {start}"
            return False
        self._left = int(found[1], 16)
        if self._left:
            self._state = self._bytes
        else:
            self._state = self._trailers
            self._left = _TRAILER_LIMIT
        return True

    def _bytes(self, buffer: bytes | bytearray) -> bool:
        taken = min(self._left, len(buffer) - self.position)
        if self.payload is not None:
            self.payload += memoryview(buffer)[self.position : self.position + taken]
        self.position += taken
        self._searched = self.position
        self._left -= taken
        if self._left:
            return False
        self._state = self._line_end
        return True

    def _line_end(self, buffer: bytes | bytearray) -> bool:
        after = bytes(buffer[self.position : self.position + 2])
        if after == b"\r\n" or after[:1] == b"\n":
            self.position += 2 if after == b"\r\n" else 1
            self._searched = self.position
            self._state = self._size
            return True
        if after not in (b"", b"\r"):
            self.broken = f"chunk does not end at byte {self.position}"
        return False

    def _trailers(self, buffer: bytes | bytearray) -> bool:
        line = self._line(buffer, self._left)
        if line is None:
            return False
        self._left -= len(line) + 1
        if line in (b"", b"\r"):
            self.ended = True
        elif self._left <= 0:
            self.broken = f"trailers are longer than {_TRAILER_LIMIT} bytes"
        return True
