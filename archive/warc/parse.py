"""Records out of a stream of bytes: Content-Length is checked, never trusted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.errors import TruncatedRecord, WarcError
from archive.warc.file import WarcFile
from archive.warc.members import GZIP, Inflated, Plain
from archive.warc.record import END, STANDARD, Record

HEAD_LIMIT = 1 << 20  # bytes of a record's head
BLOCK_LIMIT = 1 << 28  # bytes of a block held in memory
_CHUNK = 1 << 20
_LENGTH = "content-length"
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_VERSIONS = {"WARC/1.1\r\n": b"WARC/1.1", "WARC/1.0\r\n": b"WARC/1.0"}
_FIELD = re.compile(r"^([A-Za-z-]+): (\S.*(?<!\s))\r\n", re.MULTILINE)  # a whole line, nothing odd
_FOLD = re.compile(r"\r\n[ \t]+")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record and the stretch it takes in its stream, the line ends behind it included."""

    record: Record
    start: int
    end: int
    complaint: str | None  # what is not as the standard has it, though it can be read


class Stream:
    """A member's or a file's content with a place in it; holds what is asked for, no more."""

    def __init__(self, content: Inflated | Plain) -> None:
        self._content = content
        self._held = bytearray()
        self.position = 0
        self.failure: WarcError | None = None  # the damage that was met

    def fill(self, size: int) -> bytearray:
        """Return what comes next: *size* bytes or more, fewer at the end or before damage.

        Damage is raised only where nothing stands before it, so that the
        records of a cut file are read as far as they are whole.
        """
        while len(self._held) < size:
            try:
                piece = self._content.read(_CHUNK)
            except WarcError as error:
                self.failure = error
                if not self._held:
                    raise
                break
            if not piece:
                break
            self._held += piece
        return self._held

    def take(self, size: int) -> bytes:
        """Return the next *size* bytes, fewer at the end, and go behind them."""
        taken = bytes(memoryview(self.fill(size))[:size])
        del self._held[: len(taken)]
        self.position += len(taken)
        return taken


def records(stream: Stream, path: WarcFile, offset: int, block_limit: int) -> Iterator[Parsed]:
    """Yield the records in *stream*; *offset* is where it stands in *path*, for errors.

    Those of a plain file up to its end or up to a gzip member.
    Of a block longer than *block_limit* its beginning is kept, the rest read over.
    """
    plain = isinstance(stream._content, Plain)
    while (follows := stream.fill(2)) and not (plain and follows.startswith(GZIP)):
        start = stream.position
        place = offset + start if plain else offset
        head, complaint = _take_head(stream, path, place)
        record = parse_head(head, path, place)
        length = content_length(record, path, place)
        block = stream.take(min(length, block_limit))
        left = length - len(block)
        if len(block) == block_limit:
            while left and (skipped := stream.take(min(left, _CHUNK))):
                left -= len(skipped)
        if left:
            raise stream.failure or TruncatedRecord(
                path, place, f"block ends after {length - left} of {length} bytes"
            )
        complaint = _take_end(stream, path, place) or complaint
        record = Record(record.headers, block, record.version, head)
        yield Parsed(record, start, stream.position, complaint)


def parse_head(head: bytes, path: WarcFile, offset: int, block: bytes = b"") -> Record:
    """Return the record that *head* begins; *block* is not looked at."""
    version, _, rest = head.partition(b"\n")
    text = rest.decode("utf-8", "surrogateescape")
    if text.count("\n") != text.count("\r\n"):  # some lines end in LF alone
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if "\r\n " in text or "\r\n\t" in text:
        text = _FOLD.sub(" ", text)
    headers = []
    for line in text.rstrip("\r\n").split("\r\n"):
        name, colon, value = line.partition(":")
        if not colon:
            raise WarcError(path, offset, f"no header field: {line[:40]!r}")
        headers.append((name, value.strip()))
    return Record(tuple(headers), block, version.rstrip(b"\r"), head)


def plain_record(content: bytes) -> Record | None:
    """The record that *content* is, if nothing at all is odd about it, as with nearly all.

    Each name is one of the standard's, spelled as there; a line has its CRLF,
    a block its length. None where ``records`` must look more closely.
    """
    end = content.find(END, 0, HEAD_LIMIT)
    text = content[: end + 2].decode("utf-8", "surrogateescape")
    headers = tuple(_FIELD.findall(text))
    firsts = dict(headers)
    version = _VERSIONS.get(text[:10])
    if version is None or text.count("\n") != len(headers) + 1 or not firsts.keys() <= STANDARD:
        return None
    if len(firsts) != len(headers):
        if text.count("\nContent-Length: ") != 1:
            return None
        firsts = dict(reversed(headers))
    if firsts.get("Content-Length") != str(len(content) - end - 8) or not content.endswith(END):
        return None
    return Record(headers, content[end + 4 : -4], version, content[: end + 4], firsts)


def content_length(record: Record, path: WarcFile, offset: int) -> int:
    """Return the one Content-Length of *record*."""
    found = {v for name, v in record.headers if name.lower() == _LENGTH}
    value = found.pop() if len(found) == 1 else ""
    # str.isdigit takes "²" for a digit, int() does not; 18 digits are more than any disk holds.
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise WarcError(path, offset, f"Content-Length is no number: {value[:20]!r}")
    return int(value)


def no_record(first: bytes) -> str:
    """Return why what begins with *first* is no WARC record."""
    if first.startswith(b"filedesc:"):
        return "an ARC file, the form before WARC, is not read here: other tools make a WARC of it"
    return f"no WARC record (it begins with {first!r})"


def _take_head(stream: Stream, path: WarcFile, offset: int) -> tuple[bytes, str | None]:
    size = 4096
    while True:
        held = stream.fill(size)
        if not b"WARC/".startswith(bytes(held[:5])):
            raise WarcError(path, offset, no_record(bytes(held[:16])))
        if found := _END_OF_HEAD.search(held, 0, HEAD_LIMIT):
            head = stream.take(found.end())
            line_ends = None if head.endswith(END) else "lines of the head do not end in CRLF"
            return head, line_ends
        if len(held) >= HEAD_LIMIT:
            raise WarcError(path, offset, f"head is longer than {HEAD_LIMIT} bytes")
        if len(held) < size:
            raise stream.failure or TruncatedRecord(path, offset, "record ends inside its head")
        size *= 2


def _take_end(stream: Stream, path: WarcFile, offset: int) -> str | None:
    """Go behind the line ends after a block; what else stands there is an error."""
    if stream.fill(4)[:4] == END:
        stream.take(4)
        if not stream.fill(1).startswith((b"\r", b"\n")):
            return None
    while stream.fill(1).startswith((b"\r", b"\n")):
        stream.take(1)
    follows = bytes(stream.fill(5)[:5])
    if follows and follows != b"WARC/":
        raise WarcError(path, offset, f"block is not followed by its end, but by {follows!r}")
    return "record does not end in two CRLFs"
