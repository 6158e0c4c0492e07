"""WARC files read record by record, from any tool, as far as they are whole."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from archive.errors import TruncatedRecord, WarcError
from archive.warc.file import WarcFile, opened
from archive.warc.members import GZIP, ZSTANDARD, Inflated, Plain, whole
from archive.warc.parse import BLOCK_LIMIT, Stream, no_record, plain_record, records
from archive.warc.record import Record

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
        while True:
            # Nearly all are one record each, with nothing odd about it: the rest is looked at closely.
            if found := whole(source, offset, _WHOLE):
                content, behind = found
                if len(content) <= block_limit and (record := plain_record(content)):
                    yield Member(record, offset, behind - offset)
                    offset = behind
                    continue
            first = bytes(source.at(offset, 16))
            if not first:
                return
            if not first.startswith(GZIP):
                _refuse_others(first, path, offset)
                stream = Stream(Plain(source, offset))
                for it in records(stream, path, offset, block_limit):
                    yield Member(it.record, offset + it.start, it.end - it.start, 0, it.complaint)
                offset += stream.position  # gzip members may follow in a file that was put together
                continue
            member = Inflated(source, path, offset)
            yield from _in_member(member, path, offset, block_limit)
            offset = member.end


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


def _in_member(
    content: Inflated, path: WarcFile, offset: int, block_limit: int
) -> Iterator[Member]:
    stream = Stream(content)
    for found in records(stream, path, offset, block_limit):
        alone = found.start == 0 and not stream.fill(1)
        length = content.end - offset if alone else 0
        yield Member(found.record, offset, length, found.start, found.complaint)


def _refuse_others(first: bytes, path: WarcFile, offset: int) -> None:
    if first.startswith(ZSTANDARD):
        raise WarcError(path, offset, "zstandard compression is not read here")
    if not (first.startswith(b"WARC/") or b"WARC/".startswith(first)):
        raise WarcError(path, offset, no_record(first))
