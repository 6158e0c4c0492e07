"""A visit: what one fetch brought, whether it came over the wire or out of a record."""

from dataclasses import dataclass
from datetime import datetime

from scrapy.http import Response

from archive.capture import RecordPointer
from archive.warc import Capture
from portal_spider.page import RawPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A URL, the answer with its codings undone, and the record it stands in."""

    url: str
    captured: datetime
    status: int
    content_type: str | None
    location: str | None
    body: bytes
    pointer: RecordPointer
    truncated: str | None = None
    crawl: str | None = None

    @property
    def mime(self) -> str:
        """The media type, lower case, without parameters."""
        return (self.content_type or "").partition(";")[0].strip().lower()

    @property
    def is_html(self) -> bool:
        """Whether the answer is a page; an answer without a type is, if it looks like one."""
        if self.mime:
            return self.mime in ("text/html", "application/xhtml+xml")
        return b"<html" in self.body[:2000].lower() or b"<!doctype html" in self.body[:200].lower()

    def raw_page(self) -> RawPage:
        """What the reader of pages takes in."""
        return RawPage(
            url=self.url,
            captured=self.captured,
            status=self.status,
            content_type=self.content_type,
            body=self.body,
        )


def from_capture(capture: Capture, crawl: str | None) -> Visit:
    """Return the visit that a record keeps."""
    message = capture.message
    return Visit(
        url=capture.uri,
        captured=capture.pointer.date,
        status=message.head.status or 0,
        content_type=_text(message.head.first(b"Content-Type")),
        location=_text(message.head.first(b"Location")),
        body=message.content,
        pointer=capture.pointer,
        truncated=capture.record.get("WARC-Truncated"),
        crawl=crawl,
    )


def from_response(response: Response, pointer: RecordPointer, crawl: str | None) -> Visit:
    """Return the visit that Scrapy's response is."""
    truncated = next(
        (flag.partition(":")[2] for flag in response.flags if flag.startswith("truncated:")), None
    )
    return Visit(
        url=response.url,
        captured=pointer.date,
        status=response.status,
        content_type=_text(response.headers.get(b"Content-Type")),
        location=_text(response.headers.get(b"Location")),
        body=response.body,
        pointer=pointer,
        truncated=truncated,
        crawl=crawl,
    )


def is_page_capture(visit: Visit) -> bool:
    """Whether a visit counts towards the pages that a site model is learned from."""
    return visit.status == 200 and visit.truncated is None and visit.is_html


def _text(value: bytes | None) -> str | None:
    return value.decode("utf-8", "replace").strip() if value else None
