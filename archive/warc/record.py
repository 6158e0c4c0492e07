"""WARC records as values, and the bytes they are written as."""

import base64
import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from archive.capture import Exchange
from archive.digest import digest
from archive.http import entity
from archive.http.head import forbids_body

VERSION = b"WARC/1.1"
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
RESPONSE_HEAD = "responseHead"  # metadata field: the bytes of a 304, in base64
END = b"\r\n\r\n"
STANDARD = frozenset(
    (
        "WARC-Type WARC-Record-ID WARC-Date WARC-Target-URI WARC-Warcinfo-ID WARC-Concurrent-To"
        " WARC-IP-Address WARC-Protocol WARC-Cipher-Suite WARC-Block-Digest WARC-Payload-Digest"
        " WARC-Profile WARC-Refers-To WARC-Refers-To-Target-URI WARC-Refers-To-Date"
        " WARC-Truncated WARC-Filename WARC-Identified-Payload-Type Content-Type Content-Length"
    ).split()
)
_SPELLED = {name.lower(): name for name in STANDARD}
_LABELLED = re.compile(r"[a-z0-9-]+:[A-Za-z0-9=]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def payload_digest_of(record: "Record") -> str | None:
    """Return the digest of a record's payload: as the record states it, else computed.

    The field is not required (WARC 1.1, section 5.9), and some tools write no
    label. None for a revisit without one, and for a block too long to be held.
    """
    stated = record.payload_digest
    if record.type == "revisit" or not record.whole or (stated and _LABELLED.fullmatch(stated)):
        return stated
    return digest(entity(record.block) if record.is_http else record.block)


def format_date(when: datetime) -> str:
    """Return *when* as a WARC-Date; WARC 1.1 allows fractions of a second (section 5.4)."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_date(text: str) -> datetime:
    """Return the time of a WARC-Date (``ValueError`` if it is none).

    A year or a month alone, which WARC 1.1 allows, means its first moment.

    >>> parse_date("2026-09").isoformat()
    '2026-09-01T00:00:00+00:00'
    """
    text = text.strip()
    when = datetime.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def new_id() -> str:
    """Return a new record id."""
    return f"<urn:uuid:{uuid.uuid4()}>"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: header fields in order, and the block.

    Bytes of a field that are not UTF-8 stand as lone surrogates
    (``surrogateescape``). A reader that was told to hold less keeps only the
    beginning of a long block: see ``whole``.
    """

    headers: tuple[tuple[str, str], ...]
    block: bytes
    version: bytes = VERSION
    head: bytes | None = field(default=None, compare=False, repr=False)  # as it was read
    # The first value of each field, by its name as the standard spells it.
    firsts: dict[str, str] | None = field(default=None, compare=False, repr=False)

    def get(self, name: str) -> str | None:
        """Return the first value of a field (names are case-insensitive, section 4)."""
        firsts = self.firsts or self._index()
        value = firsts.get(name)
        return firsts.get(_spelled(name)) if value is None and name not in STANDARD else value

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field that may be repeated."""
        first = self.get(name)
        if first is None or len(self.firsts or ()) == len(self.headers):
            return () if first is None else (first,)
        wanted = name.lower()
        return tuple([value for key, value in self.headers if key.lower() == wanted])

    def _index(self) -> dict[str, str]:
        """Note where each field stands: whoever asks once asks often."""
        firsts = {_spelled(key): value for key, value in reversed(self.headers)}
        object.__setattr__(self, "firsts", firsts)
        return firsts

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
        return _bare(self.get("WARC-Target-URI") or "")

    @property
    def date(self) -> datetime:
        """WARC-Date (``ValueError`` if it is missing or none)."""
        return parse_date(self.get("WARC-Date") or "")

    @property
    def content_length(self) -> int:
        """Bytes of the block, as the head says."""
        return int(self.get("Content-Length") or 0)

    @property
    def whole(self) -> bool:
        """Whether ``block`` is all of the block."""
        return len(self.block) == self.content_length

    @property
    def truncated(self) -> str | None:
        """WARC-Truncated: length, time, disconnect, unspecified."""
        return self.get("WARC-Truncated")

    @property
    def payload_digest(self) -> str | None:
        """WARC-Payload-Digest; on a revisit that of the record it refers to."""
        return self.get("WARC-Payload-Digest")

    @property
    def concurrent_to(self) -> tuple[str, ...]:
        """Ids of other records of the same exchange."""
        return self.all("WARC-Concurrent-To")

    @property
    def refers_to_uri(self) -> str | None:
        """The URL of the record that a revisit refers to."""
        return _bare(self.get("WARC-Refers-To-Target-URI") or "") or None

    @property
    def refers_to(self) -> "Reference | None":
        """What a revisit refers to, as far as it says so."""
        if self.type != "revisit":
            return None
        date = self.get("WARC-Refers-To-Date")
        return Reference(
            profile=_bare(self.get("WARC-Profile") or ""),
            record_id=self.get("WARC-Refers-To"),
            uri=self.refers_to_uri,
            date=parse_date(date) if date else None,
        )

    @property
    def fields(self) -> dict[str, str]:
        """The fields of an ``application/warc-fields`` block (warcinfo, metadata)."""
        lines = self.block.decode("utf-8", "replace").replace("\r\n", "\n")
        pairs = (line.partition(":") for line in re.sub(r"\n[ \t]+", " ", lines).split("\n"))
        return {name.strip(): value.strip() for name, colon, value in pairs if colon}

    @property
    def is_http(self) -> bool:
        """Whether the block is an HTTP message."""
        return (self.get("Content-Type") or "").lower().startswith("application/http")

    def to_bytes(self) -> bytes:
        """Return the record as it is written, uncompressed; one that was read, byte for byte."""
        return b"".join((self.head_bytes(), self.block, END))

    def head_bytes(self) -> bytes:
        """Return version and fields, up to and with the empty line."""
        if self.head is not None:
            return self.head
        lines = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        return b"".join((self.version, b"\r\n", lines.encode("utf-8", "surrogateescape"), b"\r\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a revisit says of the record that holds its payload."""

    profile: str
    record_id: str | None
    uri: str | None
    date: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The response record that a revisit is written to refer to."""

    record_id: str
    uri: str
    date: datetime
    payload_digest: str


def _spelled(name: str) -> str:
    """The standard's spelling of a name, of an unknown one that in lower case."""
    lower = name.lower()
    return _SPELLED.get(lower, lower)


def _bare(uri: str) -> str:
    return uri[1:-1] if uri.startswith("<") and uri.endswith(">") else uri


def _record(kind: str, date: datetime, block: bytes, *fields: tuple[str, str | None]) -> Record:
    """A record with the fields that all have, then *fields* that are not None."""
    headers = [("WARC-Type", kind), ("WARC-Date", format_date(date))]
    headers += [(name, value) for name, value in fields if value is not None]
    headers += [("WARC-Block-Digest", digest(block)), ("Content-Length", str(len(block)))]
    for name, value in headers:
        if _CONTROL.search(value):  # it would end the line and forge a field
            raise ValueError(f"control character in {name}: {value!r}")
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


def describe(
    portal: str,
    *,
    crawl: str | None = None,
    software: str = "portal-archive",
    robots: str = "obey",
    user_agent: str | None = None,
    operator: str | None = None,
) -> dict[str, str]:
    """Return what a crawl's ``warcinfo`` says; ``crawlId`` is a name of ours.

    *operator* is a name or an address to write to, the contact of the collection.
    """
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo":
            "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": portal,
        "crawlId": crawl,
        "robots": robots,
        "http-header-user-agent": user_agent,
        "operator": operator,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def exchange_records(
    exchange: Exchange, info_id: str, revisit_of: Original | None = None
) -> list[Record]:
    """Return the records of one exchange: request, response if bytes came, metadata if need be.

    All bear the date at which the exchange began and name each other. With
    *revisit_of* a revisit stands in the response's place. What the standard's
    fields cannot say (a certificate that was not verified, why a response is
    not whole) stands in a metadata record.
    """
    request_id, response_id, metadata_id = new_id(), new_id(), new_id()
    notes = _notes(exchange, revisit_of is not None)
    connection = exchange.connection
    protocols = [p for p in (connection.protocol, connection.tls_version) if p]
    named: list[tuple[str, str | None]] = [
        ("WARC-Target-URI", exchange.uri),
        ("WARC-Warcinfo-ID", info_id),
    ]
    wire: list[tuple[str, str | None]] = [
        ("WARC-IP-Address", connection.ip_address),
        *(("WARC-Protocol", protocol) for protocol in protocols),
        ("WARC-Cipher-Suite", connection.cipher_suite),
    ]
    ids = [request_id]
    if exchange.response:
        ids.append(response_id)
    if notes:
        ids.append(metadata_id)

    def identity(own: str) -> list[tuple[str, str | None]]:
        others = [("WARC-Concurrent-To", other) for other in ids if other != own]
        return [("WARC-Record-ID", own), *named, *others]

    body = entity(exchange.request)
    records = [
        _record(
            "request", exchange.date, exchange.request,
            *identity(request_id), *wire,
            ("WARC-Payload-Digest", digest(body) if body else None),
            ("Content-Type", "application/http; msgtype=request"),
        )
    ]  # fmt: skip
    if exchange.response:
        shared = [*identity(response_id), *wire]
        if revisit_of is None:
            records.append(_response(exchange, shared))
        else:
            records.append(_revisit(exchange, shared, revisit_of))
    if notes:
        records.append(
            _record(
                "metadata", exchange.date, _fields(notes),
                *identity(metadata_id), ("Content-Type", "application/warc-fields"),
            )
        )  # fmt: skip
    return records


def _notes(exchange: Exchange, revisit: bool) -> dict[str, str]:
    notes = {}
    if revisit and _not_modified(exchange):
        notes[RESPONSE_HEAD] = base64.b64encode(exchange.response).decode()
    if exchange.failure:
        notes["failure"] = exchange.failure
    if not exchange.connection.verified:
        notes["certificateVerified"] = "no"
    return notes


def _not_modified(exchange: Exchange) -> bool:
    return exchange.head.status == 304


def _response(exchange: Exchange, shared: list[tuple[str, str | None]]) -> Record:
    status = exchange.head.status
    payload_digest = None  # what can have no body has no payload (WARC 1.1, section 5.9)
    if status is not None and not forbids_body(status, exchange.method):
        payload_digest = exchange.payload_digest
    return _record(
        "response", exchange.date, exchange.response, *shared,
        ("WARC-Truncated", exchange.truncated),
        ("WARC-Payload-Digest", payload_digest),
        ("Content-Type",
         "application/octet-stream" if status is None else "application/http; msgtype=response"),
    )  # fmt: skip


def _revisit(
    exchange: Exchange, shared: list[tuple[str, str | None]], revisit_of: Original
) -> Record:
    """A revisit: the head of the response, and where its payload stands (section 6.7).

    Of a 304 the block is empty and the head stands in the metadata record: pywb
    answers with the status that it finds in the block, and a browser that asked
    for no condition shows nothing for a 304.
    """
    not_modified = _not_modified(exchange)
    block, truncated = b"", exchange.truncated
    if not not_modified:
        block, truncated = exchange.response[: exchange.head.length], "length"
    return _record(
        "revisit", exchange.date, block, *shared,
        ("WARC-Profile", NOT_MODIFIED_PROFILE if not_modified else REVISIT_PROFILE),
        ("WARC-Refers-To", revisit_of.record_id),
        ("WARC-Refers-To-Target-URI", revisit_of.uri),
        ("WARC-Refers-To-Date", format_date(revisit_of.date)),
        ("WARC-Truncated", truncated),
        # Of a 304 too: replay tools match it when they look for the original.
        ("WARC-Payload-Digest", revisit_of.payload_digest),
        ("Content-Type", "application/http; msgtype=response"),
    )  # fmt: skip
