"""WARC files read record by record, from any tool, as far as they are whole."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.capture import RecordPointer
from archive.errors import TruncatedRecord, WarcError
from archive.http import HttpMessage, open_message
from archive.warc.record import END, Record

_READ = 1 << 18
RECORD_LIMIT = 1 << 30  # bytes of one record, uncompressed


@dataclass(frozen=True, slots=True)
class Member:
    """A record and where it stands: *offset* and *length* of its gzip member, in bytes."""

    record: Record
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A response as kept: its record, where it stands, and the HTTP message in it."""

    record: Record
    pointer: RecordPointer
    message: HttpMessage

    @property
    def uri(self) -> str:
        """The URL that was asked for."""
        return self.record.target_uri


def read_members(path: Path, start: int = 0) -> Iterator[Member]:
    """Yield the records of the ``.warc.gz`` file *path* from the member at *start* on.

    A file that ends inside a record raises TruncatedRecord with its offset, one
    that holds something else WarcError: whatever was yielded before is whole.
    """
    with path.open("rb") as file:
        file.seek(start)
        offset = start
        pending = b""
        while True:
            pending = pending or file.read(_READ)
            if not pending:
                return
            block, pending, length = _inflate_member(file, pending, path, offset)
            yield Member(parse_record(block, path, offset), offset, length)
            offset += length


def read_member(path: Path, offset: int) -> Member:
    """Return the record whose member begins at *offset*."""
    for found in read_members(path, offset):
        return found
    raise TruncatedRecord(path, offset, "no record here: the file ends")


def read_record(path: Path, offset: int) -> Record:
    """Return the record whose member begins at *offset*."""
    return read_member(path, offset).record


def captures(path: Path, start: int = 0) -> Iterator[Capture]:
    """Yield the HTTP responses of *path*, in record order (revisits are not among them)."""
    for found in read_members(path, start):
        if found.record.type == "response" and found.record.is_http:
            yield open_capture(path, found)


def open_capture(path: Path, found: Member) -> Capture:
    """Return the capture in a response record."""
    record = found.record
    message = open_message(record.block)
    try:
        date = record.date
    except ValueError as error:
        raise WarcError(path, found.offset, f"WARC-Date: {error}") from error
    return Capture(
        record=record,
        message=message,
        pointer=RecordPointer(
            warc_filename=path.name.removesuffix(".open"),
            offset=found.offset,
            length=found.length,
            record_id=record.id,
            payload_digest=record.get("WARC-Payload-Digest"),
            date=date,
        ),
    )


def _inflate_member(
    file: BinaryIO, pending: bytes, path: Path, offset: int
) -> tuple[bytes, bytes, int]:
    """Return the content of the member that *pending* begins with, what follows, its length."""
    inflate = zlib.decompressobj(31)
    content = bytearray()
    taken = 0
    while True:
        try:
            content += inflate.decompress(pending, RECORD_LIMIT)
        except zlib.error as error:
            raise WarcError(path, offset, f"no gzip member ({error})") from error
        if len(content) >= RECORD_LIMIT:
            raise WarcError(path, offset, f"record is larger than {RECORD_LIMIT} bytes")
        if inflate.eof:
            taken += len(pending) - len(inflate.unused_data)
            return bytes(content), inflate.unused_data, taken
        taken += len(pending)
        pending = file.read(_READ)
        if not pending:
            raise TruncatedRecord(path, offset)


def parse_record(content: bytes, path: Path, offset: int) -> Record:
    """Return the one record that *content* is, byte for byte, or raise WarcError."""
    head, separator, rest = content.partition(b"\r\n\r\n")
    version, _, lines = head.partition(b"\r\n")
    if not version.startswith(b"WARC/") or not separator:
        raise WarcError(path, offset, f"no WARC record (it begins with {content[:16]!r})")
    headers: list[tuple[str, str]] = []
    for line in lines.decode("utf-8", "surrogateescape").split("\r\n"):
        if line[:1] in (" ", "\t") and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if not colon:
            raise WarcError(path, offset, f"no header field: {line[:40]!r}")
        headers.append((name, value.strip()))
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    if not length.isdigit():
        raise WarcError(path, offset, f"Content-Length is no number: {length[:20]!r}")
    size = int(length)
    if len(rest) < size:
        raise TruncatedRecord(path, offset, f"block ends after {len(rest)} of {size} bytes")
    if rest[size:] != END:
        raise WarcError(path, offset, f"block of {size} bytes is not followed by its end")
    return Record(tuple(headers), rest[:size], version)
