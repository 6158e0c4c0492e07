"""The runs of schedules that many machines share: each due run is begun by one, and joined by all."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import orjson

from archive.errors import FrontierGone
from archive.state.shared.server import Away, Server

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SharedRun:
    """The last run of a schedule, on whatever machine."""

    schedule: str
    due: datetime
    state: str  # "runs", "ended", or "lost": whoever began it was not heard of for a lease
    mine: bool  # this machine began it
    portals: tuple[str, ...]
    max_pages: int | None


class SharedRuns:
    """What one machine, *who*, tells the others of its scheduled runs, and hears of theirs.

    A server that does not answer is not waited for, but FrontierGone at once: a
    scheduler looks again soon, and can be stopped meanwhile.
    """

    def __init__(self, server: Server, who: str) -> None:
        self.server, self._who = server, who

    def look(self) -> list[SharedRun]:
        """Return the last run of each schedule that any machine began."""
        rows = self.at_once(lambda: self.server.runs("look"))
        return [self._run(*map(bytes.decode, row)) for row in sorted(rows)]

    def begin(
        self, schedule: str, due: datetime, portals: tuple[str, ...], max_pages: int | None
    ) -> bool:
        """Take a due run for this machine; False if another runs it, or has run it."""
        what = orjson.dumps({"portals": portals, "max_pages": max_pages}).decode()
        lease = self.server.address.lease
        begun = self.at_once(
            lambda: self.server.runs("begin", schedule, self._who, due.timestamp(), lease, what)
        )
        return bool(begun)

    def keep(self, schedule: str) -> None:
        """Say that the run goes on."""
        with suppress(Away, FrontierGone):  # the crawl itself waits for the server, and says so
            self.server.runs("keep", schedule, self._who, self.server.address.lease)

    def end(self, schedule: str) -> None:
        """Say that a run that this machine began has ended, or that one that is lost has."""
        self.at_once(lambda: self.server.runs("end", schedule, self._who))

    def at_once(self, ask: Callable[[], T]) -> T:
        """Ask the server something; FrontierGone if it does not answer now."""
        try:
            return ask()
        except Away as error:
            raise FrontierGone(str(self.server.address), str(error)) from error

    def _run(self, name: str, due: str, state: str, who: str, what: str) -> SharedRun:
        said = orjson.loads(what)
        return SharedRun(
            name, datetime.fromtimestamp(float(due), UTC), state, who == self._who,
            tuple(said["portals"]), said["max_pages"],
        )  # fmt: skip
