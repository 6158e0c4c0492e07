"""Which article is meant by a URL or an id."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.state import State

_ID = re.compile(r"a[a-z2-7]{25}\Z")
_MOST_HOPS = 10


def article_id_of(state: "State", what: str) -> str | None:
    """Return the id of the article that *what* (a URL or an id) names; redirects are followed."""
    if _ID.match(what):
        return what if state.holdings.article(what) else None
    if (found := state.holdings.article_of(what)) is not None:
        return found  # a fragment and all: some tools record one, and imports keep it
    url = what.partition("#")[0]
    for _ in range(_MOST_HOPS):
        if (found := state.holdings.article_of(url)) is not None:
            return found
        outcome = state.frontier.outcome(url)
        if outcome is None or outcome.outcome != "redirect" or not outcome.reason:
            return None
        url = outcome.reason
    return None
