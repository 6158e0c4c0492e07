"""From a route to an open connection: name, address, proxy, TLS."""

import asyncio
import os
import socket
import ssl
from collections.abc import Callable
from ipaddress import ip_address

from archive.http import MessageFramer
from portal_spider.capture.connection import WireConnection
from portal_spider.capture.failures import (
    AddressRefused,
    CertificateRefused,
    ConnectFailed,
    FetchError,
    NameNotResolved,
    TimedOut,
)
from portal_spider.capture.outgoing import Route

_TUNNEL_HEAD_LIMIT = 64 * 1024


async def dial(
    route: Route,
    uri: str,
    *,
    allow: Callable[[str], bool],
    context: ssl.SSLContext | None,
    timeout: float,
) -> WireConnection:
    """Open a connection along *route* within *timeout* seconds.

    The address that *allow* is asked about is the one connected to; a name is
    resolved once. A proxy is the user's own choice and not asked about, but a
    target given as an address is.
    """
    try:
        async with asyncio.timeout(timeout):
            if route.proxy is None:
                addresses = await _resolve(route.host, route.port, uri)
                addresses = _allowed(addresses, uri, allow)
                return await _connect(route, addresses, route.port, uri, context, timeout)
            if _is_address(route.host) or route.host.rstrip(".").endswith("localhost"):
                _allowed(await _resolve(route.host, route.port, uri), uri, allow)
            host, port = route.proxy
            addresses = await _resolve(host, port, uri)
            connection = await _connect(route, addresses, port, uri, None, timeout)
            if route.tunnelled:
                await _tunnel(connection, uri, context, timeout)
            return connection
    except TimeoutError as error:
        raise TimedOut(uri, f"no connection within {timeout:g} s") from error


async def _resolve(host: str, port: int, uri: str) -> list[str]:
    if _is_address(host):
        return [host]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NameNotResolved(uri, f"the name {host} has no address: {error}") from error
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def _allowed(addresses: list[str], uri: str, allow: Callable[[str], bool]) -> list[str]:
    allowed = [address for address in addresses if allow(address)]
    if not allowed:
        raise AddressRefused(uri, addresses[0] if addresses else "no address")
    return allowed


async def _connect(
    route: Route,
    addresses: list[str],
    port: int,
    uri: str,
    context: ssl.SSLContext | None,
    timeout: float,
) -> WireConnection:
    """Try the addresses in turn, each with its share of the time."""
    loop = asyncio.get_running_loop()
    failure: FetchError = ConnectFailed(uri, "no address to connect to")
    for address in addresses:
        try:
            async with asyncio.timeout(timeout / len(addresses)):
                _, connection = await loop.create_connection(
                    lambda: WireConnection(route),
                    address,
                    port,
                    ssl=context,
                    server_hostname=route.host if context else None,
                    ssl_handshake_timeout=timeout if context else None,
                )
                return connection
        except TimeoutError:
            failure = TimedOut(uri, f"{address} port {port} did not take the connection in time")
        except OSError as error:
            failure = _refusal(uri, f"{address} port {port}", error)
    raise failure


async def _tunnel(
    connection: WireConnection, uri: str, context: ssl.SSLContext | None, timeout: float
) -> None:
    """Ask the proxy for a way through, then speak TLS in it."""
    route = connection.route
    loop = asyncio.get_running_loop()
    host = f"[{route.host}]" if ":" in route.host else route.host
    origin = f"{host}:{route.port}".encode()
    auth = b"Proxy-Authorization: " + route.proxy_auth + b"\r\n" if route.proxy_auth else b""
    ask = b"CONNECT " + origin + b" HTTP/1.1\r\nHost: " + origin + b"\r\n" + auth + b"\r\n"
    framer = MessageFramer(b"HEAD", head_limit=_TUNNEL_HEAD_LIMIT)  # a tunnel's 200 has no body
    await connection.exchange(ask, framer, timeout, loop.time() + timeout)
    status = framer.head.status if framer.head else None
    if status is None or status // 100 != 2 or not connection.usable:
        connection.abort()
        raise ConnectFailed(uri, f"the proxy opens no tunnel: {framer.failure or status}")
    if connection.transport is None or context is None:
        raise ConnectFailed(uri, "the proxy closed the tunnel")
    try:
        transport = await loop.start_tls(
            connection.transport, connection, context, server_hostname=route.host
        )
    except OSError as error:
        connection.abort()
        raise _refusal(uri, f"{route.host} through the proxy", error) from error
    if transport is None:
        raise ConnectFailed(uri, "the proxy closed the tunnel")
    connection.transport = transport


def _refusal(uri: str, where: str, error: OSError) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return CertificateRefused(uri, f"certificate not verified: {error.verify_message}")
    if isinstance(error, ssl.SSLError):
        return ConnectFailed(uri, f"no TLS with {where}: {error.reason or error}")
    # asyncio puts the address where the system's own words are wanted.
    why = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
    return ConnectFailed(uri, f"no connection to {where}: {why}")


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
