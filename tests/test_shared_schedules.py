"""Schedules of many machines over a real server: a due run is begun by one, joined by all, ended once."""

import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.collection import Collection
from archive.state.shared import Address, Server, SharedRuns
from portal_spider.schedule import Journal, Runner, Schedule
from tests.local_site import Site
from tests.program import Program
from tests.test_schedule import Clock, Crawl
from tests.test_shared import FRONT, LISTS, PAGES, HoldingSite, ended, fetched, profiled


def scheduling(root: Path, frontier: str) -> Program:
    return Program(
        [sys.executable, "-m", "portal_spider", "schedule", "--once", "--into", str(root),
         "--frontier", frontier],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def scheduled(root: Path, origin: str) -> Path:
    """A collection that crawls the portal at *origin* every hour."""
    profiled(root, origin)
    with (root / "collection.toml").open("a") as file:
        file.write('\n[schedules.hourly]\nportals = ["shared"]\nevery = "1h"\n')
    return root


def states(root: Path) -> list[str]:
    return [run.state for run in Journal(Collection(root)).standing("hourly").runs]


def test_a_due_run_is_begun_by_one_machine_and_joined_by_the_others(
    tmp_path: Path, frontier: str
) -> None:
    with HoldingSite() as site:
        roots = [scheduled(tmp_path / name, site.origin) for name in ("one", "two")]
        roots.append(Collection.create(tmp_path / "bare").root)  # no schedules, no profiles
        one = scheduling(roots[0], frontier)
        assert site.reached.wait(60)
        others = [scheduling(root, frontier) for root in roots[1:]]
        while not all("running" in states(root) for root in roots):
            with suppress(subprocess.TimeoutExpired):
                others[0].wait(0.05)
        site.go_on.set()
        for machine in (one, *others):
            ended(machine)
        assert [states(root) for root in roots] == [["done"]] * 3
        asked = len(site.asked)
        for root in roots:  # nothing is due
            ended(scheduling(root, frontier))
        assert len(site.asked) == asked
    assert set(fetched(roots).values()) == {1}
    assert {site.origin + path for path in PAGES} <= set(fetched(roots))


def test_what_a_scheduler_that_is_killed_began_the_others_end(
    tmp_path: Path, frontier: str
) -> None:
    with HoldingSite() as site:
        roots = [scheduled(tmp_path / name, site.origin) for name in ("one", "two")]
        one = scheduling(roots[0], frontier)
        assert site.reached.wait(60)
        two = scheduling(roots[1], frontier)
        one.kill()  # its crawl, a process of its own, goes on
        one.communicate()
        site.go_on.set()
        ended(two)
        assert states(roots[1]) == ["done"]
        assert {site.origin + path for path in PAGES} <= set(fetched(roots))


def test_a_run_whose_machine_is_gone_another_takes_over(tmp_path: Path, frontier: str) -> None:
    server = Server(replace(Address.parse(frontier), lease=0.01))
    with closing(server), Site({"/": FRONT, **LISTS, **PAGES}) as site:
        due = datetime.now(UTC)
        assert SharedRuns(server, "gone").begin("hourly", due, ("shared",), None)
        root = scheduled(tmp_path / "one", site.origin)
        ended(scheduling(root, frontier))
        (run,) = SharedRuns(server, "a test").look()
    assert (states(root), run.state) == (["done"], "ended")
    assert run.due > due
    assert {site.origin + path for path in PAGES} <= set(fetched([root]))


def test_a_run_that_died_here_and_was_ended_elsewhere_is_over(
    tmp_path: Path, frontier: str
) -> None:
    root, clock = scheduled(tmp_path / "one", "http://127.0.0.1:9"), Clock()
    began: list[datetime] = []

    def start(_: Collection, schedule: Schedule) -> Crawl:
        began.append(clock.now)
        return Crawl(clock)

    server = Server(Address.parse(frontier))
    with closing(server):
        other = SharedRuns(server, "another")
        assert other.begin("hourly", clock.now, ("shared",), None)
        other.end("hourly")
        journal = Journal(Collection(root))
        journal.note(
            "hourly", "start", clock.now, due=clock.now
        )  # and its machine was switched off
        scheduler = Runner(
            Collection(root), clock=clock, start=start, shared=SharedRuns(server, "one")
        )
        scheduler.once()
        assert began == [], "the other has ended it"
        clock.wait(minutes=61)
        scheduler.once()
        assert began == [clock.now - timedelta(minutes=1)], "and the next one is not held up"
