"""``crawls/schedule.jsonl``: what became of every scheduled run.

Appended only, a line an event, under a lock of its own: a crawl that runs
holds the state for itself. All that a scheduler knows is read from it, so a
second process, or the next one after a crash, decides the same.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from archive import durable
from archive.collection import Collection
from archive.errors import CannotKeep, CorpusError

ENDED = ("done", "over_budget", "failed", "interrupted", "skipped", "missed")


@dataclass(frozen=True, slots=True)
class Record:
    """How a run stands: its *state* is ``running`` or one of ``ENDED``."""

    schedule: str
    due: datetime
    at: datetime
    state: str
    why: str | None = None
    crawl: str | None = None
    exit: int | None = None
    alarms: int = 0
    caught_up: bool = False  # it was due while nothing ran


@dataclass(slots=True)
class Standing:
    """Where a schedule stands."""

    since: datetime | None = None  # first looked at
    paused: bool = False
    handled: datetime | None = None  # the last due time that was dealt with
    running: Record | None = None  # begun, and no end is known
    tries: int = 0  # of the last due time
    runs: list[Record] = field(default_factory=list)  # newest last

    @property
    def died(self) -> bool:
        """Whether the last run ended with its process, not by itself."""
        last = self.runs[-1] if self.runs else None
        return last is not None and last.state == "interrupted" and last.exit is None

    def awaits(self, due: datetime) -> bool:
        """Whether nobody dealt with a due time yet, or who did is dead."""
        return self.died or self.handled is None or self.handled < due

    def dealt_with(self, due: datetime) -> None:
        """Take over that another machine deals with a due time, or has: a run that died here is its."""
        self.handled = max(due, self.handled or due)
        if self.died and self.runs[-1].due <= due:
            self.runs.pop()


class Journal:
    """The journal of a collection."""

    def __init__(self, collection: Collection) -> None:
        self.path = collection.crawls / "schedule.jsonl"
        self._root = collection.root

    def standings(self) -> dict[str, Standing]:
        """Return where each schedule stands."""
        found: dict[str, Standing] = {}
        for number, _, row in self._rows():
            try:
                _follow(found.setdefault(row["schedule"], Standing()), row)
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(self.path, number, f"no event: {error}") from error
        return found

    def standing(self, name: str) -> Standing:
        """Return where one schedule stands."""
        return self.standings().get(name, Standing())

    def note(self, schedule: str, event: str, at: datetime, **more: Any) -> None:
        """Append an event: begin, pause, resume, start, or the state in which a run ended."""
        row = {"schedule": schedule, "event": event, "at": at.isoformat()}
        row |= {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in more.items() if value is not None
        }  # fmt: skip
        with self._locked(self._root / ".schedule.lock", wait=True):
            if self.path.exists():
                with self.path.open("rb") as file:
                    whole = file.read().rfind(b"\n") + 1
                    if file.tell() > whole:  # a killed process left half a line
                        durable.cut(self.path, whole)
            durable.append(self.path, orjson.dumps(row) + b"\n")

    def join(self, other: "Journal") -> bool:
        """Take in the events of *other*, each once and all by their time; return whether any was new.

        Whole lines are compared: two machines that ran one schedule both keep theirs.
        """
        with self._locked(self._root / ".schedule.lock", wait=True):
            rows = dict(self._lines())
            held = len(rows)
            rows |= dict(other._lines())
            if len(rows) == held:
                return False
            return durable.replace(self.path, sorted(rows, key=rows.__getitem__))

    def _lines(self) -> Iterator[tuple[bytes, datetime]]:
        for number, line, row in self._rows():
            try:
                yield line, datetime.fromisoformat(row["at"])
            except (KeyError, TypeError, ValueError) as error:
                raise CorpusError(self.path, number, f"no event: {error}") from error

    def _rows(self) -> Iterator[tuple[int, bytes, dict[str, Any]]]:
        """Yield number, text and content of each line; one that was cut short is none."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    break
                try:
                    yield number, line, orjson.loads(line)
                except ValueError as error:
                    raise CorpusError(self.path, number, f"no event: {error}") from error

    @contextmanager
    def alone(self, schedule: str) -> Iterator[bool]:
        """Hold a schedule's run for this process; False if another has it. Dies with the process."""
        with self._locked(self._root / f".schedule-{schedule}.lock", wait=False) as got:
            yield got

    @contextmanager
    def _locked(self, path: Path, *, wait: bool) -> Iterator[bool]:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise CannotKeep(path, error.strerror or str(error)) from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True
        finally:
            os.close(handle)


def _follow(standing: Standing, row: dict[str, Any]) -> None:
    event, at = row["event"], datetime.fromisoformat(row["at"])
    standing.since = standing.since or at
    if event in ("pause", "resume"):
        standing.paused = event == "pause"
        if event == "resume":
            standing.handled = at  # what was due during the pause was not wanted
        return
    if event == "begin":
        if standing.handled is not None and at < standing.handled:  # by a clock that was ahead
            standing.since, standing.handled = at, None
        return
    due = datetime.fromisoformat(row["due"])
    record = Record(
        row["schedule"], due, at, "running" if event == "start" else event,
        row.get("why"), row.get("crawl"), row.get("exit"), row.get("alarms", 0),
        row.get("caught_up", False),
    )  # fmt: skip
    runs = standing.runs
    if event == "start":
        again = standing.died and runs[-1].due == due
        standing.tries = standing.tries + 1 if again else 1
        standing.running = record
    elif event not in ("skipped", "missed") or "exit" in row:  # the end of a run that began
        standing.running = None
        runs[:] = [run for run in runs if run.state != "running"]
    if event != "missed":
        standing.handled = max(due, standing.handled or due)
    runs.append(record)
