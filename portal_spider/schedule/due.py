"""What is due, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from portal_spider.schedule.journal import Standing
from portal_spider.schedule.plan import Schedule

LATE = timedelta(minutes=5)  # a run that begins later than this was missed and is caught up


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
