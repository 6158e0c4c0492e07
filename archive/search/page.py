"""A page of an ordered result, and the cursor that the next page goes on from."""

import base64
import math
from dataclasses import dataclass
from typing import Literal

import orjson
import tantivy

from archive.errors import BadQuery

Order = Literal["relevance", "newest", "oldest"]
_FIRST = 256  # rows that are fetched at once: many articles weigh the same


@dataclass(frozen=True, slots=True)
class Row:
    """A document of a result: its *key* (score or moment), its *rank* among equals, its address."""

    key: float
    rank: int
    address: tantivy.DocAddress


def page(
    searcher: tantivy.Searcher,
    asked: tantivy.Query,
    order: Order,
    limit: int,
    after: tuple[float, int] | None,
) -> tuple[int, list[Row]]:
    """Return the total, and *limit* rows and one more behind *after*: by key, then by rank.

    The index leaves rows of one key in no order, so the last key that was
    fetched counts only when all was fetched.
    """
    sign = 1.0 if order == "oldest" else -1.0
    field = None if order == "relevance" else "moment"
    direction = tantivy.Order.Asc if order == "oldest" else tantivy.Order.Desc
    start = (sign * after[0], after[1]) if after else (-math.inf, 0)
    size = max(2 * limit + 1, _FIRST)
    while True:
        result = searcher.search(asked, size, count=True, order_by_field=field, order=direction)
        keyed = [(sign * float(key or 0), address) for key, address in result.hits]
        whole = len(keyed) < size
        last = math.inf if whole else keyed[-1][0]
        inside = [(key, address) for key, address in keyed if start[0] <= key < last]
        ranks = searcher.fast_field_values("rank", [address for _, address in inside])
        rows = sorted(
            (key, int(rank or 0), address) for (key, address), rank in zip(inside, ranks, strict=True)
            if (key, int(rank or 0)) > start
        )  # fmt: skip
        if whole or len(rows) > limit:
            total = result.count  # type: ignore[attr-defined]  # the stubs forget it
            return int(total or 0), [Row(sign * k, r, a) for k, r, a in rows[: limit + 1]]
        size *= 8


def cursor_of(row: Row) -> str:
    """Return what *row* is called where the next page is asked for."""
    return base64.urlsafe_b64encode(orjson.dumps((row.key, row.rank))).decode().rstrip("=")


def read_cursor(cursor: str | None) -> tuple[float, int] | None:
    """Return the place that *cursor* names; BadQuery if it is none."""
    if not cursor:
        return None
    try:
        key, rank = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return float(key), int(rank)
    except (ValueError, TypeError):
        raise BadQuery(cursor, "this is no cursor of a page before") from None
