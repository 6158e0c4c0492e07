"""Reading WARCs, ours beside warcio and fastwarc: ``python -m benchmarks.warc [RECORDS]``.

Each reads every record of the same file, heads parsed and blocks read whole.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from archive.warc import read_members
from benchmarks.files import write
from benchmarks.measure import Used, alternating, arguments, call, tell


def ours(path: Path) -> tuple[int, int]:
    records = size = 0
    for member in read_members(path):
        records, size = records + 1, size + len(member.record.block)
    return records, size


def warcio(path: Path) -> tuple[int, int]:
    records = size = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True):
            records, size = records + 1, size + len(record.raw_stream.read())
    return records, size


def fastwarc(path: Path) -> tuple[int, int]:
    records = size = 0
    with path.open("rb") as file:
        for record in FastIterator(file, parse_http=False):
            records, size = records + 1, size + len(record.reader.read())
    return records, size


READERS: dict[str, Callable[[Path], tuple[int, int]]] = {
    "warcio": warcio, "portal-archive": ours, "fastwarc": fastwarc,
}  # fmt: skip


def main() -> None:
    asked = arguments(__doc__, "records", 20_000, 5)
    with TemporaryDirectory() as scratch:
        (path,) = write(Path(scratch) / "c", asked.records // 2).warcs.glob("*.warc.gz")
        records, size = ours(path)
        if any(reader(path) != (records, size) for reader in READERS.values()):
            raise SystemExit("the readers do not agree on what is in the file")
        print(
            f"{records:,} records, {path.stat().st_size / 1e6:.0f} MB, {size / 1e6:.0f} inflated\n"
        )
        works: dict[str, Callable[[], Used]] = {
            name: partial(call, partial(reader, path)) for name, reader in READERS.items()
        }
        found = alternating(works, asked.rounds)
    tell(found, "warcio", records, "record", "Reading WARCs", ("warcio", "fastwarc"), asked.plot)


if __name__ == "__main__":
    main()
