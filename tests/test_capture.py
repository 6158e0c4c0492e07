"""What is captured is what went over the wire, and hostile servers do no harm."""

import asyncio
import gzip
import json
import ssl
import subprocess
import sys
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import trustme

from archive.capture import Exchange
from archive.http import open_message
from portal_spider.capture import (
    AddressRefused,
    CertificateRefused,
    Client,
    ConnectFailed,
    Fetched,
    NoAnswer,
    TimedOut,
    compose,
    is_public,
)
from portal_spider.capture.tls import suite_name
from portal_spider.errors import BadUrl
from tests.wire import CLOSE, HOLD, RESET, Step, WireServer

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = (
    OK + b"Transfer-Encoding: chunked\r\nSet-Cookie: a=1\r\nset-COOKIE:  b=2\r\n"
    b'X-Name:   \xe6\xb3\x89\xe5\xb1\xb1  \r\n\r\n5;ext="a;b"\r\nhello\r\n3\r\n\r\nx\r\n'
    b"0\r\nChecksum: 1\r\n\r\n"
)
SIZED = OK + b"Content-Length: 5\r\nConnection: Keep-Alive\r\n\r\nhello"
GZIPPED = gzip.compress(mtime=0, data=b"text " * 400)


class Authority:
    """A certificate authority for the tests, with one server certificate."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.ca_file = str(folder / "ca.pem")
        authority.cert_pem.write_to_path(self.ca_file)
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(self.server)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


def fetch(
    *urls: str,
    ca_file: str | None = None,
    allow: Callable[[str], bool] = lambda _: True,
    **options: object,
) -> tuple[list[Fetched], list[Exchange]]:
    """Fetch *urls* one after the other with one client."""
    kept: list[Exchange] = []

    async def run() -> list[Fetched]:
        client = Client(allow=allow, ca_file=ca_file)
        try:
            return [
                await client.fetch(compose(url, **options), kept.append)  # type: ignore[arg-type]
                for url in urls
            ]
        finally:
            await client.close()

    return asyncio.run(run()), kept


WHOLE: dict[str, list[Step]] = {
    "/sized": [SIZED],
    "/chunked": [CHUNKED],
    "/in-pieces": [[CHUNKED[i : i + 3] for i in range(0, len(CHUNKED), 3)]],
    "/gzip": [
        OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(GZIPPED) + GZIPPED
    ],
    "/odd": [b"HTTP/1.1 200\r\nx-ODD : 1\r\nX-Odd:\t2 \r\n  folded\r\nContent-Length:0\r\n\r\n"],
    "/moved": [b"HTTP/1.1 301 Moved\r\nLocation: /sized\r\nContent-Length: 0\r\n\r\n"],
    "/204": [b"HTTP/1.1 204 No Content\r\n\r\n"],
    "/304": [b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\nETag: x\r\n\r\n"],
    "/404": [b"HTTP/1.1 404 \xe6\xb2\xa1\r\nContent-Length: 2\r\n\r\nno"],
    "/nul": [OK + b"X: a\0b\r\nContent-Length: 3\r\n\r\n\0\0\0"],
    "/to-the-end": [b"HTTP/1.0 200 OK\r\n\r\nall of it", CLOSE],
}


@pytest.mark.parametrize("over", ["http", "https", "proxy", "connect"])
def test_blocks_are_what_the_socket_carried(over: str, authority: Authority) -> None:
    tls = authority.server if over == "https" else None
    tunnel = authority.server if over == "connect" else None
    with WireServer(WHOLE, tls=tls, tunnel_tls=tunnel) as server:
        origin = server.url("")
        proxy = server.url("") if over in ("proxy", "connect") else None
        if over == "connect":
            origin = f"https://127.0.0.1:{server.port}"
        urls = [origin + path for path in WHOLE]
        fetched, kept = fetch(*urls, ca_file=authority.ca_file, proxy=proxy, timeout=20.0)
    assert [one.error for one in fetched] == [None] * len(urls)
    assert [one.failure for one in kept] == [None] * len(urls)
    # One connection carries them all, until one answer ends with the connection.
    assert len(server.conversations) == 1
    assert b"".join(one.request for one in kept) == server.conversations[0].received
    assert b"".join(one.response for one in kept) == server.conversations[0].sent
    assert [one.response for one in kept] == [_joined(WHOLE[path]) for path in WHOLE]
    connection = kept[0].connection
    assert connection.protocol == "http/1.1"
    assert connection.verified
    if over in ("https", "connect"):
        assert connection.tls_version == "tls/1.3"
        assert (connection.cipher_suite or "").startswith("TLS_")
    assert connection.ip_address == (None if proxy else "127.0.0.1")
    if over == "proxy":
        assert kept[0].request.startswith(b"GET http://127.0.0.1:")
    assert len(server.tunnels) == (1 if over == "connect" else 0)


def _joined(steps: list[Step]) -> bytes:
    parts: list[bytes] = []
    for step in steps:
        if not isinstance(step, str):
            parts += [step] if isinstance(step, bytes) else list(step)
    return b"".join(parts)


def test_interim_heads_are_left_out() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
    with WireServer({"/": [hints + SIZED]}) as server:
        (one,), kept = fetch(server.url("/"))
    assert kept[0].response == SIZED
    assert one.interim == (103, 100)


def test_head_has_no_body_and_the_connection_goes_on() -> None:
    head = OK + b"Content-Length: 5000\r\n\r\n"
    with WireServer({"/": [head]}) as server:
        _, kept = fetch(server.url("/"), server.url("/"), method="HEAD")
    assert [one.response for one in kept] == [head, head]
    assert len(server.conversations) == 1


def test_a_stale_connection_is_two_exchanges() -> None:
    with WireServer({"/a": [SIZED], "/b": [CLOSE]}) as server:
        answers = server.answers

        def keep_then_mend(exchange: Exchange) -> None:
            kept.append(exchange)
            if len(kept) == 2:
                answers["/b"] = [CHUNKED]

        kept: list[Exchange] = []

        async def run() -> None:
            client = Client(allow=lambda _: True)
            for path in ("/a", "/b"):
                await client.fetch(compose(server.url(path)), keep_then_mend)
            await client.close()

        asyncio.run(run())
    assert [one.response for one in kept] == [SIZED, b"", CHUNKED]
    assert [one.truncated for one in kept] == [None, "disconnect", None]
    assert kept[1].request == kept[2].request


def forever(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


def dripping(piece: bytes) -> Iterator[bytes]:
    never = threading.Event()
    while not never.wait(0.01):
        yield piece


CUT: dict[str, tuple[list[Step], str]] = {
    "length that is too long": ([OK + b"Content-Length: 9\r\n\r\nhello", CLOSE], "disconnect"),
    "reset in the body": ([OK + b"Content-Length: 9\r\n\r\nhello", HOLD], "time"),
    "chunks that stop": ([CHUNKED[:-12], CLOSE], "disconnect"),
    "broken chunks": ([CHUNKED[:-12] + b"zz\r\nmore", CLOSE], "disconnect"),
    "head cut": ([OK + b"Content-Le", CLOSE], "disconnect"),
    "not http": ([b"SSH-2.0-OpenSSH_9\r\n", CLOSE], "disconnect"),
    "silence": ([HOLD], "time"),
    "nothing": ([CLOSE], "disconnect"),
    "endless body": ([OK + b"\r\n", forever(b"x" * 4096)], "length"),
    "endless chunks": (
        [OK + b"Transfer-Encoding: chunked\r\n\r\n", forever(b"1\r\nx\r\n" * 200)],
        "length",
    ),
    "endless trailers": (
        [OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", forever(b"a: b\r\n" * 200)],
        "length",
    ),
    "header flood": ([OK, forever(b"X-Flood: " + b"x" * 500 + b"\r\n")], "length"),
    "hint flood": ([forever(b"HTTP/1.1 103 Early\r\n\r\n" * 200)], "length"),
    "endless size line": (
        [OK + b"Transfer-Encoding: chunked\r\n\r\n", forever(b"0" * 512)],
        "length",
    ),
    "slow drip": ([OK + b"\r\n", dripping(b"x")], "time"),
    "slow drip of a head": ([OK, dripping(b"x")], "time"),
}


@pytest.mark.parametrize("name", CUT)
def test_hostile_servers_cost_little_and_lose_nothing(name: str) -> None:
    steps, reason = CUT[name]
    if any(not isinstance(step, bytes | str) for step in steps):
        steps = [*steps]
    tracemalloc.start()
    try:
        with WireServer({"/": steps}) as server:
            (one,), kept = fetch(server.url("/"), timeout=0.6, max_size=50_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    exchange = kept[0]
    assert len(kept) == 1
    assert exchange.truncated == reason
    assert exchange.failure
    assert peak < 30_000_000
    sent = bytes(server.conversations[0].sent)
    if name == "hint flood":
        assert one.interim[0] == 103
    else:
        assert sent.startswith(exchange.response)
    if reason == "disconnect":
        assert exchange.response == sent
    if name in ("endless body", "endless chunks"):
        assert len(open_head(exchange.response)) == 50_000
    if b"\r\n\r\n" not in exchange.response:
        assert isinstance(one.error, NoAnswer | TimedOut)


def open_head(block: bytes) -> bytes:
    return block.partition(b"\r\n\r\n")[2]


def test_a_reset_keeps_what_came_before_it() -> None:
    with WireServer({"/": [OK + b"Content-Length: 9\r\n\r\n", RESET]}) as server:
        _, kept = fetch(server.url("/"), timeout=5.0)
    # The kernel may throw away what was not yet read: never more than was sent.
    assert bytes(server.conversations[0].sent).startswith(kept[0].response)
    assert kept[0].truncated == "disconnect"


def test_a_length_that_is_too_short_ends_the_message_there() -> None:
    with WireServer({"/": [SIZED + b" and more"]}) as server:
        (one, again), kept = fetch(server.url("/"), server.url("/"))
    assert [exchange.response for exchange in kept] == [SIZED, SIZED]
    assert len(server.conversations) == 2
    assert one.surplus == again.surplus == len(b" and more")


@pytest.mark.parametrize(
    ("coding", "payload"),
    [
        (b"gzip", zlib.compress(b"x" * 1000)),
        (b"gzip", GZIPPED[:40]),
        (b"br", brotli.compress(b"text " * 400)),
        (b"gzip", gzip.compress(mtime=0, data=gzip.compress(bytes(40_000_000), mtime=0))),
        (b"gzip, gzip", gzip.compress(mtime=0, data=gzip.compress(bytes(40_000_000), mtime=0))),
    ],
)
def test_codings_never_touch_the_bytes_kept(coding: bytes, payload: bytes) -> None:
    block = OK + b"Content-Encoding: " + coding + b"\r\n\r\n" + payload
    with WireServer({"/": [block, CLOSE]}) as server:
        _, kept = fetch(server.url("/"))
    assert kept[0].response == block
    assert kept[0].truncated is None
    message = open_message(block, limit=1_000_000)
    assert message.payload == payload
    assert len(message.content) <= 1_000_000


def test_private_addresses_are_out_of_reach() -> None:
    with WireServer(WHOLE) as server:
        for host in ("127.0.0.1", "localhost"):
            (one,), kept = fetch(f"http://{host}:{server.port}/sized", allow=is_public)
            assert isinstance(one.error, AddressRefused)
            assert kept == []
        proxied, _ = fetch(server.url("/sized"), allow=is_public, proxy=server.url(""))
        assert isinstance(proxied[0].error, AddressRefused)
    assert server.conversations == []


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "0.0.0.0",
        "224.0.0.1",
        "2002:7f00:1::",
        "fc00::1",
        "100.64.0.1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_certificates_are_verified_unless_told_otherwise(authority: Authority) -> None:
    with WireServer(WHOLE, tls=authority.server) as server:
        (refused,), kept = fetch(server.url("/sized"))
        assert isinstance(refused.error, CertificateRefused)
        assert kept[0].failure
        assert (kept[0].request, kept[0].response) == (b"", b"")
        _, kept = fetch(server.url("/sized"), verify=False)
    assert kept[0].response == SIZED
    assert not kept[0].connection.verified


def test_what_cannot_be_connected_to_is_kept_as_a_failure() -> None:
    with WireServer({}) as server:
        pass
    (one,), kept = fetch(server.url("/"))
    assert isinstance(one.error, ConnectFailed)
    assert kept[0].failure == one.error.why


def test_a_proxy_that_opens_no_tunnel() -> None:
    with WireServer({}) as server:
        (one,), _ = fetch("https://127.0.0.1:9/", proxy=server.url(""), timeout=5.0)
    assert isinstance(one.error, ConnectFailed)


def test_a_recorder_that_fails_stops_the_fetch() -> None:
    def full(_: Exchange) -> None:
        raise OSError(28, "No space left on device")

    async def run(url: str) -> None:
        client = Client(allow=lambda _: True)
        try:
            await client.fetch(compose(url), full)
        finally:
            await client.close()

    with WireServer(WHOLE) as server, pytest.raises(OSError, match="No space"):
        asyncio.run(run(server.url("/sized")))


def test_a_proxys_password_is_sent_and_not_kept() -> None:
    with WireServer(WHOLE) as server:
        options = {"proxy": server.url(""), "proxy_auth": b"Basic c2VjcmV0"}
        _, kept = fetch(server.url("/sized"), **options)
    assert b"c2VjcmV0" in server.conversations[0].received
    assert b"c2VjcmV0" not in kept[0].request


@pytest.mark.parametrize(
    "url", ["ftp://a/", "http://a b/", "http:///x", "http://a:99999/", "http://泉.cn/"]
)
def test_urls_that_cannot_be_sent(url: str) -> None:
    with pytest.raises(BadUrl):
        compose(url)


def test_headers_cannot_smuggle_lines() -> None:
    with pytest.raises(BadUrl):
        compose("http://a/", headers=[(b"X", b"1\r\nHost: b")])


def test_every_cipher_suite_of_this_openssl_has_a_name() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    for cipher in context.get_ciphers():
        name = suite_name(cipher["name"]) or ""
        assert name.startswith("TLS_")
        assert "-" not in name


def crawl(room: int, *urls: str) -> dict[str, list[list[object]]]:
    script = Path(__file__).with_name("capture_crawl.py")
    done = subprocess.run(
        [sys.executable, str(script), str(room), *urls], capture_output=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def test_scrapy_sees_what_was_recorded() -> None:
    answers = {**WHOLE, "/cut": [OK + b"Content-Length: 9\r\n\r\nhello", CLOSE], "/none": [CLOSE]}
    with WireServer(answers) as server:
        paths = ("/gzip", "/moved", "/chunked", "/cut", "/none")
        came = crawl(99, *(server.url(path) for path in paths))
    bodies = [body for status, body, _ in came["seen"] if status == 200]
    assert sorted(bodies) == sorted(["text " * 400, "hello", "hello\r\nx", "hello"])
    assert [200, "hello", ["truncated:disconnect"]] in came["seen"]
    assert "DownloadFailedError" in [status for status, _, _ in came["seen"]]
    blocks = [block.encode("latin-1") for block in came["blocks"]]
    assert b"".join(blocks) == b"".join(bytes(each.sent) for each in server.conversations)
    assert came["reason"] == "finished"


def test_a_full_disk_closes_the_crawl() -> None:
    with WireServer(WHOLE) as server:
        came = crawl(1, *(server.url(path) for path in ("/sized", "/404", "/gzip", "/odd")))
    assert len(came["blocks"]) == 1
    assert came["reason"] == "cannot_keep"
    assert "CannotKeep" in [status for status, _, _ in came["seen"]]
