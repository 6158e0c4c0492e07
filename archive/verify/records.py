"""What later checks need of the records: where each stands, and what refers to what.

It lies on disk (``archive.spill``): a collection may have more records than fit in memory.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from archive.spill import Spill, spilling
from archive.times import stamp
from archive.warc import Member, Record, parse_date, payload_digest_of

_TABLES = """
CREATE TABLE record (
    number INTEGER PRIMARY KEY,         -- in the order of the files
    id TEXT NOT NULL,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    inner INTEGER NOT NULL,             -- its place in a gzip member that holds many
    type TEXT NOT NULL,
    payload_digest TEXT,
    date TEXT NOT NULL,
    uri TEXT NOT NULL,
    captured TEXT,                      -- of a revisit: its date as articles have it,
    refers_to TEXT,                     -- and what it says of the record that holds its payload
    refers_to_uri TEXT,
    refers_to_date TEXT
);
CREATE TABLE concurrent (file TEXT NOT NULL, offset INTEGER NOT NULL, other TEXT NOT NULL);
CREATE TABLE crawled (                  -- by our crawls
    url TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL
);
"""
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS record_id ON record (id)",
    "CREATE INDEX IF NOT EXISTS record_at ON record (file, offset)",
    "CREATE INDEX IF NOT EXISTS revisit_of ON record (payload_digest, captured)"
    " WHERE type = 'revisit'",
)
_PLACE = "id, file, offset, length, inner, type, payload_digest, date, uri"
_FIELDS = _PLACE.count(",") + 1
_PLAIN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and what others say of it."""

    id: str
    file: str
    offset: int
    length: int
    inner: int
    type: str
    payload_digest: str | None
    date: str
    uri: str


@dataclass(frozen=True, slots=True)
class Revisit:
    """What a revisit says of the record that holds its payload."""

    place: Place
    refers_to: str | None
    uri: str | None
    date: str | None


Row = tuple[str | int | None, ...]
_NO_REVISIT: Row = (None,) * 4


class Notes:
    """What later checks need to know of some records of a file, in their order."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.records: list[Row] = []
        self.concurrent: list[Row] = []
        self.crawled: list[Row] = []
        self.crawl: str | None = None  # that the last warcinfo names
        self.ours: bool | None = None  # whether that is of one of our crawls, None before any
        # Captures in front of the first warcinfo: by our crawls where what came before was.
        self.inherited: list[Row] = []
        self._captures: list[Row] | None = self.inherited

    def add(self, member: Member) -> None:
        """Note a record and what it refers to."""
        record, file, offset = member.record, self.file, member.offset
        # What SQLite takes: a whole head that is ASCII, as nearly all are, is looked at once.
        text = _as_is if record.head_bytes().isascii() else _text
        get, kind = record.get, record.type
        date, uri = text(get("WARC-Date")) or "", text(record.target_uri)
        # Pointers name these alone: the payloads of others need not be hashed.
        pointed = kind in ("response", "resource")
        digest = payload_digest_of(record) if pointed else record.payload_digest
        refers = _NO_REVISIT
        if kind == "revisit":
            refers = (
                plain_date(date), text(record.refers_to_id), text(record.refers_to_uri),
                text(get("WARC-Refers-To-Date")),
            )  # fmt: skip
        self.records.append(
            (text(record.id), file, offset, member.length, member.inner, text(kind),
             text(digest), date, uri, *refers)
        )  # fmt: skip
        self.concurrent += [(file, offset, text(other)) for other in record.concurrent_to]
        if kind == "warcinfo":
            self._begin(record)
        elif kind in ("response", "revisit") and self._captures is not None:
            self._captures.append((uri, f"archive/{file}", offset))

    def _begin(self, info: Record) -> None:
        fields = info.fields
        self.ours = fields.get("software", "").startswith("portal-archive")
        self.crawl = fields.get("crawlId") if self.ours else None
        self._captures = self.crawled if self.ours else None


class Records:
    """The records that were read, and what they say of each other."""

    def __init__(self, database: Spill) -> None:
        self._db = database
        self.crawl_of: dict[str, str | None] = {}  # file -> the crawl it names
        self._file: str | None = None  # that was noted last
        self._ours = False  # whether the end of what was noted is by one of our crawls

    def add(self, notes: Notes) -> None:
        """Take the *notes* on the next records of a file, or on the first of the next file."""
        if notes.file != self._file:
            self._file, self._ours = notes.file, False
        crawled = notes.inherited + notes.crawled if self._ours else notes.crawled
        if notes.ours is not None:
            self._ours, self.crawl_of[notes.file] = notes.ours, notes.crawl
        self._insert("INSERT INTO record VALUES (NULL, {})", notes.records)
        self._insert("INSERT INTO concurrent VALUES ({})", notes.concurrent)
        self._insert(
            "INSERT INTO crawled VALUES ({})"
            " ON CONFLICT (url) DO UPDATE SET file = excluded.file, offset = excluded.offset",
            crawled,
        )

    def _insert(self, statement: str, rows: list[Row]) -> None:
        if rows:
            self._db.executemany(statement.format(", ".join("?" * len(rows[0]))), rows)

    def complete(self) -> None:
        """Make what was noted ready to be asked: no record comes any more."""
        for index in _INDEXES:
            self._db.execute(index)

    def by_id(self, identity: str) -> Place | None:
        """Return the first record of an id."""
        return self._one("id = ? ORDER BY number", _text(identity))

    def at(self, file: str, offset: int) -> Place | None:
        """Return the record at a place; the last where several share a gzip member."""
        if offset >= 2**63:
            return None  # no file is as long, and SQLite has no such number
        return self._one("file = ? AND offset = ? ORDER BY number DESC", file, offset)

    def _one(self, where: str, *values: object) -> Place | None:
        row = self._db.execute(f"SELECT {_PLACE} FROM record WHERE {where} LIMIT 1", values)
        found = row.fetchone()
        return Place(*found) if found else None

    def revisited(self, payload_digest: str, captured: str) -> bool:
        """Whether a revisit of that time says that this payload was there again."""
        row = self._db.execute(
            "SELECT 1 FROM record WHERE type = 'revisit' AND payload_digest = ? AND captured = ?",
            (payload_digest, captured),
        )
        return row.fetchone() is not None

    def crawled(self) -> Iterator[tuple[str, str, int]]:
        """Yield the URLs that our crawls captured, and where."""
        yield from self._db.execute("SELECT url, file, offset FROM crawled ORDER BY rowid")

    def twins(self) -> Iterator[tuple[Place, Place]]:
        """Yield each record whose id was met before, with the first that bears it."""
        columns = ", ".join(
            f"{of}.{name}" for of in ("later", "first") for name in _PLACE.split(", ")
        )
        rows = self._db.execute(
            f"SELECT {columns} FROM"
            " (SELECT id, MIN(number) AS number FROM record WHERE id != ''"
            " GROUP BY id HAVING COUNT(*) > 1) AS met"
            " JOIN record AS first USING (number)"
            " JOIN record AS later ON later.id = met.id AND later.number > met.number"
            " ORDER BY later.number"
        )
        for row in rows:
            yield Place(*row[:_FIELDS]), Place(*row[_FIELDS:])

    def partnerless(self) -> Iterator[tuple[str, int, str]]:
        """Yield the records that name one as concurrent which is not there: file, offset, its id.

        Not those behind the last response of their file: a file that was cut
        may end in a request whose response is lost, its tail is kept aside,
        and nothing that is there is wrong.
        """
        yield from self._db.execute(
            "SELECT file, offset, other FROM concurrent AS it"
            " WHERE NOT EXISTS (SELECT 1 FROM record WHERE id = other) AND offset <="
            " (SELECT MAX(offset) FROM record WHERE file = it.file AND type = 'response')"
            " ORDER BY rowid"
        )

    def revisits(self) -> Iterator[Revisit]:
        """Yield every revisit."""
        rows = self._db.execute(
            f"SELECT {_PLACE}, refers_to, refers_to_uri, refers_to_date"
            " FROM record WHERE type = 'revisit' ORDER BY number"
        )
        for row in rows:
            yield Revisit(Place(*row[:_FIELDS]), *row[_FIELDS:])


@contextmanager
def noting_records() -> Iterator[Records]:
    """Make room for the records of a collection for as long as the block lasts."""
    with spilling(_TABLES) as database:
        yield Records(database)


def _text(value: str | None) -> str | None:
    """What SQLite takes: a header's bytes that are no UTF-8 are spelled out."""
    if value is None or value.isascii():
        return value
    return value.encode("utf-8", "backslashreplace").decode()


def _as_is(value: str | None) -> str | None:
    return value


def plain_date(date: str) -> str:
    """Return a WARC-Date as articles have it.

    >>> plain_date("2026-09-23T01:02:03.000000Z")
    '2026-09-23T01:02:03Z'
    >>> plain_date("2026-09-23T01:02:03.5+08:00"), plain_date("2026-09")
    ('2026-09-22T17:02:03.500000Z', '2026-09-01T00:00:00Z')
    """
    plain = date.replace(".000000", "")
    if _PLAIN.fullmatch(plain):
        return plain
    try:
        return stamp(parse_date(date))
    except ValueError:
        return date  # told where the record itself is looked at
