"""Scrapy's scheduler over the durable frontier: it holds no request of its own."""

from typing import Any

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from archive.state import Found, Lease
from portal_spider.profile import SiteProfile
from portal_spider.run import Run


class FrontierScheduler(BaseScheduler):
    """Leases URLs from the frontier when the engine asks for a request."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._run: Run = crawler.run  # type: ignore[attr-defined]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "FrontierScheduler":
        """Scrapy's way in."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Note the spider whose callbacks requests are given."""
        self._spider: Any = spider

    def has_pending_requests(self) -> bool:
        """Return whether something waits that this run may still fetch."""
        return self._run.anything_left()

    def enqueue_request(self, request: Request) -> bool:
        """Push a request that a spider made by itself into the frontier."""
        portal = next(iter(self._run.profiles))
        self._run.state.begin()
        return bool(
            self._run.state.frontier.push(portal, [Found(url=request.url, kind="page")], "")
        )

    def next_request(self) -> Request | None:
        """Lease the next URL."""
        lease = self._run.next()
        return self._request(lease) if lease else None

    def _request(self, lease: Lease) -> Request:
        profile = self._run.profiles[lease.portal]
        self._set_delay(lease, profile)
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
            meta=meta,
            dont_filter=True,
        )

    def _set_delay(self, lease: Lease, profile: SiteProfile) -> None:
        """Give the server's slot its delay and its share of requests."""
        engine = self._crawler.engine
        assert engine is not None  # it is the engine that asks
        slots = engine.downloader.per_slot_settings
        asked = self._run.crawl_delay(lease.origin) or 0.0
        delay = max(1.0 if profile.delay is None else profile.delay, asked)
        slots[lease.origin] = {"delay": delay, "concurrency": profile.concurrency, "jitter": 0.0}
        slot = engine.downloader.slots.get(lease.origin)
        if slot is not None:
            slot.delay = delay
