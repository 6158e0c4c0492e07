"""WARC records as values, and the bytes they are written as."""

import base64
import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.capture import Exchange
from archive.http import entity, parse_head

VERSION = b"WARC/1.1"
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
END = b"\r\n\r\n"


def digest(block: bytes) -> str:
    """Return the labelled digest of *block* as WARC fields carry it.

    >>> digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()


def format_date(when: datetime) -> str:
    """Return *when* as a WARC-Date; WARC 1.1 allows fractions of a second (section 5.4)."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_date(text: str) -> datetime:
    """Return the time of a WARC-Date (``ValueError`` if it is none)."""
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def new_id() -> str:
    """Return a new record id."""
    return f"<urn:uuid:{uuid.uuid4()}>"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: header fields in order, and the block."""

    headers: tuple[tuple[str, str], ...]
    block: bytes
    version: bytes = VERSION

    def get(self, name: str) -> str | None:
        """Return the first value of a field (names are case-insensitive, section 4)."""
        wanted = name.lower()
        for key, value in self.headers:
            if key.lower() == wanted:
                return value
        return None

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field that may be repeated."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())

    @property
    def type(self) -> str:
        """WARC-Type: warcinfo, request, response, revisit, …"""
        return self.get("WARC-Type") or ""

    @property
    def id(self) -> str:
        """WARC-Record-ID, angle brackets included."""
        return self.get("WARC-Record-ID") or ""

    @property
    def target_uri(self) -> str:
        """WARC-Target-URI; old writers put it in angle brackets."""
        uri = self.get("WARC-Target-URI") or ""
        return uri[1:-1] if uri.startswith("<") and uri.endswith(">") else uri

    @property
    def date(self) -> datetime:
        """WARC-Date (``ValueError`` if it is missing or none)."""
        return parse_date(self.get("WARC-Date") or "")

    @property
    def is_http(self) -> bool:
        """Whether the block is an HTTP message."""
        return (self.get("Content-Type") or "").lower().startswith("application/http")

    def to_bytes(self) -> bytes:
        """Return the record as it is written, uncompressed."""
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        return b"".join((self.version, b"\r\n", head.encode(), b"\r\n", self.block, END))


def _record(kind: str, date: datetime, block: bytes, *fields: tuple[str, str | None]) -> Record:
    """A record with the fields that all have, then *fields* that are not None."""
    headers = [("WARC-Type", kind), ("WARC-Date", format_date(date))]
    headers += [(name, value) for name, value in fields if value is not None]
    headers += [("WARC-Block-Digest", digest(block)), ("Content-Length", str(len(block)))]
    return Record(tuple(headers), block)


def _fields(pairs: dict[str, str]) -> bytes:
    """An application/warc-fields block (section 6.2); a value stands on one line."""
    return "".join(f"{key}: {' '.join(value.split())}\r\n" for key, value in pairs.items()).encode()


def warcinfo(filename: str, date: datetime, description: dict[str, str]) -> Record:
    """Return the record that opens the file *filename*."""
    return _record(
        "warcinfo", date, _fields(description),
        ("WARC-Record-ID", new_id()), ("WARC-Filename", filename),
        ("Content-Type", "application/warc-fields"),
    )  # fmt: skip


def exchange_records(exchange: Exchange, info_id: str) -> list[Record]:
    """Return the records of one exchange: request, response if bytes came, metadata if need be.

    Both bear the date at which the exchange began and name each other. What
    the standard's fields cannot say (a certificate that was not verified, why a
    response is not whole) stands in a metadata record.
    """
    request_id, response_id = new_id(), new_id()
    connection = exchange.connection
    protocols = [p for p in (connection.protocol, connection.tls_version) if p]
    shared: list[tuple[str, str | None]] = [
        ("WARC-Target-URI", exchange.uri),
        ("WARC-Warcinfo-ID", info_id),
        ("WARC-IP-Address", connection.ip_address),
        *(("WARC-Protocol", protocol) for protocol in protocols),
        ("WARC-Cipher-Suite", connection.cipher_suite),
    ]
    method = exchange.request.partition(b" ")[0]
    records = [
        _record(
            "request", exchange.date, exchange.request,
            ("WARC-Record-ID", request_id), *shared,
            ("WARC-Concurrent-To", response_id if exchange.response else None),
            ("Content-Type", "application/http; msgtype=request"),
        )
    ]  # fmt: skip
    if exchange.response:
        is_http = parse_head(exchange.response).status is not None
        records.append(
            _record(
                "response", exchange.date, exchange.response,
                ("WARC-Record-ID", response_id), *shared,
                ("WARC-Concurrent-To", request_id),
                ("WARC-Truncated", exchange.truncated),
                ("WARC-Payload-Digest",
                 digest(entity(exchange.response, method)) if is_http else None),
                ("Content-Type",
                 "application/http; msgtype=response" if is_http else "application/octet-stream"),
            )
        )  # fmt: skip
    notes = {}
    if exchange.failure:
        notes["failure"] = exchange.failure
    if not connection.verified:
        notes["certificateVerified"] = "no"
    if notes:
        records.append(
            _record(
                "metadata", exchange.date, _fields(notes),
                ("WARC-Record-ID", new_id()), ("WARC-Target-URI", exchange.uri),
                ("WARC-Warcinfo-ID", info_id),
                ("WARC-Concurrent-To", response_id if exchange.response else request_id),
                ("Content-Type", "application/warc-fields"),
            )
        )  # fmt: skip
    return records
