"""Reading WARCs, ours beside warcio and fastwarc: ``python -m benchmarks.warc [RECORDS]``.

Each reads every record of the same file, heads parsed and blocks read whole.
Each is a process of its own that loads only what it needs, and its start counts;
``portal-archive`` has one core, and one row has them all.
"""

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.measure import Used, alternating, arguments, process, tell

if TYPE_CHECKING:
    from archive.warc import Damage, Member, WarcFile


def ours(path: Path) -> tuple[int, int]:
    from archive.warc import read_members

    records = size = 0
    for member in read_members(path):
        records, size = records + 1, size + len(member.record.block)
    return records, size


def look(path: "WarcFile", members: "Iterable[Member | Damage]") -> tuple[int, int]:
    from archive.warc import Damage

    records = size = 0
    for member in members:
        if isinstance(member, Damage):
            raise SystemExit(f"{path} is not whole: {member.why}")
        records, size = records + 1, size + len(member.record.block)
    return records, size


def in_stretches(path: Path) -> tuple[int, int]:
    from archive.stretches import over_stretches

    records, sizes = zip(*(looked.seen for looked in over_stretches(look, [path])), strict=True)
    return sum(records), sum(sizes)


def warcio(path: Path) -> tuple[int, int]:
    from warcio.archiveiterator import ArchiveIterator

    records = size = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True):
            records, size = records + 1, size + len(record.raw_stream.read())
    return records, size


def fastwarc(path: Path) -> tuple[int, int]:
    from fastwarc.warc import ArchiveIterator

    records = size = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, parse_http=False):
            records, size = records + 1, size + len(record.reader.read())
    return records, size


READERS = {"warcio": warcio, "ours": ours, "in_stretches": in_stretches, "fastwarc": fastwarc}


def main() -> None:
    from benchmarks.files import write

    asked = arguments(__doc__, "records", 100_000, 5)
    with TemporaryDirectory() as scratch:
        (path,) = write(Path(scratch) / "c", asked.records // 2).warcs.glob("*.warc.gz")
        records, size = ours(path)
        if any(reader(path) != (records, size) for reader in READERS.values()):
            raise SystemExit("the readers do not agree on what is in the file")
        print(
            f"{records:,} records, {path.stat().st_size / 1e6:.0f} MB, {size / 1e6:.0f} inflated\n"
        )

        def read(reader: str, cores: int | None = 1) -> Used:
            return process(
                [sys.executable, "-m", "benchmarks.warc", "--read", reader, path], cores=cores
            )

        works = {
            "warcio": partial(read, "warcio"),
            "portal-archive": partial(read, "ours"),
            "portal-archive, all cores": partial(read, "in_stretches", None),
            "fastwarc": partial(read, "fastwarc"),
        }
        found = alternating(works, asked.rounds)
    tell(found, "warcio", records, "record", "Reading WARCs", ("warcio", "fastwarc"), asked.plot)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        READERS[sys.argv[2]](Path(sys.argv[3]))
    else:
        main()
