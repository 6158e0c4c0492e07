"""What changed from one version to the next, piece by piece."""

import difflib
from collections.abc import Iterator
from typing import Literal

Piece = tuple[Literal["same", "gone", "new"], str]


def changes(old: str, new: str) -> list[list[Piece]]:
    """Return the paragraphs of both texts in order, each as pieces that stayed, went or came.

    >>> changes("a b", "a c")
    [[('same', 'a '), ('gone', 'b'), ('new', 'c')]]
    """
    before, after = old.split("\n\n"), new.split("\n\n")
    found: list[list[Piece]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            found += [[("same", text)] for text in before[a:b]]
            continue
        paired = min(b - a, d - c)
        pairs = zip(before[a : a + paired], after[c : c + paired], strict=True)
        found += [list(_within(one, other)) for one, other in pairs]
        found += [[("gone", text)] for text in before[a + paired : b]]
        found += [[("new", text)] for text in after[c + paired : d]]
    return found


def _within(old: str, new: str) -> Iterator[Piece]:
    matcher = difflib.SequenceMatcher(None, old, new, False)
    if matcher.quick_ratio() < 0.5:  # another paragraph, not an edit
        yield from (("gone", old), ("new", new))
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", old[a:b]
            continue
        if a < b:
            yield "gone", old[a:b]
        if c < d:
            yield "new", new[c:d]
