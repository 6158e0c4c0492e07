"""A whole message opened: head, payload, content."""

from dataclasses import dataclass

from archive.http.chunks import ChunkScanner
from archive.http.content import CONTENT_LIMIT, decode_content, undo_codings
from archive.http.head import HttpHead, forbids_body, parse_head, transfer_codings

_STARTS = (b"HTTP/1.1 ", b"HTTP/1.0 ")


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """A message block and what is in it.

    The payload is what digests are made of (WARC 1.1, section 5.9): transfer
    coding undone, content coding kept. The content has both undone.
    """

    head: HttpHead
    payload: bytes
    content: bytes
    complaint: str | None  # why the content is not all that was sent, or not whole


def open_message(
    block: bytes, request_method: bytes = b"GET", limit: int = CONTENT_LIMIT
) -> HttpMessage:
    """Read *block*, an HTTP message as kept in a WARC record, down to its content."""
    head = parse_head(block)
    payload = _payload(head, block, request_method)
    content, complaint = decode_content(head, payload, limit)
    return HttpMessage(head=head, payload=payload, content=content, complaint=complaint)


def entity(block: bytes, request_method: bytes = b"GET") -> bytes:
    r"""Return the payload of *block*: transfer coding undone, content coding kept.

    Chunks are read as far as they go. A body that claims to be chunked and has
    not even one chunk (as browser-made WARCs have it) is its own payload.

    >>> entity(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n")
    b'abc'
    """
    start = _uncoded(block)
    if start is not None:
        return block[start:]
    return _payload(parse_head(block), block, request_method)


def _uncoded(block: bytes) -> int | None:
    """Where the body of a response begins, if its head is plain and names no transfer coding.

    Told in a fifth of the time that reading the fields takes; None where they must be read.
    """
    if not (block.startswith(_STARTS) and block[9:12].isdigit() and block[12:13] in (b" ", b"\r")):
        return None
    end = block.find(b"\r\n\r\n") + 4
    head = block[:end].lower()
    if end < 4 or b"transfer-encoding" in head or head.count(b"\n") != head.count(b"\r\n"):
        return None
    return end


def _payload(head: HttpHead, block: bytes, request_method: bytes) -> bytes:
    body = block[head.length :]
    codings = transfer_codings(head)
    if not body or not codings or forbids_body(head.status, request_method):
        return body
    if codings[-1] == b"chunked":
        chunks = ChunkScanner(payload=bytearray())
        chunks.scan(body)
        if chunks.broken and chunks.position == 0:
            return body
        body = bytes(chunks.payload or b"")
        codings = codings[:-1]
    return undo_codings(codings, body, CONTENT_LIMIT)[0]
