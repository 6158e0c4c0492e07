"""Work over all cores: the same results in the same order as one after the other."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:  # what pools are made of takes longer to load than most commands want
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3  # tasks a core that are under way or wait to be taken: what bounds the memory
_work: Callable[[Any], Any]  # in a worker: what it does


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def collect_seldom() -> None:
    """Look for garbage in this process a thirtieth as often: for work that makes next to no cycles.

    A page is thousands of objects, and all of them go with its last reference.
    """
    gc.set_threshold(20_000, 20, 20)


def batched(tasks: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield *tasks* in lists of *size*: what one task of a pool should at least be."""
    source = iter(tasks)
    while batch := list(islice(source, size)):
        yield batch


class InOrder(Protocol):
    """Whatever does work like ``in_order``: here, or on other machines."""

    def __call__(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield ``work(task)`` for each of *tasks*, in their order."""
        ...


def one_by_one(work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    """Yield ``work(task)`` for each of *tasks*, by this process alone."""
    return map(work, tasks)


def in_order(
    work: Callable[[T], R], tasks: Iterable[T], processes: int | None = None
) -> Iterator[R]:
    """Yield ``work(task)`` for each of *tasks*, in their order, worked on by *processes* (all cores).

    *work* is pickled once a process, so what it caches it keeps. A few tasks
    are taken ahead, not all. A single task, or a single core, needs no other
    process. What *work* raises is raised here, in its turn.
    """
    processes = cores() if processes is None else processes
    source = iter(tasks)
    first = list(islice(source, 2))
    if processes < 2 or len(first) < 2:
        yield from map(work, first)
        yield from map(work, source)
        return
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[Future[R]] = deque()
    with workers(work, processes) as pool:
        try:
            for task in _chained(first, source):
                waiting.append(given(pool, task))
                if len(waiting) >= _AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise RuntimeError("a worker process died before its work was done") from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def workers(work: Callable[[Any], Any], processes: int) -> "ProcessPoolExecutor":
    """Return a pool of *processes* that all do *work*, for tasks that come one by one."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Never forked from here: a fork would share locks, threads and open databases.
    served = "forkserver" in multiprocessing.get_all_start_methods()
    if served:
        _serve_forks_undisturbed(modules_of(work))
    context = multiprocessing.get_context("forkserver" if served else "spawn")
    return ProcessPoolExecutor(processes, context, _begin, (work,))


def expect(*modules: str) -> None:
    """Have *modules* loaded for the workers to come, while this process goes on."""
    import multiprocessing

    if cores() > 1 and "forkserver" in multiprocessing.get_all_start_methods():
        _serve_forks_undisturbed(modules)


def _serve_forks_undisturbed(modules: Iterable[str]) -> None:
    """Start the server that workers are forked from, with SIGINT blocked, as it then is in them.

    Ctrl-C reaches all; one that is ignored only from ``_begin`` on meets a
    worker that still loads its modules, which then dies with a traceback. The
    server loads *modules*, so that no worker has to.
    """
    from multiprocessing import forkserver, resource_tracker  # only where they are

    forkserver.set_forkserver_preload(["__main__", *modules])
    resource_tracker.ensure_running()  # when it begins it unblocks what it had blocked
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def modules_of(work: object) -> list[str]:
    """Return the modules that *work* is from, and of a dataclass those that its fields are from."""
    held = [getattr(work, it.name) for it in fields(work)] if is_dataclass(work) else []
    return list({it.__module__: None for it in (work, *held) if hasattr(it, "__module__")})


def given(pool: "ProcessPoolExecutor", task: Any) -> "Future[Any]":
    """Give *task* to one of the ``workers``."""
    return pool.submit(_do, task)


def _chained(first: list[T], rest: Iterator[T]) -> Iterator[T]:
    yield from first
    yield from rest


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next task for ever."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(task: Any) -> Any:
    return _work(task)
