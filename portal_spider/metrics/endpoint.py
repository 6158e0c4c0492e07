"""The endpoint: HTTP on loopback unless another address is asked for, on a thread of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, ProcessCollector, start_http_server

from portal_spider.errors import UsageError
from portal_spider.metrics.textfile import textfile


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to listen."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> "Endpoint":
        """Read ``PORT`` or ``HOST:PORT``.

        >>> Endpoint.parse("9188")
        Endpoint(host='127.0.0.1', port=9188)
        >>> Endpoint.parse("[::1]:9188").host
        '::1'
        """
        host, _, port = text.rpartition(":")
        if not (port.isascii() and port.isdigit() and int(port) < 65536):
            raise UsageError(f"--metrics: not PORT, HOST:PORT or FILE.prom: {text}")
        return cls(host.strip("[]") or "127.0.0.1", int(port))


@contextmanager
def exposed(text: str) -> Iterator[tuple[str, CollectorRegistry]]:
    """Let what is registered be seen where ``--metrics`` says; yields that place and the registry."""
    if text.endswith(".prom"):
        with textfile(Path(text)) as registry:
            yield text, registry
    else:
        with endpoint(Endpoint.parse(text)) as found:
            yield found


@contextmanager
def endpoint(at: Endpoint) -> Iterator[tuple[str, CollectorRegistry]]:
    """Answer ``/metrics`` with what is registered, and this process's CPU and memory.

    Yields the URL and the registry.
    """
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    try:
        server, thread = start_http_server(at.port, at.host, registry)
    except OSError as error:
        raise UsageError(
            f"--metrics: cannot listen on {at.host}:{at.port}: {error.strerror or error}"
        ) from error
    try:
        host = f"[{at.host}]" if ":" in at.host else at.host
        yield f"http://{host}:{server.server_port}/metrics", registry
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
