"""What a request asks for: its parameters, read once, and the addresses that lead on from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from archive.errors import BadQuery
from archive.history import STATES
from archive.listing import Only
from archive.search import Order

Many = Literal["portal", "section", "source", "state"]
MANY: tuple[Many, ...] = get_args(Many)
MOST = 100  # hits on a page
ORDERS: tuple[Order, ...] = get_args(Order)
KNOWN = ("q", "from", "to", "order", "limit", "as_one", "group", *MANY)
_VALUES = {"order": ORDERS, "state": STATES, "as_one": ("1",), "group": ("1",)}
_ELSEWHERE = ("cursor", "format")  # parameters that are read where they are used
LONGEST = 500  # characters: each link on a page of results, some hundred, repeats them


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address names it."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, params: QueryParams) -> "Asked":
        """Read the parameters that are known; empty ones are not there."""
        return cls(tuple((k, v) for k, v in params.multi_items() if k in KNOWN and v.strip()))

    @classmethod
    def checked(cls, params: QueryParams, *, linked: bool = False) -> "Asked":
        """Read the parameters; BadQuery where one would be passed over: more would be found than was asked for.

        *linked*: the address of a page, to which others add theirs (``utm_source``).
        """
        for name, value in params.multi_items():
            if name not in (*KNOWN, *_ELSEWHERE) and not linked:
                raise BadQuery(name, "there is no parameter of this name")
            if value.strip() and not _is_value(name, value):
                raise BadQuery(f"{name}={value}", "a parameter has no such value")
        return cls.of(params)

    def one(self, name: str) -> str:
        """Return a parameter that stands once, or an empty string."""
        return next((value for key, value in self.pairs if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a parameter."""
        return tuple(value for key, value in self.pairs if key == name)

    @property
    def only(self) -> Only:
        """The part of the corpus that is meant (BadQuery: a date that is none, or one after the other)."""
        since, until = self._day("from"), self._day("to")
        if since and until and since > until:
            raise BadQuery(f"{since} – {until}", "the first day is after the last")
        return Only(
            portals=self.all("portal"), sections=self.all("section"), sources=self.all("source"),
            since=since, until=until,
            states=tuple(state for state in STATES if self.has("state", state)),
        )  # fmt: skip

    @property
    def order(self) -> Order:
        """The order of the hits."""
        given = self.one("order")
        return next((order for order in ORDERS if order == given), "relevance")

    @property
    def limit(self) -> int:
        """How many hits a page has."""
        given = self.one("limit")
        return min(max(int(given), 1), MOST) if _is_value("limit", given) else 20

    @property
    def as_one(self) -> bool:
        """Whether simplified and traditional characters are the same."""
        return self.one("as_one") == "1"

    @property
    def group(self) -> bool:
        """Whether reprints of one text stand under the best of them."""
        return self.one("group") == "1"

    def _day(self, name: str) -> date | None:
        given = self.one(name)
        try:
            return date.fromisoformat(given) if given else None
        except ValueError:
            raise BadQuery(given, "this is no day such as 2024-01-25") from None

    def repeatable(self) -> None:
        """Raise BadQuery where what is asked is too long for a page of links that repeat it."""
        if sum(len(value) for _, value in self.pairs) > LONGEST:
            start = f"{self.one('q')[:40]}…"
            raise BadQuery(start, "a page of results is for at most 500 characters")

    def has(self, name: str, value: str) -> bool:
        """Return whether a value is chosen."""
        return (name, value) in self.pairs

    def chosen(self, name: str) -> list[str]:
        """Return the values of a facet that are chosen."""
        return [value for facet, value in self.pairs if facet == name]

    def toggled(self, name: str, value: str) -> str:
        """Return the query string with a value chosen, or no longer."""
        rest = [pair for pair in self.pairs if pair != (name, value)]
        return urlencode(rest if self.has(name, value) else [*rest, (name, value)])

    def with_(self, **changes: str) -> str:
        """Return the query string with single parameters set anew; an underscore at their end goes."""
        names = {name.rstrip("_"): value for name, value in changes.items()}
        rest = [pair for pair in self.pairs if pair[0] not in names]
        return urlencode([*rest, *((k, v) for k, v in names.items() if v)])

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Yield what a search form must carry along: the chosen facets."""
        yield from (pair for pair in self.pairs if pair[0] in MANY)


def _is_value(name: str, value: str) -> bool:
    if name == "limit":
        return value.isascii() and value.isdigit() and len(value) < 10
    return name not in _VALUES or value in _VALUES[name]
