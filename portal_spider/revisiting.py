"""Asking for what is kept already: conditional requests, and what their answers refer to."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from archive.capture import Exchange, RecordPointer
from archive.collection import Collection
from archive.revisit import held, sameness_of
from archive.state import Kept, State, origin_of
from archive.warc import Original, WarcSeries
from portal_spider.visit import Visit, from_response

if TYPE_CHECKING:
    from scrapy.http import Response

PROBE = 5  # every so many visits a page is asked for without conditions


def lying(origin: str) -> str:
    """Return the mark of a server whose validators cannot be believed."""
    return f"lying {origin}"


class Revisits:
    """What a run knows of payloads that are kept: which it may refer to, and which it did."""

    def __init__(
        self, collection: Collection, state: State, series: Callable[[], Iterable[WarcSeries]]
    ) -> None:
        self._collection, self._state, self._series = collection, state, series
        self._under_way: dict[str, Kept] = {}  # record id of a revisit -> what it refers to

    def conditions(self, url: str) -> dict[str, str]:
        """Return the header fields that let a server answer 304 (RFC 9110, section 13.1).

        None at every fifth visit, and none for a server that was found lying:
        that kept its validators while the text changed.
        """
        known = self._state.originals.validators(url)
        if known is None or not self._durable(known.kept):
            return {}
        article = self._state.holdings.article_of(url)
        watch = self._state.sightings.watch(article) if article else None
        if watch is not None and watch.visits % PROBE == PROBE - 1:
            return {}
        if self._state.marks.get(lying(origin_of(url))):
            return {}
        fields = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        return {name: value for name, value in fields.items() if value}

    def same_as(self, exchange: Exchange, url: str, portal: str) -> Kept | None:
        """Return the record that holds the payload of *exchange* already, if one does."""
        if exchange.head.status == 304:
            known = self._state.originals.validators(url)
            kept = known.kept if known else None
        else:
            same = sameness_of(exchange)
            kept = self._state.originals.find(portal, same) if same else None
        return kept if kept and self._durable(kept) else None

    def wrote(self, record: RecordPointer, kept: Kept) -> None:
        """Note that *record* is a revisit of *kept*."""
        self._under_way[record.record_id] = kept

    def visit(self, response: "Response", record: RecordPointer, crawl: str) -> Visit:
        """Return the visit that *response* is, with the payload that is kept if it is a revisit."""
        kept = self._under_way.pop(record.record_id, None)
        original = held(self._collection, kept.pointer) if kept else None
        return from_response(response, record, crawl, original)

    def _durable(self, kept: Kept) -> bool:
        """Whether a power cut would leave the record where it is."""
        name, offset = kept.pointer.warc_filename, kept.pointer.offset
        return all(s.filename != name or offset < s.synced for s in self._series())


def original(kept: Kept) -> Original:
    """Return what a revisit record says of the record that it refers to."""
    return Original(
        record_id=kept.pointer.record_id, uri=kept.uri, date=kept.pointer.date,
        payload_digest=kept.pointer.payload_digest or "",
    )  # fmt: skip
