"""What a page costs, and a hundred million of them: ``python -m benchmarks.scale [ARTICLES]``.

Sizes are what the second half of the pages adds, so that what any collection has at least does
not count. Processor time is that of a rebuild: on one core, and of the process that keeps the
order while others read.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from archive import cdxj, manifest
from archive.collection import Collection
from archive.state import Found, State
from benchmarks.files import write
from benchmarks.measure import machine
from benchmarks.portal import Pages
from portal_spider.reader import FEW

_REBUILD = """
import sys, time
from archive import parallel
from archive.collection import Collection
from portal_spider.rebuild import rebuild
if __name__ == "__main__":
    parallel.cores = lambda: int(sys.argv[2])
    began = time.process_time()
    rebuild(Collection(sys.argv[1]))
    print(time.process_time() - began)
"""


@dataclass(frozen=True)
class Sizes:
    """Bytes of a collection's parts, and how many things are in them."""

    pages: int
    records: int
    warc: int
    index: int
    articles: int
    state: int
    search: int


def sizes(collection: Collection, pages: int) -> Sizes:
    entries = [entry for _, entry in manifest.read(collection.manifest)]
    return Sizes(
        pages=pages, records=sum(1 for _ in cdxj.read(collection.index)),
        warc=sum(entry.bytes for entry in entries), index=_bytes([collection.index]),
        articles=_bytes(collection.articles_files()), state=_bytes([collection.state]),
        search=_bytes(collection.search.rglob("*")),
    )  # fmt: skip


def waiting(folder: Path, count: int) -> float:
    """Return the bytes that the state takes for a URL of which nothing is known but that it waits."""
    with State(folder / "state.sqlite") as state, state.transaction():
        for first in range(0, count, 100):
            urls = [
                f"http://portal.example{Pages(count).url(n)}" for n in range(first, first + 100)
            ]
            found = [Found(url=url, kind="article", found_on=urls[0]) for url in urls]
            state.frontier.push("portal.example", found, "2026-10-01T00:00:00Z")
    return _bytes([folder / "state.sqlite"]) / count


def _bytes(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def rebuilt(collection: Collection, cores: int) -> float:
    """Return the seconds of processor time of the rebuilding process, without those it started."""
    done = subprocess.run(
        [sys.executable, "-c", _REBUILD, str(collection.root), str(cores)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return float(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=4_000)
    asked = parser.parse_args()
    if asked.articles < 4 * FEW:
        parser.error(f"fewer than {4 * FEW} say nothing of many")
    with TemporaryDirectory() as scratch:
        found, alone, keeping = [], [], []
        for part, count in enumerate((asked.articles // 2, asked.articles)):
            collection = write(Path(scratch) / str(part), count)
            alone.append(rebuilt(collection, 1))
            keeping.append(rebuilt(collection, 2))
            found.append(sizes(collection, count))
        seen = waiting(Path(scratch), 20_000)
    half, whole = found
    pages = whole.pages - half.pages

    def each(part: str, of: str = "pages") -> float:
        added = getattr(whole, part) - getattr(half, part)
        return float(added / max(getattr(whole, of) - getattr(half, of), 1))

    core, order = ((times[1] - times[0]) / pages * 1000 for times in (alone, keeping))
    rows = [
        ("WARC", each("warc"), "a page, its request with it"),
        ("index (CDXJ)", each("index", "records"), "a record that is indexed"),
        ("articles", each("articles"), "an article"),
        ("state.sqlite", each("state"), "a page that is an article"),
        ("search", each("search"), "an article"),
    ]
    print("| | bytes | | of a hundred million pages |\n| --- | ---: | --- | ---: |")
    for name, size, of in rows:
        print(f"| {name} | {size:,.0f} | {of} | {size * 1e8 / 1e9:,.0f} GB |")
    print(f"\nstate.sqlite of a URL that only waits: {seen:,.0f} bytes")
    print(f"\nrebuild, one core: {core:.2f} ms of CPU a page, {core * 1e8 / 3.6e6:,.0f} core hours")
    print(
        f"of which the process that keeps the order: {order:.2f} ms, {order * 1e8 / 3.6e6:,.0f}"
        f" hours; so at most {core / order:.1f} times as fast, however many cores read"
    )
    print(f"\n{machine('portal-archive', 'selectolax')}")


if __name__ == "__main__":
    main()
