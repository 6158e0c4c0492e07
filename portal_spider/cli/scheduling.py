"""`portal schedule`."""

import signal
import socket
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from portal_spider.cli.options import common, frontier, metrics, opened, opened_or_created
from portal_spider.cli.output import Output


@click.group(invoke_without_command=True)
@click.option("--once", is_flag=True, help="Run what is due now, then end (for timers).")
@metrics
@frontier
@common
@click.pass_context
def schedule(
    ctx: click.Context,
    once: bool,
    metrics: str | None,
    frontier: str | None,
    into: Path | None,
    out: Output,
) -> int:
    """Run the crawls that collection.toml schedules, whenever they are due.

    With --frontier each due run is begun by one machine and joined by the others.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    from portal_spider.errors import UsageError
    from portal_spider.schedule import Runner, read_schedules, schedules_of

    collection = (
        opened(into, out) if frontier is None else opened_or_created(into or Path.cwd(), out)
    )
    if frontier is None:
        schedules = schedules_of(collection)
    else:  # who shares the frontier may bring the profiles
        schedules = read_schedules(collection.configuration.schedules)
    if not schedules and frontier is None:
        raise UsageError(
            f"no schedules in {collection.root / 'collection.toml'}: add [schedules.NAME]"
        )
    with ExitStack() as stack:
        shared = _shared(frontier, collection, stack)
        runner = Runner(
            collection, say=out.note, figures=metrics is not None, frontier=frontier, shared=shared
        )
        if metrics is not None:
            from portal_spider.metrics import ScheduleMetrics, exposed

            where, registry = stack.enter_context(exposed(metrics))
            registry.register(ScheduleMetrics(collection))
            out.note(f"metrics: {where}")
        if once:
            return _until_stopped(runner, runner.once)
        what = f"scheduling {', '.join(schedules)}" if schedules else "joining what others schedule"
        out.note(f"{what}; ^C ends it")
        return _until_stopped(runner, runner.forever)


def _shared(frontier: str | None, collection: Any, stack: ExitStack) -> Any:
    """What this machine and others tell each other of their runs, if they share a frontier."""
    if frontier is None:
        return None
    from archive.state.shared import Address, Server, SharedRuns

    server = Server(Address.parse(frontier))
    stack.callback(server.close)
    return SharedRuns(server, f"{socket.gethostname()}:{collection.root}")


def _until_stopped(runner: Any, run: Any) -> int:
    """Let signals stop the runner: a crawl under way is ended cleanly."""
    before = {
        number: signal.signal(number, lambda *_: runner.stopping.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        return int(run())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@schedule.command(name="list")
@common
def list_schedules(into: Path | None, out: Output) -> None:
    """List the schedules: the next five runs of each, what is due and why, how the last went."""
    from portal_spider.schedule import overview

    collection = opened(into, out)
    rows = overview(collection)
    out.whole(rows)
    for row in rows:
        state = "paused" if row["paused"] else "runs now" if row["running"] else row["why"] or ""
        out.line(
            f"{row['schedule']}  {', '.join(row['portals'])}  {row['when']} ({row['timezone']})  {state}".rstrip()
        )
        zone = ZoneInfo(row["timezone"])
        for moment in row["next"]:
            out.line(f"    {datetime.fromisoformat(moment).astimezone(zone):%a %Y-%m-%d %H:%M %Z}")
        for run in row["runs"][-3:]:
            told = f": {run['why']}" if run["why"] else ""
            style = "yellow" if run["state"] in ("failed", "missed", "skipped") else "dim"
            out.line(f"    {run['at'][:16]}  {run['state']}{told}", style=style)
    if not rows:
        out.line(f"no schedules in {collection.root / 'collection.toml'}")


@schedule.command(name="run")
@click.argument("name")
@frontier
@common
def run_now(name: str, frontier: str | None, into: Path | None, out: Output) -> int:
    """Run the schedule NAME now."""
    from portal_spider.schedule import Runner
    from portal_spider.schedule.due import Due

    collection = opened(into, out)
    found = Due(_named(collection, name), datetime.now(UTC), 0, False)
    with ExitStack() as stack:
        shared = _shared(frontier, collection, stack)
        runner = Runner(collection, say=out.note, frontier=frontier, shared=shared)
        return _until_stopped(runner, lambda: runner.run(found))


@schedule.command()
@click.argument("name")
@common
def pause(name: str, into: Path | None, out: Output) -> None:
    """Let the schedule NAME rest until it is resumed."""
    _note(name, "pause", into, out)


@schedule.command()
@click.argument("name")
@common
def resume(name: str, into: Path | None, out: Output) -> None:
    """Let the schedule NAME run again; what was due meanwhile is not caught up."""
    _note(name, "resume", into, out)


@schedule.command()
@common
def systemd(into: Path | None, out: Output) -> None:
    """Print unit files for systemd: a service and a persistent timer."""
    from portal_spider.schedule import units

    made = units(opened(into))
    out.whole(made)
    for text in made.values():
        out.line(text)


def _named(collection: Any, name: str) -> Any:
    from portal_spider.errors import ScheduleError
    from portal_spider.schedule import read_schedules

    schedules = read_schedules(collection.configuration.schedules)
    if name not in schedules:
        raise ScheduleError(
            name, "name", f"no such schedule (known: {', '.join(schedules) or 'none'})"
        )
    return schedules[name]


def _note(name: str, event: str, into: Path | None, out: Any) -> None:
    from portal_spider.schedule import Journal

    collection = opened(into)
    _named(collection, name)
    Journal(collection).note(name, event, datetime.now(UTC))
    out.whole({"schedule": name, "event": event})
    out.line(f"{name}: {event}d")
