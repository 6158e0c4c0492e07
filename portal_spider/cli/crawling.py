"""`portal crawl`."""

import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portal_spider.cli.options import common, opened_or_created, output
from portal_spider.cli.output import Output, plain_error

if TYPE_CHECKING:
    from archive.collection import Collection
    from portal_spider.run import Run


class Progress:
    """A line that follows the crawl on a terminal, a line now and then in a log."""

    def __init__(self, out: Output) -> None:
        self._quiet = out.json or out.level < 0
        self._terminal = sys.stderr.isatty()
        self._started = time.monotonic()
        self._shown = 0.0 if self._terminal else self._started

    def __call__(self, run: "Run") -> None:
        """A page was taken in."""
        now = time.monotonic()
        if self._quiet or now - self._shown < (0.1 if self._terminal else 30):
            return
        self._shown = now
        print(self._line(run, now), end="" if self._terminal else "\n", file=sys.stderr, flush=True)

    def _line(self, run: "Run", now: float) -> str:
        tally = run.tally
        outcomes = sum(tally.outcomes.values())
        rate = outcomes / max(now - self._started, 0.001)
        text = (
            f"{outcomes} URLs, {tally.articles} articles, {rate:.0f} a second,"
            f" {sum(tally.failures.values())} failures"
        )
        return f"\r\x1b[K{text}" if self._terminal else text

    def end(self) -> None:
        """Clear the line."""
        if self._terminal and not self._quiet:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def gap_line(gap: dict[str, Any]) -> str:
    """Return a gap of ``report.json`` as a sentence."""
    low, high = gap["usually"]
    usual = f"{low}" if low == high else f"{low} to {high}"
    return f"{gap['articles']} articles on {gap['day']}, usually {usual}"


def print_report(out: Output, report: dict[str, Any]) -> None:
    """Print what a crawl did."""
    out.whole(report)
    out.line(
        f"{report['pages']} pages, {report['new_articles']} new articles,"
        f" {report['new_versions']} new versions, in {report['seconds']:.1f} s"
    )
    out.line("  " + ", ".join(f"{n} {outcome}" for outcome, n in report["outcomes"].items()))
    for row in report["recovered"]:
        cut = f", {row['tail']} set aside" if row["tail"] else ""
        out.line(f"  recovered {row['file']} from a run that was killed{cut}")
    for origin, why in report["resting"].items():
        out.line(f"  {origin}: {why}")
    for row in report["coverage"]:
        for gap in row["gaps"][-3:]:
            out.line(f"  {row['portal']}: {gap_line(gap)}", style="yellow")
    for alarm in report["alarms"]:
        out.line(f"  alarm: {alarm['portal']}: {alarm['sentence']}", style="bold yellow")
    if report["blocked"]:
        out.line(
            f"  {len(report['blocked'])} block pages, the first at {report['blocked'][0]['url']}"
        )
    if report["waiting"]:
        out.line(f"  {report['waiting']} URLs wait; the same command goes on with them")


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="PORTAL|URL…")
@click.option("--scope", type=click.Choice(["page", "prefix", "host", "domain"]))
@click.option("--max-pages", type=click.IntRange(min=1), metavar="N", help="Pages in this run.")
@click.option("--since", metavar="DATE", help="Articles published on or after this day.")
@click.option("--no-requisites", is_flag=True, help="No pictures, styles and scripts.")
@click.option("--recheck", is_flag=True, help="Fetch every known article again.")
@common
def crawl(
    targets: tuple[str, ...],
    scope: Any,
    max_pages: int | None,
    since: str | None,
    no_requisites: bool,
    recheck: bool,
    into: Path | None,
    as_json: bool,
    quiet: bool,
    verbose: int,
) -> int:
    """Crawl portals by name, or whatever stands at URLs; goes on where an earlier run stopped."""
    from portal_spider.crawl import crawl as run_crawl
    from portal_spider.crawl import targets as find_targets

    out = output(as_json, quiet, verbose)
    day = _day(since)
    if into is None or not (into / "collection.toml").exists():
        _check_names(targets)
    collection = opened_or_created(into)
    find_targets(targets, collection)
    progress = Progress(out)
    ended = run_crawl(
        collection, targets, scope=scope, max_pages=max_pages, since=day,
        requisites=not no_requisites, recheck=recheck, on_progress=progress,
    )  # fmt: skip
    progress.end()
    if ended.failure is not None:
        raise ended.failure
    print_report(out, ended.report)
    _tell(collection, ended.report)
    stored = collection.configuration.storage is None or _stored(collection, out)
    if not stored:
        return 4
    if ended.exit_code == 5:
        out.line("interrupted; the same command goes on")
    if ended.exit_code == 7:
        from portal_spider.errors import Unreachable

        failed = [row for row in ended.report["skipped"] if row["reason"]]
        raise Unreachable(targets[0], failed[0]["reason"] if failed else "it blocks this crawl")
    return ended.exit_code


def _stored(collection: "Collection", out: Output) -> bool:
    """Bring what the crawl kept to the store; whether that could be done."""
    from archive import offsite
    from archive.errors import ArchiveError

    try:
        moved = offsite.after_a_crawl(collection)
    except ArchiveError as error:
        plain_error(f"{error}; all is kept here, `portal store push` goes on")
        return False
    out.line(f"  {len(moved.files)} files stored and read back")
    for refused in moved.refused:
        plain_error(f"{refused}; the copy here stays")
    return not moved.refused


def _tell(collection: "Collection", report: dict[str, Any]) -> None:
    """Let the user's own command or webhook know of alarms."""
    from portal_spider.alarms import channels, tell

    if report["alarms"]:
        message = {"collection": str(collection.root), "crawl": report["crawl"]}
        for wrong in tell(channels(), message | {"alarms": report["alarms"]}):
            plain_error(wrong)


def _day(since: str | None) -> date | None:
    from portal_spider.errors import UsageError

    if since is None:
        return None
    try:
        return datetime.fromisoformat(since).date()
    except ValueError:
        raise UsageError(f"--since: not a date (yyyy-mm-dd): {since}") from None


def _check_names(targets: tuple[str, ...]) -> None:
    """Refuse unknown portals before a collection is made for them."""
    from portal_spider.portals import get, host_of

    for name in targets:
        if "://" in name:
            host_of(name)
        else:
            get(name)
