"""Counting on how many pages each text stands, in memory that does not grow with the pages.

What stands on a share of all pages stands on that share of some block of them
(were it below in every block, it would be below in the sum). So the candidates
are found block by block, and counted in a second pass over eight bytes a text,
which lie on disk meanwhile. The counts are exact and do not depend on the order.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO

BLOCK = 512  # pages
_SIZE = 8  # bytes of a text's digest
_CHUNK = _SIZE << 16


def recurring(pages: Iterable[Iterable[str]], share: float) -> dict[str, int]:
    """Return the texts on *share* of the pages or more, and on how many, sorted by text.

    >>> recurring([["banner", "rain"], ["banner", "snow", "banner"], ["sun"]], share=0.5)
    {'banner': 2}
    """
    with TemporaryFile() as digests:
        number, candidates = _candidates(pages, share, digests)
        counts = _count(digests, candidates)
    return {text: count for text, count in sorted(counts.items()) if count >= share * number}


def _candidates(
    pages: Iterable[Iterable[str]], share: float, digests: IO[bytes]
) -> tuple[int, set[str]]:
    """The number of pages, and what recurs in some block of them; every text's digest is noted."""
    found: set[str] = set()
    block: Counter[str] = Counter()
    number = in_block = 0
    for page in pages:
        texts = set(page)
        block.update(texts)
        digests.write(b"".join(map(_digest, texts)))
        number += 1
        in_block += 1
        if in_block == BLOCK:
            found |= {text for text, count in block.items() if count >= share * in_block}
            block.clear()
            in_block = 0
    return number, found | {text for text, count in block.items() if count >= share * in_block}


def _count(digests: IO[bytes], candidates: set[str]) -> Counter[str]:
    of = {_digest(text): text for text in candidates}
    counts: Counter[str] = Counter()
    digests.seek(0)
    while chunk := digests.read(_CHUNK):
        pieces = (chunk[place : place + _SIZE] for place in range(0, len(chunk), _SIZE))
        counts.update(text for piece in pieces if (text := of.get(piece)) is not None)
    return counts


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
