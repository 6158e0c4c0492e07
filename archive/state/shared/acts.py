"""What a worker tells of its URLs and servers, in the words that ``lua/apply.lua`` takes."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

import orjson

from archive.state.frontier import PRIORITY, origin_of
from archive.state.shared.outbox import Act, Outbox, Value


def digest_of(url: str) -> bytes:
    """Return that by which the server knows a URL (its scripts make it of a robots.txt, too)."""
    return hashlib.sha1(url.encode(), usedforsecurity=False).digest()[:16]


class Acts:
    """Puts what is done in the outbox, inside its owner's transaction.

    *crawl_delay* reads a robots.txt; *clock* tells the time, for what is told
    as seconds from now.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        crawl_delay: Callable[[bytes], float | None],
        clock: Callable[[], float],
    ) -> None:
        self._outbox, self._crawl_delay, self._clock = Outbox(connection), crawl_delay, clock
        self.waiting = False  # whether there is something to tell

    @property
    def told(self) -> int:
        """The number of the last act that the server has."""
        return self._outbox.told

    def begin_behind(self, number: int) -> None:
        """Number the acts to come behind *number*, the last that the server knows of this worker."""
        self._outbox.begin_behind(number)

    def batches(self) -> Iterator[list[Act]]:
        """Yield what is to be told, a batch at a time; what was yielded counts as told."""
        yield from self._outbox.batches()
        self.waiting = False

    def placed(
        self, act: str, url: str, portal: str, kind: str, depth: int, hops: int,
        found_on: str | None, tries: int = 0, *more: float,
    ) -> None:  # fmt: skip
        """Tell something of a URL and all that whoever leases it must know."""
        place = orjson.dumps(
            {"url": url, "kind": kind, "depth": depth, "hops": hops}
            | ({"found_on": found_on} if found_on else {})
        ).decode()
        if more:
            more = (tries, *more)
        self.url(act, url, PRIORITY[kind], portal, origin_of(url), place, *more)

    def url(self, act: str, url: str, *values: Value) -> None:
        """Tell something of a URL that the server knows."""
        self._put(act, url, digest_of(url), *values)

    def origin(self, act: str, origin: str, *values: Value) -> None:
        """Tell something of a server that is crawled."""
        self._put(act, None, origin, *values)

    def robots(self, origin: str, judgement: str, body: bytes, at: float) -> None:
        """Tell how a server answered for its robots.txt, and the delay that it asks for."""
        delay = self._crawl_delay(body) if judgement == "rules" else None
        self.origin("robots", origin, judgement, body, self._clock() - at, delay or 0.0)

    def take_back(self, act: str, url: str) -> None:
        """Take out an act that was not told yet."""
        self._outbox.take_back(act, url)

    def _put(self, act: str, url: str | None, *values: Value) -> None:
        if not self.waiting:
            self._outbox.clear()  # what was told before this transaction
        self.waiting = True
        self._outbox.put(act, url, *values)
