"""Checking digests, ours beside fastwarc's: ``python -m benchmarks.verify [RECORDS]``.

Both check the block and the payload digest of every record of the same files.
Ours checks ids, dates and references, too. Each is a process of its own, and
its start counts; ``portal-archive`` has one core, and one row has them all.
"""

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from fastwarc.warc import ArchiveIterator, WarcRecordType

from archive.collection import Collection
from archive.verify.records import noting_records
from archive.verify.warcs import check_records
from benchmarks.files import write
from benchmarks.measure import alternating, arguments, process, tell


def ours(collection: Collection) -> int:
    checked: Counter[str] = Counter()
    with noting_records() as records:
        if found := list(check_records(collection, records, checked)):
            raise SystemExit(f"a file of our own is not whole: {found[0]}")
    return checked["records"]


def fastwarc(collection: Collection) -> int:
    records = 0
    for path in collection.warcs.glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, parse_http=False):
                records += 1
                sound = record.verify_block_digest(consume=False)
                if record.record_type == WarcRecordType.response:
                    record.parse_http()
                    sound = sound and record.verify_payload_digest(consume=True)
                if not sound:
                    raise SystemExit(f"fastwarc: {record.record_id} is not whole")
    return records


CHECKS = {"ours": ours, "fastwarc": fastwarc}


def main() -> None:
    asked = arguments(__doc__, "records", 100_000, 5)
    with TemporaryDirectory() as scratch:
        collection = write(Path(scratch) / "c", asked.records // 2)
        records = ours(collection)
        if records != fastwarc(collection):
            raise SystemExit("not the same records were checked")
        command = [sys.executable, "-m", "benchmarks.verify", "--check"]
        works = {
            "fastwarc": lambda: process([*command, "fastwarc", collection.root], cores=1),
            "portal-archive": lambda: process([*command, "ours", collection.root], cores=1),
            "portal-archive, all cores": lambda: process([*command, "ours", collection.root]),
        }
        found = alternating(works, asked.rounds)
    tell(found, "fastwarc", records, "record", "Checking digests", ("fastwarc",), asked.plot)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        CHECKS[sys.argv[2]](Collection(Path(sys.argv[3])))
    else:
        main()
