"""An HTTP/1.1 client on asyncio that gives back the exact bytes of each exchange.

Lenient in what it reads, bounded in time and size: whatever a server does, an
Exchange comes back that holds what came and says what was wrong.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from archive.capture import Connection, Exchange
from archive.http import MessageFramer

_SEGMENT = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one exchange; times in seconds, sizes in bytes."""

    connect: float = 30.0
    silence: float = 60.0  # between two segments
    total: float = 600.0
    body: int = 256 * 1024 * 1024


class NotFetched(Exception):
    """No whole response came; *exchange* holds what did, if a connection was made."""

    def __init__(self, url: str, why: str, exchange: Exchange | None = None) -> None:
        self.url, self.why, self.exchange = url, why, exchange
        super().__init__(f"{why}: {url}")


class PeerRefused(NotFetched):
    """The address behind the host may not be visited (DESIGN, reach)."""


@dataclass(slots=True)
class _Peer:
    """A connection, and what is known of it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    connection: Connection
    used: int = 0

    def close(self) -> None:
        self.writer.transport.abort()


class Client:
    """Fetches URLs, keeping connections alive; *allow* judges each address connected to.

    The name is resolved once and that very address is connected to, so that a
    second answer of the DNS cannot lead elsewhere.
    """

    def __init__(
        self,
        *,
        allow: Callable[[str], bool] = lambda address: True,
        limits: Limits | None = None,
        verify: ssl.SSLContext | None = None,
    ) -> None:
        self._allow = allow
        self._limits = limits or Limits()
        self._verifying = verify or ssl.create_default_context()
        self._unverified = ssl.create_default_context()
        self._unverified.check_hostname = False
        self._unverified.verify_mode = ssl.CERT_NONE
        self._idle: dict[tuple[object, ...], list[_Peer]] = {}

    async def fetch(
        self,
        url: str,
        headers: tuple[tuple[bytes, bytes], ...] = (),
        *,
        method: bytes = b"GET",
        body: bytes = b"",
        verify: bool = True,
        proxy: str | None = None,
        private: bool = False,
    ) -> list[Exchange]:
        """Fetch *url*; return the attempts, the last one with the response.

        More than one where a kept connection turned out to be dead. *private*
        lets loopback and private addresses pass. Raises NotFetched where no
        byte of a response came.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotFetched(url, "only http and https URLs can be fetched")
        message = self._request(url, method, headers, body, proxy)
        key = (parts.scheme, parts.netloc, verify, proxy)
        attempts: list[Exchange] = []
        while True:
            peer = await self._peer(url, key, verify, proxy, private)
            stale = peer.used > 0
            exchange = await self._exchange(url, peer, message, method, key)
            attempts.append(exchange)
            if exchange.response or not stale:
                break
        if not exchange.response:
            raise NotFetched(url, exchange.failure or "no response", exchange)
        return attempts

    async def close(self) -> None:
        """Close every idle connection."""
        for peers in self._idle.values():
            for peer in peers:
                peer.close()
        self._idle.clear()

    def _request(
        self,
        url: str,
        method: bytes,
        headers: tuple[tuple[bytes, bytes], ...],
        body: bytes,
        proxy: str | None,
    ) -> bytes:
        """The bytes that will be sent: ours to the last, so that the record is them."""
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2].encode("ascii", "ignore")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if proxy and parts.scheme == "http":
            target = f"http://{host.decode()}{target}"
        lines = [b"%s %s HTTP/1.1" % (method, target.encode("ascii", "ignore")), b"Host: " + host]
        lines += [b"%s: %s" % pair for pair in headers]
        if body or method in (b"POST", b"PUT"):
            lines.append(b"Content-Length: %d" % len(body))
        return b"\r\n".join([*lines, b"Connection: keep-alive", b"", body])

    async def _peer(
        self, url: str, key: tuple[object, ...], verify: bool, proxy: str | None, private: bool
    ) -> _Peer:
        idle = self._idle.get(key, [])
        while idle:
            peer = idle.pop()
            if not peer.reader.at_eof() and not peer.writer.is_closing():
                return peer
            peer.close()
        try:
            async with asyncio.timeout(self._limits.connect):
                return await self._connect(url, verify, proxy, private)
        except TimeoutError:
            raise NotFetched(url, f"no connection within {self._limits.connect:g} s") from None
        except ssl.SSLCertVerificationError as error:
            why = f"the certificate cannot be verified ({error.verify_message})"
            raise NotFetched(url, why) from error
        except (OSError, UnicodeError) as error:
            raise NotFetched(url, _said(error)) from error

    async def _connect(self, url: str, verify: bool, proxy: str | None, private: bool) -> _Peer:
        parts = urlsplit(proxy or url)
        target = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        refused: Exception | None = None
        for *_, place in found:
            address = str(place[0])
            # A proxy resolves the name itself: its own address is the user's choice.
            if not private and proxy is None and not self._allow(address):
                refused = PeerRefused(url, f"{host} is at {address}, which may not be visited")
                continue
            try:
                reader, writer = await asyncio.open_connection(address, port, limit=_SEGMENT)
            except OSError as error:
                refused = error
                continue
            if proxy and target.scheme == "https":
                await _tunnel(reader, writer, target.netloc, url)
            if target.scheme == "https":
                context = self._verifying if verify else self._unverified
                name = target.hostname or ""
                try:
                    await writer.start_tls(context, server_hostname=name)
                except BaseException:
                    writer.transport.abort()
                    raise
            shown = None if proxy else address
            return _Peer(reader, writer, _describe(writer, shown, verify))
        raise refused or OSError(f"no address for {host}")

    async def _exchange(
        self, url: str, peer: _Peer, message: bytes, method: bytes, key: tuple[object, ...]
    ) -> Exchange:
        began = datetime.now(UTC)
        framer = MessageFramer(method, body_limit=self._limits.body)
        try:
            async with asyncio.timeout(self._limits.total):
                peer.writer.write(message)
                while not framer.done:
                    async with asyncio.timeout(self._limits.silence):
                        segment = await peer.reader.read(_SEGMENT)
                    if segment:
                        framer.feed(segment)
                    else:
                        framer.end()
        except TimeoutError:
            framer.cut("time", "the server took too long")
        except (OSError, ssl.SSLError) as error:
            framer.cut("disconnect", _said(error))
        peer.used += 1
        if framer.reusable:
            self._idle.setdefault(key, []).append(peer)
        else:
            peer.close()
        return Exchange(
            uri=url,
            date=began,
            request=message,
            response=framer.message,
            connection=peer.connection,
            truncated=framer.truncated if framer.message else None,
            failure=framer.failure,
        )


def _describe(writer: asyncio.StreamWriter, address: str | None, verified: bool) -> Connection:
    tls = writer.get_extra_info("ssl_object")
    if tls is None:
        return Connection(ip_address=address, protocol="http/1.1")
    version = (tls.version() or "").removeprefix("TLSv")
    cipher = tls.cipher()
    return Connection(
        ip_address=address,
        protocol="http/1.1",
        tls_version=f"tls/{version}" if version else None,
        cipher_suite=cipher[0] if cipher else None,
        verified=verified,
    )


async def _tunnel(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, netloc: str, url: str
) -> None:
    """Ask a proxy for a tunnel; its bytes belong to no record (TRAPS 4)."""
    host = unquote(netloc.rpartition("@")[2])
    place = host if ":" in host.rpartition("]")[2] else f"{host}:443"
    writer.write(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    if b" 200" not in answer.partition(b"\r\n")[0]:
        writer.transport.abort()
        status = answer.partition(b"\r\n")[0].decode("latin-1")
        raise NotFetched(url, f"the proxy answered {status}")


def _said(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "the host name cannot be resolved"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
