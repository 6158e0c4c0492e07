"""Every edition of every article of a portal, to be numbered when all of them are there.

They lie on disk meanwhile: what is held in memory does not grow with them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import orjson

from archive.article import to_json
from archive.corpus import month_of
from archive.spill import Spill, spilling
from archive.state import Held
from portal_spider.editions import Edition, numbered

_TABLES = """
CREATE TABLE edition (
    number INTEGER PRIMARY KEY,         -- in record order
    identity TEXT NOT NULL,
    captured TEXT NOT NULL,
    digest TEXT NOT NULL,
    title TEXT,
    canonical_url TEXT NOT NULL,
    published TEXT,
    section TEXT,
    month TEXT NOT NULL,
    line BLOB NOT NULL                  -- as if it were the first version
);
CREATE INDEX edition_of ON edition (identity, captured, number, digest);
CREATE TABLE version (                  -- the editions that differ from what was captured before
    month TEXT NOT NULL,
    number INTEGER NOT NULL,
    identity TEXT NOT NULL,
    version INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    PRIMARY KEY (month, number)
) WITHOUT ROWID;
CREATE INDEX version_of ON version (identity);
"""
_CHOOSE = """
INSERT INTO version
SELECT month, number, identity,
       row_number() OVER (PARTITION BY identity ORDER BY captured, number), first_seen
FROM (
    SELECT month, number, identity, captured,
           digest IS NOT lag(digest) OVER seen AS differs,
           first_value(captured) OVER seen AS first_seen
    FROM edition WINDOW seen AS (PARTITION BY identity ORDER BY captured, number)
)
WHERE differs
"""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article, and its line of the corpus, no newline."""

    identity: str
    number: int
    captured: str
    line: bytes


class Shelf:
    """Takes in the editions of *portal* in record order; ``choose``, then ask."""

    def __init__(self, portal: str, database: Spill) -> None:
        self._portal, self._db = portal, database

    def add(self, edition: Edition) -> None:
        """Put an edition on the shelf."""
        content = edition.content
        line = to_json(numbered(edition, self._portal, 1, edition.captured))
        self._db.execute(
            "INSERT INTO edition VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (edition.identity, edition.captured, edition.digest, content.title,
             edition.canonical_url, content.published, next(iter(content.section), None),
             month_of(edition.captured), line),
        )  # fmt: skip

    def choose(self) -> None:
        """Number what differs from what was captured before it."""
        self._db.execute(_CHOOSE)

    def months(self) -> list[str]:
        """Return the months of which there are versions."""
        return [month for (month,) in self._db.execute("SELECT DISTINCT month FROM version")]

    def versions(self, month: str) -> Iterator[Version]:
        """Yield the versions of a month, in record order."""
        rows = self._db.execute(
            "SELECT version.identity, version, captured, first_seen, line"
            " FROM version JOIN edition USING (number)"
            " WHERE version.month = ? ORDER BY number", (month,),
        )  # fmt: skip
        for identity, version, captured, first_seen, line in rows:
            if (version, first_seen) != (1, captured):
                row = orjson.loads(line) | {"version": version, "first_seen": first_seen}
                line = orjson.dumps(row)
            yield Version(identity, version, captured, line)

    def held(self) -> Iterator[Held]:
        """Yield the articles as the state knows them."""
        rows = self._db.execute(
            "SELECT identity, captured, digest, title, canonical_url, published, section,"
            " (SELECT count(*) FROM version WHERE version.identity = edition.identity)"
            " FROM edition ORDER BY identity, captured, number"
        )
        for identity, of_one in groupby(rows, key=lambda row: str(row[0])):
            editions = list(of_one)
            first, last = editions[0], editions[-1]
            yield Held(
                identity, self._portal, first[4], last[3], first[1], last[1], last[7], last[2],
                last[5], last[6],
            )  # fmt: skip


@contextmanager
def shelf_of(portal: str) -> Iterator[Shelf]:
    """Give a portal an empty shelf for as long as the block lasts."""
    with spilling(_TABLES) as database:
        yield Shelf(portal, database)
