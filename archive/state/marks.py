"""Marks: words by name that the state keeps for whoever set them."""

import sqlite3


class Marks:
    """The table ``mark``. Runs inside its owner's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, name: str) -> str | None:
        """Return a mark set by ``set``."""
        row = self._db.execute("SELECT value FROM mark WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: str | None) -> None:
        """Set a mark, or with None remove it."""
        if value is None:
            self._db.execute("DELETE FROM mark WHERE name = ?", (name,))
        else:
            self._db.execute(
                "INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)", (name, value)
            )
