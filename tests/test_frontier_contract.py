"""What every frontier keeps (``archive/state/frontier/protocol.py``), asked at random of each.

``PORTAL_CONTRACT=500`` asks longer.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from archive.state import PRIORITY, ROBOTS_LIFE, Found, Outcome, Skipped, origin_of
from tests.frontiers import IN_MEMORY, OnServer, OnSqlite, Owned, serving

AT = "2026-09-23T01:02:03Z"
LEASE = 60.0
ORIGINS = ("http://a.example", "https://b.example:8443")
URLS = tuple(f"{origin}/{path}" for origin in ORIGINS for path in ("1", "2?x=y", "3/%E6%96%B0"))
KINDS = tuple(kind for kind in PRIORITY if kind != "robots")

portals = st.sampled_from((("p",), ("q",), ("p", "q")))
batches = st.lists(
    st.builds(
        Found, url=st.sampled_from(URLS), kind=st.sampled_from(KINDS), depth=st.integers(0, 3)
    ),
    max_size=4,
)
wanted = st.sampled_from((None, None, set(KINDS[::2]), set(KINDS[1::2]), set()))
refused = st.lists(st.builds(Skipped, url=st.sampled_from(URLS), reason=st.just("no")), max_size=2)


@dataclass
class Known:
    """A URL as the model has it."""

    portal: str
    kind: str
    order: int
    state: str = "waits"
    not_before: float = 0.0
    tries: int = 0
    wanted: bool = False  # when done with: it may count as arriving then


class Contract(RuleBasedStateMachine):
    """A frontier beside a model of it that is too simple to be wrong."""

    def make(self, folder: Path) -> Owned:
        return OnSqlite(folder)

    @initialize(allowed=st.sets(st.sampled_from(ORIGINS)))
    def begin(self, allowed: set[str]) -> None:
        self.folder = tempfile.TemporaryDirectory(dir=IN_MEMORY)
        self.owned = self.make(Path(self.folder.name))
        self.frontier = self.owned.frontier
        self.known: dict[str, Known] = {}
        self.robots_at: dict[str, float] = {}
        self.rests: dict[str, float] = {}
        self.now = 1_000_000.0
        self.count = 0
        self.owned.at(self.now)
        with self.owned.step():
            for origin in allowed:
                self.frontier.remember_robots(origin, "allow", b"", self.now)
                self.robots_at[origin] = self.now

    def teardown(self) -> None:
        if hasattr(self, "owned"):
            self.owned.close()
            self.folder.cleanup()

    # What is done to it

    @rule(portal=st.sampled_from("pq"), found=batches)
    def push(self, portal: str, found: list[Found]) -> None:
        with self.owned.step():
            assert self.frontier.push(portal, found, AT) == self._pushed(portal, found)

    @rule(portal=st.sampled_from("pq"), skipped=refused)
    def skip(self, portal: str, skipped: list[Skipped]) -> None:
        with self.owned.step():
            assert self.frontier.skip(portal, skipped, AT, "c") == self._skipped(portal, skipped)

    @rule(portal=st.sampled_from("pq"), found=batches)
    def push_what_a_power_cut_takes(self, portal: str, found: list[Found]) -> None:
        with self.owned.cut():
            self.frontier.push(portal, found, AT)

    @rule(named=portals, kinds=wanted, busy=st.sampled_from(((), (), ORIGINS[:1], ORIGINS[1:])))
    def lease(self, named: tuple[str, ...], kinds: set[str] | None, busy: tuple[str, ...]) -> None:
        with self.owned.step():
            lease = self.frontier.lease(set(named), self.now, self.now + LEASE, kinds, busy)
        may = self._may_be_leased(named, kinds, busy)
        if lease is None:
            assert not may
            return
        assert lease.url in may
        known = self.known.setdefault(lease.url, Known(lease.portal, "robots", 0))
        if known.state == "done":  # a robots.txt, asked for again
            known.tries, known.not_before, known.portal = 0, 0.0, lease.portal
        known.state, known.tries = "leased", known.tries + 1
        assert (lease.portal, lease.kind, lease.tries) == (known.portal, known.kind, known.tries)
        assert lease.origin == origin_of(lease.url)

    @precondition(lambda self: self._in("leased"))
    @rule(data=st.data(), children=batches, skipped=refused)
    def done(self, data: st.DataObject, children: list[Found], skipped: list[Skipped]) -> None:
        url = data.draw(st.sampled_from(self._in("leased")))
        known = self.known[url]
        with self.owned.step():
            if known.kind == "robots":
                self.frontier.remember_robots(origin_of(url), "allow", b"", self.now)
            self.frontier.done(url, Outcome(outcome="list", at=AT), children, skipped)
        if known.kind == "robots":
            self.robots_at[origin_of(url)] = self.now
        known.state = "done"
        self._pushed(known.portal, children)
        self._skipped(known.portal, skipped)

    @precondition(lambda self: self._in("leased"))
    @rule(data=st.data(), children=batches)
    def done_but_for_a_power_cut(self, data: st.DataObject, children: list[Found]) -> None:
        url = data.draw(st.sampled_from(self._in("leased")))
        with self.owned.cut():
            self.frontier.done(url, Outcome(outcome="list", at=AT), children)

    @precondition(lambda self: self._in("done"))
    @rule(data=st.data(), children=batches)
    def say_done_twice(self, data: st.DataObject, children: list[Found]) -> None:
        url = data.draw(st.sampled_from(self._in("done")))
        with self.owned.step():
            self.frontier.done(url, Outcome(outcome="list", at=AT), children)
        self._pushed(self.known[url].portal, children)

    @precondition(lambda self: self._in("leased"))
    @rule(data=st.data(), seconds=st.sampled_from((0.0, 30.0, 500.0)))
    def retry(self, data: st.DataObject, seconds: float) -> None:
        url = data.draw(st.sampled_from(self._in("leased")))
        with self.owned.step():
            self.frontier.retry(url, self.now + seconds, "HTTP 503")
        self.known[url].state, self.known[url].not_before = "waits", self.now + seconds

    @rule(portal=st.sampled_from("pq"), found=st.builds(Found, url=st.sampled_from(URLS), kind=st.sampled_from(KINDS)))  # fmt: skip
    def want(self, portal: str, found: Found) -> None:
        with self.owned.step():
            self.frontier.want(portal, found, AT)
        if self._pushed(portal, [found]):
            return
        known = self.known[found.url]
        if known.state == "done":
            known.state, known.tries, known.not_before = "waits", 0, 0.0
            known.wanted = True

    @rule(origin=st.sampled_from(ORIGINS), seconds=st.sampled_from((10.0, 500.0)))
    def back_off(self, origin: str, seconds: float) -> None:
        with self.owned.step():
            self.frontier.back_off(origin, self.now + seconds, 1)
        self.rests[origin] = self.now + seconds

    @rule(origin=st.sampled_from(ORIGINS))
    def ask_robots_again(self, origin: str) -> None:
        with self.owned.step():
            self.frontier.ask_robots_again(origin)
        self.robots_at.pop(origin, None)

    @rule(seconds=st.sampled_from((1.0, 31.0, 600.0, ROBOTS_LIFE + 1)))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.owned.at(self.now)

    @rule()
    def let_the_leases_run_out(self) -> None:
        self.now += LEASE + 1
        self.owned.at(self.now)
        with self.owned.step():
            assert self.frontier.release(self.now) == self._released()

    @rule()
    def give_the_leases_back(self) -> None:
        with self.owned.step():
            assert self.frontier.release() == self._released()

    # What must hold whatever was done

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "owned"):
            return
        assert self.frontier.unseen(URLS) == set(URLS) - set(self.known)
        for portal in "pq":
            states = [k.state for k in self.known.values() if k.portal == portal]
            assert self.frontier.waiting({portal}) == sum(s != "done" for s in states)

    @invariant()
    def what_waits_is_known_to_wait(self) -> None:
        if hasattr(self, "owned") and not self._in("leased"):
            assert self.frontier.anything_waits({"p", "q"}) == bool(self._in("waits"))

    # The model

    def _in(self, state: str) -> list[str]:
        return sorted(url for url, known in self.known.items() if known.state == state)

    def _pushed(self, portal: str, found: list[Found]) -> int:
        new = 0
        for one in found:
            if one.url not in self.known:
                self.count += 1
                new += 1
                self.known[one.url] = Known(portal, one.kind, self.count)
        return new

    def _skipped(self, portal: str, skipped: list[Skipped]) -> int:
        new = [s.url for s in {s.url: s for s in skipped}.values() if s.url not in self.known]
        for url in new:
            self.known[url] = Known(portal, "page", 0, state="done")
        return len(new)

    def _released(self) -> int:
        leased = self._in("leased")
        for url in leased:
            known = self.known[url]
            known.state, known.tries = "waits", max(known.tries - 1, 0)
        return len(leased)

    def _may_be_leased(
        self, named: tuple[str, ...], kinds: set[str] | None, busy: tuple[str, ...]
    ) -> set[str]:
        may = set()
        for origin in set(ORIGINS).difference(busy):
            if self.rests.get(origin, 0.0) > self.now:
                continue
            for portal in named:
                may |= self._first(portal, origin, kinds)
        return may

    def _first(self, portal: str, origin: str, kinds: set[str] | None) -> set[str]:
        """What is to be leased of a portal at a server, if anything."""
        here = {
            url: k for url, k in self.known.items()
            if k.state == "waits" and k.portal == portal and origin_of(url) == origin
        }  # fmt: skip
        if not here:
            return set()
        robots = f"{origin}/robots.txt"
        if self.now - self.robots_at.get(origin, -ROBOTS_LIFE) >= ROBOTS_LIFE:
            known = self.known.get(robots)
            if known is None or known.state == "done":
                return {robots}
            return {robots} if robots in here and known.not_before <= self.now else set()
        ready = {
            url: k for url, k in here.items()
            if k.not_before <= self.now and (kinds is None or k.kind in kinds)
        }  # fmt: skip
        best = max((PRIORITY[k.kind] for k in ready.values()), default=0)
        urls = [url for url, k in ready.items() if PRIORITY[k.kind] == best]
        arrived = [(ready[url].order, url) for url in urls if not ready[url].wanted]
        return {url for url in urls if ready[url].wanted} | {url for _, url in sorted(arrived)[:1]}


EXAMPLES = int(os.environ.get("PORTAL_CONTRACT", "60"))
SETTINGS = settings(
    max_examples=EXAMPLES, stateful_step_count=40, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip

TestSqlite = Contract.TestCase
TestSqlite.settings = SETTINGS


class SharedContract(Contract):
    """The same of a frontier on a server."""

    url: ClassVar[str]

    def make(self, folder: Path) -> Owned:
        return OnServer(folder, self.url)


@pytest.fixture(scope="module")
def url():
    with serving() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


def test_a_shared_frontier_keeps_the_contract(url: str) -> None:
    SharedContract.url = url
    run_state_machine_as_test(SharedContract, settings=SETTINGS)
