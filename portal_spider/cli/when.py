"""Times as people type them: a year, a month, a day, or a moment; in UTC where no zone is said.

Each function is the type of an option; what it cannot read is a BadParameter,
to which click adds the option's name.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time

import click

_PERIOD = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?\Z", re.ASCII)


def first_day(text: str) -> date:
    """Return a day, of a year or a month the first one.

    >>> str(first_day("2020")), str(first_day("2020-05"))
    ('2020-01-01', '2020-05-01')
    """
    return _days(text)[0]


def last_day(text: str) -> date:
    """Return a day, of a year or a month the last one.

    >>> str(last_day("2020")), str(last_day("2020-02"))
    ('2020-12-31', '2020-02-29')
    """
    return _days(text)[1]


def beginning(text: str) -> datetime:
    """Return a moment, of a year, a month or a day its first one.

    >>> beginning("2020-05-01T08:00+08:00").isoformat()
    '2020-05-01T00:00:00+00:00'
    """
    if _PERIOD.match(text):
        return datetime.combine(first_day(text), time.min, UTC)
    return _moment(text)


def ending(text: str) -> datetime:
    """Return a moment, of a year, a month or a day its last one."""
    if _PERIOD.match(text):
        return datetime.combine(last_day(text), time.max, UTC)
    return _moment(text)


def _days(text: str) -> tuple[date, date]:
    found = _PERIOD.match(text)
    try:
        year, month, day = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        length = monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1), date(year, month or 12, day or length)
    except ValueError:  # IllegalMonthError is one
        raise click.BadParameter(f"not a day, month or year such as 2024-01-25: {text}") from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"not a time such as 2024, 2024-01-25 or 2024-01-25T09:12+08:00: {text}"
        ) from None
