"""What counts as the same text: NFKC and case folding, and the pairs of characters it is kept by.

Two-character words are the rule in Chinese, and no word list knows every name:
so a text is indexed by each pair of neighbouring characters, with its place.
A longer string is a run of pairs in a row, a single character has terms of
its own; both are exact, and no tokenizer has a say.
"""

import re
import unicodedata
from array import array

from archive.search.alike import written

_ESCAPE = "\ue000"
#: What the index's tokenizer would cut at, and the escape itself, by a code that no text can have.
_CODES = {
    char: _ESCAPE + chr(0x21 + number)
    for number, char in enumerate(
        [_ESCAPE, *(chr(c) for c in range(0x3001) if chr(c).isspace() or c in (0x85, 0x180E))]
    )
}

#: What stands in most Chinese texts and is not in NFKC: a text without is normalized in no time.
_WIDE = [(wide, unicodedata.normalize("NFKD", wide)) for wide in "，：；！？（）…～％－\u3000\xa0"]

#: Unicode's Default_Ignorable_Code_Point: what nobody sees, though pages and clipboards are full of it.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)


def fold(text: str) -> str:
    r"""Return *text* as it is compared: NFKC, case folded, without what is not seen (NFKC_Casefold).

    So a word is found whatever joiners and variation selectors stand in it.

    >>> fold("ＡＢＣ㎏ Straße")
    'abckg strasse'
    >>> fold("葛\U000e0100城\u200b") == "葛城"
    True
    """
    if text.isascii():
        return text.lower()
    text = _UNSEEN.sub("", text)
    for wide, plain in _WIDE:  # each by all that it decomposes to: NFKC is the same thereafter
        text = text.replace(wide, plain)
    return unicodedata.normalize("NFKC", text).casefold()


def singles(folded: str) -> str:
    """Return the terms that single characters are found by, spaces between: each once.

    Where they stand is not asked of a single character, and how often not either.

    >>> singles("abba")
    'a b'
    """
    return " ".join(_CODES.get(char, char) for char in dict.fromkeys(folded))


def pairs(folded: str) -> str:
    """Return the terms that longer strings are found by, spaces between.

    >>> pairs("abc")
    'ab bc'
    """
    if len(folded) < 2:
        return ""
    # Not character by character: first of each pair, second, and a gap, each in one stroke.
    chars = array("I", folded.encode("utf-32-le"))
    # between them what is neither in the text nor in a code
    gap = next(char for char in map(chr, range(0x7F, 0xD800)) if char not in folded)
    terms = array("I", gap.encode("utf-32-le")) * (3 * len(chars) - 4)
    terms[::3], terms[1::3] = chars[:-1], chars[1:]
    text = terms.tobytes().decode("utf-32-le")
    for char, code in _CODES.items():  # the escape first: it stands in the others' codes
        if char in folded:
            text = text.replace(char, code)
    return text.replace(gap, " ")


def phrase(folded: str, *, as_one: bool = False) -> list[tuple[int, list[str]]]:
    """Return the terms, with their places, that tell where *folded* stands, if one stands at each.

    A single character is a term of its own. Of pairs every other is enough, as
    long as each character is in one. With *as_one* a pair is any
    that may be written so.

    >>> phrase("abcde")
    [(0, ['ab']), (2, ['cd']), (3, ['de'])]
    >>> phrase("头发", as_one=True)
    [(0, ['头发', '头發', '头髮', '頭发', '頭發', '頭髮'])]
    """
    codes = [
        [_CODES.get(char, char) for char in (written(one) if as_one else one)] for one in folded
    ]
    if len(codes) == 1:
        return [(0, codes[0])]
    last = len(codes) - 2
    return [
        (n, [one + other for one in codes[n] for other in codes[n + 1]])
        for n in sorted({*range(0, last + 1, 2), last})
    ]
