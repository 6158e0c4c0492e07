"""Bare Scrapy, as its tutorial has it: follows the lists' links, and keeps nothing."""

import sys
from collections.abc import Iterator

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse


class Lists(scrapy.Spider):
    name = "lists"

    def parse(self, response: TextResponse) -> Iterator[scrapy.Request]:
        yield from response.follow_all(css="ul a", callback=self.article)
        yield from response.follow_all(css="body > a", callback=self.parse)

    def article(self, response: TextResponse) -> None:
        pass


def main(origin: str, articles: int) -> None:
    process = AsyncCrawlerProcess({"LOG_LEVEL": "WARNING"})
    crawler = process.create_crawler(Lists)
    process.crawl(crawler, start_urls=[origin + "/"])
    process.start()
    assert crawler.stats is not None
    if crawler.stats.get_value("response_received_count") < articles:
        raise SystemExit("some articles are missing")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
