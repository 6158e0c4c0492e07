"""The words of a title that a page's address repeats."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

_WORDS = re.compile(r"[^\W\d_]{3,}")
_ELSEWHERE = re.compile(r"[\u0370-\u1dff\u2e80-\ud7ff]")  # scripts that an address does not spell
_NAMELESS = re.compile(r"(?:/(?:index|default))?\.[a-z]{3,5}$", re.IGNORECASE)
_FEWEST = 3  # words of an address that say what a page is about


def slug(url: str) -> frozenset[str]:
    """Return the words of the last part of an address that has any; none where they are few.

    >>> sorted(slug("https://news.example/2026/die-faehre-faehrt/index.html"))
    ['die', 'fahre', 'fahrt']
    """
    path = _NAMELESS.sub("", unquote(urlsplit(url).path))
    parts = (_words(part) for part in reversed(path.split("/")))
    words: frozenset[str] = next((words for words in parts if words), frozenset())
    return words if len(words) >= _FEWEST else frozenset()


def spelled_out(found: str, others: Iterable[str], url: str) -> str | None:
    """Return which of *others* the address spells, where it hardly has a word of *found*."""
    words = slug(url)
    if not words or _ELSEWHERE.search(found) or 3 * len(words & _words(found)) > len(words):
        return None
    return next((text for text in others if 3 * len(words & _words(text)) >= 2 * len(words)), None)


def _words(text: str) -> frozenset[str]:
    """The words of *text* as addresses spell them: without accents, ä as a or as ae."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for spelled, sign in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        plain = plain.replace(spelled, sign)
    return frozenset(_WORDS.findall(plain))
