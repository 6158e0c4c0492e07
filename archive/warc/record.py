"""A WARC record as a value, and the bytes it is written as."""

import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from archive.digest import digest
from archive.http import entity

VERSION = b"WARC/1.1"
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
_UNDECODED = re.compile("[\udc80-\udcff]")
_LABELLED = re.compile(r"[a-z0-9-]+:[A-Za-z0-9=]+")


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
    if not 1000 < when.year < datetime.max.year:  # what is left can be counted with and sorted
        raise ValueError(f"no year of a capture: {text!r}")
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
        """WARC-Record-ID in angle brackets, which some writers leave out."""
        return _bracketed(self.get("WARC-Record-ID") or "")

    @property
    def target_uri(self) -> str:
        """WARC-Target-URI; old writers put it in angle brackets, or did not encode it."""
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
        return tuple(map(_bracketed, self.all("WARC-Concurrent-To")))

    @property
    def refers_to_id(self) -> str | None:
        """The id of the record that a revisit refers to."""
        return _bracketed(self.get("WARC-Refers-To") or "") or None

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
            record_id=self.refers_to_id,
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


def _spelled(name: str) -> str:
    """The standard's spelling of a name, of an unknown one that in lower case."""
    lower = name.lower()
    return _SPELLED.get(lower, lower)


def _bare(uri: str) -> str:
    return _decoded(uri[1:-1] if uri.startswith("<") and uri.endswith(">") else uri)


def _bracketed(identity: str) -> str:
    bare = _decoded(identity).strip("<>")
    return f"<{bare}>" if bare else ""


def _decoded(text: str) -> str:
    r"""Spell bytes that are no UTF-8 as URLs spell them: a name has to be one in UTF-8, too.

    >>> _decoded(b"/caf\xe9".decode("utf-8", "surrogateescape"))
    '/caf%E9'
    """
    if text.isascii():
        return text
    return _UNDECODED.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", text)
