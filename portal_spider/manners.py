"""Manners: how long a server is left alone, from what it answers.

Pure: answers and seconds in, seconds out. ``Courtesy`` keeps what one run
knows of each server; what a server itself asked for (``Retry-After``) is kept
in the state, too, and holds for later runs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from portal_spider.profile import SiteProfile

#: Answers of a server that is not well now; the URL is asked for again.
TRANSIENT = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
#: Answers that ask for rest (RFC 6585, section 4; RFC 9110, section 15.6.4).
BUSY = frozenset((429, 503))

MOST_TRIES = 3  # of one URL in one run
TRIP = 5  # failures in a row after which a server counts as down
TRIP_BLOCKED = 3  # block pages in a row
FIRST_PAUSE = 10.0  # seconds; doubled with each further failure
LONGEST_PAUSE = 300.0
PATIENCE = 900.0  # seconds a run waits for a portal's server that is down or asks for rest
PATIENCE_ELSEWHERE = 60.0  # for a server that only pictures and styles come from
LONGEST_REST = 86_400.0  # of a Retry-After; what is longer is a mistake
SLOWEST = 30.0  # seconds that a slow server's own time adds to the delay at most


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` asks for (RFC 9110, section 10.2.3).

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after("Thu, 01 Jan 2026 00:01:00 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    60.0
    >>> retry_after("soon", datetime(2026, 1, 1, tzinfo=UTC))
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_REST)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max((date - now).total_seconds(), 0.0), LONGEST_REST)


def pause_unit(profile: SiteProfile) -> float:
    """Return the seconds of a first pause; a server that needs no delay needs a short one only."""
    return FIRST_PAUSE if profile.delay is None else min(FIRST_PAUSE, max(10 * profile.delay, 0.1))


def pause(unit: float, count: int) -> float:
    """Return the seconds to wait after the *count*-th failure in a row (from 1).

    >>> [pause(10.0, n) for n in (1, 2, 3, 40)]
    [10.0, 20.0, 40.0, 300.0]
    """
    return min(unit * 2.0 ** min(count - 1, 30), LONGEST_PAUSE)


@dataclass(slots=True)
class Server:
    """What a run knows of one server; times in seconds of one clock."""

    next_at: float = 0.0  # no request before
    latency: float = 0.0  # of its answers, smoothed
    failures: int = 0  # in a row
    blocks: int = 0  # block pages in a row
    since: float | None = None  # when the failures began
    why: str = ""  # the last failure
    given_up: bool = False  # for this run
    dead: bool = False  # what waits there is given up, too

    @property
    def down(self) -> bool:
        """Whether the circuit is open: one request at a time, to see whether it is back."""
        return self.failures >= TRIP or self.blocks >= TRIP_BLOCKED


class Courtesy:
    """Every server's turn: not too often, not while it is down, less often when it is slow."""

    def __init__(self) -> None:
        self.servers: dict[str, Server] = {}

    def of(self, origin: str) -> Server:
        """Return what is known of a server."""
        return self.servers.setdefault(origin, Server())

    def meet(self, origin: str, now: float) -> None:
        """Hear what others know of a server that is about to be asked: nobody is there."""

    def asked(self, origin: str, now: float, delay: float) -> None:
        """Note that a request goes out; the next one has to wait *delay* seconds."""
        self.of(origin).next_at = now + delay

    def answered(self, origin: str, now: float, delay: float, latency: float | None) -> None:
        """Note an answer; a server that takes long to give one gets as long a rest."""
        server = self.of(origin)
        server.failures, server.since, server.why = 0, None, ""
        server.given_up = server.dead = False
        if latency is not None:
            server.latency = latency if not server.latency else 0.7 * server.latency + 0.3 * latency
        if delay > 0:
            server.next_at = max(server.next_at, now + min(server.latency, SLOWEST))

    def failed(
        self, origin: str, now: float, unit: float, why: str, rest: float = 0.0,
        patience: float = PATIENCE, own: bool = True,
    ) -> None:  # fmt: skip
        """Note that a server gave no answer, or a bad one; *rest* is what it asked for.

        Of a server that is not the portal's *own* nothing is waited for: it is dead.
        """
        server = self.of(origin)
        server.failures += 1
        server.why = why
        server.since = now if server.since is None else server.since
        if rest:
            server.next_at = max(server.next_at, now + rest)
        if server.failures >= TRIP:
            server.next_at = max(server.next_at, now + pause(unit, server.failures - TRIP + 1))
        if max(now, server.next_at) - server.since > patience:
            server.given_up = True
        server.dead = server.given_up and not own

    def blocked(self, origin: str, now: float, unit: float, why: str) -> None:
        """Note a block page; more than a few in a row, and the server is left alone."""
        server = self.of(origin)
        server.blocks += 1
        server.why = why
        if server.blocks >= TRIP_BLOCKED:
            server.next_at = max(server.next_at, now + pause(unit, server.blocks))
        if server.blocks >= 2 * TRIP_BLOCKED:
            server.given_up = True

    def welcomed(self, origin: str) -> None:
        """Note a page that is no block page."""
        self.of(origin).blocks = 0

    def not_now(self, now: float, most: dict[str, int], under_way: dict[str, int]) -> set[str]:
        """Return the servers that must not be asked at *now*.

        *most*: requests under way allowed at each server, the default under ``""``.
        """
        limit = most[""]
        found = {o for o, count in under_way.items() if count >= most.get(o, limit)}
        for origin, server in self.servers.items():
            left_alone = server.given_up and not server.dead
            if left_alone or server.next_at > now or (server.down and under_way.get(origin)):
                found.add(origin)
        return found

    def next_turn(self, now: float) -> float | None:
        """Return the seconds until some server may be asked again, if one has to wait."""
        times = [s.next_at - now for s in self.servers.values() if s.next_at > now]
        return min(times, default=None)
