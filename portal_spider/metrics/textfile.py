"""Numbers in a file: for what no scraper meets while it runs, and for a scheduler to pass on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from prometheus_client import CollectorRegistry, Metric, write_to_textfile
from prometheus_client.parser import text_string_to_metric_families

from portal_spider.errors import UsageError

logger = logging.getLogger(__name__)

EVERY = 1.0  # seconds between two versions of the file


@contextmanager
def textfile(path: Path) -> Iterator[CollectorRegistry]:
    """Write what is registered to *path* every second and at the end, whole files only.

    Without the process's own numbers: node_exporter, which reads such files, has some of that name.
    """
    registry, ended = CollectorRegistry(), Event()

    def write() -> None:
        try:
            write_to_textfile(str(path), registry)
        except Exception as error:  # a full disk: the next may succeed, and the crawl goes on
            logger.warning("metrics: cannot write %s: %s", path, error)

    def again() -> None:
        while not ended.wait(EVERY):
            write()

    try:
        write_to_textfile(str(path), registry)
    except OSError as error:
        raise UsageError(f"--metrics: cannot write {path}: {error.strerror or error}") from error
    thread = Thread(target=again, name="metrics", daemon=True)
    thread.start()
    try:
        yield registry
    finally:
        ended.set()
        thread.join()
        write()


def read(path: Path, **labels: str) -> list[Metric]:
    """Return what stands in such a file, with *labels* added; nothing if there is none."""
    try:
        families = [*text_string_to_metric_families(path.read_text())]
    except (OSError, ValueError):
        return []
    for family in families:
        family.samples = [s._replace(labels={**labels, **s.labels}) for s in family.samples]
    return families
