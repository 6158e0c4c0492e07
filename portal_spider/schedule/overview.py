"""Every schedule as it stands: what `portal schedule list` and the web view tell."""

from datetime import UTC, datetime, timedelta
from typing import Any

from archive.collection import Collection
from archive.times import seconds
from portal_spider.schedule.due import due_now
from portal_spider.schedule.journal import Journal, Record, Standing
from portal_spider.schedule.plan import Schedule, read_schedules

_SHOWN = 10  # runs


def overview(collection: Collection, now: datetime | None = None) -> list[dict[str, Any]]:
    """Return for each schedule what it runs and when, what is due and why, how its last runs went."""
    standings, now = Journal(collection).standings(), now or datetime.now(UTC)
    return [
        _row(schedule, standings.get(name, Standing()), now)
        for name, schedule in read_schedules(collection.configuration.schedules).items()
    ]


def _row(schedule: Schedule, standing: Standing, now: datetime) -> dict[str, Any]:
    due = due_now(schedule, standing, now)
    why = None
    if due is not None:
        why = f"due since {seconds(due.due)}"
        why += f", {due.missed} runs before it were missed" if due.missed else ""
    after = now
    if schedule.every and standing.handled:
        after = standing.handled
    return {
        "schedule": schedule.name, "portals": list(schedule.portals),
        "when": schedule.cron or f"every {_span(schedule.every)}", "timezone": schedule.zone.key,
        "paused": standing.paused, "running": standing.running is not None,
        "due": due.due.isoformat() if due else None, "why": why,
        "next": [] if standing.paused else [t.isoformat() for t in schedule.next_runs(after)],
        "runs": list(map(_run, standing.runs[-_SHOWN:])),
    }  # fmt: skip


def _run(run: Record) -> dict[str, Any]:
    return {
        "due": run.due.isoformat(), "at": run.at.isoformat(), "state": run.state, "why": run.why,
        "crawl": run.crawl, "exit": run.exit, "alarms": run.alarms, "caught_up": run.caught_up,
    }  # fmt: skip


def _span(span: timedelta | None) -> str:
    """A span as ``collection.toml`` has it.

    >>> _span(timedelta(hours=6)), _span(timedelta(minutes=90)), _span(timedelta(days=2))
    ('6h', '90m', '2d')
    """
    minutes = round((span or timedelta()).total_seconds() / 60)
    if minutes % 60:
        return f"{minutes}m"
    return f"{minutes // 60}h" if minutes % 1440 else f"{minutes // 1440}d"
