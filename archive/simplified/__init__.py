"""Traditional and simplified characters as one, character by character.

``pairs.txt`` is OpenCC's (Apache-2.0, LICENSE beside it). Many characters may
have one simplified form (發 and 髮 are 发), never the other way: so the simplified
form stands for all of them.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _pairs() -> dict[int, str]:
    lines = files(__name__).joinpath("pairs.txt").read_text("utf-8").splitlines()
    return {ord(line[0]): line[1] for line in lines if not line.startswith("#")}


def simplified(text: str) -> str:
    """Return *text* in simplified characters; its length stays.

    >>> simplified("頭髮與發現")
    '头发与发现'
    """
    return text.translate(_pairs())


def spelled(text: str) -> str:
    """Return *text* as ``simplified`` does, fast where it is so already: words are looked for in it.

    >>> spelled("責任編輯：林一"), spelled("著者：林一")
    ('责任编辑：林一', '著者：林一')
    """
    if text.isascii() or _traditional().search(text) is None:
        return text
    return _respelled(text)


@cache
def _traditional() -> re.Pattern[str]:
    """One character that only traditional spelling has: what GB 2312 has (著, 乾) proves nothing."""
    written = "".join(map(chr, _pairs())).encode("gb2312", "ignore").decode("gb2312")
    proving = (code for code in _pairs() if code < 0x10000 and chr(code) not in written)
    # Rare ones as a range: beyond the first plane each would be compared by itself.
    return re.compile(f"[{''.join(map(chr, proving))}\U00020000-\U0003ffff]")


_respelled = lru_cache(maxsize=4096)(simplified)  # a page's lines are asked about by many rules


@cache
def _originals() -> dict[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    for original, simple in _pairs().items():
        found[simple] += chr(original)
    return dict(found)


def spellings(simple: str) -> str:
    """Return the characters whose simplified form is *simple*, itself first.

    >>> sorted(spellings("发"))
    ['发', '發', '髮']
    """
    return simple + _originals().get(simple, "")
