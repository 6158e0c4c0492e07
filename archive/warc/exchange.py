"""The records that an exchange is written as, and the ``warcinfo`` that opens their file."""

import base64
import re
from dataclasses import dataclass
from datetime import datetime

from archive.capture import Exchange
from archive.digest import digest
from archive.http import entity
from archive.http.head import forbids_body
from archive.warc.record import RESPONSE_HEAD, Record, format_date, new_id

REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The response record that a revisit is written to refer to."""

    record_id: str
    uri: str
    date: datetime
    payload_digest: str


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
