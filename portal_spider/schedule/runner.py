"""Running what is due: one crawl at a time, each in a process of its own."""

import json
import signal
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from archive.collection import Collection
from archive.errors import FrontierGone
from archive.state.shared import SharedRuns
from portal_spider.errors import ProfileError
from portal_spider.schedule.due import LATE, Due, due_now
from portal_spider.schedule.elsewhere import Elsewhere
from portal_spider.schedule.journal import Journal, Standing
from portal_spider.schedule.plan import Schedule, read_schedules
from portal_spider.schedule.process import Crawl, figures_file, start_crawl

TICK = 20.0  # seconds between two looks at the clock and at collection.toml
MOST_TRIES = 3  # of one due time whose runs die
_STATES = {0: "done", 8: "done", 5: "interrupted", 6: "skipped"}


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
        self._elsewhere = Elsewhere(shared, collection.portals) if shared else None
        self._root, self._clock, self._start, self._say = collection.root, clock, start, say
        self._journal = Journal(collection)
        self.stopping = threading.Event()

    def forever(self) -> int:
        """Run what is due whenever it is, until ``stopping`` is set."""
        while not self.stopping.is_set():
            try:
                self.once()
            except FrontierGone as error:  # the next look may find it answering
                self._say(str(error))
            self.stopping.wait(TICK)
        return 0

    def once(self) -> int:
        """Run what is due now, the longest due first; return the first exit code that is not 0."""
        ran: set[str] = set()
        code = 0
        while not self.stopping.is_set() and (found := self._first(ran)) is not None:
            ran.add(found.schedule.name)
            ended = self.run(found)
            code = code or ended
        if self._elsewhere:
            for joined in self._elsewhere.to_join(self._journal.standings()):
                ended = 0 if self.stopping.is_set() else self.run(joined)
                code = code or ended
        return code

    def run(self, found: Due) -> int:
        """Run one crawl and note how it went; never beside another run of the schedule."""
        schedule, name = found.schedule, found.schedule.name
        with self._journal.alone(name) as alone:
            standing = self._journal.standing(name)
            if not alone:
                # Who has it and did not note a start may be about to begin this very run.
                if standing.running is not None and standing.awaits(found.due):
                    self._journal.note(
                        name, "skipped", self._clock(), due=found.due, why="it runs already"
                    )
                return 0
            if not standing.awaits(found.due):
                return 0  # another process was faster
            try:
                if self._elsewhere and not found.joins and not self._elsewhere.begin(found):
                    return 0  # another machine was
            except ProfileError as error:
                self._journal.note(name, "skipped", self._clock(), due=found.due, why=str(error))
                self._say(f"{name}: skipped, {error}")
                return error.exit_code
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
            printed, said, stopped = self._watch(crawl, found)
            code = crawl.returncode or 0
            self._ended(found, code, printed, stopped or _last_line(said))
            figures.unlink(missing_ok=True)
            if self._elsewhere:
                self._elsewhere.end(found, done=_STATES.get(code) == "done")
            return code

    def _first(self, ran: set[str]) -> Due | None:
        """What has been due longest, of the schedules that did not run in this round."""
        schedules = read_schedules(Collection(self._root).configuration.schedules)
        standings, now = self._journal.standings(), self._clock()
        for name in schedules:
            handled = standings[name].handled if name in standings else None
            clock_was_ahead = handled is not None and handled > now + LATE
            if name not in standings or clock_was_ahead:
                self._journal.note(name, "begin", now)
                standings[name] = Standing(since=now)
        for name, standing in standings.items():
            if standing.running is not None:
                self._bury(name, standing)
        standings = self._journal.standings()
        elsewhere = self._elsewhere.handled() if self._elsewhere else {}
        for name in elsewhere.keys() & standings.keys():
            standings[name].dealt_with(elsewhere[name])
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

    def _watch(self, crawl: Crawl, found: Due) -> tuple[str, str, str | None]:
        """Wait for a crawl; return what it printed, and why it was stopped, if it was."""
        why, schedule = None, found.schedule
        coming = schedule.after(found.due)
        following = next(coming, None)
        while True:
            try:
                printed, said = crawl.communicate(timeout=1.0)
                return printed, said, why
            except subprocess.TimeoutExpired:
                pass
            if self._elsewhere:
                self._elsewhere.keep(found)
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


def _report(printed: str) -> dict[str, Any]:
    try:
        found = json.loads(printed)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _last_line(text: str) -> str | None:
    lines = text.strip().splitlines()
    return lines[-1][:300] if lines else None
