"""Running a crawl: Scrapy's process around one run, and the exit code that says how it went."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from archive.collection import Collection
from archive.state.shared import Address
from portal_spider import settings as ours
from portal_spider.contact import require_contact, user_agent
from portal_spider.errors import BadUrl
from portal_spider.log import logging_to, only_warnings_of_the_engine
from portal_spider.portals import elsewhere, get, host_of, known, profile_for
from portal_spider.profile import SiteProfile
from portal_spider.run import Options, Run
from portal_spider.schedule.plan import budgets
from portal_spider.scope import Scope
from portal_spider.sharing import take_over
from portal_spider.spiders.loader import spider_for
from portal_spider.stop import stopping_at_signals
from portal_spider.urls import clean_url
from portal_spider.wishes import Wishes

logger = logging.getLogger(__name__)

TICK = 0.2  # seconds between two looks at the progress


@dataclass(frozen=True, slots=True)
class Ended:
    """How a crawl ended."""

    exit_code: int
    report: dict[str, Any]
    failure: Exception | None = None


def targets(names: tuple[str, ...], portals: Path | None = None) -> tuple[list[SiteProfile], str]:
    """Return the profiles that *names* (portals or URLs) mean, and the seed if one is a URL.

    *portals* is the collection's folder of profiles, where there is a collection.
    """
    profiles: dict[str, SiteProfile] = {}
    seed = ""
    for name in names:
        if "://" not in name:
            profiles[name] = get(name, portals)
            continue
        url = clean_url(name)
        if url is None:
            raise BadUrl(name, "only http and https URLs can be crawled")
        host_of(url)
        profile = profile_for(url, known(portals))
        if profile.name not in profiles:
            profiles[profile.name] = replace(profile, seeds=(url,))
        else:
            old = profiles[profile.name]
            profiles[profile.name] = replace(old, seeds=(*old.seeds, url))
        seed = seed or url
    return list(profiles.values()), seed


def crawl(
    collection: Collection,
    names: tuple[str, ...],
    *,
    scope: Scope | None = None,
    max_pages: int | None = None,
    since: date | None = None,
    requisites: bool = True,
    recheck: bool = False,
    on_open: Callable[[Run], None] = lambda run: None,
    on_warc: Callable[[], None] = lambda: None,
    frontier: str | None = None,
    on_progress: Callable[[Run], None] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Ended:
    """Crawl portals or URLs into *collection*, going on with whatever is left from before.

    *frontier* is the address of one that other workers share; without *names*
    what they crawl is crawled.
    *on_open* is called with the run before it begins, *on_warc* when a WARC is closed and the
    next begun, *on_progress* a few times a second; *settings* are Scrapy's, over those in ``portal_spider/settings.py``.
    """
    address = Address.parse(frontier) if frontier else None
    if address is not None:
        names = take_over(collection, address, names)
    profiles, seed = targets(names, collection.portals)
    for profile in profiles:
        for url in elsewhere(profile):
            logger.warning(
                "portal profile %s: seeds: %s is on none of its hosts: it is fetched, and no link"
                " to its host is followed", profile.name, url,
            )  # fmt: skip
    contact = collection.configuration.contact
    require_contact(profiles, contact, f"set it in {collection.root / 'collection.toml'}")
    wishes = Wishes(
        scope=scope or "host", seed=seed, since=since, requisites=requisites,
        user_agent=user_agent(ours.USER_AGENT, contact),
    )  # fmt: skip
    options = Options(
        wishes=wishes,
        max_pages=max_pages,
        recheck=recheck,
        budgets=budgets(collection),
        frontier=address,
        targets=names,
        on_warc=on_warc,
    )
    run = Run(collection, profiles, options)
    run.open()
    reason = "failed"
    try:
        on_open(run)
        with logging_to(collection.crawls / run.crawl / "crawl.log"):
            reason = _scrapy(run, profiles[0], on_progress, settings or {})
    finally:
        if reason == "shutdown":
            run.stop()
        report = run.close(reason)
    return Ended(_exit_code(run, reason, report), report, run.failure)


def _scrapy(run: Run, profile: SiteProfile, on_progress: Any, given: Mapping[str, Any]) -> str:
    """Run Scrapy's engine until the frontier is empty; return why it ended."""
    settings = get_project_settings()
    settings.setmodule(ours, priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    settings.setdict(dict(given), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    only_warnings_of_the_engine()
    crawler = process.create_crawler(spider_for(profile, run))
    reasons: list[str] = []
    ticks: list[asyncio.Task[None]] = []

    def began(spider: Any) -> None:
        if on_progress is not None:
            ticks.append(asyncio.get_running_loop().create_task(_tick(run, on_progress)))

    def closed(spider: Any, reason: str) -> None:
        reasons.append(reason)
        for tick in ticks:
            tick.cancel()

    crawler.signals.connect(began, signals.spider_opened)
    crawler.signals.connect(closed, signals.spider_closed)
    with stopping_at_signals(crawler, run):
        process.crawl(crawler)
        process.start(install_signal_handlers=False)
    return reasons[0] if reasons else "failed"


async def _tick(run: Run, on_progress: Callable[[Run], None]) -> None:
    while True:
        await asyncio.sleep(TICK)
        on_progress(run)


_NOTHING_FETCHED = ("failed", "skipped", "blocked", "error", "robots")


def _exit_code(run: Run, reason: str, report: dict[str, Any]) -> int:
    if run.failure is not None:
        return int(getattr(run.failure, "exit_code", 70))
    if reason == "shutdown":
        return 5
    if reason not in ("finished",):
        return 70
    if report.get("damage"):
        return 3
    outcomes = report.get("outcomes", {})
    fetched = sum(n for outcome, n in outcomes.items() if outcome not in _NOTHING_FETCHED)
    if not fetched and any(outcomes.get(o) for o in ("failed", "error", "blocked")):
        return 7
    if report.get("waiting") and run.options.max_pages is None:
        return 7  # its servers were given up for this run, or asked for rest
    return 8 if report.get("alarms") else 0
