"""WARC files of the synthetic portal, written by our writer with no crawl before it."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.capture import Connection, Exchange
from archive.collection import Collection
from archive.warc import WarcSeries, describe
from benchmarks.portal import Pages

_REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: portal.example\r\nUser-Agent: portal-archive\r\n"
    "Accept: text/html\r\nAccept-Encoding: gzip\r\n\r\n"
)
_RESPONSE = (
    "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n"
)


def write(root: Path, articles: int, *, size_limit: int = 1_000_000_000) -> Collection:
    """Return a new collection at *root* that holds the captures of *articles*."""
    portal, collection = Pages(articles), Collection.create(root)
    series = WarcSeries(
        collection.warcs, "portal.example", manifest_path=collection.manifest,
        description=describe("portal.example", crawl="20260101000000-portal.example"),
        size_limit=size_limit,
    )  # fmt: skip
    began = datetime(2026, 10, 1, tzinfo=UTC)
    for number in range(articles):
        path = portal.url(number)
        page = portal.page(path)
        assert page is not None
        body = gzip.compress(page, 6, mtime=0)
        exchange = Exchange(
            uri=f"http://portal.example{path}", date=began + timedelta(seconds=number),
            request=_REQUEST.format(path=path).encode(),
            response=_RESPONSE.format(length=len(body)).encode() + body,
            connection=Connection(ip_address="203.0.113.5", protocol="http/1.1"),
        )  # fmt: skip
        series.write(exchange)
    series.sync()
    series.close()
    return collection
