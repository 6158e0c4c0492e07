"""From records to captures: a response, its request, and what was noted of both."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from archive.capture import RecordPointer
from archive.errors import WarcError
from archive.http import HttpHead, HttpMessage, entity, open_message, parse_head
from archive.warc.file import WarcFile
from archive.warc.parse import BLOCK_LIMIT
from archive.warc.reader import Member
from archive.warc.record import RESPONSE_HEAD, Record, Reference, payload_digest_of
from archive.warc.scan import Damage, OnDamage, whole_members

_UNTYPED = "application/octet-stream"
_NEAR = 8  # records between a response and its request, at most
_HELD = 1 << 26  # bytes of blocks that may wait for a request


@dataclass(frozen=True, kw_only=True)
class Capture:
    """A response, a revisit or a resource as kept, where it stands, and the message in it.

    A resource (WARC 1.1, section 6.2.3.2) is a payload without the exchange that brought it: it
    has the head that its answer would have had.
    """

    record: Record
    pointer: RecordPointer
    request: Record | None = None
    metadata: Record | None = None  # what the exchange's own metadata record notes
    warcinfo: Record | None = None  # of the file

    @property
    def uri(self) -> str:
        """The URL that was asked for."""
        return self.record.target_uri

    @property
    def method(self) -> bytes:
        """The request's method, GET where no request is kept."""
        return self.request.block.partition(b" ")[0] if self.request else b"GET"

    @cached_property
    def head(self) -> HttpHead:
        """Status line and fields, as sent."""
        if not self.record.is_http:
            return _head_of(self.record)
        return parse_head(self.record.block or self._noted_head)

    @property
    def _noted_head(self) -> bytes:
        """The head of a 304, which stands in the metadata record."""
        noted = self.metadata.fields.get(RESPONSE_HEAD) if self.metadata else None
        return base64.b64decode(noted) if noted else b""

    @property
    def status(self) -> int | None:
        """The status code."""
        return self.head.status

    @cached_property
    def payload(self) -> bytes:
        """The body with its transfer coding undone; of a revisit what little is there."""
        return entity(self.record.block, self.method) if self.record.is_http else self.record.block

    @cached_property
    def message(self) -> HttpMessage:
        """The whole message, down to its decoded content."""
        return message_in(self.record, self.method)

    @property
    def refers_to(self) -> Reference | None:
        """Of a revisit: the record that holds the payload."""
        return self.record.refers_to

    @property
    def failure(self) -> str | None:
        """Why the response is not whole, where our own metadata says it."""
        return self.metadata.fields.get("failure") if self.metadata else None


def message_in(record: Record, method: bytes = b"GET") -> HttpMessage:
    """Return the message that a record keeps; *method*: of the request that it answers."""
    if record.is_http:
        return open_message(record.block, method)
    head, block = _head_of(record), record.block
    return HttpMessage(head=head, payload=block, content=block, complaint=None)


def _head_of(record: Record) -> HttpHead:
    """The head that the answer would have had whose payload *record* is."""
    kind = (record.get("Content-Type") or _UNTYPED).encode("latin-1", "replace")
    return HttpHead(start_line=b"HTTP/1.1 200 OK", headers=((b"Content-Type", kind),), length=0)


def captures(
    path: WarcFile, start: int = 0, *, revisits: bool = False, block_limit: int = BLOCK_LIMIT,
    damaged: OnDamage | None = None,
) -> Iterator[Capture]:  # fmt: skip
    """Yield the HTTP responses of *path*, and resources of the web, in record order.

    With *revisits* those, too. A request belongs to the response that it names or that names it; where
    neither does, to the one of the same URI and date, before or after it.
    What gives no capture is handed to *damaged* and passed over, or is a WarcError.
    """
    kinds = ("response", "revisit") if revisits else ("response",)
    waiting: list[_Group] = []
    earlier: list[Member] = []  # requests that no response has asked for yet
    info: Record | None = None
    for member in whole_members(path, start, block_limit=block_limit, damaged=damaged):
        record = member.record
        kind = record.type
        if kind == "warcinfo":
            info = record
        elif (kind in kinds and record.is_http) or _is_resource(record):
            group = _Group(member, info)
            for request in reversed(earlier):
                if group.owns(request.record):
                    group.request = request
                    earlier.remove(request)
                    break
            waiting.append(group)
        elif kind == "request":
            asked = [g for g in waiting if g.request is None and g.owns(record)]
            if asked:
                asked[0].request = member
            else:
                earlier = [*earlier[1 - _NEAR :], member]
        elif kind == "metadata":
            for group in waiting:
                if group.is_named_by(record):
                    group.metadata = group.metadata or record
        for group in waiting:
            group.age += 1
        held = sum(len(group.response.record.block) for group in waiting)
        while waiting and (waiting[0].settled or waiting[0].age > _NEAR or held > _HELD):
            held -= len(waiting[0].response.record.block)
            yield from waiting.pop(0).capture(path, damaged)
    for group in waiting:
        yield from group.capture(path, damaged)


def _is_resource(record: Record) -> bool:
    """Whether *record* is the payload of a URL; browsers' notes have names of other schemes."""
    return record.type == "resource" and record.target_uri[:8].lower().startswith(
        ("http://", "https://")
    )


def open_capture(
    path: WarcFile, found: Member, request: Member | None = None, **more: Record | None
) -> Capture:
    """Return the capture in a response record."""
    return Capture(
        record=found.record,
        pointer=pointer(path, found),
        request=request.record if request else None,
        **more,
    )


def pointer(path: WarcFile, found: Member) -> RecordPointer:
    """Return where *found* stands; WarcError if it has no id, or no date that is one."""
    if not found.record.id:
        raise WarcError(path, found.offset, "WARC-Record-ID: there is none")
    try:
        date = found.record.date
    except ValueError as error:
        raise WarcError(path, found.offset, f"WARC-Date: {error}") from error
    return RecordPointer(
        warc_filename=path.name.removesuffix(".open"),
        offset=found.offset,
        length=found.length,
        record_id=found.record.id,
        payload_digest=payload_digest_of(found.record),
        date=date,
    )


class _Group:
    """A response that waits for the other records of its exchange."""

    def __init__(self, response: Member, info: Record | None) -> None:
        self.response, self.info = response, info
        self.request: Member | None = None
        self.metadata: Record | None = None
        self.age = -1  # records read since
        self._others = response.record.concurrent_to

    def is_named_by(self, record: Record) -> bool:
        own = self.response.record.id
        return (bool(record.id) and record.id in self._others) or own in record.concurrent_to

    def owns(self, request: Record) -> bool:
        if self.is_named_by(request):
            return True
        if request.concurrent_to:
            return False
        response = self.response.record
        same_date = request.get("WARC-Date") == response.get("WARC-Date")
        return same_date and request.target_uri == response.target_uri

    @property
    def settled(self) -> bool:
        """Whether nothing more can come: every record it names is there, one at least."""
        if self.response.record.type == "resource":
            return True
        known = {m.id for m in (self.request and self.request.record, self.metadata) if m}
        return self.request is not None and set(self._others) <= known

    def capture(self, path: WarcFile, damaged: OnDamage | None) -> Iterator[Capture]:
        try:
            found = open_capture(
                path, self.response, self.request, metadata=self.metadata, warcinfo=self.info
            )
        except WarcError as error:
            if damaged is None:
                raise
            length = self.response.length
            damaged(path, Damage(offset=error.offset, length=length, why=error.why, tail=False))
        else:
            yield found
