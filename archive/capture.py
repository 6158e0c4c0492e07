"""A capture: one exchange with a server, as it went over the wire.

The keeper's central value. The visitor hands one in per attempt; the WARC
writer turns it into records; the WARC reader gives it back.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from archive.digest import digest
from archive.http import HttpHead, entity, parse_head


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """What is known of the connection an exchange went over."""

    ip_address: str | None = None
    protocol: str | None = None  # the application protocol of the response, e.g. "http/1.1"
    tls_version: str | None = None  # e.g. "tls/1.3"
    cipher_suite: str | None = None  # IANA name, e.g. "TLS_AES_128_GCM_SHA256"
    verified: bool = True  # False: the certificate was not verified


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One attempt to fetch *uri*: the exact bytes sent and received.

    ``response`` is the whole message from the status line to its end, framing
    included (chunk sizes, trailers), content-encoding and transfer-encoding
    untouched; interim 1xx heads are not part of it. Empty when nothing came.
    ``truncated`` is a WARC-Truncated reason: "length", "time", "disconnect",
    "unspecified" (WARC 1.1, section 5.13), or None for a whole message.
    """

    uri: str  # percent-encoded, as sent
    date: datetime  # aware, UTC: when the exchange started
    request: bytes
    response: bytes
    connection: Connection = field(default_factory=Connection)
    truncated: str | None = None
    failure: str | None = None  # why there is no whole response, one sentence

    @cached_property
    def method(self) -> bytes:
        """The method that was sent."""
        return self.request.partition(b" ")[0]

    @cached_property
    def head(self) -> HttpHead:
        """The head of the response."""
        return parse_head(self.response)

    @cached_property
    def payload_digest(self) -> str:
        """The digest of the payload: transfer coding undone, content coding kept."""
        return digest(entity(self.response, self.method))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPointer:
    """Where a record stands: enough to find it with no index."""

    warc_filename: str
    offset: int  # bytes, of the gzip member in the compressed file
    length: int  # bytes, of the member
    record_id: str  # "<urn:uuid:…>"
    payload_digest: str | None  # "sha1:" and base32, as in the record
    date: datetime  # WARC-Date
