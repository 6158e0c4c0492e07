"""Scrapy's download handler for http and https: every exchange is recorded first.

Settings it reads; a request's meta may override those with a name in brackets:

    DOWNLOAD_TIMEOUT (download_timeout)      seconds for one fetch, all in all
    DOWNLOAD_MAXSIZE (download_maxsize)      bytes of a body as received; 0: no limit
    CAPTURE_CONNECT_TIMEOUT, CAPTURE_HEAD_TIMEOUT   seconds, 20 and 60
    CAPTURE_CA_FILE                          authorities besides the system's: a PEM file
    meta only: verify_tls (True), allow_private (False), proxy
"""

import asyncio
from collections.abc import Callable
from ipaddress import ip_address
from typing import Protocol

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive.capture import Exchange, RecordPointer
from archive.errors import CannotKeep
from archive.http import open_message
from portal_spider.capture.client import Client, Fetched
from portal_spider.capture.failures import (
    CertificateRefused,
    ConnectFailed,
    FetchError,
    NameNotResolved,
    NoAnswer,
    TimedOut,
)
from portal_spider.capture.outgoing import Outgoing, compose

_SCRAPY_ERRORS: dict[type[FetchError], type[Exception]] = {
    NameNotResolved: CannotResolveHostError,
    ConnectFailed: DownloadConnectionRefusedError,
    CertificateRefused: DownloadFailedError,
    TimedOut: DownloadTimeoutError,
    NoAnswer: DownloadFailedError,
}


class Recorder(Protocol):
    """Keeps exchanges. What it raises stops the crawl: an unseen gap is the worst."""

    def record(self, exchange: Exchange, request: Request) -> RecordPointer | None:
        """Keep *exchange*; return where its response stands, if there is one."""
        ...


class CaptureHandler(BaseDownloadHandler):
    """Fetches through ``Client``; the recorder is ``crawler.recorder``, set by the addon.

    ``meta["capture"]`` is the RecordPointer. What Scrapy gets is read from the
    recorded bytes by the function that a rebuild uses, codings undone. Flags:
    ``truncated:<reason>``, ``content:<complaint>``, ``surplus:<bytes>``. What
    brought no response head is one of Scrapy's download exceptions, raised
    after the exchange was recorded.

    Scrapy only logs what a handler raises, so the first error of the recorder
    goes to ``crawler.on_capture_failure`` too, or closes the crawl with the
    reason ``cannot_keep`` where that is not set; nothing is fetched after it.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if getattr(crawler, "recorder", None) is None:
            raise NotConfigured("no recorder: run through `portal crawl` or the addon")
        self._recorder: Recorder = crawler.recorder  # type: ignore[attr-defined]
        settings = crawler.settings
        if not hasattr(crawler, "_capture_client"):  # one for both schemes
            client = Client(ca_file=settings.get("CAPTURE_CA_FILE"))
            crawler._capture_client = client  # type: ignore[attr-defined]
        self._client: Client = crawler._capture_client  # type: ignore[attr-defined]
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._max_size = settings.getint("DOWNLOAD_MAXSIZE")
        self._connect_timeout = settings.getfloat("CAPTURE_CONNECT_TIMEOUT", 20.0)
        self._head_timeout = settings.getfloat("CAPTURE_HEAD_TIMEOUT", 60.0)

    async def download_request(self, request: Request) -> Response:
        """Fetch, record, and only then hand up."""
        failed = getattr(self.crawler, "_capture_failure", None)
        if failed is not None:
            raise failed
        request.meta.pop("capture", None)  # a retry or redirect inherits its parent's
        fetched = await self._client.fetch(
            self._outgoing(request), lambda exchange: self._keep(exchange, request)
        )
        if fetched.pointer is not None:
            request.meta["capture"] = fetched.pointer
        if fetched.latency is not None:
            request.meta["download_latency"] = fetched.latency
        if fetched.error is not None:
            kind = _SCRAPY_ERRORS.get(type(fetched.error))
            if kind is None:
                raise fetched.error
            raise kind(fetched.error.why) from fetched.error
        return _response(request, fetched)

    def stop(self) -> None:
        """Cut what is under way, for a crawl that is to end now."""
        self._client.stop()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    def _outgoing(self, request: Request) -> Outgoing:
        meta = request.meta
        timeout = float(meta.get("download_timeout") or self._timeout)
        pairs = [(name, value) for name, many in request.headers.items() for value in many or ()]
        return compose(
            request.url,
            method=request.method,
            headers=pairs,
            body=request.body,
            verify=bool(meta.get("verify_tls", True)),
            private=bool(meta.get("allow_private", False)),
            proxy=meta.get("proxy"),
            proxy_auth=request.headers.get(b"Proxy-Authorization"),
            max_size=meta.get("download_maxsize", self._max_size) or None,
            timeout=timeout,
            head_timeout=min(self._head_timeout, timeout),
            connect_timeout=min(self._connect_timeout, timeout),
        )

    def _keep(self, exchange: Exchange, request: Request) -> RecordPointer | None:
        try:
            return self._recorder.record(exchange, request)
        except Exception as error:
            failure: Exception = error
            if isinstance(error, OSError):
                failure = CannotKeep(error.filename or "archive", error.strerror or str(error))
            if getattr(self.crawler, "_capture_failure", None) is None:
                self.crawler._capture_failure = failure  # type: ignore[attr-defined]
                tell: Callable[[Exception], None] = getattr(
                    self.crawler, "on_capture_failure", self._stop
                )
                tell(failure)
            if failure is error:
                raise
            raise failure from error

    def _stop(self, failure: Exception) -> None:
        if self.crawler.engine is not None:
            closing = self.crawler.engine.close_spider_async(reason="cannot_keep")
            self._closing = asyncio.ensure_future(closing)  # held, or it may be collected


def _response(request: Request, fetched: Fetched) -> Response:
    exchange = fetched.exchange
    message = open_message(exchange.response, request.method.encode("ascii"))
    headers = Headers(
        [pair for pair in message.head.headers if pair[0].lower() != b"content-encoding"]
    )
    flags = [f"truncated:{exchange.truncated}"] if exchange.truncated else []
    if message.complaint:
        flags.append(f"content:{message.complaint}")
    if fetched.surplus:
        flags.append(f"surplus:{fetched.surplus}")
    ip = exchange.connection.ip_address
    kind = responsetypes.from_args(headers=headers, url=request.url, body=message.content[:5000])
    return kind(
        url=request.url,
        status=message.head.status or 0,
        headers=headers,
        body=message.content,
        flags=flags,
        ip_address=ip_address(ip) if ip else None,
        protocol=(exchange.connection.protocol or "").upper() or None,
    )
