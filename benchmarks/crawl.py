"""A crawl with everything on, beside others: ``python -m benchmarks.crawl [ARTICLES]``.

All ask the same nginx on loopback for the same pages. Ours captures, extracts,
indexes and keeps its state. Scrapy, with its own defaults, follows the lists'
links: once keeping nothing, once writing a WARC as its extensions do, from the
headers and body that it hands up. wget follows every link and keeps a WARC.
"""

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.collection import Collection
from benchmarks.measure import Used, alternating, arguments, process, tell
from benchmarks.served import nginx


def main() -> None:
    asked = arguments(__doc__, "articles", 10_000, 3)
    with TemporaryDirectory() as folder, nginx(Path(folder), asked.articles) as origin:
        scratch = Path(folder) / "out"

        def emptied() -> Path:
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            return scratch

        def ours(cores: int | None) -> Used:
            into = emptied() / "collection"
            command = [sys.executable, "-m", "portal_spider", "crawl", f"{origin}/", "-q"]
            # 8: it wonders how few or many articles some day has.
            used = process([*command, "--into", into], cores=cores, ends=(0, 8))
            files = Collection(into).articles_files()
            if sum(file.read_bytes().count(b"\n") for file in files) != asked.articles:
                raise SystemExit("some articles are missing")
            return used

        def scrapy(*warc: str) -> Used:
            kept = [emptied() / name for name in warc]
            command = [sys.executable, "-m", "benchmarks.lists", origin, str(asked.articles)]
            return process([*command, *kept], cores=1)

        def wget() -> Used:
            into = emptied()
            command = ["wget", "-q", "-r", "-l", "inf", "--delete-after", "-P", str(into / "site")]
            # 8: some pages were not there.
            return process(
                [*command, f"--warc-file={into / 'kept'}", f"{origin}/"], cores=1, ends=(0, 8)
            )

        works: dict[str, Callable[[], Used]] = {
            "Scrapy": scrapy,
            "Scrapy, rebuilt WARC": partial(scrapy, "kept.warc.gz"),
            "wget --warc-file": wget,
            "portal crawl": partial(ours, 1),
            "portal crawl, all cores": partial(ours, None),
        }
        found = alternating(works, asked.rounds)
    tell(
        found, "Scrapy", asked.articles, "page", "A crawl of 26 kB pages",
        ("scrapy", "warcio", "selectolax"), asked.plot,
    )  # fmt: skip


if __name__ == "__main__":
    main()
