"""Scheduled runs of other machines over the same frontier: taken, kept, ended, joined."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from archive.state.shared import SharedRuns
from portal_spider.errors import ProfileError
from portal_spider.schedule.due import Due
from portal_spider.schedule.journal import Standing
from portal_spider.schedule.plan import Schedule
from portal_spider.sharing import hand_over


class Elsewhere:
    """What this machine's scheduler tells the others; *portals*: the folder of its profiles.

    FrontierGone where the server does not answer.
    """

    def __init__(self, runs: SharedRuns, portals: Path) -> None:
        self._runs, self._portals = runs, portals

    def handled(self) -> dict[str, datetime]:
        """Return of each schedule the due time that another machine deals with, or any has."""
        return {
            run.schedule: run.due for run in self._runs.look()
            if run.state == "ended" or (run.state == "runs" and not run.mine)
        }  # fmt: skip

    def begin(self, found: Due) -> bool:
        """Take a due run and let the others join it; False if one of them has it.

        ProfileError if workers that are under way crawl a portal of it otherwise.
        """
        schedule, runs = found.schedule, self._runs
        if not runs.begin(schedule.name, found.due, schedule.portals, schedule.max_pages):
            return False
        named = [portal for portal in schedule.portals if "://" not in portal]
        try:
            server = runs.server
            runs.at_once(
                lambda: hand_over(
                    server.hand, server.address, self._portals, schedule.portals, named
                )
            )
        except ProfileError:
            runs.end(schedule.name)
            raise
        return True

    def keep(self, found: Due) -> None:
        """Say that a run goes on, if it is this machine's."""
        if not found.joins:
            self._runs.keep(found.schedule.name)

    def end(self, found: Due, *, done: bool) -> None:
        """Say that a run has ended; of one that was joined only that all of it is done."""
        if done or not found.joins:
            self._runs.end(found.schedule.name)

    def to_join(self, standings: Mapping[str, Standing]) -> list[Due]:
        """Return the runs of other machines that are under way, and that this one has not joined."""
        return [
            Due(
                Schedule(
                    name=run.schedule, portals=run.portals, zone=ZoneInfo("UTC"),
                    max_pages=run.max_pages,
                ),
                run.due, 0, late=False, joins=True,
            )
            for run in self._runs.look()
            if run.state == "runs" and not run.mine
            and standings.get(run.schedule, Standing()).awaits(run.due)
        ]  # fmt: skip
