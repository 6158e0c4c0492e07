"""Which script a text is written in."""

import re

HAN = re.compile(r"[\u4e00-\u9fff]")
KANA = re.compile(r"[\u3040-\u30ff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]")
#: What is set as wide as two letters of an alphabet, and says as much
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


def wide(text: str) -> int:
    """Return how many characters of *text* are Chinese, Japanese or Korean.

    >>> wide("渡船 ferry"), wide("ferry")
    (2, 0)
    """
    return 0 if text.isascii() else sum(map(len, WIDE.findall(text)))


def is_wide(text: str) -> bool:
    """Whether most of *text* is Chinese, Japanese or Korean."""
    return 2 * wide(text) > len(text)
