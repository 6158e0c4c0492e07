"""What a run counts: for its report, its progress line and whoever scrapes it, the same numbers."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run did so far."""

    pages: int = 0
    articles: int = 0
    new_versions: int = 0
    bytes: int = 0
    revisits: int = 0
    lacks: dict[str, Counter[str]] = field(default_factory=dict)  # by portal: fields new ones lack
    outcomes: Counter[str] = field(default_factory=Counter)  # of visits, one URL's may be several
    failures: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, Any]:
        """Return what is told of it, under the names of ``report.json``."""
        return {
            "pages": self.pages,
            "new_articles": self.articles,
            "new_versions": self.new_versions,
            "bytes_received": self.bytes,
            "revisits": self.revisits,
            "visits": dict(self.outcomes.copy().most_common()),
            "failures": dict(self.failures.copy().most_common()),
        }
