"""The addon that ties a run to Scrapy's engine: opened before it, closed with it."""

import asyncio
import logging
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from archive import offsite
from archive.capture import Exchange, RecordPointer
from archive.collection import Collection
from archive.errors import ArchiveError
from portal_spider.contact import require_contact, user_agent
from portal_spider.run import Options, Run
from portal_spider.schedule.plan import budgets
from portal_spider.wishes import Wishes

logger = logging.getLogger(__name__)


class ArchiveAddon:
    """Gives the crawler its run: the one the spider was given, or one of its own.

    ``portal crawl`` opens a run and gives it to the spider (settings are copied,
    a run cannot be); ``scrapy crawl`` has none, so the run is made from the spider's profile and the setting COLLECTION.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchiveAddon":
        """Scrapy's way in."""
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        """Open the run, if the caller did not, and hand it to all who need it."""
        crawler: Any = self.crawler
        run: Run | None = crawler.spidercls.given_run
        if run is None:
            collection = Collection.open_or_create(Path(settings["COLLECTION"]))
            contact = collection.configuration.contact
            agent = user_agent(settings["USER_AGENT"], contact)
            profile = crawler.spidercls.profile
            require_contact([profile], contact, f"set it in {collection.root / 'collection.toml'}")
            options = Options(
                wishes=Wishes(user_agent=agent),
                budgets=budgets(collection),
            )
            run = Run(collection, [profile], options)
            run.open()
            crawler.signals.connect(self._closed, signals.spider_closed)
        crawler.run = run
        crawler.recorder = _Recorder(run)
        crawler.on_capture_failure = self._failed
        settings.set("USER_AGENT", run.options.wishes.user_agent, "addon")

    def _failed(self, error: Exception) -> None:
        run: Run = self.crawler.run  # type: ignore[attr-defined]
        stop(self.crawler, run, error)

    def _closed(self, reason: str) -> None:
        run: Run = self.crawler.run  # type: ignore[attr-defined]
        run.close(reason)
        if run.failure is None and run.collection.configuration.storage is not None:
            _store(run.collection)


def _store(collection: Collection) -> None:
    """Bring what was kept to the store; what could not be stored is kept here."""
    try:
        moved = offsite.after_a_crawl(collection)
    except ArchiveError as error:
        logger.error("%s; all is kept here, `portal store push` goes on", error)
        return
    for refused in moved.refused:
        logger.error("%s; the copy here stays", refused)
    for altered in moved.altered:
        logger.error("%s", altered)


class _Recorder:
    """What the download handler calls."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def record(self, exchange: Exchange, request: Request) -> RecordPointer | None:
        """Keep *exchange* in the series of the portal that asked."""
        lease = request.meta["lease"]
        return self._run.record(exchange, lease.url, lease.portal)


def stop(crawler: Crawler, run: Run, error: Exception) -> None:
    """Stop a crawl that cannot keep what it fetches."""
    if run.failure is None:
        run.failure = error
    if crawler.engine is not None:
        closing = crawler.engine.close_spider_async(reason="cannot_keep")
        crawler._closing = asyncio.ensure_future(closing)  # type: ignore[attr-defined]
