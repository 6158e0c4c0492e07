"""The item pipelines: read the page (strip it, find the article), then keep it.

Thin: what they do is ``Intake.read`` and ``Run.settle``, the same steps that
import, recovery and rebuild take.
"""

from dataclasses import dataclass
from time import perf_counter

from scrapy.crawler import Crawler

from archive.errors import ArchiveError
from archive.state import Lease, Place
from portal_spider.addon import stop
from portal_spider.read import Read
from portal_spider.run import Run
from portal_spider.visit import Visit


@dataclass(slots=True, repr=False)
class FetchedPage:
    """The item: what was fetched for a lease, and how it reads."""

    lease: Lease
    visit: Visit
    read: Read | None = None

    def __repr__(self) -> str:
        """Short: Scrapy logs every item."""
        return f"<{self.lease.kind} {self.visit.status} {self.visit.url}>"


class ReadPage:
    """Strip the boilerplate and read the article; a page that cannot be read is safe anyway."""

    def __init__(self, crawler: Crawler) -> None:
        self._run: Run = crawler.run  # type: ignore[attr-defined]
        self._beside = self._run.beside()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ReadPage":
        """Scrapy's way in."""
        return cls(crawler)

    async def process_item(self, item: FetchedPage) -> FetchedPage:
        """Read one page, on another core if there is one for it."""
        lease = item.lease
        place = Place(lease.portal, lease.kind, lease.depth, lease.hops, lease.found_on)
        said = await self._beside.read(item.visit, place)
        began = perf_counter()
        item.read = self._run.read(item.visit, place, said)
        self._beside.spent(perf_counter() - began)
        return item

    def close_spider(self) -> None:
        """Let the other processes end."""
        self._beside.close()


class KeepPage:
    """Write the article's line and the outcome, in the run's next group."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._run: Run = crawler.run  # type: ignore[attr-defined]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "KeepPage":
        """Scrapy's way in."""
        return cls(crawler)

    def process_item(self, item: FetchedPage) -> FetchedPage:
        """Keep one page; what cannot be kept stops the crawl."""
        try:
            if item.read is not None:
                self._run.settle(item.lease, item.read)
        except (ArchiveError, OSError) as error:
            stop(self._crawler, self._run, error)
        return item
