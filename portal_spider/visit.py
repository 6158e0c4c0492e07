"""A visit: what one fetch brought, whether it came over the wire or out of a record.

What a revisit brought is the payload of the record it refers to: it reads as
that page would, now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from archive.article import PageCapture
from archive.capture import RecordPointer
from archive.collection import Collection
from archive.http import last_type, open_message, parse_head
from archive.revisit import text
from archive.warc import Capture, open_capture, parse_date, read_member
from portal_spider.page import RawPage

if TYPE_CHECKING:  # it takes a tenth of a second to load, and records are read without it
    from scrapy.http import Response

UNRESOLVED = "unresolved"  # stands for ``truncated`` where a revisit's payload is not held


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A URL, the answer, and the records it stands in.

    The answer's codings are undone when its body is asked for: where another
    process reads the page, there and not here.
    """

    url: str
    captured: datetime
    status: int  # of a 304 that of the answer it stands for
    content_type: str | None
    location: str | None
    answer: bytes  # the HTTP message as kept, or what was its body
    method: bytes | None  # of its request; None where *answer* is the body
    pointer: RecordPointer  # of the record that holds the payload
    record: RecordPointer  # of this visit's own record: another one for a revisit
    truncated: str | None = None
    crawl: str | None = None
    etag: str | None = None
    modified: str | None = None  # Last-Modified, as sent

    @cached_property
    def body(self) -> bytes:
        """The content of the answer."""
        if self.method is None:
            return self.answer
        return open_message(self.answer, self.method).content

    @property
    def is_revisit(self) -> bool:
        """Whether the payload was there before."""
        return self.record != self.pointer or self.truncated == UNRESOLVED

    @property
    def mime(self) -> str:
        """The media type, lower case, without parameters."""
        return (self.content_type or "").partition(";")[0].strip().lower()

    @property
    def is_html(self) -> bool:
        """Whether the answer is HTML."""
        # What its type tells is told without undoing its codings.
        return is_html(self.content_type, b"" if self.mime else self.body)

    @property
    def is_page(self) -> bool:
        """Whether a page was met, for the first time or again (docs/formats.md, "Pages")."""
        return self.status == 200 and self.is_html

    def raw_page(self) -> RawPage:
        """What the reader of pages takes in."""
        return RawPage(
            url=self.url,
            captured=self.captured,
            status=self.status,
            content_type=self.content_type,
            body=self.body,
        )


def is_html(content_type: str | None, body: bytes) -> bool:
    """Whether an answer is HTML; one without a type is, if it looks like it."""
    mime = (content_type or "").partition(";")[0].strip().lower()
    if mime:
        return mime in ("text/html", "application/xhtml+xml")
    return b"<html" in body[:2000].lower() or b"<!doctype html" in body[:200].lower()


def from_capture(capture: Capture, crawl: str | None, original: Capture | None = None) -> Visit:
    """Return the visit that a record keeps; *original* holds the payload of a revisit."""
    own, revisit = capture.head, capture.record.type == "revisit"
    held = original or capture
    is_http = held.record.is_http
    head = parse_head(held.record.block) if is_http else held.head
    return Visit(
        url=capture.uri,
        captured=capture.pointer.date,
        status=head.status or 0,
        content_type=text(head.content_type),
        location=text(head.first(b"Location")),
        answer=held.record.block,
        method=held.method if is_http else None,
        pointer=held.pointer,
        record=capture.pointer,
        truncated=UNRESOLVED if revisit and original is None else held.record.truncated,
        crawl=crawl,
        etag=text(own.first(b"ETag")),
        modified=text(own.first(b"Last-Modified")),
    )


def from_response(
    response: "Response", record: RecordPointer, crawl: str | None, original: Capture | None = None
) -> Visit:
    """Return the visit that Scrapy's response is, recorded as *record*."""
    headers = response.headers
    truncated = next(
        (flag.partition(":")[2] for flag in response.flags if flag.startswith("truncated:")), None
    )
    held = original.message if original else None
    return Visit(
        url=response.url,
        captured=record.date,
        status=(held.head.status or 0) if held else response.status,
        content_type=text(
            held.head.content_type if held else last_type(headers.getlist(b"Content-Type"))
        ),
        location=text(
            held.head.first(b"Location") if held else _first(headers.getlist(b"Location"))
        ),
        answer=held.content if held else response.body,
        method=None,
        pointer=original.pointer if original else record,
        record=record,
        truncated=truncated,
        crawl=crawl,
        etag=text(_first(headers.getlist(b"ETag"))),
        modified=text(_first(headers.getlist(b"Last-Modified"))),
    )


def held_page(collection: Collection, page: PageCapture) -> RawPage:
    """Return one page of an article from the record that holds its payload.

    URL and time are the article's own: the record may be of an earlier visit.
    """
    path = collection.warc(page.warc_filename)
    member = read_member(path, page.warc_record_offset, page.warc_record_length)
    message = open_capture(path, member).message
    return RawPage(
        url=page.url,
        captured=parse_date(page.captured),
        status=message.head.status or 0,
        content_type=text(message.head.content_type),
        body=message.content,
    )


def is_page_capture(visit: Visit) -> bool:
    """Whether a visit counts towards the pages that a site model is learned from.

    What was there before does not count again.
    """
    return visit.is_page and visit.truncated is None and not visit.is_revisit


def _first(values: Iterable[bytes]) -> bytes | None:
    return next(iter(values), None)
