"""Where folded words stand in a text as it is.

Folding may make one character of two, and two of one, so a place in the folded
text has to be led back. What joins a character is marked with it: half an
accented letter is none.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from archive.search import alike
from archive.search.fold import fold

Place: TypeAlias = tuple[int, int, int]  # start, end, which of the terms


def located(text: str, terms: list[str], *, as_one: bool = False) -> list[Place]:
    """Return where folded *terms* stand in *text*, in order.

    With *as_one* the terms are in the one spelling that stands for all.
    """
    folded = fold(text)
    looked = alike.as_one(folded) if as_one else folded
    found = sorted(
        (at, at + len(term), number)
        for number, term in enumerate(terms)
        for at in occurrences(looked, term)
    )
    places = _places(text, folded, found) if found else None
    if places is None:
        return []
    return [(places[s], behind(text, places[e - 1] + 1), number) for s, e, number in found]


def spans(text: str, terms: list[str], *, as_one: bool = False) -> list[tuple[int, int]]:
    """Return what ``located`` does, less which it is, and with overlaps joined.

    >>> spans("ＡＢＣ abc", ["ab", "bc"])
    [(0, 3), (4, 7)]
    """
    joined: list[tuple[int, int]] = []
    for first, last, _ in located(text, terms, as_one=as_one):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def occurrences(text: str, word: str) -> Iterator[int]:
    """Yield where *word* begins in *text*, overlaps and all."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def behind(text: str, place: int) -> int:
    """Return *place*, moved behind what joins the character before it."""
    while place < len(text) and _joins(text[place]):
        place += 1
    return place


def before(text: str, place: int) -> int:
    """Return *place*, moved in front of the character that what stands there joins."""
    while 0 < place < len(text) and _joins(text[place]):
        place -= 1
    return place


@lru_cache(4_096)
def _joins(char: str) -> bool:
    """Whether *char* joins what stands before it: a mark, also a half-width one, a jamo, what is not seen.

    Nothing else is composed with the character before it, or put in another order; what is not
    seen may stand between the two.
    """
    first = unicodedata.normalize("NFKD", char)[0]
    joins = unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"
    return joins or not _fold(char)


def _places(text: str, folded: str, found: list[Place]) -> list[int] | range | None:
    """For each character of *folded* the place in *text* it comes from; None if that is unclear.

    Most texts fold character by character: then what was *found* stands at the
    same places in both. Else they are told apart at each character that joins
    none before it.
    """
    if len(text) == len(folded) and all(
        behind(text, e) == e and _fold(text[s:e]) == folded[s:e] for s, e, _ in found
    ):
        return range(len(text))
    places: list[int] = []
    pieces = []
    start = 0
    while start < len(text):
        end = behind(text, start + 1)
        piece = _fold(text[start:end])
        pieces.append(piece)
        places.extend([start] * len(piece))
        start = end
    return places if "".join(pieces) == folded else None


_fold = lru_cache(8_192)(fold)
