"""``crawls/<id>/crawl.log``: a line a URL, in the order they were settled, and every warning.

    2026-11-24T21:13:40Z 200 26035 article http://a.example/1.html < http://a.example/

is time, HTTP status, bytes of the body, outcome, URL, and the page on which it
was found. For people and their grep; what must not be lost stands elsewhere.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from portal_spider.harmless import harmless

settled = logging.getLogger("portal_spider.settled")
_ENGINE = ("scrapy", "asyncio", "twisted")


class _Lines(logging.Formatter):
    """Settled URLs as they are, anything else with its level and its source."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line and a traceback, if there is one; logs are read in terminals."""
        return harmless(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line, less a traceback; what a server sent cannot begin one of its own."""
        who = "" if record.name == settled.name else f"{record.levelname} {record.name}: "
        message = " ".join(record.message.splitlines())
        return f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%SZ')} {who}{message}"


def _wanted(record: logging.LogRecord) -> bool:
    return record.name == settled.name or record.levelno >= logging.WARNING


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Let the log of a crawl go to *path* while it lasts: settled URLs, and warnings."""
    logging.raiseExceptions = False  # a log that cannot be written is no reason to say more
    root = logging.getLogger()
    settled.setLevel(logging.INFO)
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.addFilter(_wanted)
    handler.setFormatter(_Lines())
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()


def only_warnings_of_the_engine() -> None:
    """Let Scrapy make no records that nobody wants, two a page; its process asks for all of them."""
    for name in _ENGINE:
        logging.getLogger(name).setLevel(logging.WARNING)


def follow_settled(stream: TextIO) -> None:
    """Let settled URLs go to *stream*, too, as long as this process lives."""
    settled.setLevel(logging.INFO)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines())
    settled.addHandler(handler)


def log_settled(
    outcome: str, url: str, *, status: int | None = None, size: int | None = None,
    found_on: str | None = None, reason: str | None = None,
) -> None:  # fmt: skip
    """Write the line of a URL."""
    parts = [f"{_shown(status):>3} {_shown(size):>8} {outcome} {url}"]
    if found_on:
        parts.append(f"< {found_on}")
    if reason:
        parts.append(f"({' '.join(reason.split())})")
    settled.info("%s", " ".join(parts))


def _shown(number: int | None) -> str:
    return "-" if number is None else str(number)
