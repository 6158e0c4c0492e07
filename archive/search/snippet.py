"""The piece of a text around what was found, and where the words stand in it."""

import re
from dataclasses import dataclass

from archive.search.fold import spans

BEFORE, AFTER = 40, 80  # characters around the first word
_WORD = 20  # characters: a longer word is cut
# The inside of a word, in languages that set them apart.
_INSIDE = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]{2}")


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
    """Return the piece of *text* where one of *terms* stands, or its beginning; one line.

    Where a term stands as it is, nothing else of a long text needs to be folded.
    """
    first = min((at for term in terms if (at := text.find(term)) >= 0), default=-1)
    if first < 0:
        found = spans(text, terms, as_one=as_one)
        first = found[0][0] if found else 0
    start, end = max(first - BEFORE, 0), min(first + AFTER, len(text))
    last = first + max(map(len, terms), default=0)
    start, end = _whole_words(text, start, end, first, last)
    piece = re.sub(r"\s", " ", text[start:end])
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    placed = spans(text[start:end], terms, as_one=as_one)
    marks = tuple((s + len(head), e + len(head)) for s, e in placed)
    return Marked(head + piece + tail, marks)


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
