"""A series of WARC files, appended exchange by exchange.

One gzip member a record, one write(2) an exchange. A file bears ``.open`` until
it is closed; only then it is renamed, and its line put in the manifest.
"""

import errno
import hashlib
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive import durable, manifest
from archive.capture import Exchange, RecordPointer
from archive.errors import CannotKeep
from archive.warc.record import Record, exchange_records, warcinfo

SIZE_LIMIT = 1_000_000_000  # bytes of a file after which the next is begun
GZIP_LEVEL = 6


def member(record: Record, level: int = GZIP_LEVEL) -> bytes:
    """Return *record* as one gzip member, with no time or name in its header."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, 31)
    return deflate.compress(record.to_bytes()) + deflate.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the records of an exchange stand."""

    request: RecordPointer
    response: RecordPointer | None


class WarcSeries:
    """``<portal>-<utc>-<serial>.warc.gz`` in *folder*; the first file is made at the first write.

    *description* goes into each warcinfo. Not durable before ``sync``. An
    exchange that could not be written whole is cut off again, and CannotKeep
    raised.
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
    ) -> None:
        self._folder, self._portal, self._manifest = folder, portal, manifest_path
        self._description, self._clock, self._size_limit = description, clock, size_limit
        self._stamp = clock().strftime("%Y%m%d%H%M%S")
        self._serial = 0
        self._handle: int | None = None
        self._dirty = False
        self.filename: str | None = None  # the final name of the file being written
        self.size = 0  # bytes in it
        self._records = 0
        self._sha256 = hashlib.sha256()
        self._info_id = ""

    def write(self, exchange: Exchange) -> Written:
        """Append the records of *exchange*; return where they stand."""
        if self._handle is not None and self.size >= self._size_limit:
            self.close()
        if self._handle is None:
            self._begin()
        records = exchange_records(exchange, self._info_id)
        pointers = self._append(records)
        response = pointers[1] if exchange.response else None
        return Written(request=pointers[0], response=response)

    def sync(self) -> None:
        """Make everything written so far durable."""
        if self._handle is not None and self._dirty:
            try:
                os.fsync(self._handle)
            except OSError as error:
                raise self._cannot(error) from error
            self._dirty = False

    def close(self) -> None:
        """Close the file: make it durable, give it its final name, put it in the manifest."""
        if self._handle is None or self.filename is None:
            return
        self.sync()
        os.close(self._handle)
        self._handle = None
        manifest.close_file(
            self._open_path, self._manifest, sha256=self._sha256.hexdigest(), records=self._records
        )

    @property
    def _open_path(self) -> Path:
        return self._folder / f"{self.filename}.open"

    def _begin(self) -> None:
        """Make the next file, with its warcinfo; a name that is taken is passed over."""
        while True:
            self.filename = f"{self._portal}-{self._stamp}-{self._serial:05}.warc.gz"
            self._serial += 1
            if (self._folder / self.filename).exists():
                continue
            try:
                self._handle = os.open(
                    self._open_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644
                )
                durable.sync_directory(self._folder)
            except FileExistsError:
                continue
            except OSError as error:
                raise self._cannot(error) from error
            break
        self.size, self._records, self._sha256 = 0, 0, hashlib.sha256()
        info = warcinfo(self.filename, self._clock(), self._description)
        self._info_id = info.id
        self._append([info])

    def _append(self, records: list[Record]) -> list[RecordPointer]:
        members = [member(record) for record in records]
        block = b"".join(members)
        handle = self._handle
        if handle is None or self.filename is None:
            raise CannotKeep(self._folder, "the series has no open file")
        try:
            # Short writes happen on a full disk; the rest then raises ENOSPC.
            if os.write(handle, block) != len(block):
                raise OSError(errno.ENOSPC, "short write")
        except OSError as error:
            os.ftruncate(handle, self.size)
            raise self._cannot(error) from error
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

    def _cannot(self, error: OSError) -> CannotKeep:
        return CannotKeep(self._open_path, error.strerror or str(error))
