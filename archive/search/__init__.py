"""Search: every article that contains what was asked for, and none that does not."""

from archive.listing import Only
from archive.search.find import Hit, Results, Search, Spread
from archive.search.index import update
from archive.search.made import missing
from archive.search.page import Order
from archive.search.query import literal, matches, parse
from archive.search.snippet import Marked

__all__ = [
    "Hit", "Marked", "Only", "Order", "Results", "Search", "Spread", "literal", "matches",
    "missing", "parse", "update",
]  # fmt: skip
