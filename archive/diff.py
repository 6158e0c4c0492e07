"""What changed between two texts: by words, in Chinese and Japanese by characters."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_HAN = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+|\s+|.", re.DOTALL)
_ENOUGH = 3_000  # tokens: what is longer, and replaced as a whole, is not compared word by word


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or one of them."""

    op: Literal["equal", "delete", "insert"]
    text: str


def diff(old: str, new: str) -> list[Piece]:
    """Return the pieces that make *old* (without inserts) and *new* (without deletes).

    Paragraphs that both have are found first, then the words within the others.

    >>> [(p.op, p.text) for p in diff("三人受伤，送往医院。", "五人受伤，送往医院。")]
    [('delete', '三'), ('insert', '五'), ('equal', '人受伤，送往医院。')]
    >>> [(p.op, p.text) for p in diff("rain fell", "snow fell")]
    [('delete', 'rain'), ('insert', 'snow'), ('equal', ' fell')]
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        one, other = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            pieces.append(Piece("equal", one))
        else:
            pieces += _words(one, other)
    return _joined(pieces)


def _words(old: str, new: str) -> list[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _ENOUGH:
        return [Piece("delete", old), Piece("insert", new)]
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("equal", "".join(before[a:b])))
        else:
            pieces += [Piece("delete", "".join(before[a:b])), Piece("insert", "".join(after[c:d]))]
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without empty pieces, and neighbours of one kind in one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].op == piece.op:
            found[-1] = Piece(piece.op, found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return found
