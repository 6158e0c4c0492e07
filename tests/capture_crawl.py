"""A real crawl over the capture handler, in a process of its own: prints what came as JSON."""

import json
import sys

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

HANDLER = "portal_spider.capture.CaptureHandler"


class Records:
    def __init__(self, room: int) -> None:
        self.room = room
        self.blocks: list[str] = []

    def record(self, exchange, request) -> None:  # type: ignore[no-untyped-def]
        if len(self.blocks) >= self.room:
            raise OSError(28, "No space left on device", "a.warc.gz")
        self.blocks.append(exchange.response.decode("latin-1"))


class Pages(scrapy.Spider):
    name = "pages"

    async def start(self):  # type: ignore[no-untyped-def]
        for url in sys.argv[2:]:
            meta = {"allow_private": True, "max_retry_times": 0}
            yield scrapy.Request(url, meta=meta, errback=self.failed)

    def parse(self, response):  # type: ignore[no-untyped-def]
        seen.append([response.status, response.body.decode("latin-1"), response.flags])

    def failed(self, failure):  # type: ignore[no-untyped-def]
        seen.append([type(failure.value).__name__, str(failure.value), []])


seen: list[list[object]] = []


def main() -> None:
    process = AsyncCrawlerProcess(
        {
            "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
            "DOWNLOADER_MIDDLEWARES": {
                "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None
            },
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "CONCURRENT_REQUESTS": 1,
        }
    )
    crawler = process.create_crawler(Pages)
    crawler.recorder = Records(int(sys.argv[1]))  # type: ignore[attr-defined]
    process.crawl(crawler)
    process.start()
    reason = crawler.stats.get_value("finish_reason") if crawler.stats else None
    json.dump({"seen": seen, "blocks": crawler.recorder.blocks, "reason": reason}, sys.stdout)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
