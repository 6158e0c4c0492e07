"""What later captures may refer to: response records by what is the same, validators by URL."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from archive.capture import RecordPointer


@dataclass(frozen=True, slots=True)
class Kept:
    """A response record that a revisit may refer to, and the URL it was the answer of."""

    uri: str
    pointer: RecordPointer


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said by which it can tell whether a page has changed (RFC 9110, 8.8)."""

    etag: str | None
    modified: str | None
    kept: Kept


class Originals:
    """The response records of a collection. Runs inside its owner's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def put(self, portal: str, sameness: str, kept: Kept) -> None:
        """Note a response record, once."""
        pointer = kept.pointer
        self._db.execute(
            "INSERT OR IGNORE INTO original (record_id, portal, sameness, uri, date,"
            " payload_digest, warc_filename, offset, length) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (pointer.record_id, portal, sameness, kept.uri, pointer.date.isoformat(),
             pointer.payload_digest, pointer.warc_filename, pointer.offset, pointer.length),
        )  # fmt: skip

    def find(self, portal: str, sameness: str) -> Kept | None:
        """Return the first response of *portal* that is the same."""
        row = self._db.execute(
            f"{_KEPT} WHERE portal = ? AND sameness = ? ORDER BY rowid LIMIT 1", (portal, sameness)
        ).fetchone()
        return _kept(row) if row else None

    def get(self, record_id: str) -> Kept | None:
        """Return the response record with this id."""
        row = self._db.execute(f"{_KEPT} WHERE record_id = ?", (record_id,)).fetchone()
        return _kept(row) if row else None

    def put_validators(
        self, url: str, etag: str | None, modified: str | None, record_id: str
    ) -> None:
        """Note what *url* can be asked with next time."""
        self._db.execute(
            "INSERT OR REPLACE INTO validator (url, etag, modified, record_id) VALUES (?, ?, ?, ?)",
            (url, etag, modified, record_id),
        )

    def forget_validators(self, portal: str) -> None:
        """Drop what the portal's URLs can be asked with, to be noted anew."""
        self._db.execute(
            "DELETE FROM validator WHERE url IN (SELECT url FROM url WHERE portal = ?)", (portal,)
        )

    def validators(self, url: str) -> Validators | None:
        """Return what *url* can be asked with, and the record that a 304 would stand for."""
        row = self._db.execute(
            "SELECT etag, modified, record_id FROM validator WHERE url = ?", (url,)
        ).fetchone()
        kept = self.get(row[2]) if row else None
        return Validators(row[0], row[1], kept) if kept else None


_KEPT = "SELECT uri, warc_filename, offset, length, record_id, payload_digest, date FROM original"  # the order of Kept and RecordPointer


def _kept(row: tuple[str, str, int, int, str, str | None, str]) -> Kept:
    uri, filename, offset, length, record_id, digest, date = row
    return Kept(
        uri,
        RecordPointer(
            warc_filename=filename, offset=offset, length=length, record_id=record_id,
            payload_digest=digest, date=datetime.fromisoformat(date),
        ),
    )  # fmt: skip
