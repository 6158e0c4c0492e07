"""The runs of schedules that many machines share: each due run is begun by one, and joined by all."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from archive.errors import FrontierGone
from archive.state.shared.server import Away, Server


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

    A server that is gone is waited for as its address says, then FrontierGone; while
    a crawl runs it is not.
    """

    def __init__(self, server: Server, who: str) -> None:
        self.server, self._who = server, who

    def look(self) -> list[SharedRun]:
        """Return the last run of each schedule that any machine began."""
        rows = self.server.patiently(lambda: self.server.runs("look"))
        return [self._run(*map(bytes.decode, row)) for row in sorted(rows)]

    def begin(
        self, schedule: str, due: datetime, portals: tuple[str, ...], max_pages: int | None
    ) -> bool:
        """Take a due run for this machine; False if another runs it, or has run it."""
        what = orjson.dumps({"portals": portals, "max_pages": max_pages}).decode()
        lease = self.server.address.lease
        begun = self.server.patiently(
            lambda: self.server.runs("begin", schedule, self._who, due.timestamp(), lease, what)
        )
        return bool(begun)

    def keep(self, schedule: str) -> None:
        """Say that the run goes on."""
        with suppress(Away, FrontierGone):  # the crawl itself waits for the server, and says so
            self.server.runs("keep", schedule, self._who, self.server.address.lease)

    def end(self, schedule: str) -> None:
        """Say that the run has ended, however it did."""
        self.server.patiently(lambda: self.server.runs("end", schedule, self._who))

    def _run(self, name: str, due: str, state: str, who: str, what: str) -> SharedRun:
        said = orjson.loads(what)
        return SharedRun(
            name, datetime.fromtimestamp(float(due), UTC), state, who == self._who,
            tuple(said["portals"]), said["max_pages"],
        )  # fmt: skip
