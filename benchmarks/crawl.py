"""A crawl with everything on against bare Scrapy: ``python -m benchmarks.crawl [ARTICLES]``.

Both ask the same nginx on loopback for the same gzipped pages. Ours captures,
extracts, indexes and keeps its state; Scrapy, with its own defaults, follows the
lists' links and keeps nothing.
"""

import argparse
import shutil
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Used, alternating, machine, process, table
from benchmarks.served import nginx


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch, nginx(Path(scratch), asked.articles) as origin:

        def ours(cores: int | None) -> Used:
            into = Path(scratch) / "collection"
            shutil.rmtree(into, ignore_errors=True)
            command = [sys.executable, "-m", "portal_spider", "crawl", f"{origin}/", "-q"]
            return process([*command, "--into", into], cores=cores)

        def scrapy() -> Used:
            command = [sys.executable, "-m", "benchmarks.lists", origin, str(asked.articles)]
            return process(command, cores=1)

        works = {
            "Scrapy, one core": scrapy,
            "portal crawl, one core": partial(ours, 1),
            "portal crawl, all cores": partial(ours, None),
        }
        found = alternating(works, asked.rounds)
    print(table(found, "Scrapy, one core", asked.articles, "page"))
    print(f"\n{machine('portal-archive', 'scrapy', 'selectolax')}")


if __name__ == "__main__":
    main()
