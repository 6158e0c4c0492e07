"""The HTTP/1.1 client: one exchange at a time on each connection, every byte ours.

Lenient in what it reads, bounded in time and size: whatever a server does, an
Exchange comes back that holds what came and says what was wrong.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.capture import Connection, Exchange, RecordPointer
from archive.http import MessageFramer
from portal_spider.capture.connection import WireConnection
from portal_spider.capture.dial import dial
from portal_spider.capture.failures import AddressRefused, FetchError, NoAnswer, TimedOut
from portal_spider.capture.outgoing import Outgoing, Route
from portal_spider.capture.reach import is_public
from portal_spider.capture.tls import trusting_context, verifying_context

_REPEATABLE = frozenset((b"GET", b"HEAD", b"OPTIONS"))
STOPPED = "the crawl was stopped"
_MOST_IDLE = 64  # connections kept open with nothing to do

Keep = Callable[[Exchange], RecordPointer | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The last attempt of a fetch. *error* is set where there is no response head."""

    exchange: Exchange
    pointer: RecordPointer | None
    error: FetchError | None = None
    latency: float | None = None  # seconds from the request sent to the head received
    surplus: int = 0  # bytes that came after the end of the message; kept nowhere
    interim: tuple[int, ...] = ()  # status codes of 1xx heads


class Client:
    """Fetches, and hands every attempt over before anything else is done with it."""

    def __init__(
        self,
        *,
        allow: Callable[[str], bool] = is_public,
        ca_file: str | None = None,
        idle_timeout: float = 15.0,
    ) -> None:
        """Connect only where *allow* says yes; keep idle connections *idle_timeout* seconds."""
        self._allow = allow
        self._ca_file = ca_file
        self._idle_timeout = idle_timeout
        self._contexts: dict[bool, ssl.SSLContext] = {}
        self._idle: dict[Route, list[WireConnection]] = {}
        self._busy: set[WireConnection] = set()
        self._dialing: set[asyncio.Timeout] = set()
        self._stopped = False

    async def fetch(self, outgoing: Outgoing, keep: Keep) -> Fetched:
        """Fetch; call *keep* with each attempt. What *keep* raises goes up, the answer does not.

        A kept-alive connection that turns out to be dead before any answer is
        replaced once: two attempts, two exchanges.
        """
        deadline = asyncio.get_running_loop().time() + outgoing.timeout
        if connection := self._take(outgoing.route):
            fetched = await self._attempt(connection, outgoing, keep, deadline)
            if not _was_stale(fetched.exchange, outgoing):
                return fetched
        date = datetime.now(UTC)
        try:
            connection = await self._dial(outgoing)
        except FetchError as error:
            exchange = Exchange(
                uri=outgoing.uri,
                date=date,
                request=b"",
                response=b"",
                connection=Connection(verified=outgoing.route.verify),
                failure=error.why,
            )
            # A refused address was never visited: that is a decision, not an exchange.
            pointer = None if isinstance(error, AddressRefused) else keep(exchange)
            return Fetched(exchange=exchange, pointer=pointer, error=error)
        return await self._attempt(connection, outgoing, keep, deadline, date)

    async def _dial(self, outgoing: Outgoing) -> WireConnection:
        try:
            async with asyncio.timeout(0.0 if self._stopped else None) as limit:
                self._dialing.add(limit)
                return await dial(
                    outgoing.route,
                    outgoing.uri,
                    allow=(lambda _: True) if outgoing.route.private else self._allow,
                    context=self._context(outgoing.route),
                    timeout=outgoing.connect_timeout,
                )
        except TimeoutError as error:
            raise TimedOut(outgoing.uri, STOPPED) from error
        finally:
            self._dialing.discard(limit)

    def stop(self) -> None:
        """Cut what is under way: each exchange is kept as far as it came."""
        self._stopped = True
        for connection in list(self._busy):
            connection.cut(STOPPED)
        for limit in list(self._dialing):
            limit.reschedule(asyncio.get_running_loop().time())

    async def close(self) -> None:
        """Drop every connection."""
        for connection in [*self._busy, *(c for idle in self._idle.values() for c in idle)]:
            self._forget(connection)
        await asyncio.sleep(0)  # the transports say goodbye in the loop's next turn

    async def _attempt(
        self,
        connection: WireConnection,
        outgoing: Outgoing,
        keep: Keep,
        deadline: float,
        date: datetime | None = None,
    ) -> Fetched:
        framer = MessageFramer(outgoing.method, body_limit=outgoing.max_size)
        date = date or datetime.now(UTC)
        began = asyncio.get_running_loop().time()
        self._busy.add(connection)
        try:
            await connection.exchange(outgoing.sent, framer, outgoing.head_timeout, deadline)
        except asyncio.CancelledError:
            keep(_exchange(connection, outgoing, framer, date))
            raise
        finally:
            self._busy.discard(connection)
        exchange = _exchange(connection, outgoing, framer, date)
        try:
            pointer = keep(exchange)
        except BaseException:
            connection.abort()
            raise
        if framer.reusable and connection.usable:
            self._give_back(connection)
        return Fetched(
            exchange=exchange,
            pointer=pointer,
            error=_error(framer, outgoing.uri),
            latency=None if connection.head_at is None else connection.head_at - began,
            surplus=len(framer.surplus),
            interim=tuple(framer.interim),
        )

    def _context(self, route: Route) -> ssl.SSLContext | None:
        if route.scheme != "https":
            return None
        context = self._contexts.get(route.verify)
        if context is None:
            context = verifying_context(self._ca_file) if route.verify else trusting_context()
            self._contexts[route.verify] = context
        return context

    def _take(self, route: Route) -> WireConnection | None:
        idle = self._idle.get(route)
        while idle:
            connection = idle.pop()
            if not idle:
                del self._idle[route]
            if connection.idle_timer is not None:
                connection.idle_timer.cancel()
            if connection.usable:
                return connection
        return None

    def _give_back(self, connection: WireConnection) -> None:
        if sum(map(len, self._idle.values())) >= _MOST_IDLE:
            self._forget(next(iter(self._idle.values()))[0])
        self._idle.setdefault(connection.route, []).append(connection)
        connection.idle_timer = asyncio.get_running_loop().call_later(
            self._idle_timeout, self._forget, connection
        )

    def _forget(self, connection: WireConnection) -> None:
        if connection.idle_timer is not None:
            connection.idle_timer.cancel()
        idle = self._idle.get(connection.route, [])
        if connection in idle:
            idle.remove(connection)
            if not idle:
                del self._idle[connection.route]
        connection.abort()


def _exchange(
    connection: WireConnection, outgoing: Outgoing, framer: MessageFramer, date: datetime
) -> Exchange:
    protocol = f"http/{framer.head.version.decode('ascii', 'replace')}" if framer.head else None
    return Exchange(
        uri=outgoing.uri,
        date=date,
        request=outgoing.block,
        response=framer.message,
        connection=connection.described(protocol),
        truncated=framer.truncated,
        failure=framer.failure,
    )


def _error(framer: MessageFramer, uri: str) -> FetchError | None:
    if framer.head is not None:
        return None
    kind = TimedOut if framer.truncated == "time" and not framer.broken else NoAnswer
    return kind(uri, framer.failure or "no response")


def _was_stale(exchange: Exchange, outgoing: Outgoing) -> bool:
    return (
        not exchange.response
        and exchange.truncated == "disconnect"
        and outgoing.method in _REPEATABLE
    )
