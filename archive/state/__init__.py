"""``state.sqlite``: the frontier, the outcomes, and what the articles' lines follow from.

One connection, one writer. The first change opens a transaction, ``commit``
ends it: what a crawl does between two commits is there whole or not at all,
and is seen by the crawl itself meanwhile.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.errors import CannotKeep
from archive.state.frontier import (
    COUNTED,
    PRIORITY,
    ROBOTS_LIFE,
    Found,
    Frontier,
    Kind,
    Lease,
    Origin,
    Outcome,
    Place,
    Skipped,
    SqliteFrontier,
    origin_of,
)
from archive.state.holdings import Held, Holdings, Line, Part
from archive.state.marks import Marks
from archive.state.naming import article_id_of
from archive.state.originals import Kept, Originals, Validators
from archive.state.schema import connect
from archive.state.sightings import Sighting, Sightings

__all__ = [
    "COUNTED", "PRIORITY", "ROBOTS_LIFE", "Found", "Frontier", "Held", "Holdings", "Kept", "Kind", "Lease", "Line",
    "Origin", "Originals", "Outcome", "Part", "Place", "Sighting", "Sightings", "Skipped", "SqliteFrontier", "State",
    "Validators", "article_id_of", "origin_of",
]  # fmt: skip


class State:
    """The database behind a collection: ``frontier``, ``holdings``, ``originals`` and bookkeeping."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self._db = connect(path, readonly=readonly)
        self.frontier = SqliteFrontier(self._db)
        self.holdings = Holdings(self._db)
        self.originals = Originals(self._db)
        self.sightings = Sightings(self._db)
        self.marks = Marks(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def begin(self) -> None:
        """Open a transaction if none is open."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make everything since ``begin`` durable."""
        if self._db.in_transaction:
            if not self.path.exists():
                raise CannotKeep(self.path, "the file is gone while it is written")
            try:
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise CannotKeep(self.path, str(error)) from error
            self.frontier.tell()

    def rollback(self) -> None:
        """Forget everything since ``begin``."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
            self.frontier.rolled_back()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run a block in a transaction of its own."""
        self.begin()
        try:
            yield
        except BaseException:
            self.rollback()
            raise
        self.commit()

    def share(self, make: Callable[[sqlite3.Connection], SqliteFrontier]) -> None:
        """Let the frontier be the one that *make* returns, over this database."""
        self.frontier = make(self._db)

    def close(self) -> None:
        """Close the database; an open transaction is rolled back."""
        self._db.close()

    def set_file(self, path: str, size: int) -> None:
        """Note that *path* (relative to the collection) is committed up to *size* bytes."""
        self._db.execute("INSERT OR REPLACE INTO file (path, bytes) VALUES (?, ?)", (path, size))

    def files(self, prefix: str) -> dict[str, int]:
        """Return the committed sizes of the files below *prefix*."""
        return dict(
            self._db.execute(
                "SELECT path, bytes FROM file WHERE path >= ? AND path < ?", _below(prefix)
            ).fetchall()
        )

    def forget_files(self, prefix: str) -> None:
        """Forget the files below *prefix*."""
        self._db.execute("DELETE FROM file WHERE path >= ? AND path < ?", _below(prefix))

    def reading(self, portal: str) -> tuple[int, str | None, str | None, str | None]:
        """Return pages kept, extractor, boilerplate version, last WARC of a portal's lines."""
        row = self._db.execute(
            "SELECT pages, extractor, boilerplate_version, last_warc FROM reading WHERE portal = ?",
            (portal,),
        ).fetchone()
        return row if row else (0, None, None, None)

    def set_reading(
        self, portal: str, pages: int, extractor: str | None, version: str | None, warc: str | None
    ) -> None:
        """Note what a portal's lines were read with."""
        self._db.execute(
            "INSERT OR REPLACE INTO reading (portal, pages, extractor, boilerplate_version,"
            " last_warc) VALUES (?, ?, ?, ?, ?)",
            (portal, pages, extractor, version, warc),
        )

    def start_crawl(self, crawl: str, portals: list[str], at: str) -> None:
        """Note that a crawl runs."""
        self._db.execute(
            "INSERT INTO crawl (id, portals, started) VALUES (?, ?, ?)",
            (crawl, json.dumps(portals), at),
        )

    def end_crawl(self, crawl: str, at: str, outcome: str) -> None:
        """Note how a crawl ended."""
        self._db.execute(
            "UPDATE crawl SET ended = ?, outcome = ? WHERE id = ?", (at, outcome, crawl)
        )

    def crawls(self, limit: int = -1) -> list[tuple[str, list[str], str, str | None, str | None]]:
        """Return (id, portals, started, ended, outcome) of the crawls, newest first."""
        rows = self._db.execute(
            "SELECT id, portals, started, ended, outcome FROM crawl ORDER BY started DESC, id DESC"
            " LIMIT ?",
            (limit,),
        )
        return [(i, json.loads(p), s, e, o) for i, p, s, e, o in rows]

    def line_places(self) -> Iterator[tuple[str, int, str, str, int]]:
        """Yield (article, version, portal, month, offset) of every line of the corpus."""
        yield from self._db.execute("SELECT article, version, portal, month, offset FROM version")

    def portals(self) -> list[str]:
        """Return every portal that something is known of."""
        rows = self._db.execute(
            "SELECT portal FROM article UNION SELECT portal FROM url WHERE kind != 'robots'"
            " UNION SELECT portal FROM reading ORDER BY 1"
        )
        return [str(row[0]) for row in rows]


def _below(prefix: str) -> tuple[str, str]:
    """The ends between which the paths below *prefix* (``indexed/``) stand in an index."""
    return prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)
