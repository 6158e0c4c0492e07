"""From the wire into the state: recorded as it comes, settled in the order of the records."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from archive import __version__
from archive.capture import Exchange, RecordPointer
from archive.state import Lease
from archive.warc import WarcSeries, describe
from portal_spider import manners, sharing
from portal_spider.log import log_settled
from portal_spider.read import Read
from portal_spider.revisiting import original
from portal_spider.robots_kept import keep_robots
from portal_spider.run.books import Books
from portal_spider.run.turns import Turns

GROUP_PAGES = 100
GROUP_SECONDS = 2.0


@dataclass(slots=True)
class _Ticket:
    """A recorded response that is not settled yet."""

    url: str
    file: str
    end: int  # offset behind its exchange
    ready: Callable[[], None] | None = None


class Settling:
    """Writes the records; takes each response in once all that was recorded before it is."""

    def __init__(self, books: Books, turns: Turns) -> None:
        self._books, self._turns = books, turns
        self._tickets: deque[_Ticket] = deque()

    def record(self, exchange: Exchange, url: str, portal: str) -> RecordPointer | None:
        """Keep an exchange; return where its response stands."""
        books = self._books
        if portal not in books.series:
            books.series[portal] = _series(books, portal)
        if not exchange.request:
            return None  # no connection was made: the outcome's reason says why
        kept = books.revisits.same_as(exchange, url, portal)
        series = books.series[portal]
        before = series.filename
        written = series.write(exchange, revisit_of=original(kept) if kept else None)
        if before not in (None, series.filename):
            books.options.on_warc()
        books.tally.bytes += len(exchange.response)
        if written.response is not None:
            self._tickets.append(_Ticket(url, written.response.warc_filename, series.size))
            if kept is not None:
                books.tally.revisits += 1
                books.revisits.wrote(written.response, kept)
        return written.response

    def settle(self, lease: Lease, read: Read) -> None:
        """Take in a visit once all that was recorded before it is taken in."""
        self._turns.done_with(lease)
        self._ready(lease.url, lambda: self._take(lease, read))

    def fail(self, lease: Lease, reason: str, *, again: bool) -> None:
        """Note that no answer could be had; try again later if there are tries left."""
        if again and not self._books.stopping:
            self._turns.unwell(lease, reason)
        self._turns.done_with(lease)
        if any(ticket.url == lease.url for ticket in self._tickets):
            self._ready(lease.url, lambda: self._take_failure(lease, reason, again=again))
        else:
            self._take_failure(lease, reason, again=again)

    def _take(self, lease: Lease, read: Read) -> None:
        books = self._books
        books.state.begin()
        taken = books.intake(lease.portal).keep(read)
        books.enter(lease.portal, taken, read, lease.tries)
        log_settled(
            taken.outcome, lease.url, status=read.visit.status, size=len(read.visit.body),
            found_on=lease.found_on, reason=taken.reason,
        )  # fmt: skip
        if taken.outcome == "blocked":
            self._turns.blocked(lease, taken.reason or "")
        elif read.reading is not None:
            self._turns.courtesy.welcomed(lease.origin)

    def _take_failure(self, lease: Lease, reason: str, *, again: bool) -> None:
        books = self._books
        books.state.begin()
        if books.stopping:
            books.state.frontier.retry(lease.url, 0.0, "the crawl was stopped")
            return
        books.tally.failures[reason] += 1
        # While a server is down it is not the URL that failed.
        server = self._turns.courtesy.of(lease.origin)
        if again and ((server.down and not server.dead) or lease.tries < manners.MOST_TRIES):
            books.later(lease.url, lease.portal, lease.tries, reason)
            return
        if lease.kind == "robots":
            keep_robots(books.state, lease.origin, "disallow", b"", books.time())
        books.outcome(lease, "failed", reason)

    def _ready(self, url: str, take: Callable[[], None]) -> None:
        """Settle in record order: a rebuild reads the records one after the other."""
        books = self._books
        for ticket in self._tickets:
            if ticket.url == url and ticket.ready is None:
                ticket.ready = take
                break
        while self._tickets and (ready := self._tickets[0].ready) is not None:
            ticket = self._tickets.popleft()
            ready()
            books.settled[ticket.file] = ticket.end
        if books.group.pages >= GROUP_PAGES or time.monotonic() - books.committed > GROUP_SECONDS:
            books.commit()


def _series(books: Books, portal: str) -> WarcSeries:
    collection = books.collection
    return WarcSeries(
        collection.warcs, portal, manifest_path=collection.manifest, clock=books.clock,
        description=describe(
            portal, crawl=books.crawl, software=f"portal-archive/{__version__}",
            user_agent=books.options.wishes.user_agent,
            operator=collection.configuration.contact,
        ),
        numbers=sharing.warc_numbers(books.state.frontier),
    )  # fmt: skip
