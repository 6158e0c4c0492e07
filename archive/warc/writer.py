"""A series of WARC files, appended exchange by exchange.

One gzip member a record, one write(2) an exchange. A file bears ``.open`` until
it is closed; only then it is renamed, and its line put in the manifest.
"""

import errno
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import durable, manifest
from archive.capture import Exchange, RecordPointer
from archive.errors import CannotKeep
from archive.warc.exchange import Original, exchange_records, warcinfo
from archive.warc.file import name_in_series
from archive.warc.record import Record

SIZE_LIMIT = 1_000_000_000  # bytes of a file after which the next is begun
# On 60 news pages of 146 kB: level 1 takes 1.2 ms a page, 4 1.9, 6 3.1, 9 3.8; against level 6
# the bytes are 18 % more, 4 % more, and 0.5 % less. Files are kept for ever, a crawl waits anyway.
GZIP_LEVEL = 6
_WRITE_LIMIT = 1 << 30  # bytes of one write(2); the kernel takes less than 2 GiB at a time


def member(record: Record, level: int = GZIP_LEVEL) -> bytes:
    """Return *record* as one gzip member, with no time or name in its header."""
    return b"".join(deflated([record.to_bytes()], level=level))


def deflated(*parts: Iterable[bytes], level: int = GZIP_LEVEL) -> Iterator[bytes]:
    """Yield one gzip member that holds all pieces of all *parts*."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, 31)
    for part in parts:
        for piece in part:
            yield deflate.compress(piece)
    yield deflate.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the records of an exchange stand."""

    request: RecordPointer
    response: RecordPointer | None  # of the response, or of the revisit in its place
    revisit: bool = False


class WarcSeries:
    """``<portal>-<utc>-<serial>.warc.gz`` in *folder*; the first file is made at the first write.

    Serials are *numbers*: the first, and the step to the next; by them the files of
    several workers never have one name. *description* goes into each warcinfo. Not durable before ``sync``. An
    exchange that could not be written whole is cut off again, and CannotKeep
    raised. After a failed fsync nothing more is taken: what the kernel dropped
    it reports once only, and a second fsync would succeed. Such a file stays
    ``.open``, for ``recover``.
    """

    def __init__(
        self,
        folder: Path,
        portal: str,
        *,
        manifest_path: Path,
        description: dict[str, str],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        size_limit: int = SIZE_LIMIT,
        numbers: tuple[int, int] = (0, 1),
    ) -> None:
        self._folder, self._portal, self._manifest = folder, portal, manifest_path
        self._description, self._clock, self._size_limit = description, clock, size_limit
        self._first, self._step = numbers
        self._stamp = ""
        self._serial = self._first
        self._handle: int | None = None
        self._dirty = False
        self._failed: str | None = None  # why nothing more can be kept in the open file
        self.filename: str | None = None  # the final name of the file being written
        self.size = 0  # bytes in it
        self.synced = 0  # of them durable
        self._records = 0
        self._sha256 = hashlib.sha256()
        self._info_id = ""

    @property
    def position(self) -> tuple[str, int] | None:
        """File name and offset at which the next exchange will stand; None before the first."""
        return None if self.filename is None else (self.filename, self.size)

    def write(self, exchange: Exchange, *, revisit_of: Original | None = None) -> Written:
        """Append the records of *exchange*; return where they stand."""
        self._check()
        if self._handle is not None and self.size >= self._size_limit:
            self.close()
        if self._handle is None:
            self._begin()
        records = exchange_records(exchange, self._info_id, revisit_of)
        pointers = self._append(records)
        response = pointers[1] if exchange.response else None
        revisit = revisit_of is not None and response is not None
        return Written(request=pointers[0], response=response, revisit=revisit)

    def sync(self) -> None:
        """Make everything written so far durable."""
        self._check()
        if self._handle is not None and self._dirty:
            try:
                if not self._open_path.exists():
                    raise FileNotFoundError(errno.ENOENT, "the file is gone while it is written")
                os.fsync(self._handle)
            except OSError as error:
                self._failed = error.strerror or str(error)
                raise self._cannot(error) from error
            self._dirty = False
            self.synced = self.size

    def close(self) -> None:
        """Close the file: make it durable, give it its final name, put it in the manifest.

        A file that failed is left ``.open`` and CannotKeep raised again.
        """
        if self._handle is None or self.filename is None:
            return
        try:
            self.sync()
        except CannotKeep:
            self.abandon()
            raise
        handle, self._handle = self._handle, None
        try:
            os.close(handle)
        except OSError as error:
            raise self._cannot(error) from error
        manifest.close_file(
            self._open_path, self._manifest, sha256=self._sha256.hexdigest(), records=self._records
        )

    def abandon(self) -> None:
        """Let go of the file as it is, ``.open``; the next run recovers it."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with suppress(OSError):
                os.close(handle)

    def _check(self) -> None:
        if self._failed is not None:
            raise CannotKeep(self._open_path, self._failed)

    @property
    def _open_path(self) -> Path:
        return self._folder / f"{self.filename}.open"

    def _begin(self) -> None:
        """Make the next file, with its warcinfo."""
        while True:
            self.filename = self._next_name()
            try:
                self._handle = os.open(
                    self._open_path,
                    os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC,
                    0o644,
                )
            except FileExistsError:
                continue
            except OSError as error:
                raise self._cannot(error) from error
            break
        self.size, self.synced, self._records, self._sha256 = 0, 0, 0, hashlib.sha256()
        info = warcinfo(self.filename, self._clock(), self._description)
        self._info_id = info.id
        try:
            durable.sync_directory(self._folder)
            self._append([info])
        except BaseException as error:
            # No file without its warcinfo: this one holds nothing yet.
            self.abandon()
            with suppress(OSError):
                self._open_path.unlink()
            if isinstance(error, OSError):
                raise self._cannot(error) from error
            raise

    def _next_name(self) -> str:
        """Return a name that sorts behind all of the portal's, also when the clock went back.

        Record order is the order of names; it must be the order of writing. The
        manifest also names files of which only the store still has a copy.
        """
        pattern = name_in_series(self._portal)
        try:
            names = [pattern.fullmatch(path.name) for path in self._folder.iterdir()]
            names += [pattern.fullmatch(e.file) for _, e in manifest.read(self._manifest)]
        except OSError as error:
            raise CannotKeep(self._folder, error.strerror or str(error)) from error
        used = [(found[1], int(found[2])) for found in names if found]
        if self._stamp:
            used.append((self._stamp, self._serial))
        stamp, serial = self._clock().strftime("%Y%m%d%H%M%S"), self._serial + bool(self._stamp)
        if used and (stamp, serial) <= (last := max(used)):
            stamp, serial = last[0], last[1] + 1
        serial += (self._first - serial) % self._step
        if serial > 99999:
            later = datetime.strptime(stamp, "%Y%m%d%H%M%S") + timedelta(seconds=1)
            stamp, serial = later.strftime("%Y%m%d%H%M%S"), self._first
        self._stamp, self._serial = stamp, serial
        return f"{self._portal}-{stamp}-{serial:05}.warc.gz"

    def _append(self, records: list[Record]) -> list[RecordPointer]:
        members = [member(record) for record in records]
        block = b"".join(members)
        handle = self._handle
        if handle is None or self.filename is None:
            raise CannotKeep(self._folder, "the series has no open file")
        try:
            for start in range(0, len(block), _WRITE_LIMIT):
                piece = block[start : start + _WRITE_LIMIT]
                # Short writes happen on a full disk; the rest would raise ENOSPC.
                if os.write(handle, piece) != len(piece):
                    raise OSError(errno.ENOSPC, "short write")
        except BaseException as error:
            self._roll_back(handle)
            if isinstance(error, OSError):
                raise self._cannot(error) from error
            raise
        self._dirty = True
        pointers, offset = [], self.size
        for record, compressed in zip(records, members, strict=True):
            pointers.append(
                RecordPointer(
                    warc_filename=self.filename,
                    offset=offset,
                    length=len(compressed),
                    record_id=record.id,
                    payload_digest=record.get("WARC-Payload-Digest"),
                    date=record.date,
                )
            )
            offset += len(compressed)
        self.size = offset
        self._records += len(records)
        self._sha256.update(block)
        return pointers

    def _roll_back(self, handle: int) -> None:
        """Cut off what was half written; what cannot be cut off is left to ``recover``."""
        try:
            os.ftruncate(handle, self.size)
        except OSError as error:
            self._failed = f"a torn exchange could not be cut off: {error.strerror or error}"

    def _cannot(self, error: OSError) -> CannotKeep:
        return CannotKeep(self._open_path, error.strerror or str(error))
