"""Stopping a crawl by a signal: cleanly at the first, at once at the second."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from scrapy.crawler import Crawler

from portal_spider.run import Run

GRACE = 3.0  # seconds for what is under way; what takes longer is cut, kept, and fetched again
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping_at_signals(crawler: Crawler, run: Run) -> Iterator[None]:
    """Let SIGINT and SIGTERM end the crawl of *run* while the block lasts.

    At the first no URL is leased any more, what is under way may end within
    ``GRACE`` seconds, and everything is made durable. At the second the process
    ends where it is: what is on disk is whole at any moment, the next run goes on.
    """
    stopper = _Stopper(crawler, run)
    before = {number: signal.signal(number, stopper) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Stopper:
    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler: Any = crawler
        self._run = run

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self._run.stopping:
            os.write(2, b"portal: stopped at once; the same command goes on\n")
            os._exit(5)
        self._run.stop()
        name = signal.Signals(number).name
        # Not print: the signal may have come while something is being printed.
        sys.stderr.flush()
        os.write(
            2, f"portal: {name}: finishing what is under way; again to stop at once\n".encode()
        )
        from twisted.internet import reactor

        reactor.callFromThread(self._stop)

    def _stop(self) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(GRACE, self._cut)
        self._stopping = loop.create_task(self._crawler.stop_async())

    def _cut(self) -> None:
        client = getattr(self._crawler, "_capture_client", None)
        if client is not None:
            client.stop()
