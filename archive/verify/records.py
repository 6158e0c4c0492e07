"""What later checks need of the records: where each stands, and what refers to what.

It lies on disk (``archive.spill``): a collection may have more records than fit in memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from archive.spill import Spill, spilling
from archive.warc import Member

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
    uri TEXT NOT NULL
);
CREATE TABLE concurrent (file TEXT NOT NULL, offset INTEGER NOT NULL, other TEXT NOT NULL);
CREATE TABLE revisit (
    number INTEGER PRIMARY KEY,         -- of its record
    refers_to TEXT,
    refers_to_uri TEXT,
    refers_to_date TEXT,
    payload TEXT,                       -- its digest
    captured TEXT NOT NULL
);
CREATE TABLE crawled (                  -- by our crawls
    url TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL
);
"""
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS record_id ON record (id)",
    "CREATE INDEX IF NOT EXISTS record_at ON record (file, offset)",
    "CREATE INDEX IF NOT EXISTS revisit_of ON revisit (payload, captured)",
)
_PLACE = "id, file, offset, length, inner, type, payload_digest, date, uri"
_FIELDS = _PLACE.count(",") + 1
_BATCH = 1_000  # records that are noted at once


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


class Records:
    """The records that were read, and what they say of each other."""

    def __init__(self, database: Spill) -> None:
        self._db = database
        self._number = 0
        self._records: list[tuple[object, ...]] = []
        self._concurrent: list[tuple[object, ...]] = []
        self._revisits: list[tuple[object, ...]] = []
        self._crawled: list[tuple[object, ...]] = []
        self.last_response: dict[str, int] = {}  # file -> offset
        self.crawl_of: dict[str, str | None] = {}  # file -> the crawl it names

    def add(self, file: str, member: Member) -> None:
        """Note a record of *file* and what it refers to."""
        record, offset = member.record, member.offset
        # What SQLite takes: a whole head that is ASCII, as nearly all are, is looked at once.
        text = _as_is if record.head_bytes().isascii() else _text
        others, get = record.concurrent_to, record.get
        kind, digest, date = record.type, text(record.payload_digest), text(get("WARC-Date")) or ""
        self._number += 1
        self._records.append(
            (self._number, text(record.id), file, offset, member.length, member.inner,
             text(kind), digest, date, text(record.target_uri))
        )  # fmt: skip
        self._concurrent += [(file, offset, text(other)) for other in others]
        if kind == "response":
            self.last_response[file] = offset
        elif kind == "revisit":
            self._revisits.append(
                (self._number, text(get("WARC-Refers-To")), text(record.refers_to_uri),
                 text(get("WARC-Refers-To-Date")), digest, plain_date(date))
            )  # fmt: skip
        if len(self._records) >= _BATCH:
            self._write()

    def _write(self) -> None:
        """Note what waits to be noted."""
        for table, rows in (
            ("record", self._records), ("concurrent", self._concurrent),
            ("revisit", self._revisits),
        ):  # fmt: skip
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                rows.clear()
        self._db.executemany(
            "INSERT INTO crawled VALUES (?, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET file = excluded.file, offset = excluded.offset",
            self._crawled,
        )
        self._crawled.clear()

    def complete(self) -> None:
        """Make what was noted ready to be asked: no record comes any more."""
        self._write()
        for index in _INDEXES:
            self._db.execute(index)

    def add_crawled(self, url: str, file: str, offset: int) -> None:
        """Note where one of our crawls captured *url* last."""
        self._crawled.append((_text(url), file, offset))

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
            "SELECT 1 FROM revisit WHERE payload = ? AND captured = ?",
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
            " (SELECT id, MIN(number) AS number FROM record GROUP BY id HAVING COUNT(*) > 1) AS met"
            " JOIN record AS first USING (number)"
            " JOIN record AS later ON later.id = met.id AND later.number > met.number"
            " ORDER BY later.number"
        )
        for row in rows:
            yield Place(*row[:_FIELDS]), Place(*row[_FIELDS:])

    def partnerless(self) -> Iterator[tuple[str, int, str]]:
        """Yield the records that name one as concurrent which is not there: file, offset, its id."""
        yield from self._db.execute(
            "SELECT file, offset, other FROM concurrent"
            " WHERE NOT EXISTS (SELECT 1 FROM record WHERE id = other) ORDER BY rowid"
        )

    def revisits(self) -> Iterator[Revisit]:
        """Yield every revisit."""
        rows = self._db.execute(
            f"SELECT {_PLACE}, refers_to, refers_to_uri, refers_to_date"
            " FROM revisit JOIN record USING (number) ORDER BY number"
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
    """
    return date.replace(".000000", "").rstrip("Z") + "Z"
