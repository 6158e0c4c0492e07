"""A memento: a capture of a URL, found by its time and opened down to its bytes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote, urljoin

from archive import cdxj
from archive.cdxj import CdxjEntry
from archive.collection import Collection
from archive.errors import ArchiveError, NotArchived, UnresolvedRevisit, WarcError, Withdrawn
from archive.http import HttpHead, parse_head
from archive.revisit import resolve
from archive.surt import surt
from archive.warc import message_in, read_record
from archive.withdrawal import Hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """A capture as it is replayed. *payload* is as it was sent, *content* with no coding left."""

    entry: CdxjEntry
    head: HttpHead
    payload: bytes
    content: bytes
    complaint: str | None = None  # why the content is not all that was sent

    @property
    def status(self) -> int:
        """The status code; 200 for a record that is no HTTP message."""
        return self.head.status or 200

    @property
    def content_type(self) -> str | None:
        """The Content-Type that was sent, charset and all; of several the one that counts."""
        told = self.head.content_type
        return None if told is None else told.decode("latin-1")

    @property
    def mime(self) -> str | None:
        """The media type that was sent, in lower case, without parameters."""
        return mime_of(self.content_type)

    @property
    def location(self) -> str | None:
        """The URL that a redirect leads to, without a fragment."""
        return self.target.partition("#")[0] if self.target else None

    @property
    def target(self) -> str | None:
        """Where a redirect leads, absolute; bytes beyond ASCII percent-encoded as they are."""
        value = self.head.first(b"Location")
        if not 300 <= self.status < 400 or self.status == 304 or not value:
            return None
        return absolute(value, self.entry.url)


def mime_of(content_type: str | None) -> str | None:
    """Return the media type of a Content-Type.

    >>> mime_of('Text/HTML; charset="gb2312"')
    'text/html'
    """
    return content_type.partition(";")[0].strip().lower() if content_type else None


def absolute(raw: bytes, base: str) -> str | None:
    """Return the target *raw* of a redirect as a URL; None if it is none."""
    text = raw.strip().decode("latin-1")
    try:
        joined = urljoin(base, text)
    except ValueError:
        return None
    return quote(joined.encode("latin-1"), safe="".join(map(chr, range(0x21, 0x7F))))


def memento_of(
    collection: Collection, url: str, when: datetime | None, hidden: Hidden | None = None
) -> Memento:
    """Return the capture of *url* nearest to *when* that can be opened, or the latest.

    Passed over is what leads back to itself (``http`` to ``https`` where only
    one of them is kept, or ``https`` led to ``http`` at another time), a 304 that
    no other capture stands behind, and a revisit whose payload is missing. NotArchived,
    or the error of the nearest capture, if there is none; Withdrawn if *hidden* says so.
    """
    if hidden and (act := hidden.hides(url)):
        raise Withdrawn(url, act.at, act.reason)
    first_error: ArchiveError | None = None
    for entry in cdxj.nearest_first(collection.index, url, when):
        if (hidden and hidden.hides(entry.url)) or not is_shown(entry):
            continue
        try:
            found = open_entry(collection, entry)
        except (WarcError, UnresolvedRevisit, OSError) as error:
            if first_error is None and isinstance(error, ArchiveError):
                first_error = error
            continue
        if found.status != 304 and not _in_a_circle(collection, found, url, when):
            return found
    raise first_error or NotArchived(url, when)


def _in_a_circle(collection: Collection, found: Memento, url: str, when: datetime | None) -> bool:
    """Whether a redirect leads back to *url*, at once or by way of what is shown for its target."""
    target = found.location
    if target is None or target == url or surt(target) != surt(url):
        return target == url
    for entry in cdxj.nearest_first(collection.index, target, when):
        try:
            return open_entry(collection, entry).location == url
        except (WarcError, UnresolvedRevisit, OSError):
            continue
    return False


def is_shown(entry: CdxjEntry) -> bool:
    """Whether a line of the index stands for something that can be shown."""
    return entry.url.partition(":")[0].lower() in ("http", "https", "ftp")


def mementos(collection: Collection, url: str, hidden: Hidden) -> list[CdxjEntry]:
    """Return every capture of exactly *url* that may be shown, oldest first."""
    if hidden.hides(url):
        return []
    held = cdxj.captures_of(collection.index, url)
    return [entry for entry in held if is_shown(entry) and not hidden.hides(entry.url)]


def open_entry(collection: Collection, entry: CdxjEntry) -> Memento:
    """Return the memento of an index line; of a revisit with the payload it refers to."""
    record = read_record(collection.warc(entry.filename), entry.offset, entry.length)
    original = resolve(collection, record) if record.type == "revisit" else None
    if original is None and record.type == "revisit":
        raise UnresolvedRevisit(entry.url, entry.date)
    message = original.message if original else message_in(record)
    head = message.head
    if original:
        own = parse_head(record.block)
        # A 304 says only that nothing changed; any other revisit has a head of its own.
        head = head if own.status in (None, 304) else own
    return Memento(
        entry=entry, head=head, payload=message.payload, content=message.content,
        complaint=message.complaint,
    )  # fmt: skip


def http_date(when: datetime) -> str:
    """Return *when* as HTTP spells it.

    >>> http_date(datetime(2026, 9, 3, 1, 2, 3, tzinfo=UTC))
    'Thu, 03 Sep 2026 01:02:03 GMT'
    """
    return format_datetime(when.astimezone(UTC), usegmt=True)
