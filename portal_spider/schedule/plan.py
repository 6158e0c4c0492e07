"""What ``collection.toml`` says of schedules, and when they are due. Pure: times in, times out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby, islice
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from archive.collection import Collection
from portal_spider.errors import BadUrl, ScheduleError, UnknownPortal
from portal_spider.portals import host_of, known, profile_for, readable

_EVERY = re.compile(r"(\d{1,5})\s*([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_WINDOW = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_FIELDS = ("portals", "cron", "every", "timezone", "windows", "budget", "max_pages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """``[schedules.<name>]``: which portals are crawled when, and within what."""

    name: str
    portals: tuple[str, ...]
    cron: str | None = None
    every: timedelta | None = None
    zone: ZoneInfo
    windows: tuple[
        tuple[time, time], ...
    ] = ()  # by the zone's clock; the end may be on the next day
    budget: int | None = None  # requests a day to each portal
    max_pages: int | None = None  # of one run

    def after(self, moment: datetime) -> Iterator[datetime]:
        """Yield the times at which it is due after *moment*, in UTC."""
        if self.cron is not None:
            for local in CronSim(self.cron, moment.astimezone(self.zone)):
                yield local.astimezone(UTC)
        elif self.every is not None:
            while True:
                moment = moment.astimezone(UTC) + self.every
                yield moment

    def next_runs(self, moment: datetime, count: int = 5) -> list[datetime]:
        """Return the next times at which it will run: due, and within a window.

        All that is due while the windows are shut is one run, when one opens.
        """
        runs = groupby(self.opens(due) for due in self.after(moment))
        return [run for run, _ in islice(runs, count)]

    def is_open(self, moment: datetime) -> bool:
        """Whether it may run at *moment*."""
        if not self.windows:
            return True
        now = moment.astimezone(self.zone).time()
        return any(
            begin <= now < end if begin < end else now >= begin or now < end
            for begin, end in self.windows
        )

    def opens(self, moment: datetime) -> datetime:
        """Return when it may run, at *moment* or later."""
        if self.is_open(moment):
            return moment
        local = moment.astimezone(self.zone)
        begins = [
            datetime.combine(local.date() + timedelta(days=day), begin, self.zone)
            for begin, _ in self.windows
            for day in (0, 1)
        ]
        return min(b for b in begins if b > local).astimezone(UTC)


def read_schedules(tables: Mapping[str, Any]) -> dict[str, Schedule]:
    """Return the schedules of a collection by name, or raise ScheduleError naming the field."""
    return {name: _schedule(name, table) for name, table in tables.items()}


def schedules_of(collection: Collection) -> dict[str, Schedule]:
    """Return the schedules of *collection*, each of whose portals can be crawled."""
    schedules = read_schedules(collection.configuration.schedules)
    profiles = readable(collection.portals)  # a broken one is told by whoever crawls it
    for name, schedule in schedules.items():
        for portal in schedule.portals:
            if "://" in portal:
                try:
                    host_of(portal)
                except BadUrl as error:
                    raise ScheduleError(name, "portals", str(error)) from error
            elif portal not in profiles:
                unknown = UnknownPortal(portal, tuple(profiles), "; a URL works too")
                raise ScheduleError(name, "portals", str(unknown))
    return schedules


def budgets(collection: Collection) -> dict[str, int]:
    """Return the requests a day that a collection's schedules allow to each portal, by its name."""
    profiles = known(collection.portals)
    return {
        profile_for(portal, profiles).name if "://" in portal else portal: schedule.budget
        for schedule in read_schedules(collection.configuration.schedules).values()
        if schedule.budget is not None
        for portal in schedule.portals
    }


def _schedule(name: str, table: Any) -> Schedule:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,62}", name):
        raise ScheduleError(name, "name", "use a-z, 0-9, '.', '_' and '-' only")
    if not isinstance(table, dict):
        raise ScheduleError(name, "name", "must be a table ([schedules.<name>])")
    for field in table:
        if field not in _FIELDS:
            raise ScheduleError(name, field, f"no such field (known: {', '.join(_FIELDS)})")
    portals = table.get("portals", [name])
    if not portals or not isinstance(portals, list) or not all(isinstance(p, str) for p in portals):
        raise ScheduleError(name, "portals", "must be a list of portals or URLs")
    cron, every = table.get("cron"), table.get("every")
    if (cron is None) == (every is None):
        raise ScheduleError(name, "cron", "give either cron or every")
    return Schedule(
        name=name, portals=tuple(portals),
        cron=None if cron is None else _cron(name, cron),
        every=None if every is None else _every(name, every),
        zone=_zone(name, table.get("timezone", "UTC")),
        windows=_windows(name, table.get("windows", [])),
        budget=_number(name, "budget", table.get("budget")),
        max_pages=_number(name, "max_pages", table.get("max_pages")),
    )  # fmt: skip


def _cron(name: str, text: Any) -> str:
    try:
        CronSim(str(text), datetime(2026, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise ScheduleError(name, "cron", f"{text!r}: {error}") from error
    return str(text)


def _every(name: str, text: Any) -> timedelta:
    found = _EVERY.fullmatch(str(text).strip())
    span = int(found[1]) * _UNITS[found[2]] if found else timedelta()
    if span < timedelta(minutes=1):
        raise ScheduleError(name, "every", f"{text!r}: write it as 90m, 6h or 1d")
    return span


def _zone(name: str, text: Any) -> ZoneInfo:
    try:
        return ZoneInfo(str(text))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder of zones
        raise ScheduleError(name, "timezone", f"unknown: {text!r}") from error


def _windows(name: str, texts: Any) -> tuple[tuple[time, time], ...]:
    windows = []
    for text in texts if isinstance(texts, list) else [texts]:
        found = _WINDOW.fullmatch(str(text))
        try:
            hours = [int(part) for part in found.groups()] if found else []
            begin, end = time(hours[0], hours[1]), time(hours[2] % 24, hours[3])
        except (IndexError, ValueError) as error:
            raise ScheduleError(name, "windows", f"{text!r}: write it as 22:00-06:00") from error
        windows.append((begin, end))
    return tuple(windows)


def _number(name: str, field: str, value: Any) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise ScheduleError(name, field, f"{value!r}: must be a whole number above 0")
    return value
