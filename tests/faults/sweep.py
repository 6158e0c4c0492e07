"""A full disk and a short write at every write of a crawl, one by one: ``python -m tests.faults.sweep``.

A crawl from nothing and one over a collection that is there, of a portal of a
few pages, so that each of their writes can have its turn; ``--step 10`` takes
every tenth, ``--from 3`` begins at the third. Ends with 1 if any was not held.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from archive.parallel import cores
from tests.faults.machine import REDIRECTS, Road, shim
from tests.faults.power import read_log
from tests.local_site import Site

PAGES = 4


def points(road: Road, folder: Path) -> Iterator[tuple[str, int]]:
    """Every write of an undisturbed crawl, for each kind of fault."""
    road.lay_out(folder / "c")
    road.assert_stopped(road.crawl(folder / "c", log=folder / "log"))
    writes = sum(call.what == "W" for call in read_log(folder / "log"))
    for at in range(1, writes + 1):
        yield from (("enospc", at), ("short", at))


def hold(road: Road, point: tuple[str, int]) -> str | None:
    """Let one write fail and the next run finish; return what was not held."""
    kind, at = point
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "c"
        road.lay_out(root)
        try:
            road.assert_stopped(road.crawl(root, kind=kind, at=at))
            road.assert_finished_by_the_next(root)
        except AssertionError as error:
            return f"{kind} at write {at}: {str(error)[:2000]}"
        return None


def sweep(again: bool, start: int, step: int) -> Counter[bool]:
    """Try the points of one road; print what was not held."""
    held: Counter[bool] = Counter()
    with tempfile.TemporaryDirectory() as name, Site({}, REDIRECTS) as server:
        road = Road(server, Path(name) / "before", again=again, pages=PAGES)
        tried = [*points(road, Path(name))][start - 1 :: step]
        print(f"{'again' if again else 'first'}: {len(tried)} points", flush=True)
        with ThreadPoolExecutor(cores()) as pool:
            for number, wrong in enumerate(pool.map(partial(hold, road), tried), 1):
                held[wrong is None] += 1
                if wrong or not number % 50:
                    print(wrong or f"  {number} of {len(tried)}", flush=True)
    return held


def main() -> int:
    """Sweep both roads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="start", type=int, default=1)
    parser.add_argument("--step", type=int, default=1)
    asked = parser.parse_args()
    assert shim() is not None, "needs a C compiler"
    held = sweep(False, asked.start, asked.step) + sweep(True, asked.start, asked.step)
    print(f"{held[True]} of {held.total()} held")
    return 1 if held[False] else 0


if __name__ == "__main__":
    sys.exit(main())
