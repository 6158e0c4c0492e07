"""Running what is due: one crawl at a time, each in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from archive.collection import Collection
from archive.errors import FrontierGone
from archive.state.shared import SharedRuns
from portal_spider.errors import ProfileError
from portal_spider.schedule.journal import Journal, Standing
from portal_spider.schedule.plan import Schedule, read_schedules
from portal_spider.sharing import hand_over

TICK = 20.0  # seconds between two looks at the clock and at collection.toml
LATE = timedelta(minutes=5)  # a run that begins later than this was missed and is caught up
MOST_TRIES = 3  # of one due time whose runs die
_STATES = {0: "done", 8: "done", 5: "interrupted", 6: "skipped"}


class Crawl(Protocol):
    """A crawl under way: what of ``subprocess.Popen`` is needed."""

    returncode: int | None

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        ...

    def communicate(
        self, input: str | None = None, timeout: float | None = None
    ) -> tuple[str, str]:
        """Wait for the end; return what was printed. TimeoutExpired if it takes longer."""
        ...


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule that is to run now."""

    schedule: Schedule
    due: datetime
    missed: int  # due times before it that nobody ran
    late: bool
    joins: bool = False  # another machine began it


def due_now(schedule: Schedule, standing: Standing, now: datetime) -> Due | None:
    """Return the run that is due at *now*: the last of the due times that nobody dealt with."""
    if standing.paused:
        return None
    since = standing.handled or standing.since
    if schedule.every is not None and standing.handled is None:
        times = [now]  # the first run of an interval is at once
    elif since is None:
        return None
    else:
        times = list(takewhile(lambda due: due <= now, schedule.after(since)))
    if not times or not schedule.is_open(now):
        return None
    late = now - schedule.opens(times[-1]) > LATE or len(times) > 1
    return Due(schedule, times[-1], len(times) - 1, late)


def figures_file(root: Path, name: str) -> Path:
    """Return where the crawl of the schedule *name* keeps its numbers while it runs."""
    return root / f".schedule-{name}.prom"


def start_crawl(
    collection: Collection,
    schedule: Schedule,
    *,
    figures: bool = False,
    frontier: str | None = None,
) -> Crawl:
    """Start `portal crawl` for a schedule; *figures*: it keeps its numbers in a file."""
    environment = dict(os.environ)
    command = [sys.executable, "-m", "portal_spider", "crawl", *schedule.portals]
    command += ["--into", str(collection.root), "--json"]
    if schedule.max_pages is not None:
        command += ["--max-pages", str(schedule.max_pages)]
    if frontier is not None:  # not in the command, which others can see
        environment |= {"PORTAL_FRONTIER": frontier}
    if figures:
        command += ["--metrics", str(figures_file(collection.root, schedule.name))]
    # A session of its own: ^C on the terminal is ours to pass on, once.
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        start_new_session=True,
    )  # fmt: skip


class Runner:
    """Runs the schedules of a collection."""

    def __init__(
        self,
        collection: Collection,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        start: Callable[[Collection, Schedule], Crawl] | None = None,
        say: Callable[[str], None] = lambda line: None,
        figures: bool = False,
        frontier: str | None = None,
        shared: SharedRuns | None = None,
    ) -> None:
        start = start or partial(start_crawl, figures=figures, frontier=frontier)
        self._shared = shared
        self._root, self._clock, self._start, self._say = collection.root, clock, start, say
        self._journal = Journal(collection)
        self.stopping = threading.Event()

    def forever(self) -> int:
        """Run what is due whenever it is, until ``stopping`` is set."""
        while not self.stopping.is_set():
            try:
                self.once()
            except FrontierGone as error:  # the next look may find it again
                self._say(str(error))
            self.stopping.wait(TICK)
        return 0

    def once(self) -> int:
        """Run what is due now, the longest due first; return the first exit code that is not 0."""
        ran: set[str] = set()
        code = 0
        while not self.stopping.is_set() and (found := self._first(ran)) is not None:
            ran.add(found.schedule.name)
            code = code or self.run(found)
        for found in self._elsewhere():
            if not self.stopping.is_set():
                code = code or self.run(found)
        return code

    def run(self, found: Due) -> int:
        """Run one crawl and note how it went; never beside another run of the schedule."""
        schedule, name = found.schedule, found.schedule.name
        with self._journal.alone(name) as alone:
            if not alone:
                self._journal.note(
                    name, "skipped", self._clock(), due=found.due, why="it runs already"
                )
                return 0
            standing = self._journal.standing(name)
            if not _unhandled(standing, found.due):
                return 0  # another process was faster
            if self._shared is not None and not found.joins and not self._taken(found):
                return 0  # another machine was
            if found.missed:
                self._journal.note(
                    name, "missed", self._clock(), due=found.due,
                    why=f"{found.missed} earlier runs were missed; this one catches up",
                )  # fmt: skip
            self._journal.note(
                name, "start", self._clock(), due=found.due, caught_up=found.late or None,
                joined=found.joins or None,
            )  # fmt: skip
            self._say(f"{name}: crawling {', '.join(schedule.portals)}")
            figures = figures_file(self._root, name)
            figures.unlink(missing_ok=True)  # of a run that was killed
            crawl = self._start(Collection(self._root), schedule)
            printed, said, stopped = self._watch(crawl, schedule, found.due)
            code = crawl.returncode or 0
            self._ended(found, code, printed, stopped or _last_line(said))
            figures.unlink(missing_ok=True)
            if self._shared is not None and (not found.joins or _STATES.get(code) == "done"):
                self._shared.end(name)
            return code

    def _taken(self, found: Due) -> bool:
        """Take a run for this machine and let others join it; False if one of them has it."""
        assert self._shared is not None
        schedule = found.schedule
        named = [portal for portal in schedule.portals if "://" not in portal]
        try:
            hand_over(self._shared.server, Collection(self._root).portals, schedule.portals, named)
        except ProfileError as error:
            self._journal.note(
                schedule.name, "skipped", self._clock(), due=found.due, why=str(error)
            )
            self._say(f"{schedule.name}: skipped, {error}")
            return False
        return self._shared.begin(schedule.name, found.due, schedule.portals, schedule.max_pages)

    def _elsewhere(self) -> list[Due]:
        """The runs of other machines that are under way, and that this one has not joined."""
        runs = self._shared.look() if self._shared is not None else []
        standings = self._journal.standings()
        return [
            Due(
                Schedule(
                    name=run.schedule, portals=run.portals, zone=ZoneInfo("UTC"),
                    max_pages=run.max_pages,
                ),
                run.due, 0, late=False, joins=True,
            )
            for run in runs
            if run.state == "runs" and not run.mine
            and _unhandled(standings.get(run.schedule, Standing()), run.due)
        ]  # fmt: skip

    def _first(self, ran: set[str]) -> Due | None:
        """What has been due longest, of the schedules that did not run in this round."""
        schedules = read_schedules(Collection(self._root).configuration.schedules)
        standings, now = self._journal.standings(), self._clock()
        for name in schedules:
            if name not in standings:
                self._journal.note(name, "begin", now)
                standings[name] = Standing(since=now)
        for name, standing in standings.items():
            if standing.running is not None and name in schedules:
                self._bury(name, standing)
        standings = self._journal.standings()
        for run in self._shared.look() if self._shared is not None else []:
            if run.schedule in standings and run.state != "lost":
                known = standings[run.schedule]
                known.handled = max(run.due, known.handled or run.due)
        found = [
            due for name, schedule in schedules.items()
            if name not in ran and (due := self._due(schedule, standings[name], now))
        ]  # fmt: skip
        return min(found, key=lambda due: due.due, default=None)

    def _due(self, schedule: Schedule, standing: Standing, now: datetime) -> Due | None:
        if standing.died and not standing.paused and standing.tries < MOST_TRIES:
            return Due(schedule, standing.runs[-1].due, 0, True) if schedule.is_open(now) else None
        return due_now(schedule, standing, now)

    def _bury(self, name: str, standing: Standing) -> None:
        """Note the end of a run whose process is dead."""
        with self._journal.alone(name) as alone:
            running = standing.running
            if alone and running is not None and self._journal.standing(name).running == running:
                self._journal.note(
                    name, "interrupted", self._clock(), due=running.due, why="its process died"
                )

    def _watch(
        self, crawl: Crawl, schedule: Schedule, due: datetime
    ) -> tuple[str, str, str | None]:
        """Wait for a crawl; return what it printed, and why it was stopped, if it was."""
        why = None
        coming = schedule.after(due)
        following = next(coming, None)
        while True:
            try:
                printed, said = crawl.communicate(timeout=1.0)
                return printed, said, why
            except subprocess.TimeoutExpired:
                pass
            if self._shared is not None:
                self._shared.keep(schedule.name)
            if why is None and (self.stopping.is_set() or not schedule.is_open(self._clock())):
                why = "the scheduler was stopped" if self.stopping.is_set() else "its window closed"
                crawl.send_signal(signal.SIGTERM)
            if following is not None and following <= self._clock():
                self._journal.note(
                    schedule.name, "skipped", self._clock(), due=following, why="it runs already"
                )
                following = next(coming, None)

    def _ended(self, found: Due, code: int, printed: str, why: str | None) -> None:
        report = _report(printed)
        state = _STATES.get(code, "failed")
        cut = [r for r in report.get("rechecks", {}).values() if r["chosen"] < r["due"]]
        if state == "done" and cut:
            state, why = (
                "over_budget",
                f"{sum(r['due'] - r['chosen'] for r in cut)} due articles wait",
            )
        self._journal.note(
            found.schedule.name, state, self._clock(), due=found.due, crawl=report.get("crawl"),
            exit=code, alarms=len(report.get("alarms", [])) or None,
            why=None if state == "done" else why, caught_up=found.late or None,
        )  # fmt: skip
        self._say(
            f"{found.schedule.name}: {state}" + (f", {why}" if why and state != "done" else "")
        )


def _unhandled(standing: Standing, due: datetime) -> bool:
    """Whether nobody dealt with a due time yet, or who did is dead."""
    return standing.died or standing.handled is None or standing.handled < due


def _report(printed: str) -> dict[str, Any]:
    try:
        found = json.loads(printed)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _last_line(text: str) -> str | None:
    lines = text.strip().splitlines()
    return lines[-1][:300] if lines else None
