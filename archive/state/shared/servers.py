"""What a worker knows of the servers that are crawled: from the others, and to tell them."""

from dataclasses import dataclass

from archive.state.frontier import Origin
from archive.state.shared.server import Server

_MOST = 500  # robots.txt that are remembered: each may have half a megabyte


@dataclass(frozen=True, slots=True)
class Standing:
    """What all workers together know of a server's health."""

    failures: int = 0  # in a row
    blocks: int = 0  # block pages in a row
    age: float | None = None  # seconds since the first of the failures
    given: str = ""  # 'given' up for this round, or 'dead': what waits there is given up, too
    why: str = ""


class Servers:
    """Standings and robots.txt, as the frontier's server last told them."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._standings: dict[str, Standing] = {}
        self._robots: dict[str, tuple[str, Origin]] = {}  # with the time that the server told
        self.words: list[tuple[str, str, str, float]] = []  # heard and not told yet

    def standing(self, origin: str) -> Standing:
        """Return what all workers knew of a server when it was last leased from."""
        return self._standings.get(origin, Standing())

    def stands(self, origin: str, standing: Standing) -> None:
        """Note what came with a lease."""
        self._standings[origin] = standing

    def robots(self, origin: str, at: str | None = None) -> Origin:
        """Return a server's robots.txt; asked for unless known, and of the time *at* if one is given."""
        if origin not in self._robots or (at is not None and self._robots[origin][0] != at):
            if len(self._robots) >= _MOST:
                self._robots.clear()
            known = self._server.server(origin)
            told = text(known.get("at", b""))
            self._robots[origin] = told, Origin(
                origin, text(known["robots"]) if told else None, known.get("body"),
                float(told) if told else None,
            )  # fmt: skip
        return self._robots[origin][1]

    def answered(self, origin: Origin) -> None:
        """Note an answer of this worker's own for a robots.txt, not told yet."""
        self._robots[origin.origin] = "untold", origin

    def forget(self) -> None:
        """Forget every robots.txt: the frontier's server may know another."""
        self._robots.clear()


def text(value: bytes | str | float) -> str:
    """Return an answer of the frontier's server as text."""
    return value.decode() if isinstance(value, bytes) else str(value)
