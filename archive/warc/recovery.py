"""A torn WARC made whole: cut back to its last whole record, and not a byte lost."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from archive import durable, manifest
from archive.errors import CannotKeep, WarcError
from archive.warc.reader import read_members
from archive.warc.record import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was done to a file that a killed run left."""

    file: str  # its final name
    records: int
    size: int  # bytes kept
    tail: str | None  # the file in ``recovered/`` that holds what was cut off
    removed: bool = False  # nothing in it was whole: it is gone, its bytes are the tail


def whole_records(path: Path) -> tuple[int, int]:
    """Return how many records at the start of *path* are whole, and the offset behind them."""
    records = end = 0
    try:
        for found in read_members(path):
            expected = found.record.get("WARC-Block-Digest")
            if expected and expected.startswith("sha1:") and digest(found.record.block) != expected:
                break
            records, end = records + 1, found.offset + found.length
    except WarcError:
        pass  # the offset behind the last whole record is what is asked for
    return records, end


def recover(open_path: Path, recovered: Path, manifest_path: Path) -> Recovered:
    """Cut the ``.open`` file back to its last whole record, keep the tail aside, and close it."""
    name = open_path.name.removesuffix(manifest.OPEN)
    records, end = whole_records(open_path)
    tail = None
    try:
        if open_path.stat().st_size > end:
            recovered.mkdir(exist_ok=True)
            kept = recovered / f"{name}.{end}.tail"
            with open_path.open("rb") as torn:
                torn.seek(end)
                durable.replace(kept, iter(lambda: torn.read(1 << 20), b""))
            tail = kept.name
            durable.cut(open_path, end)
    except OSError as error:
        raise CannotKeep(open_path, error.strerror or str(error)) from error
    if end:
        with open_path.open("rb") as file:
            durable.sync_file(file)
        manifest.close_file(
            open_path, manifest_path, sha256=manifest.sha256_of(open_path), records=records
        )
    return Recovered(file=name, records=records, size=end, tail=tail, removed=not end)


def copy(source: Path, target: Path) -> None:
    """Copy a file byte for byte, durably, under a name that shows only when it is whole."""
    temporary = target.with_name(f".{target.name}.new")
    try:
        with source.open("rb") as read, temporary.open("wb") as write:
            shutil.copyfileobj(read, write, 1 << 20)
            durable.sync_file(write)
        temporary.replace(target)
        durable.sync_directory(target.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise CannotKeep(target, error.strerror or str(error)) from error
