"""WARC files read record by record, from any tool, as far as they are whole."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass

from archive.errors import TruncatedRecord, WarcError
from archive.warc.file import WarcFile, opened
from archive.warc.members import GZIP, ZSTANDARD, Inflated, Plain
from archive.warc.parse import BLOCK_LIMIT, Stream, content_length, parse_head, records
from archive.warc.record import END, Record

_WHOLE = 1 << 22  # bytes of a member's content that are inflated at one go
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A record and where it stands: *offset* and *length* of its gzip member, in bytes.

    In a plain file they are the record's own. Where one gzip member holds many
    records (a file compressed as a whole), *offset* is the member's, *inner*
    the record's place in its content, and *length* 0: it cannot be pointed to.
    """

    record: Record
    offset: int
    length: int
    inner: int = 0
    complaint: str | None = None  # what is not as the standard has it, though it can be read


def read_members(
    path: WarcFile, start: int = 0, end: int | None = None, *, block_limit: int = BLOCK_LIMIT
) -> Iterator[Member]:
    """Yield the records of *path*, a WARC of any tool, from the member at *start* up to *end*.

    One gzip member a record, compressed as a whole, or plain. A file that ends
    inside a record raises TruncatedRecord with its offset, one that holds
    something else WarcError: whatever was yielded before is whole. Of a block
    longer than *block_limit* bytes only the beginning is held (``Record.whole``);
    ``block_pieces`` reads all of it.
    """
    with opened(path, end) as source:
        offset = start
        while first := bytes(source.at(offset, 5)):
            if not first.startswith(GZIP):
                _refuse_others(first, path, offset)
                stream = Stream(Plain(source, offset))
                for found in records(stream, path, offset, block_limit):
                    place = offset + found.start
                    length = found.end - found.start
                    yield Member(found.record, place, length, 0, found.complaint)
                return
            content = Inflated(source, path, offset)
            yield from _in_member(content, path, offset, block_limit)
            offset = content.end


def read_member(path: WarcFile, offset: int, length: int = 0, inner: int = 0) -> Member:
    """Return the record whose member begins at *offset*.

    Where the *length* of the member is known, just these bytes are read.
    """
    end = offset + length if length else None
    with closing(read_members(path, offset, end)) as found:  # type: ignore[type-var]
        for member in found:
            if member.offset != offset:
                break
            if member.inner == inner:
                return member
    raise TruncatedRecord(path, offset, "no record here")


def read_record(path: WarcFile, offset: int, length: int = 0) -> Record:
    """Return the record whose member begins at *offset*, and has *length* bytes if it is given."""
    return read_member(path, offset, length).record


def block_pieces(path: WarcFile, member: Member) -> Iterator[bytes]:
    """Yield the block of *member* in pieces, however long it is."""
    if member.record.whole:
        yield member.record.block
        return
    with opened(path) as source:
        content: Inflated | Plain = Plain(source, member.offset)
        if source.at(member.offset, 2) == GZIP:
            content = Inflated(source, path, member.offset)
        stream = Stream(content)
        to_skip = member.inner + len(member.record.head_bytes())
        while to_skip and (skipped := stream.take(min(to_skip, _CHUNK))):
            to_skip -= len(skipped)
        left = member.record.content_length
        while left:
            piece = stream.take(min(left, _CHUNK))
            if not piece:
                raise TruncatedRecord(path, member.offset)
            left -= len(piece)
            yield piece


def _exactly_one(content: bytes, path: WarcFile, offset: int) -> Record | None:
    """The record that *content* is; None where it must be looked at more closely."""
    end_of_head = content.find(END) + 4
    if end_of_head < 4 or not content.startswith(b"WARC/"):
        return None
    record = parse_head(content[:end_of_head], path, offset, content[end_of_head:-4])
    end = end_of_head + content_length(record, path, offset)
    if len(content) != end + 4 or content[end:] != END:
        return None
    return record


def _in_member(
    content: Inflated, path: WarcFile, offset: int, block_limit: int
) -> Iterator[Member]:
    pieces, size = [], 0
    # Of a member that is cut or broken the records before the damage come
    # first; the stream meets the error again where they end.
    with suppress(WarcError):
        while size < _WHOLE and (piece := content.read(_WHOLE)):
            pieces.append(piece)
            size += len(piece)
    held = pieces[0] if len(pieces) == 1 else b"".join(pieces)
    if content.done and len(held) <= block_limit:
        record = _exactly_one(held, path, offset)
        if record is not None:
            yield Member(record, offset, content.end - offset)
            return
    stream = Stream(content, held)
    for found in records(stream, path, offset, block_limit):
        alone = found.start == 0 and not stream.fill(1)
        length = content.end - offset if alone else 0
        yield Member(found.record, offset, length, found.start, found.complaint)


def _refuse_others(first: bytes, path: WarcFile, offset: int) -> None:
    if first.startswith(ZSTANDARD):
        raise WarcError(path, offset, "zstandard compression is not read here")
    if not (first.startswith(b"WARC/") or b"WARC/".startswith(first)):
        raise WarcError(path, offset, f"no WARC record (it begins with {first!r})")
