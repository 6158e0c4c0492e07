"""Times as everything that is kept or told has them: ISO 8601, in UTC, with a Z."""

from datetime import UTC, datetime


def stamp(when: datetime) -> str:
    """Return a time in UTC, with the fraction of its second if it has one.

    >>> stamp(datetime.fromisoformat("2026-01-01T08:00+08:00"))
    '2026-01-01T00:00:00Z'
    >>> stamp(datetime(2026, 1, 1, 0, 0, 0, 250000, tzinfo=UTC))
    '2026-01-01T00:00:00.250000Z'
    """
    when = when.astimezone(UTC)
    text = when.strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{when.microsecond:06}Z" if when.microsecond else f"{text}Z"


def seconds(when: datetime) -> str:
    """Return a time in UTC, to the second.

    >>> seconds(datetime(2026, 1, 1, 0, 0, 0, 250000, tzinfo=UTC))
    '2026-01-01T00:00:00Z'
    """
    return stamp(when.replace(microsecond=0))
