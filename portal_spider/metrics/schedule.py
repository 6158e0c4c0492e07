"""The numbers of a scheduler: its journal, and the report of each schedule's last crawl."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from archive.collection import Collection
from portal_spider.metrics.textfile import read
from portal_spider.schedule.due import due_now
from portal_spider.schedule.journal import Journal, Standing
from portal_spider.schedule.plan import read_schedules
from portal_spider.schedule.process import figures_file

#: Name, and help with the unit, by the name in ``report.json``.
_LAST = {
    "pages": ("portal_schedule_last_crawl_pages", "Pages that the last crawl met."),
    "new_articles": ("portal_schedule_last_crawl_articles", "New articles of the last crawl."),
    "new_versions": ("portal_schedule_last_crawl_versions", "New versions of the last crawl."),
    "bytes_received": ("portal_schedule_last_crawl_received_bytes", "Bytes of its responses."),
    "seconds": ("portal_schedule_last_crawl_duration_seconds", "How long it took."),
    "waiting": ("portal_schedule_last_crawl_waiting_urls", "URLs that waited at its end."),
}


class ScheduleMetrics(Collector):
    """Read at each scrape from what stands on disk: a restart loses no count.

    The numbers of the crawl that runs are among them, with its schedule as a label.
    """

    def __init__(self, collection: Collection) -> None:
        self._root = collection.root

    def collect(self) -> Iterator[Metric]:
        """Yield the families that docs/metrics.md lists."""
        collection, now = Collection(self._root), datetime.now(UTC)
        standings = Journal(collection).standings()
        schedules = read_schedules(collection.configuration.schedules)
        runs = CounterMetricFamily(
            "portal_schedule_runs", "Runs that ended, by how (docs/scheduling.md).",
            labels=["schedule", "state"],
        )  # fmt: skip
        gauges = {
            name: GaugeMetricFamily(f"portal_schedule_{name}", what, labels=["schedule"])
            for name, what in (
                ("running", "1 while its crawl runs."),
                ("paused", "1 while it is paused."),
                ("due", "1 while a run is due and has not begun."),
                ("last_run_timestamp_seconds", "When its last run ended, in seconds since 1970."),
                ("last_run_exit_code", "Exit code of the last run that has one."),
                ("last_run_alarms", "Alarms that the last run raised."),
            )
        }
        last = {
            field: GaugeMetricFamily(name, what, labels=["schedule"])
            for field, (name, what) in _LAST.items()
        }
        for name, schedule in schedules.items():
            standing = standings.get(name, Standing())
            ended = [run for run in standing.runs if run.state != "running"]
            for state, count in sorted(Counter(run.state for run in ended).items()):
                runs.add_metric([name, state], count)
            gauges["running"].add_metric([name], standing.running is not None)
            gauges["paused"].add_metric([name], standing.paused)
            due = standing.running is None and due_now(schedule, standing, now) is not None
            gauges["due"].add_metric([name], due)
            if ended:
                gauges["last_run_timestamp_seconds"].add_metric([name], ended[-1].at.timestamp())
                gauges["last_run_alarms"].add_metric([name], ended[-1].alarms)
            codes = [run.exit for run in ended if run.exit is not None]
            if codes:
                gauges["last_run_exit_code"].add_metric([name], codes[-1])
            crawls = [run.crawl for run in ended if run.crawl]
            report = _report(collection, crawls[-1]) if crawls else {}
            for field, family in last.items():
                if field in report:
                    family.add_metric([name], report[field])
        yield runs
        for name in schedules:
            if name in standings and standings[name].running is not None:
                yield from read(figures_file(self._root, name), schedule=name)
        yield from gauges.values()
        yield from last.values()


def _report(collection: Collection, crawl: str) -> dict[str, Any]:
    try:
        return dict(orjson.loads((collection.crawls / crawl / "report.json").read_bytes()))
    except (OSError, ValueError):
        return {}
