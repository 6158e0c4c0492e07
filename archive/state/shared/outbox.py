"""What the server is still to be told: acts, in order, durable with what they tell of.

They stand in the worker's own state, in the transaction that made them true, so
the server hears of a page only when its record, its line and its outcome are
durable; and a worker killed in between tells it when it is back.
"""

import sqlite3
from collections.abc import Iterator

import orjson

from archive.state.marks import Marks

_MOST = 500  # acts at a time: the server serves nobody else meanwhile

Value = str | bytes | float
Act = tuple[int, str, list[Value]]


class Outbox:
    """The table ``outbox``, which only a worker's state has."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        # AUTOINCREMENT: a number is never used twice, by it the server knows what it has heard.
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS outbox ("
            "number INTEGER PRIMARY KEY AUTOINCREMENT, act TEXT NOT NULL, url TEXT, told TEXT NOT NULL)"
        )
        # The last number that the server has; taken out with the next transaction.
        self._marks = Marks(connection)
        self.told = int(self._marks.get("told") or 0)

    def put(self, act: str, url: str | None, *values: Value) -> None:
        """Let *act* be told; *url* is whom it is about."""
        told = [{"b": v.hex()} if isinstance(v, bytes) else v for v in values]
        self._db.execute(
            "INSERT INTO outbox (act, url, told) VALUES (?, ?, ?)",
            (act, url, orjson.dumps(told).decode()),
        )

    def take_back(self, act: str, url: str) -> None:
        """Take out an act that was not told yet."""
        self._db.execute(
            "DELETE FROM outbox WHERE number > ? AND act = ? AND url = ?", (self.told, act, url)
        )

    def begin_behind(self, number: int) -> None:
        """Number the acts to come behind *number*, the last that the server knows of this worker."""
        self._db.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox', 0 WHERE NOT EXISTS"
            " (SELECT 1 FROM sqlite_sequence WHERE name = 'outbox')"
        )
        self._db.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'outbox'", (number,)
        )
        self.told = number

    def batches(self) -> Iterator[list[Act]]:
        """Yield what is to be told, a batch at a time; what was yielded counts as told."""
        while batch := self._batch():
            yield batch
            self.told = batch[-1][0]

    def clear(self) -> None:
        """Take out what was told; in the owner's transaction."""
        self._db.execute("DELETE FROM outbox WHERE number <= ?", (self.told,))
        self._marks.set("told", str(self.told))

    def _batch(self) -> list[Act]:
        rows = self._db.execute(
            "SELECT number, act, told FROM outbox WHERE number > ? ORDER BY number LIMIT ?",
            (self.told, _MOST),
        )
        return [(number, act, [*map(_value, orjson.loads(told))]) for number, act, told in rows]


def _value(told: str | float | dict[str, str]) -> Value:
    return bytes.fromhex(told["b"]) if isinstance(told, dict) else told
