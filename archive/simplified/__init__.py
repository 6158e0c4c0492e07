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


def simplified(folded: str) -> str:
    """Return *folded* in simplified characters; its length stays.

    >>> simplified("頭髮與發現")
    '头发与发现'
    """
    return folded.translate(_pairs())


_HAN = re.compile("[\u3400-\u9fff]")


@lru_cache(maxsize=4096)  # a page's lines are asked about by many rules
def spelled(text: str) -> str:
    """Return *text* as ``simplified`` does, fast where it is so already: words are looked for in it.

    What GB 2312 has is simplified.

    >>> spelled("責任編輯：林一")
    '责任编辑：林一'
    """
    if text.isascii() or _HAN.search(text) is None:
        return text
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return simplified(text)
    return text


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
