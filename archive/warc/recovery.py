"""What a killed run left made whole: cut back to the last whole record, and not a byte lost."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive import chain, durable, manifest
from archive.errors import CannotKeep, WarcError
from archive.warc.file import named_as_warc
from archive.warc.parse import BLOCK_LIMIT
from archive.warc.reader import block_pieces, read_members
from archive.warc.record import END
from archive.warc.scan import Damage, digest_mismatches, scan
from archive.warc.writer import deflated

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was done to a file that a killed run left."""

    file: str  # its final name
    records: int
    size: int  # bytes kept
    tail: str | None  # the file in ``recovered/`` that holds what was cut off
    removed: bool = False  # nothing in it was whole: it is gone, its bytes are the tail
    why: str | None = None  # what was wrong at *size*, where something was cut off


def _whole(path: Path) -> tuple[int, int, str | None]:
    """Whole: the member's CRC, the lengths, the two CRLFs, the block's digest."""
    records = end = 0
    try:
        for found in read_members(path):
            if found.complaint or not found.length:
                return records, end, found.complaint or "a gzip member holds several records"
            if wrong := [m for m in digest_mismatches(path, found) if m.kind == "block"]:
                return records, end, wrong[0].why
            records, end = records + 1, found.offset + found.length
    except WarcError as error:
        return records, end, error.why
    return records, end, None


def recover(open_path: Path, recovered: Path, manifest_path: Path) -> Recovered:
    """Cut the ``.open`` file back to its last whole record, keep the tail aside, and close it.

    The tail is durable before the file is cut. Killed anywhere, it can be run
    again; it may then find a tail that is already kept and keeps no second one.
    """
    name = open_path.name.removesuffix(manifest.OPEN)
    tail = None
    try:
        records, end, why = _whole(open_path)
        if open_path.stat().st_size > end:
            tail = _keep_tail(open_path, end, recovered / f"{name}.{end}.tail").name
        if end == 0 or tail:
            durable.cut(open_path, end)
    except OSError as error:
        raise CannotKeep(open_path, error.strerror or str(error)) from error
    if end:
        _sync(open_path)
        manifest.close_file(
            open_path, manifest_path, sha256=manifest.sha256_of(open_path), records=records
        )
    return Recovered(file=name, records=records, size=end, tail=tail, removed=not end, why=why)


def recover_all(folder: Path, recovered: Path, manifest_path: Path) -> list[Recovered]:
    """Make whole what a killed run left in *folder*: for the start of whoever writes.

    A torn manifest line is cut off, every ``.open`` file recovered, and a
    closed file that the manifest lacks, because its writer was killed between
    the two, is entered if it is whole (what is not is left to ``verify``). Where
    the manifest cannot be read nothing is done.
    """
    chain.mend(manifest_path, recovered)
    files = sorted(path for path in named_as_warc(folder) if path.is_file())
    listed = {entry.file for _, entry in manifest.read(manifest_path)}
    left_open = [path for path in files if path.name.endswith(manifest.OPEN)]
    done = [recover(path, recovered, manifest_path) for path in left_open]
    for path in files:
        if path.name in listed or path in left_open:
            continue
        if found := _adopt(path, manifest_path):
            done.append(found)
    return done


def copy(source: Path, target: Path) -> None:
    """Copy a file byte for byte, durably, under a name that shows only when it is whole."""
    temporary = target.with_name(f".{target.name}.new")
    try:
        with source.open("rb") as read, temporary.open("wb") as write:
            shutil.copyfileobj(read, write, _CHUNK)
            durable.sync_file(write)
        temporary.replace(target)
        durable.sync_directory(target.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise CannotKeep(target, error.strerror or str(error)) from error


def reblock(source: Path, target: Path, *, block_limit: int = BLOCK_LIMIT) -> int:
    """Write the records of *source* to *target*, a gzip member each; return how many.

    Head and block of each record are the source's bytes, memory is bounded.
    Damage in *source* is a WarcError, after its whole records were written.
    """
    count = 0
    failure: WarcError | None = None

    def blocks() -> Iterator[bytes]:
        nonlocal count, failure
        try:
            for found in read_members(source, block_limit=block_limit):
                pieces = block_pieces(source, found)
                yield from deflated([found.record.head_bytes()], pieces, [END])
                count += 1
        except WarcError as error:
            failure = error

    durable.replace(target, blocks())
    if failure:
        raise failure
    return count


def _adopt(path: Path, manifest_path: Path) -> Recovered | None:
    records = 0
    for found in scan(path):
        if isinstance(found, Damage):
            return None
        records += 1
    try:
        size = path.stat().st_size
        if not records:
            return None
        _sync(path)
        manifest.add(manifest_path, path, sha256=manifest.sha256_of(path), records=records)
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error
    return Recovered(file=path.name, records=records, size=size, tail=None)


def _keep_tail(torn: Path, end: int, tail: Path) -> Path:
    with torn.open("rb") as file:
        file.seek(end)
        return durable.keep_aside(tail, iter(lambda: file.read(_CHUNK), b""))


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error
