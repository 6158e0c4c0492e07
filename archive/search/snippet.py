"""The piece of a text around what was found, and where the words stand in it."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge

from archive.search.places import Place, before, behind, located, occurrences, spans

BEFORE, AFTER = 40, 80  # characters around the first word that is shown
_WORD = 20  # characters: a longer word is cut
# The inside of a word, in languages that set them apart.
_INSIDE = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the places (start, end) in it to be marked; no markup, so that none can be faked."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> list[tuple[str, bool]]:
        """Return the text in pieces, each marked or not.

        >>> Marked("in 泉山 today", ((3, 5),)).pieces()
        [('in ', False), ('泉山', True), (' today', False)]
        """
        found, at = [], 0
        for start, end in self.marks:
            found += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        found.append((self.text[at:], False))
        return [piece for piece in found if piece[0]]


def mark(text: str, terms: list[str], *, as_one: bool = False) -> Marked:
    """Mark folded *terms* in *text*."""
    return Marked(text, tuple(spans(text, terms, as_one=as_one)))


def snippet(text: str, terms: list[str], *, as_one: bool = False) -> Marked:
    """Return the piece of *text* where most of *terms* stand together, or its beginning; one line.

    Where they all stand as they are, nothing else of a long text needs to be folded.
    """
    start, end, marks = _piece(text, _as_written(text, terms), terms, as_one)
    if not marks and (found := located(text, terms, as_one=as_one)):
        start, end, marks = _piece(text, found, terms, as_one)
    piece = re.sub(r"\s", " ", text[start:end])
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    return Marked(head + piece + tail, tuple((s + len(head), e + len(head)) for s, e in marks))


def _as_written(text: str, terms: list[str]) -> Iterator[Place]:
    """Where *terms* stand without folding, most likely; nothing if one of them does not."""
    if not all(term in text for term in terms):
        return iter(())
    return merge(*(_written(text, term, number) for number, term in enumerate(terms)))


def _written(text: str, term: str, number: int) -> Iterator[Place]:
    return ((at, at + len(term), number) for at in occurrences(text, term))


def _piece(
    text: str, found: Iterable[Place], terms: list[str], as_one: bool
) -> tuple[int, int, list[tuple[int, int]]]:
    """From where to where to show *text* around what was *found*, and where *terms* stand in that."""
    first, last = _fullest(found, len(terms))
    start, end = max(first - BEFORE, 0), min(max(first + AFTER, last), len(text))
    start, end = before(text, start), behind(text, end)
    start, end = _whole_words(text, start, end, first, last)
    return start, end, spans(text[start:end], terms, as_one=as_one) if last else []


def _fullest(found: Iterable[Place], terms: int) -> tuple[int, int]:
    """From where to where most of the *terms* that were *found* stand close, the first time; else 0, 0."""
    first = last = most = 0
    close: deque[Place] = deque()
    for place in found:
        while close and place[1] > close[0][0] + AFTER:
            close.popleft()
        close.append(place)
        if len(close) > most and (here := len({number for _, _, number in close})) > most:
            first, last, most = close[0][0], max(end for _, end, _ in close), here
            if most == terms:
                break
    return first, last


def _whole_words(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Move *start* and *end* out of words, not into what stands from *first* to *last*."""
    if (
        start
        and _INSIDE.match(text, start - 1)
        and (space := text.find(" ", start, min(start + _WORD, first))) >= 0
    ):
        start = space + 1
    if (
        _INSIDE.match(text, end - 1)
        and (space := text.rfind(" ", max(end - _WORD, last), end)) >= 0
    ):
        end = space
    return start, end
