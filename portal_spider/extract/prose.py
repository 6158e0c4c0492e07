"""How much prose stands where: the weight of a piece, and sums over boxes."""

import re
from collections.abc import Sequence
from itertools import accumulate

from portal_spider.extract.outline import Box, Piece
from portal_spider.extract.scripts import is_wide

_LABEL, _WORDS = 30, 4  # characters of a label; words behind it
_NO_LABEL = re.compile(
    r"[.!?]|source|quelle|fuente|fonte|photo|foto|image|bild|credit|journal", re.IGNORECASE
)
# September (12); The ferry runs again 09-23, [2026-09-23 08:15]
_COUNT = re.compile(
    r"[(\[（]\d+[)\]）]$|[(\[（]?(?:20\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?[)\]）]?$"
)
_UNMARKED = re.compile(r"[ก-๛ກ-ໟ]")  # Thai and Lao have no marks where a sentence ends
_ENTRY = 80  # characters of an entry of an archive or a register


def is_link(piece: Piece) -> bool:
    """Whether a piece is nothing but links, one with a count or a day behind it, or an item of a list with a label in bold before one.

    Characters in links are counted without spaces.
    """
    if not piece.linked:
        return False
    labelled = piece.strong if piece.tag == "li" and 2 * piece.linked >= piece.letters else 0
    if piece.linked + labelled >= 0.9 * piece.letters:
        return True
    count = _COUNT.search(piece.text) if len(piece.text) < _ENTRY else None
    return count is not None and piece.linked >= 0.9 * (
        piece.letters - len("".join(count[0].split()))
    )


def leads_on(piece: Piece) -> bool:
    """Whether a piece is a heading in a link, behind a label in capitals or in bold: READ MORE: The ferry runs again.

    So is what stands in brackets with a link: [ Want to cross? Read how the ferry runs. ]
    An address is none, nor what a label calls a source. Other labels say whose the words are.
    """
    if piece.text[:1] == "[" and piece.text[-1:] == "]":
        return 3 * piece.linked >= piece.letters
    label, colon, rest = piece.text.partition(":")
    if not colon or len(label) > _LABEL or rest.count(" ") < _WORDS or _NO_LABEL.search(label):
        return False
    size = len(label) - label.count(" ")
    bold = size <= piece.strong < piece.letters and rest.lstrip()[:1].isupper()
    if not (bold or label.isupper()) or "://" in rest:
        return False
    return piece.linked + size + 2 >= piece.letters


def weigh(piece: Piece) -> float:
    """Return how much prose a piece is: characters outside links, sentences counting most.

    A Chinese character says as much as two of an alphabet.
    """
    if piece.kind != "text":
        return 0.0
    free = len(piece.text) - piece.linked
    if free < 2 or piece.linked > 0.5 * len(piece.text):
        return 0.0
    size = free * (2.0 if is_wide(piece.text) else 1.0)
    if piece.signs == 0 and size < (30 if _UNMARKED.search(piece.text) else 60):
        return size * 0.1
    return size if size > 50 else size * 0.6


class Sums:
    """A value of each piece, summed over any box in constant time."""

    def __init__(self, values: Sequence[float]) -> None:
        self._upto = list(accumulate(values, initial=0.0))

    def __getitem__(self, box: Box) -> float:
        return self._upto[box.end] - self._upto[box.start]

    def between(self, start: int, end: int) -> float:
        """Return the sum over the pieces from *start* up to *end*."""
        return self._upto[end] - self._upto[start]
