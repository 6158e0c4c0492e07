"""What a search as one takes for the same: simplified and traditional characters, the dots in names.

Portals write the names of one person with whatever dot their keyboards have
(艾力·买买提, 艾力•买买提, 艾力・买买提), and NFKC keeps those apart.
"""

from archive.simplified import simplified, spellings

_DOT = "·"
_DOTS = f"{_DOT}•‧∙⋅・"  # after folding: the others (･, ·) are among them then
_ONE_DOT = str.maketrans(dict.fromkeys(_DOTS, _DOT))


def as_one(folded: str) -> str:
    """Return *folded* in the one spelling that stands for all; its length stays.

    >>> as_one("凱薩琳・張") == as_one("凯萨琳•张")
    True
    """
    return simplified(folded).translate(_ONE_DOT)


def written(char: str) -> str:
    """Return the characters that ``as_one`` makes *char* of, itself first."""
    return _DOTS if char == _DOT else spellings(char)
