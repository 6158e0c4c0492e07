"""Which known articles a crawl looks at again."""

from dataclasses import dataclass, replace
from datetime import datetime

from archive.recrawl import DAY, LONGEST, Watch, choose, room
from archive.state import State
from archive.warc import parse_date


@dataclass(frozen=True, slots=True)
class Plan:
    """The articles to look at again, the likeliest to have changed first; how many were due."""

    urls: list[str]
    due: int


def plan_rechecks(
    state: State, portal: str, started: datetime, *, everything: bool, budget: int, lists: int,
    crawl: str,
) -> Plan:  # fmt: skip
    """Return what *crawl*, that begins now, looks at again, within the portal's budget.

    *lists*: how many list pages it asks for anyway; *everything*: all is due, whatever it costs.
    """
    watches = state.sightings.watches(portal)
    if everything:
        return Plan([watch.url for watch in watches], len(watches))
    now = started.timestamp()
    due = choose([_by_now(state, watch, now) for watch in watches], now)
    chosen = due[: room(budget, _idle(state, portal, started, crawl), lists)]
    return Plan([choice.watch.url for choice in chosen], len(due))


def _by_now(state: State, watch: Watch, now: float) -> Watch:
    """Return a watch whose last visit is not later than *now*, as one by a clock that was ahead is.

    What became of its URL last tells when that was; where it says the same, it is long ago.
    """
    if watch.last <= now:
        return watch
    times = [
        parse_date(row["at"]).timestamp()
        for row in state.frontier.rows("url = ?", (watch.url,)) if row["at"]
    ]  # fmt: skip
    return replace(watch, last=max((t for t in times if t <= now), default=now - LONGEST))


def _idle(state: State, portal: str, started: datetime, crawl: str) -> float:
    """Return the seconds since the portal's last crawl began; a day if there was none.

    One that began later than now did so by a clock that was ahead.
    """
    for other, portals, began, _, _ in state.crawls():
        if portal in portals and other != crawl and parse_date(began) <= started:
            return started.timestamp() - parse_date(began).timestamp()
    return DAY
