"""CDXJ: which record holds which capture, a sorted line each.

``<surt> <14 digits> {"url": …, "mime": …, "status": …, "digest": …, "length": …,
"offset": …, "filename": …}``: the fields, their order and spelling are those
that cdxj-indexer writes and pywb and WACZ read. Lines are sorted by their bytes.
"""

import heapq
import json
import re
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from archive import durable
from archive.errors import CannotKeep, CdxjError
from archive.http import parse_head
from archive.surt import as_written, meant, surt
from archive.warc import Member, OnDamage, WarcFile, payload_digest_of, whole_members

INDEXED = ("response", "revisit", "resource", "metadata")  # cdxj-indexer's default
_FIELDS = ("url", "mime", "status", "digest", "length", "offset", "filename")
_LINE = re.compile(r"(\S+) (\d{14}) (\{.*\})\Z", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,18}\Z")
_RUN = 50_000  # lines sorted in memory at a time, some 15 MB
_PAGE = 4096  # bytes: below this a search reads on instead of halving


@dataclass(frozen=True, slots=True, kw_only=True)
class CdxjEntry:
    """A line of the index. *extra* holds the fields of other tools, in their order."""

    surt: str
    timestamp: str  # 14 digits, UTC
    url: str
    filename: str
    offset: int  # bytes, of the gzip member
    length: int  # bytes, of the gzip member
    mime: str | None = None  # "warc/revisit" for a revisit
    status: str | None = None
    digest: str | None = None
    extra: tuple[tuple[str, object], ...] = field(default=())

    @property
    def date(self) -> datetime:
        """The time of the capture, to the second."""
        return datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)

    def to_line(self) -> bytes:
        """Return the line, newline included."""
        plain = {
            "url": self.url, "mime": self.mime, "status": self.status, "digest": self.digest,
            "length": str(self.length), "offset": str(self.offset), "filename": self.filename,
        }  # fmt: skip
        block = {name: value for name, value in plain.items() if value is not None}
        return f"{self.surt} {self.timestamp} {json.dumps(block | dict(self.extra))}\n".encode()


def parse_line(line: bytes) -> CdxjEntry:
    """Return the entry of *line* (``ValueError`` if it is none)."""
    found = _LINE.match(line.decode("utf-8").removesuffix("\n"))
    if not found:
        raise ValueError("not a key, 14 digits and a JSON object")
    key, timestamp, text = found.groups()
    try:
        block = json.loads(text)
    except RecursionError as error:
        raise ValueError("JSON is nested too deep") from error
    numbers = [str(block.get(name, "")) for name in ("offset", "length")]
    if not all(_NUMBER.match(number) for number in numbers):
        raise ValueError("offset or length is no number")
    texts = {name: block.get(name) for name in ("url", "filename", "mime", "status", "digest")}
    for name, value in texts.items():
        if not isinstance(value, str) and (value is not None or name in ("url", "filename")):
            raise ValueError(f"{name} is no string")
    return CdxjEntry(
        surt=key,
        timestamp=timestamp,
        offset=int(numbers[0]),
        length=int(numbers[1]),
        extra=tuple((name, value) for name, value in block.items() if name not in _FIELDS),
        **texts,
    )


def timestamp(when: datetime) -> str:
    """Return *when* as 14 digits, UTC.

    >>> timestamp(datetime(2026, 9, 3, 1, 2, 3, 999999, tzinfo=UTC))
    '20260903010203'
    """
    when = when.astimezone(UTC)
    return f"{when.year:04}{when:%m%d%H%M%S}"


def entry_of(member: Member, filename: str) -> CdxjEntry | None:
    """Return the entry of a record, None for what the index leaves out.

    Indexed is what cdxj-indexer takes by default: response, revisit, resource,
    and metadata that is no ``application/warc-fields`` (browser-made archives
    keep page texts so); not requests, not warcinfo. A record with no digest of
    its own gets that of its payload. ``ValueError`` if it has no date. A record
    that shares its gzip member with others cannot be pointed to and has none.
    """
    record = member.record
    content_type = record.get("Content-Type")
    if record.type not in INDEXED or not record.target_uri or not member.length:
        return None
    if record.type in ("resource", "metadata") and content_type == "application/warc-fields":
        return None
    mime, status = content_type, None
    if record.is_http:
        head = parse_head(record.block)
        mime = _latin(head.first(b"Content-Type"))
        status = None if head.status is None else str(head.status)
    if record.type == "revisit":
        mime = "warc/revisit"
    return CdxjEntry(
        surt=surt(record.target_uri),
        timestamp=timestamp(record.date),
        url=record.target_uri,
        filename=filename,
        offset=member.offset,
        length=member.length,
        mime=re.split(r"[;\s]", mime, maxsplit=1)[0].strip() if mime else None,
        status=status,
        digest=payload_digest_of(record),
    )


def _latin(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1")


def entries_of(path: WarcFile, damaged: OnDamage | None = None) -> Iterator[CdxjEntry]:
    """Yield the entries of the WARC *path*, in record order.

    What is not whole is handed to *damaged* and passed over, or is a WarcError.
    """
    filename = path.name.removesuffix(".open")
    for member in whole_members(path, damaged=damaged):
        if entry := entry_if_dated(member, filename):
            yield entry


def entry_if_dated(member: Member, filename: str) -> CdxjEntry | None:
    """Return the entry for a record as ``entry_of`` does, None where its date is none.

    There is nothing to find such a one by; ``verify`` names the record.
    """
    try:
        return entry_of(member, filename)
    except (ValueError, OverflowError):
        return None


def sorted_lines(lines: Iterable[bytes], run: int = _RUN) -> Iterator[bytes]:
    """Yield *lines* sorted by their bytes, each once; more than *run* go by way of the disk."""
    source = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        while block := sorted(set(islice(source, run))):
            if len(block) < run:
                runs.append(block)
                break
            spilled = stack.enter_context(tempfile.TemporaryFile())
            spilled.writelines(block)
            spilled.seek(0)
            runs.append(spilled)
        yield from _each_once(heapq.merge(*runs))


def write(index: Path, lines: Iterable[bytes]) -> None:
    """Put *lines*, sorted, where *index* is; the old one stays until the new one is durable."""
    durable.replace(index, sorted_lines(lines))


def merge(index: Path, new_lines: Iterable[bytes]) -> None:
    """Merge *new_lines* (any order) into the sorted *index*, by way of a new file.

    Identical lines are kept once, so that doing it again changes nothing. An
    index that is not sorted is a CdxjError and stays as it is.
    """
    new = sorted_lines(new_lines)
    first = next(new, None)
    if first is None:
        return
    try:
        with ExitStack() as stack:
            held: Iterable[bytes] = ()
            if index.exists():
                held = _checked(stack.enter_context(index.open("rb")), index)
            durable.replace(index, _each_once(heapq.merge(held, _again(first, new))))
    except CdxjError:
        index.with_name(index.name + ".new").unlink(missing_ok=True)
        raise
    except OSError as error:
        raise CannotKeep(index, error.strerror or str(error)) from error


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _each_once(lines: Iterable[bytes]) -> Iterator[bytes]:
    before = None
    for line in lines:
        if line != before:
            yield line
        before = line


def _checked(lines: Iterable[bytes], index: Path) -> Iterator[bytes]:
    before = b""
    for number, line in enumerate(lines, 1):
        if line < before or not line.endswith(b"\n"):
            why = "line is out of order" if line < before else "line is cut short"
            raise CdxjError(index, number, why)
        yield line
        before = line


def read(index: Path) -> Iterator[CdxjEntry]:
    """Yield every entry of *index*."""
    with index.open("rb") as file:
        for number, line in enumerate(file, 1):
            yield _entry(line, index, number)


def captures_of(index: Path, url: str) -> Iterator[CdxjEntry]:
    """Yield the captures of exactly *url*, oldest first.

    To the byte behind the host; of the host, its case or script does not matter, nor a default
    port, nor a fragment.
    """
    wanted = _compared(url)
    for entry in _with_start(index, f"{surt(url.partition('#')[0])} "):
        if _compared(entry.url) == wanted:
            yield entry


def _compared(url: str) -> str:
    return as_written(url.partition("#")[0])  # some tools record a fragment


def lookup(index: Path, url: str, when: datetime | None = None) -> CdxjEntry | None:
    """Return the capture of *url* nearest to *when* (the earlier of two), or the latest."""
    found = list(captures_of(index, url))
    if not found or when is None:
        return found[-1] if found else None
    return min(found, key=lambda entry: abs(entry.date - when))


def nearest_first(index: Path, url: str, when: datetime | None = None) -> Iterator[CdxjEntry]:
    """Yield the captures of *url*, the nearest to *when* first (of two the earlier), or latest first.

    First those of exactly *url*; then those of the same bytes spelled otherwise
    (``%7C`` for ``|``) or asked for by http instead of https, for want of better.
    """
    key, wanted = f"{surt(url.partition('#')[0])} ".encode(), _compared(url)
    lines = list(_lines_with_start(index, key))
    at = len(lines) if when is None else bisect_left(lines, key + timestamp(when).encode())
    earlier = (_entry(line, index, None) for line in reversed(lines[:at]))
    later = (_entry(line, index, None) for line in lines[at:])
    others = []
    for entry in heapq.merge(earlier, later, key=lambda e: abs(e.date - when) if when else 0):
        held = _compared(entry.url)
        if held == wanted:
            yield entry
        elif meant(held) == meant(wanted):  # bytes: GBK is not UTF-8
            others.append(entry)
    yield from others


def _with_start(index: Path, start: str) -> Iterator[CdxjEntry]:
    for line in _lines_with_start(index, start.encode()):
        yield _entry(line, index, None)


def _lines_with_start(index: Path, wanted: bytes) -> Iterator[bytes]:
    """Lines that begin with *wanted*, found by halving the file."""
    if not index.exists():
        return
    with index.open("rb") as file:
        _seek(file, wanted)
        for line in file:
            if line.startswith(wanted):
                yield line
            elif line > wanted:
                return


def _seek(file: BinaryIO, wanted: bytes) -> None:
    """Go to a line that is not behind the first one that is not less than *wanted*."""
    low, high = 0, file.seek(0, 2)  # the line that holds byte *low* - 1, or ends there, is less
    while high - low > _PAGE:
        middle = (low + high) // 2
        file.seek(middle)
        file.readline()
        line = file.readline()
        if line and line < wanted:
            low = middle
        else:
            high = middle
    file.seek(low)
    if low:
        file.readline()


def _entry(line: bytes, index: Path, number: int | None) -> CdxjEntry:
    try:
        return parse_line(line)
    except ValueError as error:
        number = _number(line, index) if number is None else number
        raise CdxjError(index, number, f"no CDXJ line: {error}") from error


def _number(line: bytes, index: Path) -> int:
    with index.open("rb") as file:
        return next((n for n, other in enumerate(file, 1) if other == line), 0)
