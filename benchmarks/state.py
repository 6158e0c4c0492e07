"""What waits and what was seen: ``python -m benchmarks.state [PAGES]``.

A portal's pages are leased one by one, and each names 58 URLs: 40 that all pages
have and its 18 neighbours. Ours is the durable frontier, committed every 100 pages; beside it
Scrapy's scheduler with a JOBDIR, on disk too, but whole again only after a clean stop.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from scrapy import Request, Spider
from scrapy.core.scheduler import Scheduler
from scrapy.utils.test import get_crawler

from archive.state import Found, Outcome, State
from benchmarks.measure import alternating, arguments, call, tell

ORIGIN = "http://portal.example"
AT = "2026-10-01T00:00:00Z"
GROUP = 100


def links(number: int, size: int) -> list[str]:
    shared = [f"{ORIGIN}/zt/{n}.html" for n in range(40)]
    near = [f"{ORIGIN}/bendi/2026-10-01/{(number + n) % size}.html" for n in range(18)]
    return shared + near


def number_of(url: str) -> int:
    return int(url.rpartition("/")[2].removesuffix(".html"))


def ours(size: int, folder: Path) -> int:
    done = 0
    with State(folder / "state.sqlite") as state:
        state.begin()
        frontier = state.frontier
        frontier.push("p", [Found(url=f"{ORIGIN}/bendi/2026-10-01/0.html", kind="article")], AT)
        frontier.remember_robots(ORIGIN, "allow", b"", 0.0)
        while lease := frontier.lease({"p"}, 0.0, 60.0):
            urls = links(number_of(lease.url), size)
            unseen = frontier.unseen(urls)
            children = [
                Found(url=url, kind="article", found_on=lease.url) for url in urls if url in unseen
            ]
            frontier.done(lease.url, Outcome(outcome="article", at=AT), children)
            done += 1
            if done % GROUP == 0:
                state.commit()
                state.begin()
        state.commit()
    return done


def scrapy(size: int, folder: Path) -> int:
    settings = {
        "JOBDIR": str(folder),
        # The default one asks the engine's downloader, and there is none here.
        "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.ScrapyPriorityQueue",
    }
    crawler = get_crawler(Spider, settings)
    spider = crawler._create_spider("bench")
    crawler.spider = spider
    scheduler = Scheduler.from_crawler(crawler)
    scheduler.open(spider)
    scheduler.enqueue_request(Request(f"{ORIGIN}/bendi/2026-10-01/0.html"))
    done = 0
    while request := scheduler.next_request():
        for url in links(number_of(request.url), size):
            scheduler.enqueue_request(Request(url))
        done += 1
    scheduler.close("finished")
    return done


def main() -> None:
    asked = arguments(__doc__, "pages", 2_000, 3)

    def once(work: Callable[[int, Path], int]) -> None:
        with TemporaryDirectory() as folder:
            if work(asked.pages, Path(folder)) != asked.pages + 40:
                raise SystemExit("not every URL was leased once")

    works = {
        name: partial(call, partial(once, work))
        for name, work in {"Scrapy with JOBDIR": scrapy, "portal-archive": ours}.items()
    }
    found = alternating(works, asked.rounds)
    tell(
        found, "Scrapy with JOBDIR", asked.pages, "page", "A frontier of 58 links a page",
        ("scrapy",), asked.plot,
    )  # fmt: skip


if __name__ == "__main__":
    main()
