"""A bucket, or what begins with a prefix in it, through fsspec."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.errors import MissingExtra, NotStored, StoreError

PIECE = 1 << 23  # bytes asked for at a time where a file is read through
_PART = 1 << 24  # bytes of one part of an upload; two are in memory at a time
_URL = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9!_.*'()-]+)*\Z")


@dataclass(frozen=True, slots=True)
class Held:
    """An object as the store names it: another ETag is another object."""

    size: int
    etag: str


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where the files of a collection are stored: ``s3://bucket/prefix``.

    Whatever goes wrong is a StoreError that names bucket and key. An upload
    shows whole or not at all.
    """

    url: str

    def __post_init__(self) -> None:
        # No other scheme: a collection's own file must not make us open what it likes.
        if not _URL.match(self.url):
            raise ValueError("not s3://BUCKET or s3://BUCKET/PREFIX")

    def look(self, name: str) -> Held | None:
        """Return what is stored as *name*, None if nothing is."""
        with self._asking(name) as store:
            try:
                found = store.info(self._key(name))
            except FileNotFoundError:
                return None
            return _held(found) if found["type"] == "file" else None

    def list(self) -> dict[str, Held]:
        """Return everything stored, by name."""
        with self._asking("") as store:
            prefix = self._key("")
            found = store.find(prefix.rstrip("/"), detail=True)
            return {key.removeprefix(prefix): _held(info) for key, info in found.items()}

    def put(self, path: Path, name: str) -> None:
        """Store the file *path* as *name*, over what is there."""
        with self._asking(name) as store:
            store.put_file(str(path), self._key(name), chunksize=_PART, max_concurrency=2)

    def read_at(self, name: str, position: int, size: int) -> bytes:
        """Return *size* bytes of *name* from *position* on: one request for that range."""
        if size <= 0:
            return b""
        with self._asking(name) as store:
            block: bytes = store.cat_file(self._key(name), start=position, end=position + size)
            return block

    def pieces(self, name: str, size: int) -> Iterator[bytes]:
        """Yield the *size* bytes of *name* in order."""
        for position in range(0, size, PIECE):
            yield self.read_at(name, position, min(PIECE, size - position))

    def sha256(self, name: str, size: int) -> str:
        """Return the SHA-256 (hex) of what the store gives back as *name*."""
        digest = hashlib.sha256()
        for piece in self.pieces(name, size):
            digest.update(piece)
        return digest.hexdigest()

    def address(self, name: str) -> str:
        """Return the URL of *name*."""
        return f"{self.url}/{name}"

    def _key(self, name: str) -> str:
        return f"{self.url.removeprefix('s3://')}/{name}"

    @contextmanager
    def _asking(self, name: str) -> Iterator[Any]:
        store = _filesystem()
        from botocore.exceptions import BotoCoreError

        where = self.address(name)
        try:
            yield store
        except FileNotFoundError as error:
            raise NotStored(where) from error
        except (OSError, BotoCoreError, ValueError) as error:  # of a time-out, a wrong endpoint
            raise StoreError(where, " ".join(str(error).split()) or type(error).__name__) from error


@dataclass(frozen=True, slots=True)
class Remote:
    """A file of the collection of which no copy is here."""

    bucket: Bucket
    file: str  # relative to the collection
    size: int

    @property
    def name(self) -> str:
        """The file name, as a path's."""
        return self.file.rpartition("/")[2]

    def read_at(self, position: int, size: int) -> bytes:
        """Return *size* bytes from *position* on, fewer only where the file ends."""
        return self.bucket.read_at(self.file, position, min(size, self.size - position))

    def __str__(self) -> str:
        return self.bucket.address(self.file)


@cache
def _filesystem() -> Any:
    """What speaks S3; made at the first use, and one a process."""
    try:
        import s3fs
    except ImportError:
        raise MissingExtra("storage in a bucket", "s3fs", "s3") from None
    return s3fs.S3FileSystem(
        use_listings_cache=False,  # another process may have stored more meanwhile
        skip_instance_cache=True,
        config_kwargs={
            "connect_timeout": 10,
            "read_timeout": 60,
            "retries": {"mode": "standard", "max_attempts": 3},
            # S3's newer checksums are wrong or missing with other servers (of a range some
            # give that of the whole); what counts here is the SHA-256 of what is read back.
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
        },
    )


def _held(found: dict[str, Any]) -> Held:
    return Held(int(found["size"]), str(found.get("ETag", "")).strip('"'))
