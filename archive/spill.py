"""Room for what grows with a collection and is needed for one piece of work only.

A database without a name: SQLite keeps a few megabytes of it in memory and the
rest in a file that nobody else sees and that goes with its process.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from archive.errors import CannotKeep

_CACHE = 4096  # KiB


class Spill(sqlite3.Connection):
    """The database; what it cannot write is a failure to keep."""

    def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
        """Run a statement, as ``sqlite3.Connection.execute`` does."""
        try:
            return super().execute(statement, values)
        except sqlite3.Error as error:
            raise CannotKeep(Path(tempfile.gettempdir()), f"temporary files: {error}") from error

    def executemany(self, statement: str, rows: Any, /) -> sqlite3.Cursor:
        """Run a statement for each of *rows*, as ``sqlite3.Connection.executemany`` does."""
        try:
            return super().executemany(statement, rows)
        except sqlite3.Error as error:
            raise CannotKeep(Path(tempfile.gettempdir()), f"temporary files: {error}") from error


@contextmanager
def spilling(tables: str) -> Iterator[Spill]:
    """Make *tables* (SQL) in a database of their own for as long as the block lasts.

    >>> with spilling("CREATE TABLE seen (url TEXT PRIMARY KEY) WITHOUT ROWID") as seen:
    ...     for url in "ba":
    ...         _ = seen.execute("INSERT INTO seen VALUES (?)", (url,))
    ...     seen.execute("SELECT url FROM seen").fetchall()
    [('a',), ('b',)]
    """
    with closing(sqlite3.connect("", isolation_level=None, factory=Spill)) as database:
        database.executescript(
            f"PRAGMA cache_size = -{_CACHE};"
            "PRAGMA journal_mode = OFF;"  # nothing is ever rolled back
            "PRAGMA synchronous = OFF;"
            f"BEGIN;{tables};"
        )
        yield database
