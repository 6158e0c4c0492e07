"""Which known articles a crawl looks at again."""

from dataclasses import dataclass
from datetime import datetime

from archive.recrawl import DAY, choose, room
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
    due = choose(watches, started.timestamp())
    chosen = due[: room(budget, _idle(state, portal, started, crawl), lists)]
    return Plan([choice.watch.url for choice in chosen], len(due))


def _idle(state: State, portal: str, started: datetime, crawl: str) -> float:
    """Return the seconds since the portal's last crawl began; a day if there was none."""
    for other, portals, began, _, _ in state.crawls():
        if portal in portals and other != crawl:
            return started.timestamp() - parse_date(began).timestamp()
    return DAY
