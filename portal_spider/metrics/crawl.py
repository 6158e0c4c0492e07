"""The numbers of a crawl under way: those that its report will have, so far."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from archive.errors import ArchiveError
from archive.state import State
from archive.state.shared import Away, Server

if TYPE_CHECKING:
    from portal_spider.run import Run

#: Name, and help with the unit, by the name in ``report.json``.
_COUNTERS = {
    "pages": ("portal_crawl_pages", "HTML pages met with status 200, for the first time or again."),
    "new_articles": ("portal_crawl_articles", "Articles seen for the first time."),
    "new_versions": ("portal_crawl_versions", "New versions of known articles."),
    "bytes_received": ("portal_crawl_received_bytes", "Bytes of responses, heads and framing too."),
    "revisits": ("portal_crawl_revisits", "Responses kept as revisit records."),
}


class CrawlMetrics(Collector):
    """Read at each scrape, on the endpoint's thread: the run's tally, and the state as committed."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        shared = run.options.frontier
        self._server = Server(shared) if shared else None  # a connection of the endpoint's thread

    def collect(self) -> Iterator[Metric]:
        """Yield the families that docs/metrics.md lists."""
        run, figures = self._run, self._run.tally.figures()
        told = InfoMetricFamily("portal_crawl", "The crawl that runs.")
        told.add_metric([], {"crawl": run.crawl, "portals": ",".join(run.profiles)})
        yield told
        yield GaugeMetricFamily(
            "portal_crawl_start_time_seconds", "When it began, in seconds since 1970.",
            run.started.timestamp(),
        )  # fmt: skip
        for field, (name, what) in _COUNTERS.items():
            yield CounterMetricFamily(name, what, figures[field])
        visits = CounterMetricFamily(
            "portal_crawl_visits", "Visits settled, and URLs not visited, by outcome.",
            labels=["outcome"],
        )  # fmt: skip
        for outcome, count in figures["visits"].items():
            visits.add_metric([outcome], count)
        yield visits
        yield CounterMetricFamily(
            "portal_crawl_failures", "Attempts that brought no usable answer.",
            sum(figures["failures"].values()),
        )  # fmt: skip
        yield GaugeMetricFamily(
            "portal_crawl_requests_under_way", "Requests sent and not settled yet.", run.under_way
        )
        yield GaugeMetricFamily(
            "portal_crawl_waiting_urls", "URLs that wait, as of the last commit.", self._waiting()
        )

    def _waiting(self) -> int | None:
        """Count what waits, with all workers of a shared frontier; None while it cannot be asked."""
        portals = set(self._run.profiles)
        if self._server is None:
            with State(self._run.collection.state, readonly=True) as state:
                return state.frontier.waiting(portals)
        try:
            counts = self._server.waits()
        except (Away, ArchiveError):
            return None
        return sum(number for (portal, _), number in counts.items() if portal in portals)
