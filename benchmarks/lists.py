"""Bare Scrapy, as its tutorial has it: follows the lists' links, and keeps nothing.

With a file as third argument it keeps what it got in that WARC, as archiving
extensions of Scrapy do: by warcio, from the headers and body that Scrapy hands up.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response, TextResponse
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


class Lists(scrapy.Spider):
    name = "lists"

    def parse(self, response: Response, **_: Any) -> Iterator[scrapy.Request]:
        assert isinstance(response, TextResponse)
        yield from response.follow_all(css="ul a", callback=self.article)
        yield from response.follow_all(css="body > a", callback=self.parse)

    def article(self, response: Response, **_: Any) -> None:
        pass


class Rebuilt:
    """A downloader middleware below decompression: request and response, written as they come."""

    def __init__(self, path: str) -> None:
        file = Path(path).open("wb")  # noqa: SIM115  as long as the process lasts
        self._writer = WARCWriter(file, gzip=True, warc_version="1.1")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Rebuilt":
        return cls(crawler.settings["REBUILT_WARC"])

    def process_response(self, request: scrapy.Request, response: Response) -> Response:
        status = StatusAndHeaders(str(response.status), _pairs(response), protocol="HTTP/1.1")
        line = f"{request.method} {request.url} HTTP/1.1"
        asked = StatusAndHeaders(line, _pairs(request), is_http_request=True)
        kept = self._writer.create_warc_record(
            request.url, "response", payload=BytesIO(response.body), http_headers=status
        )
        sent = self._writer.create_warc_record(request.url, "request", http_headers=asked)
        self._writer.write_request_response_pair(sent, kept)
        return response


def _pairs(message: scrapy.Request | Response) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in values
    ]


def main(origin: str, articles: int, warc: str | None = None) -> None:
    settings: dict[str, Any] = {"LOG_LEVEL": "WARNING"}
    if warc:
        settings["DOWNLOADER_MIDDLEWARES"] = {Rebuilt: 1_000}
        settings["REBUILT_WARC"] = warc
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Lists)
    process.crawl(crawler, start_urls=[origin + "/"])
    process.start()
    assert crawler.stats is not None
    if crawler.stats.get_value("response_received_count") < articles:
        raise SystemExit("some articles are missing")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
