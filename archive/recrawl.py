"""How often a page changes, and when to look again: pure functions of what visits found.

News changes most when it is young. Time is therefore counted on a clock that
slows with the article's age (*wear*): on it changes come evenly, as a Poisson
process, and one rate an article is enough. The rate is estimated by the
bias-corrected estimator of Cho and Garcia-Molina ("Estimating frequency of
change", ACM TOIT 3, 2003, section 4.2): a visit tells only whether something
changed, not how often, and the plain share of changed visits is off by most
where it matters most, after few of them.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

DAY = 86_400.0
TAU = 2 * DAY  # seconds: at this age an article changes half as often as at first
SHORTEST = 900.0  # seconds between two visits
LONGEST = 30 * DAY
PATIENCE = 0.1  # changes to be expected before a visit is worth its request
PRIOR_VISITS = 20.0  # of a portal of which nothing is known
PRIOR_RATE = 0.2 / DAY  # changes a second of wear, of such a portal
BUDGET = 2_000  # requests a day to a portal for which none is set
WEIGHT = 2.0  # visits that what is known of the portal counts for in each article's rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What the visits to one article told. Times are seconds since 1970."""

    article: str
    portal: str
    url: str  # where it stands now
    born: float  # published, or first seen
    last: float  # visit
    state: str  # what the last visit found: the text's digest, or how it was gone
    visits: int = 0  # after the first
    changes: int = 0  # of them that found another state
    worn: float = 0.0  # wear between the first visit and the last, seconds

    def visited(self, at: float, state: str, url: str) -> "Watch":
        """Return the watch after another visit."""
        return replace(
            self, url=url, last=max(self.last, at), state=state, visits=self.visits + 1,
            changes=self.changes + (state != self.state),
            worn=self.worn + wear(self.last - self.born, at - self.born),
        )  # fmt: skip


def wear(begin: float, end: float) -> float:
    """Return the seconds of wear between two ages (in seconds).

    >>> wear(0, 3600) > 3500, round(wear(0, 30 * DAY) / DAY, 1)
    (True, 5.5)
    """
    begin, end = max(begin, 0.0), max(end, 0.0)
    return TAU * math.log((end + TAU) / (begin + TAU)) if end > begin else 0.0


def rate(visits: float, changes: float, worn: float) -> float:
    """Return the changes a second, from *visits* spread evenly over *worn* seconds.

    >>> rate(10, 10, 10.0) < 4, rate(10, 0, 10.0)
    (True, 0.0)
    """
    if visits <= 0 or worn <= 0:
        return 0.0
    return math.log((visits + 0.5) / (visits - changes + 0.5)) * visits / worn


@dataclass(frozen=True, slots=True)
class Habit:
    """How a portal's articles change, as far as all visits to them tell."""

    rate: float  # changes a second of wear
    interval: float  # wear between two visits, in the mean


def habit(watches: Iterable[Watch]) -> Habit:
    """Return the habit of a portal; of one that was hardly visited, what is usual."""
    interval = PATIENCE / PRIOR_RATE
    visits, worn = PRIOR_VISITS, PRIOR_VISITS * interval
    changes = PRIOR_VISITS * -math.expm1(-PATIENCE)
    for watch in watches:
        visits += watch.visits
        changes += watch.changes
        worn += watch.worn
    return Habit(rate(visits, changes, worn), worn / visits)


def article_rate(watch: Watch, habit: Habit) -> float:
    """Return an article's own rate; the fewer its visits, the nearer to the portal's."""
    expected = -math.expm1(-habit.rate * habit.interval)  # of one visit
    return rate(
        watch.visits + WEIGHT, watch.changes + WEIGHT * expected,
        watch.worn + WEIGHT * habit.interval,
    )  # fmt: skip


def expected(watch: Watch, habit: Habit, now: float) -> float:
    """Return the chance that a visit at *now* finds a change."""
    worn = wear(watch.last - watch.born, now - watch.born)
    return -math.expm1(-article_rate(watch, habit) * worn)


def due(watch: Watch, habit: Habit) -> float:
    """Return when the next visit is due: when ``PATIENCE`` changes are to be expected."""
    age = max(watch.last - watch.born, 0.0)
    per_wear = article_rate(watch, habit)
    steps = PATIENCE / per_wear / TAU if per_wear > 0 else math.inf
    interval = (age + TAU) * math.expm1(steps) if steps < 50 else math.inf
    return watch.last + min(max(interval, SHORTEST), LONGEST)


@dataclass(frozen=True, slots=True)
class Choice:
    """An article that is due, since when, and the chance that it has changed."""

    watch: Watch
    due: float
    chance: float


def choose(watches: Sequence[Watch], now: float) -> list[Choice]:
    """Return what is due at *now*, the likeliest to have changed first."""
    known = habit(watches)
    found = [
        Choice(watch, when, expected(watch, known, now))
        for watch in watches
        if (when := due(watch, known)) <= now
    ]
    return sorted(found, key=lambda choice: (-choice.chance, choice.due, choice.watch.article))


def room(budget: int, idle: float, lists: int) -> int:
    """Return how many articles a crawl may look at again.

    *budget* is in requests a day, of which a crawl has the share of the time
    since the one before (*idle* seconds; what was not used is not saved up).
    The lists come first, but a tenth is always left: what is new comes in by
    them, what is gone or rewritten does not.

    >>> room(2400, 3600, 30), room(2400, 3600, 500), room(2400, 10 * DAY, 0)
    (70, 10, 2400)
    """
    share = int(budget * min(max(idle, 0.0), DAY) / DAY)
    return max(share - lists, share // 10)
