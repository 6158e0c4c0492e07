"""A run: one crawl of one or more portals, from the lock to the report.

Owns the collection while it lasts. Scrapy's adapters call it: the download
handler ``record``, the scheduler ``next``, the pipeline ``settle``; none of
them keeps anything of its own. Its parts, in the order of their work:
``opening``, ``turns`` (what to ask for), ``settling`` (what came), ``ending``;
what all of them write to are its ``books``.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

from scrapy.http import Response

from archive.capture import Exchange, RecordPointer
from archive.collection import Collection
from archive.state import Lease, Place, State
from portal_spider import sharing
from portal_spider.beside import Beside, Readers
from portal_spider.manners import LONGEST_REST
from portal_spider.passing import Passing
from portal_spider.profile import SiteProfile
from portal_spider.read import Read
from portal_spider.reader import Said
from portal_spider.rebuild import rebuild_if_lost
from portal_spider.report import Gone
from portal_spider.run import ending, opening
from portal_spider.run.books import Books, Options
from portal_spider.run.settling import Settling
from portal_spider.run.turns import Turns
from portal_spider.visit import Visit
from portal_spider.wishes import to_event

__all__ = ["Options", "Run"]


class Run:
    """One crawl. ``open`` first, ``close`` last, whatever happens between."""

    def __init__(
        self,
        collection: Collection,
        profiles: list[SiteProfile],
        options: Options,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.collection, self.options = collection, options
        self.profiles = {profile.name: profile for profile in profiles}
        self.failure: Exception | None = None  # what keeps it from keeping anything more
        self._clock, self.started = clock, clock()
        self._began = time.monotonic()  # no clock that someone may set
        self._recovered: list[dict[str, Any]] = []
        self._rechecks: dict[str, dict[str, int]] = {}  # articles due and chosen, by portal
        self._stack = ExitStack()

    def open(self) -> None:
        """Take the lock, mend what a killed run left, and let the seeds wait."""
        self._stack.enter_context(self.collection.writing())
        passing = Passing()
        made_whole = rebuild_if_lost(self.collection, passing)
        self.state = self._stack.enter_context(State(self.collection.state))
        worker = ""
        if self.options.frontier is not None:
            worker = sharing.join(self.collection, self.state, self.options, self.profiles)
            self._stack.callback(self.state.frontier.leave)
        self.crawl = opening.name_crawl(self.collection, self.started, list(self.profiles), worker)
        self.books = Books(
            self.collection, self.state, self.crawl, list(self.profiles.values()), self.options,
            self._clock, passing,
        )  # fmt: skip
        self.tally, self.revisits = self.books.tally, self.books.revisits
        self._turns = Turns(self.books)
        self._settling = Settling(self.books, self._turns)
        if (asked := to_event(self.options.wishes)) is not None:
            self.books.group.event(self.crawl, asked)
        self._recovered = opening.recover(self.books, made_whole)
        self.state.begin()
        self.state.frontier.ask_robots_again()
        if opening.clock_was_ahead(self.state, self.started):
            self.state.frontier.set_right(self.started.timestamp(), LONGEST_REST)
        self.state.start_crawl(self.crawl, list(self.profiles), self.books.now())
        for name, profile in self.profiles.items():
            if rechecks := opening.seed(self.books, profile, self.started):
                self._rechecks[name] = rechecks
        self.books.commit()

    @property
    def stopping(self) -> bool:
        """Whether it was stopped."""
        return self.books.stopping

    def stop(self) -> None:
        """Ask for nothing more; what is under way may still be settled."""
        self.books.stopping = True

    # What the scheduler asks

    def next(self) -> Lease | None:
        """Return the next URL to fetch now, or None."""
        return None if self._over else self._turns.next()

    def anything_left(self) -> bool:
        """Return whether something waits that this run may still fetch."""
        return not self._over and self._turns.anything_left()

    def beat(self) -> None:
        """Say that this run goes on, to whomever it shares its frontier with."""
        self.state.frontier.beat()

    def next_turn(self) -> float:
        """Return the seconds after which ``next`` is worth another question."""
        return self._turns.next_turn()

    def waits_for(self) -> str | None:
        """Return what keeps it waiting, in a sentence, if it has to wait."""
        return self._turns.waits_for()

    @property
    def under_way(self) -> int:
        """Return how many requests were sent and are not settled yet."""
        return self._turns.under_way

    @property
    def _over(self) -> bool:
        return self.stopping or self.failure is not None

    # What the download handler, the spider and the pipelines hand in

    def record(self, exchange: Exchange, url: str, portal: str) -> RecordPointer | None:
        """Keep an exchange; return where its response stands."""
        return self._settling.record(exchange, url, portal)

    def answered(self, lease: Lease, status: int, rest: str | None, latency: float | None) -> None:
        """Note how a server answered: it may ask for rest, be ill, or just be slow."""
        self._turns.answered(lease, status, rest, latency)

    def visit(self, response: Response, record: RecordPointer) -> Visit:
        """Return the visit that a response is."""
        return self.revisits.visit(response, record, self.crawl)

    def beside(self) -> Beside:
        """Return what reads pages on other cores."""
        books = self.books
        readers = Readers(books.collection, books.every_profile, self.options.wishes.requisites)
        return Beside(readers)

    def read(self, visit: Visit, place: Place, said: Said | None = None) -> Read:
        """Read a visit; where our reading fails the page is safe, and the outcome says so."""
        return self.books.read(visit, place, said)

    def settle(self, lease: Lease, read: Read) -> None:
        """Take in a visit once all that was recorded before it is taken in."""
        self._settling.settle(lease, read)

    def fail(self, lease: Lease, reason: str, *, again: bool) -> None:
        """Note that no answer could be had; try again later if there are tries left."""
        self._settling.fail(lease, reason, again=again)

    # The end

    def close(self, reason: str) -> dict[str, Any]:
        """End the run: everything durable, files closed, index and lines up to date, a report."""
        with self._stack:
            if self.failure is not None:
                self.state.rollback()
                return {}
            ending.end(self.books)
            return ending.report(self.books, self._gone(reason))

    def _gone(self, reason: str) -> Gone:
        return Gone(
            crawl=self.crawl, portals=tuple(self.profiles), started=self.started,
            ended=self._clock(), took=time.monotonic() - self._began, reason=reason,
            tally=self.tally, rechecks=self._rechecks, recovered=self._recovered,
            resting=self._turns.resting(),
            damage=self.books.damage(),
        )  # fmt: skip
