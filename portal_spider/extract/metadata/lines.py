"""The visible lines that may speak of an article, by where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines of a page; the body divides them."""

    above: Sequence[str]  # from the top of the page to the body, the nearest last
    head: Sequence[str] = ()  # short ones at the top of the body
    body: Sequence[str]  # kept
    cut: Sequence[str]  # taken out of the body
    below: Sequence[str]  # behind the body, the nearest first
    beyond: Sequence[str] = ()  # behind these, from a list of other articles or comments on
    aside: frozenset[str] = frozenset()  # with a day, but hidden, furniture or teasers

    def near(self) -> tuple[str, ...]:
        """The short lines just above the text, the nearest first."""
        return tuple(line for line in (*self.head, *self.above[::-1][:8]) if len(line) < 60)
