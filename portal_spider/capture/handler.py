"""Scrapy's download handler for http and https: every exchange is recorded first."""

import logging
from typing import Any, Protocol

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive.capture import Exchange, RecordPointer
from archive.http import open_message
from portal_spider.capture.client import Client, Limits, NotFetched
from portal_spider.capture.reach import is_public

logger = logging.getLogger(__name__)


class Recorder(Protocol):
    """Keeps exchanges. What it raises stops the crawl: an unseen gap is the worst."""

    def record(self, exchange: Exchange, request: Request) -> RecordPointer | None:
        """Keep *exchange*; return where its response stands, if there is one."""
        ...


class CaptureHandler(BaseDownloadHandler):
    """Fetches through ``Client``; the recorder is ``crawler.recorder``, set by the addon.

    The response's ``meta["capture"]`` is the RecordPointer. What Scrapy gets is
    decoded from the recorded bytes by the function that a rebuild uses.
    """

    lazy = False
    _shared = "_capture_client"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if getattr(crawler, "recorder", None) is None:
            raise NotConfigured("no recorder: run through `portal crawl` or the addon")
        self._recorder: Recorder = crawler.recorder  # type: ignore[attr-defined]
        client = getattr(crawler, self._shared, None)
        if client is None:
            settings = crawler.settings
            client = Client(
                allow=is_public,
                limits=Limits(
                    silence=settings.getfloat("DOWNLOAD_TIMEOUT"),
                    body=settings.getint("DOWNLOAD_MAXSIZE"),
                ),
            )
            setattr(crawler, self._shared, client)  # one for both schemes
        self._client: Client = client

    async def download_request(self, request: Request) -> Response:
        """Fetch, record, and only then hand up."""
        pairs = tuple(
            (name, value) for name, values in request.headers.items() for value in values or ()
        )
        try:
            attempts = await self._client.fetch(
                request.url,
                pairs,
                method=request.method.encode(),
                body=request.body,
                verify=request.meta.get("verify_tls", True),
                proxy=request.meta.get("proxy"),
                private=request.meta.get("allow_private", False),
            )
        except NotFetched as failure:
            if failure.exchange is not None:
                self._recorder.record(failure.exchange, request)
            raise
        pointer = None
        for attempt in attempts:
            pointer = self._recorder.record(attempt, request)
        return self._response(attempts[-1], request, pointer)

    def _response(
        self, exchange: Exchange, request: Request, pointer: RecordPointer | None
    ) -> Response:
        message = open_message(exchange.response, request.method.encode())
        headers = Headers()
        for name, value in message.head.headers:
            if name.lower() not in (b"content-encoding", b"transfer-encoding"):
                headers.appendlist(name, value)
        kind: Any = responsetypes.from_args(
            headers=headers, url=request.url, body=message.content[:5000]
        )
        request.meta["capture"] = pointer
        flags = [f"truncated:{exchange.truncated}"] if exchange.truncated else []
        if message.complaint:
            flags.append(f"content:{message.complaint}")
        response: Response = kind(
            url=request.url,
            status=message.head.status or 0,
            headers=headers,
            body=message.content,
            flags=flags,
            request=request,
            protocol="HTTP/1.1",
        )
        return response

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()
