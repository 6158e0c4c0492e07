"""Pages read on another core while a crawl goes on: the same values, only not in its way."""

import asyncio
import logging
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from archive.collection import Collection
from archive.parallel import cores, given, workers
from archive.state import Place
from portal_spider.derive import read_model
from portal_spider.profile import SiteProfile
from portal_spider.read import HOLDS_PAGES
from portal_spider.reader import PageReader, Said
from portal_spider.visit import Visit

logger = logging.getLogger(__name__)

_WORTH = 1.0  # seconds of reading after which another process has paid for its beginning
_SHARE = 0.25  # of a crawl's time: where reading takes less, the servers are what it waits for
_MOST = 2  # processes that one crawl can keep busy
_WAITING = 8  # pages a process has before it; while they wait the crawl reads the next itself


@dataclass
class Readers:
    """The work of the other processes: reads pages of any portal, as this crawl began with it."""

    collection: Collection
    profiles: Mapping[str, SiteProfile]
    requisites: bool
    _made: dict[str, PageReader] = field(default_factory=dict)

    def __call__(self, task: tuple[str, Visit, bool]) -> Said | None:
        """Return what a page says; None if it cannot be read: where it can be told, it is tried."""
        portal, visit, as_article = task
        if portal not in self._made:
            profile = self.profiles.get(portal) or SiteProfile(name=portal)
            model = read_model(self.collection, profile)
            self._made[portal] = PageReader(profile, model, self.requisites, again=model is None)
        return self._made[portal].attempt(visit, as_article)


class Beside:
    """Has pages read by other processes, once it is reading that a crawl waits for."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._pool: ProcessPoolExecutor | None = None
        self._processes = min(cores() - 1, _MOST)
        self._waiting = 0
        self._began, self._spent = time.monotonic(), 0.0

    def spent(self, seconds: float) -> None:
        """Note that this process has been reading; let others begin where that is worth it."""
        self._spent += seconds
        worth = max(_WORTH, _SHARE * (time.monotonic() - self._began))
        if self._processes and self._pool is None and self._spent > worth:
            self._pool = workers(self._readers, self._processes)

    async def read(self, visit: Visit, place: Place) -> Said | None:
        """Return what the page of *visit* says; None where this process is to read it itself."""
        if self._pool is None or self._waiting >= _WAITING * self._processes:
            return None
        if visit.status != 200 or not visit.is_html or place.kind not in HOLDS_PAGES:
            return None
        task = place.portal, visit, place.kind in ("article", "article_page")
        self._waiting += 1
        try:
            said: Said | None = await asyncio.wrap_future(given(self._pool, task))
        except BrokenProcessPool:
            logger.warning("a process that read pages died: the crawl reads them itself")
            self._processes = 0
            self.close()
            return None
        except Exception:  # a page that is not settled would hold up all that come after it
            logger.exception("no other process can read %s: the crawl reads it itself", visit.url)
            return None
        finally:
            self._waiting -= 1
        return said

    def close(self) -> None:
        """End the other processes."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
