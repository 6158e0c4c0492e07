"""The books of one run: what it was asked to do, and where it writes what it does."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from archive.collection import Collection
from archive.commit import Group
from archive.state import Lease, Outcome, Place, State, origin_of
from archive.state.shared import Address
from archive.times import seconds
from archive.warc import WarcSeries
from portal_spider import manners
from portal_spider.alarms.measure import ARTICLES, without
from portal_spider.derive import read_model
from portal_spider.editions import Edition, checked_line
from portal_spider.intake import Intake, Taken
from portal_spider.log import log_settled
from portal_spider.passing import Passing
from portal_spider.portals import known
from portal_spider.profile import SiteProfile
from portal_spider.read import Read
from portal_spider.reader import Said
from portal_spider.revisiting import Revisits
from portal_spider.run.waits import PutOff
from portal_spider.tally import Tally
from portal_spider.visit import Visit, is_page_capture
from portal_spider.walked import WalkedPages
from portal_spider.wishes import Wishes

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a crawl was asked to do."""

    wishes: Wishes = field(default_factory=Wishes)
    max_pages: int | None = None
    recheck: bool = False
    budgets: Mapping[str, int] = field(default_factory=dict)  # requests a day, by portal
    frontier: Address | None = None  # shared with other workers; None: the collection's own
    targets: tuple[str, ...] = ()  # portals and URLs as they were named, for other workers
    on_warc: Callable[[], None] = lambda: None  # called when a file is closed and another begun


class Books:
    """What every part of a run reads and writes; nothing is durable before ``commit``."""

    def __init__(
        self,
        collection: Collection,
        state: State,
        crawl: str,
        profiles: list[SiteProfile],
        options: Options,
        clock: Callable[[], datetime],
        passing: Passing,
    ) -> None:
        self.collection, self.state, self.crawl = collection, state, crawl
        self.options, self.clock = options, clock
        self.profiles = {profile.name: profile for profile in profiles}
        self.every_profile = known(collection.portals) | self.profiles
        self.tally = Tally()
        self.passing = passing  # what of earlier runs' records could not be read
        self.left: list[str] = []  # what was left as it was at the end, and why
        self.stopping = False  # by a signal: nothing new is asked for
        self.series: dict[str, WarcSeries] = {}  # by portal
        self.revisits = Revisits(collection, state, self.series.values)
        self.group = Group(collection, state, self._sync)
        self.settled: dict[str, int] = {}  # file -> offset behind what was taken in of it
        self.committed = time.monotonic()
        self.walked = WalkedPages()  # of portals that have no model yet
        self.put_off: dict[str, PutOff] = {}  # by server, what was put off last
        self._kept: Counter[str] = Counter()  # page captures since the last commit
        self._intakes: dict[str, Intake] = {}
        self._wishes = options.wishes

    def now(self) -> str:
        """Return the time as outcomes and events have it."""
        return seconds(self.clock())

    def time(self) -> float:
        """Return the time as the frontier has it."""
        return self.clock().timestamp()

    def damage(self) -> str | None:
        """Return what is wrong with what was kept before, if that was met."""
        told = []
        if passed := self.passing.all():
            more = f", and {len(passed) - 1} more places" if len(passed) > 1 else ""
            told.append(f"passed over {passed[0]}{more}")
        return "; ".join([*told, *self.left]) or None

    def intake(self, portal: str) -> Intake:
        """Return what takes in the visits of *portal*."""
        if portal not in self._intakes:
            profile = self.every_profile.get(portal) or SiteProfile(name=portal)
            model = read_model(self.collection, profile)
            self._intakes[portal] = Intake(
                self.collection, self.state, profile, model, self._wishes, again=model is None
            )
        return self._intakes[portal]

    def asked(self, wishes: Wishes) -> None:
        """Take in what follows as of a crawl of which *wishes* were asked."""
        self._wishes = wishes
        for intake in self._intakes.values():
            intake.asked(wishes)

    def read(self, visit: Visit, place: Place, said: Said | None = None) -> Read:
        """Read a visit; where our reading fails the page is safe, and the outcome says so."""
        try:
            return self.intake(place.portal).read(visit, place, said)
        except Exception as error:  # a bug in reading must not stop the keeping
            logger.exception("cannot read %s", visit.url)
            reason = f"{type(error).__name__}: {error}"[:300]
            return Read(visit=visit, place=place, outcome="unreadable", reason=reason)

    def enter(self, portal: str, taken: Taken, read: Read, tries: int) -> None:
        """Count what a visit brought, and let its article's line be written."""
        self.group.pages += 1
        visit = read.visit
        if self.options.frontier is not None:
            self._note_place(visit.url, read.place)
        if self._once_more(portal, visit, tries):
            return
        self.tally.pages += visit.is_page
        self._kept[portal] += is_page_capture(visit)
        if read.walked is not None:
            self.walked.keep(visit.record, read.walked)
        self.tally.outcomes[taken.outcome] += 1
        if taken.article is not None:
            if taken.article.version == 1:
                lacks = self.tally.lacks.setdefault(portal, Counter())
                lacks.update([ARTICLES, *without(taken.article)])
            self.tally.articles += taken.article.version == 1
            self.tally.new_versions += taken.article.version > 1
            self.group.line(taken.article, checked_line(taken.article))

    def join(self, portal: str, edition: Edition) -> None:
        """Let an article be written whose missing pages will not come any more."""
        intake = self.intake(portal)
        article = intake.editions.number(edition)
        intake.mark_joined(edition)
        if article is not None:
            self.tally.articles += 1
            self.group.line(article, checked_line(article))

    def outcome(self, lease: Lease, outcome: str, reason: str) -> None:
        """Note what became of a URL of which no WARC says it."""
        at = self.now()
        self.state.frontier.done(
            lease.url, Outcome(outcome=outcome, reason=reason, at=at, crawl=self.crawl)
        )
        self.tally.outcomes[outcome] += 1
        log_settled(outcome, lease.url, found_on=lease.found_on, reason=reason)
        self.group.event(
            self.crawl,
            {"type": "outcome", "portal": lease.portal, "url": lease.url, "kind": lease.kind,
             "outcome": outcome, "reason": reason, "found_on": lease.found_on, "at": at},
        )  # fmt: skip

    def _note_place(self, url: str, place: Place) -> None:
        """Note how a URL came to be known: what led to it may be in another worker's records."""
        self.group.event(
            self.crawl,
            {"type": "place", "portal": place.portal, "url": url, "kind": place.kind,
             "depth": place.depth, "hops": place.hops, "found_on": place.found_on,
             "at": self.now()},
        )  # fmt: skip

    def later(self, url: str, portal: str, tries: int, reason: str) -> None:
        """Let a URL wait for its next try."""
        profile = self.profiles.get(portal) or SiteProfile(name=portal, delay=0.0)
        seconds = manners.pause(manners.pause_unit(profile), tries)
        until = self.time() + seconds
        self.put_off[origin_of(url)] = PutOff(until, tries, reason)
        self.state.frontier.retry(url, until, reason)

    def _once_more(self, portal: str, visit: Visit, tries: int) -> bool:
        """Let a URL wait again whose answer was no answer: a server unwell, a run stopped."""
        if visit.truncated == "unspecified":
            self.state.frontier.retry(visit.url, 0.0, "the crawl was stopped")
            return True
        most = manners.MOST_TRIES * (2 if visit.status in manners.BUSY else 1)
        if visit.status not in manners.TRANSIENT or tries >= most:
            return False
        self.later(visit.url, portal, tries, f"HTTP {visit.status}")
        if visit.url.endswith("/robots.txt"):
            self.state.frontier.ask_robots_again(origin_of(visit.url))
        self.tally.failures[f"HTTP {visit.status}"] += 1
        return True

    def commit(self) -> None:
        """Make durable what was taken in, in the one order.

        What was recorded and not taken in yet lies behind the sizes that are
        noted: after a kill the next run adopts it.
        """
        self.state.begin()
        for file, end in self.settled.items():
            self.state.set_file(f"archive/{file}", end)
        self.settled.clear()
        for portal, kept in self._kept.items():
            pages, *rest = self.state.reading(portal)
            self.state.set_reading(portal, pages + kept, *rest)
        self._kept.clear()
        self.group.commit()
        self.committed = time.monotonic()

    def _sync(self) -> None:
        for series in self.series.values():
            series.sync()
