"""The demo portals' server: asyncio on loopback, one port each, in a thread of its own."""

import asyncio
import threading
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from portal_spider.demo import lanwan, qiling
from portal_spider.demo.profiles import profiles
from portal_spider.demo.site import Site
from portal_spider.demo.wire import refusal, respond
from portal_spider.profile import SiteProfile

_HEAD_LIMIT = 64 * 1024  # bytes of a request's head


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedExchange:
    """One request as it came in and the response as it went out, byte for byte."""

    portal: str
    path: str
    request: bytes
    response: bytes


class DemoPortal:
    """Serve both portals while a ``with`` block lasts.

    ``origin`` is 澜湾网's address, ``other_origin`` 栖岭新闻's; ``log`` has every
    exchange in the order it was answered. *ports* are taken again where a
    collection knows the portals by them (0: any that is free).
    """

    def __init__(self, ports: tuple[int, int] = (0, 0)) -> None:
        self._ports = ports
        self.origin = self.other_origin = ""
        self.log: list[LoggedExchange] = []
        self._thread = threading.Thread(target=self._run, name="demo portal", daemon=True)
        self._started = threading.Event()
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop
        self._ended: asyncio.Event

    @property
    def profiles(self) -> tuple[SiteProfile, SiteProfile]:
        """The profiles of both portals at their addresses."""
        return profiles(self.origin, self.other_origin)

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        if self._failure:
            raise self._failure
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self._failure = error
        finally:
            self._started.set()

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        visits: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}
        sites: dict[int, Site] = {}

        # No coroutine: a connection must be known before anything can be cancelled.
        def visited(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            site = sites[writer.get_extra_info("sockname")[1]]
            visit = asyncio.ensure_future(self._visit(site, reader, writer))
            visits[writer] = visit
            visit.add_done_callback(lambda _: visits.pop(writer, None))

        servers = [
            await asyncio.start_server(visited, "127.0.0.1", port, limit=_HEAD_LIMIT)
            for port in self._ports
        ]
        ports = [server.sockets[0].getsockname()[1] for server in servers]
        self.origin, self.other_origin = (f"http://127.0.0.1:{port}" for port in ports)
        sites[ports[0]], sites[ports[1]] = lanwan.site(self.origin), qiling.site(self.other_origin)
        self._started.set()
        await self._ended.wait()
        # Accept nothing more, and let what was just accepted reach `visited`: a server that
        # is closed in between would leave its socket open (asyncio asserts, and forgets it).
        for server in servers:
            self._loop.remove_reader(server.sockets[0].fileno())
        for _ in range(5):
            await asyncio.sleep(0)
        for server in servers:
            server.close()
        left = dict(visits)
        for writer, visit in left.items():
            visit.cancel()
            writer.transport.abort()
        await asyncio.gather(*left.values(), return_exceptions=True)
        await asyncio.gather(*(w.wait_closed() for w in left), return_exceptions=True)

    async def _visit(
        self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer request after request on one connection."""
        try:
            ends = False
            while not ends:
                request = await reader.readuntil(b"\r\n\r\n")
                path, response, ends = _answer(site, request)
                self.log.append(
                    LoggedExchange(portal=site.name, path=path, request=request, response=response)
                )
                writer.write(response)
                await writer.drain()
        except asyncio.LimitOverrunError:
            writer.write(refusal(431))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the visitor has left
        finally:
            writer.close()
            # A transport is closed in a later turn of the loop, which may be about to end.
            with suppress(ConnectionError):
                await writer.wait_closed()


def _answer(site: Site, request: bytes) -> tuple[str, bytes, bool]:
    """Return the path asked for, the response, and whether the connection ends with it."""
    first, *lines = request.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, _, rest = first.partition(" ")
    path, _, protocol = rest.rpartition(" ")
    if not path.startswith("/") or not protocol.startswith("HTTP/1."):
        return path, refusal(400), True
    if method not in ("GET", "HEAD"):
        return path, refusal(405), True
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    response, ends = respond(method, headers, site.answers.get(path, site.missing))
    closing = headers.get("connection", "").lower() == "close" or protocol == "HTTP/1.0"
    return path, response, ends or closing
