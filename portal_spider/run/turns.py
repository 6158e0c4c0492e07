"""Whose turn it is: what a run asks for next, of which server, and when."""

import time
from collections import Counter
from datetime import UTC, datetime

from archive.state import Lease, Origin
from archive.times import seconds
from portal_spider import manners, robots, sharing
from portal_spider.run.books import Books
from portal_spider.run.waits import told

LEASE_SECONDS = 3600.0  # of a frontier of our own, where leases end with the run
MOST_IDLE = 0.25  # seconds between two looks at what waits, while nothing may be fetched


class Turns:
    """Leases URLs, as each server's state and manners allow."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self.courtesy = sharing.courtesy(books.state.frontier)
        self._busy: Counter[str] = Counter()  # requests under way, by server
        self._asked: dict[str, float] = {}  # since when an answer is waited for, by server
        # How many requests may be under way at each server, the default under "".
        self._most = {"": max(p.concurrency for p in books.profiles.values())} | {
            f"{scheme}://{host}": profile.concurrency
            for profile in books.profiles.values()
            for host in profile.hosts
            for scheme in ("http", "https")
        }

    def next(self) -> Lease | None:
        """Return the next URL to fetch now, or None."""
        books = self._books
        while not books.stopping:
            books.state.begin()
            now, clock = books.time(), time.monotonic()
            lease = books.state.frontier.lease(
                set(books.profiles), now, now + LEASE_SECONDS,
                sharing.FREE_KINDS if self._spent else None,
                self.courtesy.not_now(clock, self._most, self._busy),
            )  # fmt: skip
            if lease is None:
                if self._others_wait(clock):
                    books.commit()
                    continue
                return None
            server = books.state.frontier.origin(lease.origin)
            self.courtesy.meet(lease.origin, clock)
            if (refusal := self._refused(lease, server)) is not None:
                books.outcome(lease, "failed" if "could not" in refusal else "skipped", refusal)
                books.state.frontier.finished(lease, -1.0)
                continue
            self.courtesy.asked(lease.origin, clock, self._delay(lease.portal, server))
            self._busy[lease.origin] += 1
            self._asked.setdefault(lease.origin, clock)
            return lease
        return None

    def _others_wait(self, clock: float) -> bool:
        """Whether what is not committed yet keeps other workers, or this one, from going on."""
        frontier = self._books.state.frontier
        soon = MOST_IDLE if self._busy else MOST_IDLE / 5
        return frontier.behind and clock - self._books.committed > soon

    def anything_left(self) -> bool:
        """Return whether something waits that this run may still fetch."""
        servers = self.courtesy.servers.items()
        return self._books.state.frontier.anything_waits(
            set(self._books.profiles), sharing.FREE_KINDS if self._spent else None,
            by=self._books.time() + max(self._patience(name) for name in self._books.profiles),
            without=[origin for origin, s in servers if s.given_up and not s.dead],
        )  # fmt: skip

    def next_turn(self) -> float:
        """Return the seconds after which ``next`` is worth another question."""
        return min(self.courtesy.next_turn(time.monotonic()) or MOST_IDLE, MOST_IDLE)

    def waits_for(self) -> str | None:
        """Return what keeps this run waiting, in a sentence, if it has to wait."""
        return told(
            self._books.put_off, self.courtesy.servers, self._asked,
            self._books.time(), time.monotonic(),
        )  # fmt: skip

    @property
    def under_way(self) -> int:
        """Return how many requests are under way."""
        return sum(self._busy.copy().values())

    def done_with(self, lease: Lease) -> None:
        """Note that a request is not under way any more."""
        self._busy[lease.origin] -= 1
        self._asked.pop(lease.origin, None)
        if self._busy[lease.origin]:
            self._asked[lease.origin] = time.monotonic()
        else:
            del self._busy[lease.origin]
        rest = self.courtesy.of(lease.origin).next_at - time.monotonic()
        self._books.state.frontier.finished(lease, max(rest, 0.0))

    def answered(self, lease: Lease, status: int, rest: str | None, latency: float | None) -> None:
        """Note how a server answered: it may ask for rest, be ill, or just be slow."""
        books, profile = self._books, self._books.profiles[lease.portal]
        if status not in manners.BUSY and status < 500:
            delay = 0.0 if profile.delay == 0 else 1.0
            self.courtesy.answered(lease.origin, time.monotonic(), delay, latency)
            books.put_off.pop(lease.origin, None)
            return
        asked = manners.retry_after(rest, books.clock()) or 0.0
        if status in manners.BUSY:
            asked = asked or manners.pause(manners.pause_unit(profile), lease.tries)
            books.state.begin()
            failures = self.courtesy.of(lease.origin).failures + 1
            books.state.frontier.back_off(lease.origin, books.time() + asked, failures)
        self.unwell(lease, f"HTTP {status}", asked)

    def unwell(self, lease: Lease, why: str, rest: float = 0.0) -> None:
        """Note that a server gave no answer, or a bad one; *rest* is what it asked for."""
        profile = self._books.profiles[lease.portal]
        own = lease.origin.partition("://")[2] in profile.hosts
        self.courtesy.failed(
            lease.origin, time.monotonic(), manners.pause_unit(profile), why, rest,
            self._patience(lease.portal) if own else manners.PATIENCE_ELSEWHERE, own=own,
        )  # fmt: skip
        if self.courtesy.of(lease.origin).failures == manners.TRIP:
            # Is it the server, or are it these URLs? Its robots.txt can tell.
            self._books.state.begin()
            self._books.state.frontier.ask_robots_again(lease.origin)

    def blocked(self, lease: Lease, why: str) -> None:
        """Note a block page."""
        unit = manners.pause_unit(self._books.profiles[lease.portal])
        self.courtesy.blocked(lease.origin, time.monotonic(), unit, why)

    def resting(self) -> dict[str, str]:
        """Return the servers of which this run asks nothing more, and why."""
        left = {
            origin: f"left alone after {server.failures or server.blocks} failures in a row:"
            f" {server.why}"
            for origin, server in self.courtesy.servers.items()
            if server.given_up
        }
        for origin, until in self._books.state.frontier.resting(self._books.time()).items():
            when = seconds(datetime.fromtimestamp(until, UTC))
            left[origin] = f"asked for rest until {when}"
        return left

    @property
    def _spent(self) -> bool:
        """Whether the budget of pages is spent."""
        most = self._books.options.max_pages
        return most is not None and self._books.state.frontier.counted >= most

    def _delay(self, portal: str, server: Origin) -> float:
        """Return the seconds between two requests to a server."""
        wanted = self._books.profiles[portal].delay
        asked = None
        if server.robots == "rules" and server.robots_body:
            asked = robots.crawl_delay(server.robots_body, self._books.options.wishes.user_agent)
        return max(1.0 if wanted is None else wanted, asked or 0.0)

    def _patience(self, portal: str) -> float:
        patience = self._books.profiles[portal].patience
        return manners.PATIENCE if patience is None else patience

    def _refused(self, lease: Lease, server: Origin) -> str | None:
        """Why a URL is not to be fetched, if so: the server is gone, or its robots.txt forbids."""
        known = self.courtesy.servers.get(lease.origin)
        if known is not None and known.dead:
            return f"the server could not be reached: {known.why}"
        if lease.kind == "robots":
            return None
        if server.robots == "disallow":
            return "robots.txt could not be read: nothing may be fetched"
        if server.robots == "rules" and not robots.allowed(
            server.robots_body or b"", lease.url, self._books.options.wishes.user_agent
        ):
            return "robots.txt disallows it"
        return None
