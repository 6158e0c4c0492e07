"""A run: one crawl of one or more portals, from the lock to the report.

Owns the collection while it lasts. Scrapy's adapters call it: the download
handler ``record``, the scheduler ``next``, the pipeline ``settle``; none of
them keeps anything of its own.
"""

import json
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, count
from typing import Any

from scrapy.http import Response

from archive import __version__, durable, search
from archive.capture import Exchange, RecordPointer
from archive.collection import Collection
from archive.commit import Group, cut_back
from archive.errors import CannotKeep
from archive.recrawl import BUDGET
from archive.revisit import resolve
from archive.state import COUNTED, Found, Lease, Origin, Outcome, Place, State, origin_of
from archive.warc import WarcSeries, captures, describe, recover_all
from portal_spider import manners, robots
from portal_spider.alarms.after import look_after
from portal_spider.alarms.measure import ARTICLES, without
from portal_spider.derive import derive, is_current, read_model, survey, unknown_place, warc_owner
from portal_spider.editions import checked_line
from portal_spider.intake import Intake, Taken, Wishes, keep_robots
from portal_spider.log import log_settled
from portal_spider.portals import known
from portal_spider.profile import SiteProfile
from portal_spider.read import Read
from portal_spider.rebuild import index_new
from portal_spider.rechecks import plan_rechecks
from portal_spider.report import Gone, account, render
from portal_spider.revisiting import Revisits, original
from portal_spider.visit import Visit, from_capture, is_page_capture

logger = logging.getLogger(__name__)

GROUP_PAGES = 100
GROUP_SECONDS = 2.0
LEASE_SECONDS = 3600.0
MOST_IDLE = 0.25  # seconds between two looks at what waits, while nothing may be fetched
FREE_KINDS = ("robots", "requisite", "sitemap", "article_page")  # a spent budget still fetches them


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a crawl was asked to do."""

    wishes: Wishes = field(default_factory=Wishes)
    max_pages: int | None = None
    recheck: bool = False
    budgets: Mapping[str, int] = field(default_factory=dict)  # requests a day, by portal


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run did, for its report and its progress line."""

    pages: int = 0
    articles: int = 0
    new_versions: int = 0
    bytes: int = 0
    revisits: int = 0
    lacks: dict[str, Counter[str]] = field(default_factory=dict)  # by portal: fields new ones lack
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Ticket:
    """A recorded response that is not settled yet: settled in record order only."""

    url: str
    file: str
    end: int  # offset behind its exchange
    ready: Callable[[], None] | None = None


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
        self.every_profile = known(collection.portals) | self.profiles
        self.clock = clock
        self.started = clock()
        self.crawl = ""  # its id, once it is open
        self.tally = Tally()
        self.rechecks: dict[str, dict[str, int]] = {}  # articles due and chosen, by portal
        self.stopping = False
        self.failure: Exception | None = None
        self._stack = ExitStack()
        self._series: dict[str, WarcSeries] = {}
        self._intakes: dict[str, Intake] = {}
        self._tickets: deque[_Ticket] = deque()
        self._settled: dict[str, int] = {}  # file -> offset behind what was taken in of it
        self.courtesy = manners.Courtesy()
        self._busy: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()  # page captures since the last commit
        self._pages_leased = 0
        self._committed = time.monotonic()
        self._recovered: list[dict[str, Any]] = []

    def open(self) -> None:
        """Take the lock, mend what a killed run left, and let the seeds wait."""
        self._stack.enter_context(self.collection.writing())
        self.crawl = self._name_crawl()
        self.state = self._stack.enter_context(State(self.collection.state))
        self.revisits = Revisits(self.collection, self.state, self._series.values)
        self.group = Group(self.collection, self.state, self._sync)
        self._recover()
        self.state.begin()
        self.state.frontier.ask_robots_again()
        self.state.start_crawl(self.crawl, list(self.profiles), self._now())
        for profile in self.profiles.values():
            self._seed(profile)
        self.commit()

    def _name_crawl(self) -> str:
        """Make the crawl's folder; two that begin in one second have two names."""
        base = self.started.strftime("%Y%m%d%H%M%S") + "-" + "+".join(self.profiles)[:60]
        for name in chain([base], (f"{base}-{number}" for number in count(2))):
            try:
                durable.make_folder(self.collection.crawls)
                (self.collection.crawls / name).mkdir()
                durable.sync_directory(self.collection.crawls)
            except FileExistsError:
                continue
            except OSError as error:
                raise CannotKeep(self.collection.crawls, error.strerror or str(error)) from error
            return name
        raise AssertionError("count() does not end")

    def _seed(self, profile: SiteProfile) -> None:
        """Let the portal's entrances wait, all of them again when nothing else does."""
        frontier = self.state.frontier
        if not frontier.anything_waits({profile.name}):
            lists = frontier.revive(profile.name, ("seed", "section", "sitemap", "feed"))
            frontier.revive_failed(profile.name)
            plan = plan_rechecks(
                self.state, profile.name, self.started,
                everything=self.options.recheck, lists=lists, crawl=self.crawl,
                budget=self.options.budgets.get(profile.name, BUDGET),
            )  # fmt: skip
            self.rechecks[profile.name] = {"due": plan.due, "chosen": len(plan.urls)}
            frontier.revive_urls(plan.urls)
        entrances = [
            *(Found(url=url, kind="seed") for url in profile.seeds),
            *(Found(url=url, kind="sitemap") for url in profile.sitemaps),
            *(Found(url=url, kind="feed") for url in profile.feeds),
            *(Found(url=url, kind="section") for url in profile.sections),
        ]
        if self.options.wishes.scope == "page":
            entrances = entrances[: len(profile.seeds)]
        for found in entrances:
            if not frontier.seen(found.url):
                event = {"type": "seed", "portal": profile.name, "url": found.url}
                self.group.event(self.crawl, event | {"kind": found.kind, "at": self._now()})
            frontier.push(profile.name, [found], self._now())
            if self.options.wishes.seed == found.url:
                frontier.want(profile.name, found, self._now())

    def _recover(self) -> None:
        """Make whole what a killed run left, and take in what it fetched and did not note."""
        cut_back(self.collection, self.state)
        committed = self.state.files("archive/")
        open_before = [
            p.name.removesuffix(".open") for p in self.collection.warc_files()
            if p.name.endswith(".open")
        ]  # fmt: skip
        for found in recover_all(
            self.collection.warcs, self.collection.recovered, self.collection.manifest
        ):
            self._recovered.append({"file": found.file, "bytes": found.size, "tail": found.tail})
        self.state.begin()
        self.state.frontier.release()
        for path in self.collection.warc_files():
            name = f"archive/{path.name}"
            size = path.stat().st_size
            if committed.get(name, 0) >= size or (
                name not in committed and path.name not in open_before
            ):
                continue
            self._adopt(path.name, committed.get(name, 0))
            self.state.set_file(name, size)
        self.commit()

    def _adopt(self, filename: str, start: int) -> None:
        """Take in the captures of a file from *start* on, as if they were fetched now."""
        path = self.collection.warc(filename)
        portal, crawl = warc_owner(path)
        if portal is None:
            return
        for capture in captures(path, start, revisits=True):
            revisit = capture.record.type == "revisit"
            held = resolve(self.collection, capture.record, self.state) if revisit else None
            visit = from_capture(capture, crawl, held)
            place = self.state.frontier.place(visit.url) or unknown_place(portal, visit.url)
            taken = self._intake(portal).keep(self.read(visit, place))
            self._enter(portal, taken, visit, place.tries + 1)

    def _intake(self, portal: str) -> Intake:
        if portal not in self._intakes:
            profile = self.every_profile.get(portal) or SiteProfile(name=portal)
            self._intakes[portal] = Intake(
                self.collection, self.state, profile, read_model(self.collection, profile),
                self.options.wishes,
            )  # fmt: skip
        return self._intakes[portal]

    # What the scheduler asks

    def next(self) -> Lease | None:
        """Return the next URL to fetch now, or None."""
        while not self.stopping and self.failure is None:
            self.state.begin()
            now, clock = self._time(), time.monotonic()
            lease = self.state.frontier.lease(
                set(self.profiles), now, now + LEASE_SECONDS,
                FREE_KINDS if self._spent else None,
                self.courtesy.not_now(clock, self._most, self._busy),
            )  # fmt: skip
            if lease is None:
                return None
            server = self.state.frontier.origin(lease.origin)
            if (refusal := self._refused(lease, server)) is not None:
                self._skip(lease, refusal)
                continue
            self.courtesy.asked(lease.origin, clock, self._delay(lease.portal, server))
            self._busy[lease.origin] += 1
            self._pages_leased += lease.kind in COUNTED
            return lease
        return None

    @property
    def _spent(self) -> bool:
        """Whether the budget of pages is spent."""
        most = self.options.max_pages
        return most is not None and self._pages_leased >= most

    @cached_property
    def _most(self) -> dict[str, int]:
        """How many requests may be under way at each server."""
        most = {
            f"{scheme}://{host}": profile.concurrency
            for profile in self.profiles.values()
            for host in profile.hosts
            for scheme in ("http", "https")
        }
        return most | {"": max(p.concurrency for p in self.profiles.values())}

    def _delay(self, portal: str, server: Origin) -> float:
        """Return the seconds between two requests to a server."""
        wanted = self.profiles[portal].delay
        asked = None
        if server.robots == "rules" and server.robots_body:
            asked = robots.crawl_delay(server.robots_body, self.options.wishes.user_agent)
        return max(1.0 if wanted is None else wanted, asked or 0.0)

    def anything_left(self) -> bool:
        """Return whether something waits that this run may still fetch."""
        if self.stopping or self.failure is not None:
            return False
        servers = self.courtesy.servers.items()
        return self.state.frontier.anything_waits(
            set(self.profiles), FREE_KINDS if self._spent else None,
            by=self._time() + max(self._patience(name) for name in self.profiles),
            without=[origin for origin, s in servers if s.given_up and not s.dead],
        )  # fmt: skip

    def _patience(self, portal: str) -> float:
        patience = self.profiles[portal].patience
        return manners.PATIENCE if patience is None else patience

    def next_turn(self) -> float:
        """Return the seconds after which ``next`` is worth another question."""
        return min(self.courtesy.next_turn(time.monotonic()) or MOST_IDLE, MOST_IDLE)

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
            server.robots_body or b"", lease.url, self.options.wishes.user_agent
        ):
            return "robots.txt disallows it"
        return None

    def _skip(self, lease: Lease, reason: str) -> None:
        outcome = "failed" if "could not" in reason else "skipped"
        self._event_outcome(lease, outcome, reason)

    # What the spider hears

    def answered(self, lease: Lease, status: int, rest: str | None, latency: float | None) -> None:
        """Note how a server answered: it may ask for rest, be ill, or just be slow."""
        clock, unit = time.monotonic(), manners.pause_unit(self.profiles[lease.portal])
        if status not in manners.BUSY and status < 500:
            delay = 0.0 if self.profiles[lease.portal].delay == 0 else 1.0
            self.courtesy.answered(lease.origin, clock, delay, latency)
            return
        asked = manners.retry_after(rest, self.clock()) or 0.0
        if status in manners.BUSY:
            asked = asked or manners.pause(unit, lease.tries)
            self.state.begin()
            failures = self.courtesy.of(lease.origin).failures + 1
            self.state.frontier.back_off(lease.origin, self._time() + asked, failures)
        self._unwell(lease, f"HTTP {status}", asked)

    def _unwell(self, lease: Lease, why: str, rest: float = 0.0) -> None:
        profile = self.profiles[lease.portal]
        own = lease.origin.partition("://")[2] in profile.hosts
        self.courtesy.failed(
            lease.origin, time.monotonic(), manners.pause_unit(profile), why, rest,
            self._patience(lease.portal) if own else manners.PATIENCE_ELSEWHERE,
        )  # fmt: skip
        server = self.courtesy.of(lease.origin)
        server.dead = server.given_up and not own
        if server.failures == manners.TRIP:
            # Is it the server, or are it these URLs? Its robots.txt can tell.
            self.state.begin()
            self.state.frontier.ask_robots_again(lease.origin)

    # What the download handler hands in

    def record(self, exchange: Exchange, url: str, portal: str) -> RecordPointer | None:
        """Keep an exchange; return where its response stands."""
        if portal not in self._series:
            contact = self.collection.configuration.contact
            self._series[portal] = WarcSeries(
                self.collection.warcs, portal, manifest_path=self.collection.manifest,
                clock=self.clock,
                description=describe(
                    portal, crawl=self.crawl, software=f"portal-archive/{__version__}",
                    user_agent=self.options.wishes.user_agent, operator=contact,
                ),
            )  # fmt: skip
        if not exchange.request:
            return None  # no connection was made: the outcome's reason says why
        kept = self.revisits.same_as(exchange, url, portal)
        series = self._series[portal]
        written = series.write(exchange, revisit_of=original(kept) if kept else None)
        self.tally.bytes += len(exchange.response)
        if written.response is not None:
            self._tickets.append(_Ticket(url, written.response.warc_filename, series.size))
            if kept is not None:
                self.tally.revisits += 1
                self.revisits.wrote(written.response, kept)
        return written.response

    # What the pipelines hand in

    def visit(self, response: Response, record: RecordPointer) -> Visit:
        """Return the visit that a response is."""
        return self.revisits.visit(response, record, self.crawl)

    def read(self, visit: Visit, place: Place) -> Read:
        """Read a visit; where our reading fails the page is safe, and the outcome says so."""
        try:
            return self._intake(place.portal).read(visit, place)
        except Exception as error:  # a bug in reading must not stop the keeping (DESIGN, 3)
            logger.exception("cannot read %s", visit.url)
            reason = f"{type(error).__name__}: {error}"[:300]
            return Read(visit=visit, place=place, outcome="unreadable", reason=reason)

    def settle(self, lease: Lease, read: Read) -> None:
        """Take in a visit once all that was recorded before it is taken in."""

        def take() -> None:
            self.state.begin()
            taken = self._intake(lease.portal).keep(read)
            self._enter(lease.portal, taken, read.visit, lease.tries)
            log_settled(
                taken.outcome, lease.url, status=read.visit.status, size=len(read.visit.body),
                found_on=lease.found_on, reason=taken.reason,
            )  # fmt: skip
            if taken.outcome == "blocked":
                unit = manners.pause_unit(self.profiles[lease.portal])
                self.courtesy.blocked(lease.origin, time.monotonic(), unit, taken.reason or "")
            elif read.reading is not None:
                self.courtesy.welcomed(lease.origin)

        self._done_with(lease)
        self._ready(lease.url, take)

    def fail(self, lease: Lease, reason: str, *, again: bool) -> None:
        """Note that no answer could be had; try again later if there are tries left."""
        if again and not self.stopping:
            self._unwell(lease, reason)

        def take() -> None:
            self.state.begin()
            if self.stopping:
                self.state.frontier.retry(lease.url, 0.0, "the crawl was stopped")
                return
            self.tally.failures[reason] += 1
            # While a server is down it is not the URL that failed.
            down = self.courtesy.of(lease.origin).down and not self.courtesy.of(lease.origin).dead
            if again and (down or lease.tries < manners.MOST_TRIES):
                self._later(lease.url, lease.portal, lease.tries, reason)
                return
            if lease.kind == "robots":
                keep_robots(self.state, lease.origin, "disallow", b"", self._time())
            self._event_outcome(lease, "failed", reason)

        self._done_with(lease)
        if any(ticket.url == lease.url for ticket in self._tickets):
            self._ready(lease.url, take)
        else:
            take()

    def _done_with(self, lease: Lease) -> None:
        self._busy[lease.origin] -= 1
        if not self._busy[lease.origin]:
            del self._busy[lease.origin]

    def _ready(self, url: str, take: Callable[[], None]) -> None:
        """Settle in record order: a rebuild reads the records one after the other."""
        for ticket in self._tickets:
            if ticket.url == url and ticket.ready is None:
                ticket.ready = take
                break
        while self._tickets and (ready := self._tickets[0].ready) is not None:
            ticket = self._tickets.popleft()
            ready()
            self._settled[ticket.file] = ticket.end
        if self.group.pages >= GROUP_PAGES or time.monotonic() - self._committed > GROUP_SECONDS:
            self.commit()

    def _later(self, url: str, portal: str, tries: int, reason: str) -> None:
        """Let a URL wait for its next try."""
        profile = self.profiles.get(portal) or SiteProfile(name=portal, delay=0.0)
        seconds = manners.pause(manners.pause_unit(profile), tries)
        self.state.frontier.retry(url, self._time() + seconds, reason)

    def _once_more(self, portal: str, visit: Visit, tries: int) -> bool:
        """Let a URL wait again whose answer was no answer: a server unwell, a run stopped."""
        if visit.truncated == "unspecified":
            self.state.frontier.retry(visit.url, 0.0, "the crawl was stopped")
            return True
        most = manners.MOST_TRIES * (2 if visit.status in manners.BUSY else 1)
        if visit.status not in manners.TRANSIENT or tries >= most:
            return False
        self._later(visit.url, portal, tries, f"HTTP {visit.status}")
        if visit.url.endswith("/robots.txt"):
            self.state.frontier.ask_robots_again(origin_of(visit.url))
        self.tally.failures[f"HTTP {visit.status}"] += 1
        return True

    def _enter(self, portal: str, taken: Taken, visit: Visit, tries: int) -> None:
        """Count what a visit brought, and let its article's line be written."""
        self.group.pages += 1
        if self._once_more(portal, visit, tries):
            return
        if is_page_capture(visit):
            self.tally.pages += 1
            self._kept[portal] += 1
        self.tally.outcomes[taken.outcome] += 1
        if taken.article is not None:
            self.tally.articles += taken.article.version == 1
            if taken.article.version == 1:
                lacks = self.tally.lacks.setdefault(portal, Counter())
                lacks.update([ARTICLES, *without(taken.article)])
            self.tally.new_versions += taken.article.version > 1
            self.group.line(taken.article, checked_line(taken.article))

    def _event_outcome(self, lease: Lease, outcome: str, reason: str) -> None:
        at = self._now()
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

    def _sync(self) -> None:
        for series in self._series.values():
            series.sync()

    def commit(self) -> None:
        """Make durable what was taken in, in the one order.

        What was recorded and not taken in yet lies behind the sizes that are
        noted: after a kill the next run adopts it.
        """
        self.state.begin()
        for file, end in self._settled.items():
            self.state.set_file(f"archive/{file}", end)
        self._settled.clear()
        for portal, kept in self._kept.items():
            pages, *rest = self.state.reading(portal)
            self.state.set_reading(portal, pages + kept, *rest)
        self._kept.clear()
        self.group.commit()
        self._committed = time.monotonic()

    # The end

    def close(self, reason: str) -> dict[str, Any]:
        """End the run: everything durable, files closed, index and lines up to date, a report."""
        report: dict[str, Any] = {}
        try:
            if self.failure is None:
                report = self._finish(reason)
            else:
                self.state.rollback()
        finally:
            self._stack.close()
        return report

    def _finish(self, reason: str) -> dict[str, Any]:
        self.state.begin()
        self.state.frontier.release()
        if not self.stopping:
            for name in self.profiles:
                intake = self._intake(name)
                for edition in intake.overdue(self.crawl):
                    article = intake.editions.number(edition)
                    intake.mark_joined(edition)
                    if article is not None:
                        self.tally.articles += 1
                        self.group.line(article, checked_line(article))
        self.commit()
        for series in self._series.values():
            series.close()
        closed = {path.name: path for path in self.collection.warc_files()}
        self.state.begin()
        for name in list(self.state.files("archive/")):
            path = closed.get(name.removeprefix("archive/"))
            if path is not None:
                self.state.set_file(name, path.stat().st_size)
        self.state.commit()
        index_new(self.collection, self.state)
        if not self.stopping:
            for profile in self.profiles.values():
                self._derive_if_stale(profile)
        search.update(self.collection)
        report = self._report(reason)
        self.state.begin()
        self.state.end_crawl(self.crawl, self._now(), reason)
        self.state.commit()
        folder = self.collection.crawls / self.crawl
        durable.replace(folder / "report.html", [render(report).encode()])
        durable.replace(
            folder / "report.json",
            [json.dumps(report, ensure_ascii=False, indent=2).encode() + b"\n"],
        )
        return report

    def _derive_if_stale(self, profile: SiteProfile) -> None:
        """Read old pages again when the model has stepped, or pins or extractor changed."""
        series = self._series.get(profile.name)
        newest = series.filename if series else None
        kept, extractor, version, _ = self.state.reading(profile.name)
        self.state.begin()
        if not is_current(self.state, profile, newest):
            surveyed = survey(self.collection, self.every_profile)
            wishes = self.options.wishes
            derive(self.collection, self.state, profile, surveyed, wishes=wishes)
        elif newest:
            self.state.set_reading(profile.name, kept, extractor, version, newest)
        self.state.commit()

    def _report(self, reason: str) -> dict[str, Any]:
        gone = Gone(
            crawl=self.crawl, portals=tuple(self.profiles), started=self.started,
            ended=self.clock(), reason=reason,
            pages=self.tally.pages, new_articles=self.tally.articles,
            new_versions=self.tally.new_versions, bytes_received=self.tally.bytes, revisits=self.tally.revisits, rechecks=self.rechecks,
            failures=dict(self.tally.failures.most_common()), recovered=self._recovered,
            resting=self._resting(),
        )  # fmt: skip
        report = account(self.state, gone, self.state.frontier.waiting(set(self.profiles)))
        judged = not self.stopping and self.options.max_pages is None
        return report | look_after(
            self.collection, self.state, self.crawl,
            {name: self.tally.lacks.get(name, Counter()) for name in self.profiles},
            self.tally.bytes, self.clock().date() if judged else None,
        )  # fmt: skip

    def _resting(self) -> dict[str, str]:
        """The servers of which this run asked nothing more, and why."""
        left = {
            origin: f"left alone after {server.failures or server.blocks} failures in a row:"
            f" {server.why}"
            for origin, server in self.courtesy.servers.items()
            if server.given_up
        }
        for origin, until in self.state.frontier.resting(self._time()).items():
            when = datetime.fromtimestamp(until, UTC).isoformat(timespec="seconds")
            left[origin] = f"asked for rest until {when}"
        return left

    def _now(self) -> str:
        return self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")

    def _time(self) -> float:
        return self.clock().timestamp()
