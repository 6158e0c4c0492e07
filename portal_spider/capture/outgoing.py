"""What is sent: the bytes of a request, and where they go."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from portal_spider.errors import BadUrl

_URL = re.compile(r"(?i)(https?)://([^/?#]*)([^#]*)")
_PORTS = {"http": 80, "https": 443}
_FIRST = (b"user-agent", b"accept", b"accept-language")
# Ours to say, or between us and a proxy; never passed on from the crawl.
_OURS = frozenset(
    b"host accept-encoding connection keep-alive content-length transfer-encoding te trailer "
    b"upgrade expect proxy-authorization proxy-connection".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a connection leads; two requests of one route may share it."""

    scheme: str
    host: str  # without brackets
    port: int
    verify: bool = True
    private: bool = False  # loopback and private addresses may be visited
    proxy: tuple[str, int] | None = None
    proxy_auth: bytes | None = None

    @property
    def tunnelled(self) -> bool:
        """Whether the proxy is asked for a tunnel (CONNECT)."""
        return self.proxy is not None and self.scheme == "https"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One request, ready to send.

    ``block`` is what is kept. It is what is sent, too, except that a proxy's
    password is added on the way to the proxy and kept nowhere.
    """

    uri: str  # without credentials and fragment
    route: Route
    method: bytes
    block: bytes
    max_size: int | None = None  # bytes of the body as received, framing included
    timeout: float = 180.0  # seconds for all of it
    head_timeout: float = 60.0  # seconds from the request sent to the head received
    connect_timeout: float = 20.0  # seconds for name, TCP, proxy and TLS

    @property
    def sent(self) -> bytes:
        """The bytes that go over the wire."""
        if self.route.proxy is None or self.route.tunnelled or not self.route.proxy_auth:
            return self.block
        head, end, body = self.block.partition(b"\r\n\r\n")
        return head + b"\r\nProxy-Authorization: " + self.route.proxy_auth + end + body


def compose(
    url: str,
    *,
    method: str = "GET",
    headers: Iterable[tuple[bytes, bytes]] = (),
    body: bytes = b"",
    verify: bool = True,
    private: bool = False,
    proxy: str | None = None,
    proxy_auth: bytes | None = None,
    max_size: int | None = None,
    timeout: float = 180.0,
    head_timeout: float = 60.0,
    connect_timeout: float = 20.0,
) -> Outgoing:
    r"""Write the request for *url*: Host first, *headers* in order, gzip as the only coding.

    Credentials in the URL are not sent, and not kept.

    >>> compose("http://me:secret@example.org/a?b#c").block
    b'GET /a?b HTTP/1.1\r\nHost: example.org\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\n'
    """
    found = _URL.match(url)
    if not found or not url.isascii() or re.search(r"[\x00-\x20\x7f]", url):
        raise BadUrl(url, "not a percent-encoded http or https URL")
    scheme, netloc, rest = found[1].lower(), found[2].rpartition("@")[2], found[3]
    target = rest if rest.startswith("/") else "/" + rest
    host, port = _host_and_port(url, f"{scheme}://{netloc}", _PORTS[scheme])
    uri = f"{scheme}://{netloc}{target}"
    route = Route(
        scheme=scheme,
        host=host,
        port=port,
        verify=verify,
        private=private,
        proxy=_proxy_address(proxy) if proxy else None,
        proxy_auth=proxy_auth if proxy else None,
    )
    verb = method.encode("ascii")
    absolute = route.proxy is not None and not route.tunnelled
    lines = [verb + b" " + (uri if absolute else target).encode() + b" HTTP/1.1"]
    pairs = list(headers)
    given_host = next((value for name, value in pairs if name.lower() == b"host"), None)
    named = netloc.removesuffix(f":{_PORTS[scheme]}").removesuffix(":")
    fields = [(b"Host", given_host or named.encode())]
    passed = [(name, value) for name, value in pairs if name.lower() not in _OURS]
    fields += sorted(
        (pair for pair in passed if pair[0].lower() in _FIRST),
        key=lambda pair: _FIRST.index(pair[0].lower()),
    )
    fields.append((b"Accept-Encoding", b"gzip"))
    fields += [pair for pair in passed if pair[0].lower() not in _FIRST]
    if body or verb in (b"POST", b"PUT", b"PATCH"):
        fields.append((b"Content-Length", b"%d" % len(body)))
    fields.append((b"Connection", b"keep-alive"))
    for name, value in fields:
        if re.search(rb"[\r\n\0]", name + value):
            raise BadUrl(url, f"header {name!r} holds a line end")
        lines.append(name + b": " + value)
    return Outgoing(
        uri=uri,
        route=route,
        method=verb,
        block=b"\r\n".join(lines) + b"\r\n\r\n" + body,
        max_size=max_size,
        timeout=timeout,
        head_timeout=head_timeout,
        connect_timeout=connect_timeout,
    )


def _host_and_port(url: str, origin: str, default: int) -> tuple[str, int]:
    try:
        parts = urlsplit(origin)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadUrl(url, str(error)) from error
    if not host:
        raise BadUrl(url, "no host")
    return host, default if port is None else port


def _proxy_address(proxy: str) -> tuple[str, int]:
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if not proxy.lower().startswith("http://"):
        raise BadUrl(proxy, "only http:// proxies can be used")
    return _host_and_port(proxy, proxy, 80)
