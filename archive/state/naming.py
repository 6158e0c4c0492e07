"""Which article is meant by a URL or an id."""

import re
import string
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from archive.surt import as_written

if TYPE_CHECKING:
    from archive.state import State

_ID = re.compile(r"a[a-z2-7]{25}\Z")
_MOST_HOPS = 10
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_ASCII = string.punctuation  # stays as it is: what is escaped in it is escaped already


def article_id_of(state: "State", what: str) -> str | None:
    """Return the id of the article that *what* (a URL or an id) names; redirects are followed.

    Where no article goes by exactly that URL, it may be the one that goes by
    the other scheme, or by the same bytes escaped and the same host written as browsers do.
    """
    if _ID.match(what):
        return what if state.holdings.article(what) else None
    if (found := state.holdings.article_of(what)) is not None:
        return found  # a fragment and all: some tools record one, and imports keep it
    ways = dict.fromkeys(_ways(what.strip().partition("#")[0]))
    return next((found for way in ways if (found := _led_to(state, way)) is not None), None)


def _led_to(state: "State", url: str) -> str | None:
    for _ in range(_MOST_HOPS):
        if (found := state.holdings.article_of(url)) is not None:
            return found
        outcome = state.frontier.outcome(url)
        if outcome is None or outcome.outcome != "redirect" or not outcome.reason:
            return None
        url = outcome.reason
    return None


def _ways(url: str) -> Iterator[str]:
    """Yield *url*, then what people write for the same: an address bar shows no escapes, some links no scheme."""
    yield url
    escaped = quote(_ESCAPE.sub(lambda match: match[0].upper(), url), safe=_ASCII)
    for way in (url, escaped):
        bare = way.partition("://")[2] or way
        for spelled in (way, f"https://{bare}", f"http://{bare}"):
            yield from (spelled, as_written(spelled))
