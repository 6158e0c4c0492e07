"""What a run is measured by, portal by portal; kept in its report, where later runs learn from it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from archive.article import Article
from archive.collection import Collection
from archive.state import State

ARTICLES = "articles"  # among what is counted: the articles themselves
FIELDS = ("title", "published", "source", "authors")
PAST = 20  # runs that are learned from
_ERRORS = ("error", "failed", "truncated", "unreadable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """One portal in one run."""

    requests: int = 0
    errors: int = 0
    blocked: int = 0
    articles: int = 0  # new ones
    missing: Mapping[str, int] = field(default_factory=dict)  # of them without a field
    bytes: int = 0  # received, of the whole run

    def to_dict(self) -> dict[str, Any]:
        """Return what stands in ``report.json``."""
        return asdict(self)


def without(article: Article) -> list[str]:
    """Return the fields that an article lacks."""
    return [name for name in FIELDS if not getattr(article.content, name)]


def measure(state: State, crawl: str, portal: str, lacks: Counter[str], received: int) -> Measures:
    """Return the measures of *portal* in the crawl that ends.

    *lacks* counts its new articles (``ARTICLES``) and the fields that they lack.
    """
    outcomes = state.frontier.outcomes_of(crawl, portal)
    return Measures(
        requests=sum(count for outcome, count in outcomes.items() if outcome != "skipped"),
        errors=sum(outcomes.get(outcome, 0) for outcome in _ERRORS),
        blocked=outcomes.get("blocked", 0),
        articles=lacks[ARTICLES],
        missing={name: count for name, count in lacks.items() if name != ARTICLES},
        bytes=received,
    )


def past_measures(collection: Collection, portal: str) -> list[Measures]:
    """Return the measures of the portal's last runs, oldest first, from their reports."""
    found: list[Measures] = []
    for path in sorted(collection.crawls.glob("*/report.json"), reverse=True):
        try:
            row = orjson.loads(path.read_bytes())["measures"][portal]
            found.append(Measures(**row))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # of an earlier version, of other portals, or damaged: nothing to learn
        if len(found) == PAST:
            break
    return found[::-1]
