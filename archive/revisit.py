"""Same payload again, or a 304: which record a revisit refers to, and the way back to it.

A revisit refers to an original ``response``, never to another revisit, and
only to one that is durable: a reference to what a power cut took is a gap.
"""

from archive import cdxj
from archive.capture import Exchange, RecordPointer
from archive.collection import Collection
from archive.errors import WarcError
from archive.state import State
from archive.warc import Capture, Member, Record, WarcFile, digest, open_capture, read_member

_EMPTY = digest(b"")


def sameness(
    status: int,
    payload_digest: str | None,
    *,
    location: str | None = None,
    content_type: str | None = None,
    truncated: str | None = None,
) -> str | None:
    """Return what must be equal for a response to be a revisit; None: it is kept whole.

    Never so for an empty payload (all redirects would refer to the first), an
    error page, or a response that was cut off. Status, Location and type count:
    the same few words under two targets are two answers, and the same bytes
    under two charsets two texts.
    """
    if truncated or payload_digest in (None, _EMPTY):
        return None
    if not 200 <= status < 400 or status in (204, 206, 304):
        return None
    return "\n".join((payload_digest or "", str(status), location or "", content_type or ""))


def sameness_of(exchange: Exchange) -> str | None:
    """Return the sameness of what just came over the wire."""
    if exchange.truncated or exchange.failure or not exchange.response:
        return None
    head = exchange.head
    return sameness(
        head.status or 0, exchange.payload_digest,
        location=text(head.first(b"Location")), content_type=text(head.content_type),
    )  # fmt: skip


def text(value: bytes | None) -> str | None:
    """Return a header's value as text."""
    return value.decode("utf-8", "replace").strip() if value else None


def resolve(collection: Collection, record: Record, state: State | None = None) -> Capture | None:
    """Return the response that holds the payload of a revisit; None if it cannot be had here.

    What this program wrote the state knows by its id; what others wrote is
    looked up in the index, by URL and date as their own tools do.
    """
    try:
        return _resolved(collection, record, state)
    except (WarcError, OSError):
        return None  # missing or damaged: ``verify`` says which file


def _resolved(collection: Collection, record: Record, state: State | None) -> Capture | None:
    reference = record.refers_to
    if reference is None:
        return None
    if state is not None and reference.record_id:
        kept = state.originals.get(reference.record_id)
        if kept is not None:
            return held(collection, kept.pointer)
    for entry in cdxj.captures_of(collection.index, reference.uri or record.target_uri):
        if entry.mime == "warc/revisit":
            continue
        if reference.date and entry.timestamp != cdxj.timestamp(reference.date):
            continue
        path = collection.warc(entry.filename)
        found = open_capture(path, _response(path, entry.offset, entry.length))
        if record.payload_digest in (None, found.record.payload_digest):
            return found
    return None


def held(collection: Collection, pointer: RecordPointer) -> Capture:
    """Return the response that stands at *pointer*."""
    path = collection.warc(pointer.warc_filename)
    return open_capture(path, _response(path, pointer.offset, pointer.length))


def _response(path: WarcFile, offset: int, length: int) -> Member:
    member = read_member(path, offset, length)
    if member.record.type != "response":
        raise WarcError(path, offset, f"a revisit refers to a {member.record.type} record")
    return member
