"""Rebuilding with all cores and with one: ``python -m benchmarks.rebuild [ARTICLES]``.

The files that both make are compared, byte for byte.
"""

import hashlib
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from archive import parallel
from archive.collection import Collection
from benchmarks.files import write
from benchmarks.measure import Used, alternating, arguments, process, tell


def rebuild(collection: Collection, processes: int) -> Used:
    command = [sys.executable, "-m", "portal_spider", "rebuild", "-q"]
    return process([*command, "--into", str(collection.root)], cores=processes)


def derived(collection: Collection) -> str:
    files = [*collection.articles_files(), collection.index, *collection.root.glob("boilerplate/*")]
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in sorted(files))).hexdigest()


def main() -> None:
    asked = arguments(__doc__, "articles", 3_000, 3)
    with TemporaryDirectory() as scratch:
        collection = write(Path(scratch) / "c", asked.articles)
        every, made = {"one core": 1, f"{parallel.cores()} cores": parallel.cores()}, set()

        def once(processes: int) -> Used:
            used = rebuild(collection, processes)
            made.add(derived(collection))
            return used

        works = {name: partial(once, processes) for name, processes in every.items()}
        found = alternating(works, asked.rounds)
        if len(made) > 1:
            raise SystemExit("not the same bytes came out")
    tell(found, "one core", asked.articles, "page", "Rebuilding", ("selectolax",), asked.plot)


if __name__ == "__main__":
    main()
