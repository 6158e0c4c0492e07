"""Web applications served on loopback, each on a port, and so on an origin, of its own."""

import asyncio
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from archive.errors import CannotKeep

LOOPBACK = "127.0.0.1"


def listen(port: int = 0) -> socket.socket:
    """Return a socket bound to *port* on loopback (0: a free one); CannotKeep if it is taken."""
    # With its protocol named asyncio switches Nagle's delay off, which costs 40 ms an answer.
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((LOOPBACK, port))
    except OSError as error:
        opened.close()
        raise CannotKeep(f"{LOOPBACK}:{port}", error.strerror or str(error)) from error
    opened.listen(128)
    return opened


def origin_of(opened: socket.socket) -> str:
    """Return the origin that *opened* serves."""
    return f"http://{LOOPBACK}:{opened.getsockname()[1]}"


def serve(apps: Sequence[tuple[ASGIApp, socket.socket]]) -> None:
    """Serve each application on its socket until interrupted."""
    asyncio.run(_serve([_server(app) for app, _ in apps], [opened for _, opened in apps]))


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Serve *app* on a free port for the length of a block; yield its origin."""
    opened, server = listen(), _server(app)
    # Signals are for the main thread; here the end of the block stops the server.
    thread = threading.Thread(target=lambda: asyncio.run(server._serve([opened])))
    thread.start()
    try:
        yield origin_of(opened)
    finally:
        server.should_exit = True
        thread.join()
        opened.close()


def _server(app: ASGIApp) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", access_log=False, lifespan="off", server_header=False,
            proxy_headers=False, timeout_graceful_shutdown=2, ws="none",
        )
    )  # fmt: skip


async def _serve(servers: list[uvicorn.Server], sockets: list[socket.socket]) -> None:
    with suppress(asyncio.CancelledError, KeyboardInterrupt):
        tasks = [
            asyncio.create_task(server.serve([opened]))
            for server, opened in zip(servers, sockets, strict=True)
        ]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for server in servers:  # one was told to stop: all stop
            server.should_exit = True
        await asyncio.gather(*tasks)
