"""One connection: bytes out, a framed message in, and deadlines that hold."""

import asyncio
import ssl
from typing import cast

from archive.capture import Connection
from archive.http import MessageFramer
from portal_spider.capture.outgoing import Route
from portal_spider.capture.tls import suite_name, version_name

_BROKEN_GRACE = 5.0  # seconds to go on reading a message that has no end of its own


class WireConnection(asyncio.Protocol):
    """A connection that carries one exchange at a time."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.transport: asyncio.Transport | None = None
        self.head_at: float | None = None  # loop time when the last response's head was whole
        self.idle_timer: asyncio.TimerHandle | None = None
        self.closed = False
        self._framer: MessageFramer | None = None
        self._finished: asyncio.Future[None] | None = None
        self._grace: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport; after CONNECT, `dial` puts the TLS one in its place."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, segment: bytes) -> None:
        """Feed the exchange under way; bytes nobody asked for end the connection."""
        framer = self._framer
        if framer is None or framer.done:
            self.abort()  # nobody asked: whatever this is, it belongs to no exchange of ours
            return
        ended = framer.feed(segment)
        loop = asyncio.get_running_loop()
        if self.head_at is None and framer.head is not None:
            self.head_at = loop.time()
        if ended:
            self._finish()
        elif framer.broken and self._grace is None:
            why = f"nothing more was waited for after {_BROKEN_GRACE:g} s"
            self._grace = loop.call_later(_BROKEN_GRACE, self._cut, "time", why)

    def eof_received(self) -> bool:
        """Note that the server sent its last byte."""
        if self._framer is not None:
            self._framer.end()
            self._finish()
        self.closed = True
        return False

    def connection_lost(self, error: Exception | None) -> None:
        """Note that the connection is gone; *error* is None for an ordinary end."""
        self.closed = True
        if self._framer is not None and not self._framer.done:
            if error is None:
                self._framer.end()
            else:
                self._framer.cut("disconnect", f"the connection was lost: {error}")
        self._finish()

    @property
    def usable(self) -> bool:
        """Whether another exchange may begin."""
        return not self.closed and self.transport is not None and not self.transport.is_closing()

    def abort(self) -> None:
        """Drop the connection now, without ceremony."""
        self.closed = True
        if self.transport is not None:
            self.transport.abort()

    async def exchange(
        self, request: bytes, framer: MessageFramer, head_timeout: float, deadline: float
    ) -> None:
        """Send *request*, feed *framer* until its message ends or a deadline cuts it.

        *deadline* is in the loop's time. The connection stays open only if the
        message allows it.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        self._framer, self._finished, self.head_at = framer, loop.create_future(), None
        head_by = min(began + head_timeout, deadline)
        timers = [
            loop.call_at(head_by, self._cut_without_head, head_by - began),
            loop.call_at(deadline, self._cut, "time", "the time for one fetch is over"),
        ]
        try:
            if self.usable and self.transport is not None:
                self.transport.write(request)
            else:
                self.connection_lost(None)
            await self._finished
        except asyncio.CancelledError:
            framer.cut("unspecified", "the crawl was stopped")
            raise
        finally:
            for timer in timers:
                timer.cancel()
            if self._grace is not None:
                self._grace.cancel()
                self._grace = None
            self._framer = self._finished = None
            if not framer.reusable:
                self.abort()

    def cut(self, why: str) -> None:
        """End the exchange under way where it is."""
        self._cut("unspecified", why)

    def described(self, protocol: str | None = None) -> Connection:
        """Say what an archive should know of this connection."""
        ip_address = tls = cipher = None
        if self.transport is not None:
            peer = self.transport.get_extra_info("peername")
            if peer and self.route.proxy is None:  # a proxy's address is not the server's
                ip_address = str(peer[0]).partition("%")[0]
            tls = self.transport.get_extra_info("ssl_object")
        if isinstance(tls, ssl.SSLObject):
            cipher = tls.cipher()
        return Connection(
            ip_address=ip_address,
            protocol=protocol,
            tls_version=version_name(tls.version()) if tls else None,
            cipher_suite=suite_name(cipher[0]) if cipher else None,
            verified=self.route.verify,
        )

    def _cut_without_head(self, waited: float) -> None:
        if self._framer is not None and self._framer.head is None:
            self._cut("time", f"no response head within {waited:.3g} s")

    def _cut(self, reason: str, why: str) -> None:
        if self._framer is not None:
            self._framer.cut(reason, why)
        self._finish()

    def _finish(self) -> None:
        if self._finished is not None and not self._finished.done():
            self._finished.set_result(None)
