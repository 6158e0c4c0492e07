"""What a rule is, and what it is made of.

A rule is written as phrases, a line or some on a line, that are joined in the order in which they
stand; in simplified characters or not, as they come. A phrase must be one that RE2 takes, too: no
looking around but at boxes' names, no reference back.
"""

import re
from dataclasses import dataclass

from archive.article import RemovedKind
from archive.simplified import simplified


@dataclass(frozen=True, slots=True)
class TextRule:
    """Remove a piece of at most *longest* characters that begins with *begins* or holds *holds*.

    *pattern* is both. It sees the text as ``legible`` gives it: in small letters, for searching
    so is several times faster than without regard to case, and in simplified characters.
    """

    name: str
    kind: RemovedKind
    begins: str  # "" where there is no such pattern
    holds: str
    longest: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class BoxRule:
    """Remove the boxes whose id or class (in small letters) has a word that begins with one of *words*."""

    name: str
    kind: RemovedKind
    words: str
    pattern: re.Pattern[str]


def text_rule(
    name: str, kind: RemovedKind, *, begins: str = "", holds: str = "", longest: int = 120
) -> TextRule:
    """Make a rule of what a piece begins with, or holds."""
    begins, holds = simplified(begins), simplified(holds)
    pattern = re.compile("|".join(filter(None, (begins and f"^(?:{begins})", holds))))
    return TextRule(name, kind, begins, holds, longest, pattern)


def words_of(words: str) -> re.Pattern[str]:
    """Return what finds one of *words* at the beginning of a word of a box's name."""
    return re.compile(rf"[\s_-](?:{words})")


def box_rule(name: str, kind: RemovedKind, words: str) -> BoxRule:
    """Make a rule of what a word of a box's name begins with."""
    return BoxRule(name, kind, words, words_of(words))
