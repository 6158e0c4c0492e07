"""Reading pages on the machines of a Dask cluster: the same work in the same order as here.

A worker gets records as they stand in the WARC, undoes their codings, and sends
back what the pages say: it needs neither the collection nor the store. What
decides and writes is this process, here, alone.
"""

import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import Any, TypeVar

from archive.errors import MissingExtra
from archive.parallel import InOrder
from portal_spider.errors import ClusterError, UsageError
from portal_spider.page import EXTRACTOR

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 300.0  # seconds without a worker, or without word of a task, before it is given up
CONNECT = 10.0  # seconds
_AHEAD = 3  # tasks a thread that are under way or wait to be taken: what bounds the memory
_Stamp = tuple[str, str]


@contextmanager
def cluster(address: str) -> Iterator[InOrder]:
    """Connect to the scheduler at *address* and yield what has work done there.

    A worker that dies takes no work with it: the scheduler gives what it had,
    and what it had done and not handed over, to others. Work that three workers
    died of is a ClusterError, and so is a cluster that is left without any.
    """
    try:
        import distributed
    except ImportError:
        raise MissingExtra("--on", "distributed", "dask") from None
    if not re.match(r"(?:tcp|tls|wss?)://[^/\s]+:\d+/?\Z", address):
        # A client of an address that is none waits for itself, and ends in a traceback.
        raise UsageError(f"--on: not an address such as tcp://HOST:PORT: {address}")
    # What goes wrong is told in a sentence of our own, not in its tracebacks.
    for name in ("asyncio", "distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        # Dask has no types of its own for these.
        client: Any = distributed.Client(address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(address, " ".join(str(error).split()) or "no answer") from error
    try:
        _ask_versions(client, address)
        yield _Cluster(client, address)
    finally:
        client.close()


def _ask_versions(client: Any, address: str) -> None:
    """Refuse workers that read otherwise, before they get work: who lacks the package dies of it."""
    for answer in client.run(_stamp, on_error="return").values():
        if isinstance(answer, Exception) and not isinstance(answer, OSError):  # it may be gone
            raise ClusterError(address, f"a worker cannot tell its version: {answer}")
        if isinstance(answer, tuple) and answer != _stamp():
            raise _another(address, answer)


def _another(address: str, stamp: _Stamp) -> ClusterError:
    return ClusterError(address, f"a worker has {_told(stamp)}, this is {_told(_stamp())}")


class _Cluster:
    """What ``archive.parallel.in_order`` does, on a cluster."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address

    def __call__(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield ``work(task)`` for each of *tasks*, in their order."""
        client, waiting = self._client, deque[Any]()
        # A task itself, so that the scheduler can make it again: what is scattered to workers
        # is gone with them.
        with self._reached():
            held = client.submit(_itself, work, pure=False)
        try:
            for task in tasks:
                with self._reached():
                    waiting.append(client.submit(_do, _stamp(), held, task, pure=False))
                    full = len(waiting) >= self._most()
                if full:
                    yield self._taken(waiting.popleft())
            while waiting:
                yield self._taken(waiting.popleft())
        finally:
            with suppress(OSError, CancelledError):
                client.cancel([held, *waiting])

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (OSError, CancelledError) as error:
            why = " ".join(str(error).split()) or type(error).__name__
            raise ClusterError(self._address, f"the scheduler is gone: {why}") from error

    def _most(self) -> int:
        """How many tasks may be under way: of the workers that there are now."""
        threads: int = sum(self._client.ncores().values())
        return _AHEAD * max(threads, 1)

    def _taken(self, future: Any) -> Any:
        from distributed.scheduler import KilledWorker

        with self._reached():
            try:
                found = future.result(timeout=PATIENCE)
            except KilledWorker as error:
                why = "three workers died of the same pages"
                raise ClusterError(self._address, why) from error
            except TimeoutError as error:  # Dask's is Python's
                workers = len(self._client.ncores())
                why = f"no word of a task for {PATIENCE:.0f} s, with {workers} workers"
                raise ClusterError(self._address, why) from error
            future.release()
        if isinstance(found, _Refusal):
            raise _another(self._address, found.stamp)
        return found


class _Refusal:
    """What a worker of another version answers: its reading would be another."""

    def __init__(self, stamp: _Stamp) -> None:
        self.stamp = stamp


def _stamp() -> _Stamp:
    return version("portal-archive"), EXTRACTOR


def _told(stamp: _Stamp) -> str:
    return f"portal-archive {stamp[0]} with {stamp[1]}"


def _itself(work: T) -> T:
    return work


def _do(stamp: _Stamp, work: Callable[[Any], Any], task: Any) -> Any:
    """Run on a worker."""
    return work(task) if stamp == _stamp() else _Refusal(_stamp())
