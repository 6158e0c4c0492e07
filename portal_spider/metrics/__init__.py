"""What Prometheus may scrape of a crawl and of a scheduler, while they run (docs/metrics.md)."""

from archive.errors import MissingExtra

try:
    import prometheus_client  # noqa: F401
except ImportError:
    raise MissingExtra("--metrics", "prometheus_client", "metrics") from None

from portal_spider.metrics.crawl import CrawlMetrics
from portal_spider.metrics.endpoint import Endpoint, endpoint, exposed
from portal_spider.metrics.schedule import ScheduleMetrics

__all__ = ["CrawlMetrics", "Endpoint", "ScheduleMetrics", "endpoint", "exposed"]
