"""Scrapy's scheduler over the durable frontier: it holds no request of its own."""

import asyncio
from typing import Any

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from archive.errors import ArchiveError
from archive.state import Found, Lease
from portal_spider.addon import stop
from portal_spider.run import Run

BEAT = 1.0  # seconds between two signs of life


class FrontierScheduler(BaseScheduler):
    """Leases URLs from the frontier when the engine asks for a request."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._run: Run = crawler.run  # type: ignore[attr-defined]
        self._wake: asyncio.TimerHandle | None = None
        self._heart: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "FrontierScheduler":
        """Scrapy's way in."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Note the spider whose callbacks requests are given."""
        self._spider: Any = spider
        self._beat()

    def _beat(self) -> None:
        """Let others know now and then that this run goes on, however long a page takes."""
        try:
            self._run.beat()
        except ArchiveError as error:
            stop(self._crawler, self._run, error)
        self._heart = asyncio.get_running_loop().call_later(BEAT, self._beat)

    def has_pending_requests(self) -> bool:
        """Return whether something waits that this run may still fetch."""
        try:
            return self._run.anything_left()
        except ArchiveError as error:
            stop(self._crawler, self._run, error)
            return False

    def enqueue_request(self, request: Request) -> bool:
        """Push a request that a spider made by itself into the frontier."""
        portal = next(iter(self._run.profiles))
        self._run.state.begin()
        return bool(
            self._run.state.frontier.push(portal, [Found(url=request.url, kind="page")], "")
        )

    def next_request(self) -> Request | None:
        """Lease the next URL; where all servers have to wait, ask again when one is due."""
        try:
            lease = self._run.next()
        except ArchiveError as error:
            stop(self._crawler, self._run, error)
            return None
        if lease is None:
            if self._wake is None and self.has_pending_requests():
                loop = asyncio.get_running_loop()
                self._wake = loop.call_later(self._run.next_turn(), self._ask_again)
            return None
        return self._request(lease)

    def _ask_again(self) -> None:
        self._wake = None
        slot = getattr(self._crawler.engine, "_slot", None)  # private; Scrapy is pinned
        if slot is not None:
            slot.nextcall.schedule()

    def close(self, reason: str) -> None:
        """Nothing of its own to keep: the frontier is the run's."""
        for timer in (self._wake, self._heart):
            if timer is not None:
                timer.cancel()

    def _request(self, lease: Lease) -> Request:
        profile = self._run.profiles[lease.portal]
        assert self._crawler.engine is not None  # it is the engine that asks
        # Whose turn it is the run decides; the downloader sends what it is given.
        slots = self._crawler.engine.downloader.per_slot_settings
        slots[lease.origin] = {"delay": 0.0, "concurrency": profile.concurrency, "jitter": 0.0}
        meta = {
            "lease": lease,
            "download_slot": lease.origin,
            "allow_private": profile.allow_private,
            "verify_tls": profile.verify_tls,
        }
        return Request(
            lease.url,
            callback=self._spider.parse,
            errback=self._spider.failed,
            headers=self._run.revisits.conditions(lease.url),
            meta=meta,
            dont_filter=True,
        )
