"""Collections made of answers that a test writes by hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import cdxj
from archive.capture import Exchange
from archive.collection import Collection
from archive.http import entity
from archive.warc import Original, WarcSeries, describe, digest

FIRST = datetime(2026, 9, 1, 8, 0, 0, tzinfo=UTC)


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def kept(
    root: Path, *answers: tuple[str, bytes], every: timedelta = timedelta(days=1), portal: str = "p",
    revisits: bool = False, request: str = "X: y",
    crawl: str | None = None,
) -> Collection:  # fmt: skip
    """A collection of captures, the first at FIRST, the others *every* so much later."""
    collection = Collection.open_or_create(root)
    series = WarcSeries(
        collection.warcs,
        portal,
        manifest_path=collection.manifest,
        description=describe(portal, crawl=crawl),
    )
    originals: dict[str, Original] = {}  # by payload, and for a 304 by URL
    for number, (url, response) in enumerate(answers):
        path = "/" + url.split("/", 3)[3]
        exchange = Exchange(
            uri=url, date=FIRST + number * every, response=response,
            request=f"GET {path} HTTP/1.1\r\nHost: {url.split('/')[2]}\r\n{request}\r\n\r\n".encode(),
        )  # fmt: skip
        payload = entity(response)
        key = digest(payload) if payload else url
        written = series.write(exchange, revisit_of=originals.get(key) if revisits else None)
        if payload and written.response and not written.revisit:
            pointer = written.response
            original = Original(
                record_id=pointer.record_id, uri=url, date=pointer.date,
                payload_digest=pointer.payload_digest or "",
            )  # fmt: skip
            originals.setdefault(key, original)
            originals[url] = original
    series.close()
    lines = (e.to_line() for path in collection.warc_files() for e in cdxj.entries_of(path))
    cdxj.write(collection.index, lines)
    return collection
