"""`portal crawl`."""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portal_spider.cli.following import Following
from portal_spider.cli.options import common, frontier, metrics, opened_or_created
from portal_spider.cli.output import Output, counted, plain_error
from portal_spider.cli.when import first_day
from portal_spider.harmless import harmless
from portal_spider.log import follow_settled

_SILENCE = 2.0  # seconds after which it is said what is waited for
_BETWEEN = 30.0  # seconds between two lines in a log

if TYPE_CHECKING:
    from archive.collection import Collection
    from portal_spider.run import Run


class Progress:
    """Follows the crawl: a line on a terminal, a line now and then in a log, each URL with ``-v``."""

    def __init__(self, out: Output) -> None:
        self._out, self._following = out, Following(out)
        self._logs = not out.json and out.level >= 0 and not (out.progress and out.level == 0)
        self._started = self._moved = self._logged = time.monotonic()
        self._done = 0
        self._waited = ""
        if out.level > 0:
            follow_settled(sys.stderr)

    def __call__(self, run: "Run") -> None:
        """Say how far *run* is, or what it waits for if nothing came for a while."""
        now = time.monotonic()
        done = sum(run.tally.outcomes.values())
        if done != self._done:
            self._done, self._moved = done, now
        waits = run.waits_for() if now - self._moved > _SILENCE else None
        self._following.show(waits or self._line(run, now))
        if not self._logs:
            return
        told = (waits or "").rpartition(" in ")[0]  # less the seconds, which count down
        if (told and told != self._waited) or now - self._logged > _BETWEEN:
            print(harmless(waits or self._line(run, now)), file=sys.stderr, flush=True)
            self._logged = now
        self._waited = told

    def _line(self, run: "Run", now: float) -> str:
        tally = run.tally
        return (
            f"{self._done} URLs, {counted(tally.articles, 'article')},"
            f" {self._done / max(now - self._started, 0.001):.0f} a second,"
            f" {counted(sum(tally.failures.values()), 'failure')}"
        )

    def end(self) -> None:
        """Clear the line."""
        self._following.end()


def gap_line(gap: dict[str, Any]) -> str:
    """Return a gap of ``report.json`` as a sentence."""
    low, high = gap["usually"]
    usual = f"{low}" if low == high else f"{low} to {high}"
    return f"{counted(gap['articles'], 'article')} on {gap['day']}, usually {usual}"


def print_report(out: Output, report: dict[str, Any]) -> None:
    """Print what a crawl did."""
    out.whole(report)
    out.line(
        f"{counted(report['pages'], 'page')}, {counted(report['new_articles'], 'new article')},"
        f" {counted(report['new_versions'], 'new version')}, in {report['seconds']:.1f} s"
    )
    if report["outcomes"]:
        out.items((f"{n} {outcome}" for outcome, n in report["outcomes"].items()), before="  ")
    for row in report["recovered"]:
        cut = f", {row['tail']} set aside" if row["tail"] else ""
        out.line(f"  recovered {row['file']} from a run that was killed{cut}")
    if report["damage"]:
        out.line(f"  {report['damage']}; portal verify tells more", style="red")
    for origin, why in report["resting"].items():
        out.line(f"  {origin}: {why}")
    for row in report["coverage"]:
        for gap in row["gaps"][-3:]:
            out.line(f"  {row['portal']}: {gap_line(gap)}", style="yellow")
    for alarm in report["alarms"]:
        out.line(f"  alarm: {alarm['portal']}: {alarm['sentence']}", style="bold yellow")
    if report["blocked"]:
        blocked = report["blocked"]
        out.line(f"  {counted(len(blocked), 'block page')}, the first at {blocked[0]['url']}")
    if report["waiting"]:
        out.line(f"  still waiting: {counted(report['waiting'], 'URL')}")
        out.note("  the same command goes on with them")


@click.command()
@click.argument("targets", nargs=-1, metavar="PORTAL|URL…")
@click.option(
    "--scope",
    type=click.Choice(["page", "prefix", "host", "domain"]),
    help="How far links are followed (default: the profile's, else the host).",
)
@click.option("--max-pages", type=click.IntRange(min=1), metavar="N", help="Pages in this run.")
@click.option(
    "--since", type=first_day, metavar="DATE", help="Articles published on or after this day."
)
@click.option("--no-requisites", is_flag=True, help="No pictures, styles and scripts.")
@click.option("--recheck", is_flag=True, help="Fetch every known article again.")
@metrics
@frontier
@common
def crawl(
    targets: tuple[str, ...],
    scope: Any,
    max_pages: int | None,
    since: date | None,
    no_requisites: bool,
    recheck: bool,
    metrics: str | None,
    frontier: str | None,
    into: Path | None,
    out: Output,
) -> int:
    """Crawl portals by name, or whatever stands at URLs; goes on where an earlier run stopped.

    With --frontier and no target: what its other workers crawl.
    """
    from archive.parallel import collect_seldom
    from portal_spider.contact import require_contact
    from portal_spider.crawl import crawl as run_crawl
    from portal_spider.crawl import targets as find_targets
    from portal_spider.errors import UsageError

    if not targets and not frontier:
        raise UsageError("name a portal or a URL to crawl")
    collect_seldom()
    root = into or Path.cwd()
    if not (root / "collection.toml").exists():  # nothing is made for what cannot be crawled
        remedy = f"portal init {root} --contact mailto:you@example.org"
        require_contact(find_targets(targets)[0], None, remedy)
    collection = opened_or_created(root, out)
    progress = Progress(out)
    if out.level >= 0:
        _let_warn(
            "archive.state.shared", "portal_spider.sharing", "archive.offsite",
            "portal_spider.crawl",
        )  # fmt: skip
    with _scraped(metrics, out) as scraped, _storing(collection) as on_warc:
        ended = run_crawl(
            collection, targets, scope=scope, max_pages=max_pages, since=since,
            requisites=not no_requisites, recheck=recheck, frontier=frontier, on_open=scraped,
            on_warc=on_warc, on_progress=progress,
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
        out.note("interrupted; the same command goes on")
    if ended.exit_code == 7:
        from archive.state.shared import shown
        from portal_spider.errors import Unreachable

        raise Unreachable(*_cause(ended.report, targets[0] if targets else shown(str(frontier))))
    return ended.exit_code


@contextmanager
def _scraped(at: str | None, out: Output) -> Iterator[Callable[["Run"], None]]:
    """Let Prometheus scrape the run that is handed in, if that was asked for."""
    if at is None:
        yield lambda run: None
        return
    from portal_spider.metrics import CrawlMetrics, exposed

    with exposed(at) as (where, registry):
        out.note(f"metrics: {where}")
        yield lambda run: registry.register(CrawlMetrics(run))


@contextmanager
def _storing(collection: "Collection") -> Iterator[Callable[[], None]]:
    """Let closed WARCs go to the store while the crawl goes on, if there is one."""
    if collection.configuration.storage is None:
        yield lambda: None
        return
    from archive.offsite import beside

    with beside(collection) as closed:
        yield closed


def _stored(collection: "Collection", out: Output) -> bool:
    """Bring what the crawl kept to the store; whether that could be done."""
    from archive import offsite
    from archive.errors import ArchiveError

    try:
        moved = offsite.after_a_crawl(collection)
    except ArchiveError as error:
        plain_error(f"{error}; all is kept here, `portal store push` goes on")
        return False
    out.line(f"  {counted(len(moved.files), 'file')} stored and read back")
    for refused in moved.refused:
        plain_error(f"{refused}; the copy here stays")
    for altered in moved.altered:
        plain_error(str(altered))
    return not moved.refused and not moved.altered


def _cause(report: dict[str, Any], target: str) -> tuple[str, str]:
    """What could not be reached, and why: a server that was given up, else the first failure."""
    for origin, why in report["resting"].items():
        return f"{origin}/", why
    failed = [row for row in report["skipped"] if row["reason"]]
    return (failed[0]["url"], failed[0]["reason"]) if failed else (target, "it blocks this crawl")


def _let_warn(*names: str) -> None:
    """Let whoever watches see that another machine is waited for, or cannot be had."""
    said = logging.StreamHandler()
    said.setFormatter(logging.Formatter("portal: %(message)s"))
    for name in names:
        logging.getLogger(name).addHandler(said)


def _tell(collection: "Collection", report: dict[str, Any]) -> None:
    """Let the user's own command or webhook know of alarms."""
    from portal_spider.alarms import channels, tell

    if report["alarms"]:
        message = {"collection": str(collection.root), "crawl": report["crawl"]}
        for wrong in tell(channels(), message | {"alarms": report["alarms"]}):
            plain_error(wrong)
