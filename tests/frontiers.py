"""The frontiers that the contract is asked of, each with what its owner does around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from archive.state import Frontier, State


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
