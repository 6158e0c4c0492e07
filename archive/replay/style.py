"""Style sheets: ``url()`` and ``@import`` led into the archive, byte by byte (CSS Syntax 3)."""

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from archive.replay.address import Edit, Place, edit

# Also inside an attribute, where a quote may be a character reference. What delimits is never
# the second byte of a character in GB18030, Big5 or Shift_JIS; a backslash may be, so escapes are
# left as they are.
_REFERENCES = re.compile(
    rb"/\*.*?(?:\*/|\Z)"
    rb"|@namespace[^;{]*"
    rb"|(?:(?<![\w-])url\([\t\n\f\r ]*|@import[\t\n\f\r ]+(?=[\"'&]))"
    rb"(?:(?P<quote>\"|'|&quot;|&apos;|&\#34;|&\#39;|&\#x2[27];)"
    rb"(?P<quoted>.*?)(?P=quote)|(?P<bare>[^\t\n\f\r \"')]*))",
    re.IGNORECASE | re.DOTALL,
)


def edits(css: bytes, place: Place, at: int = 0) -> Iterator[Edit]:
    """Yield what leads the URLs of *css* (which stands at byte *at*) into the archive."""
    for found in _REFERENCES.finditer(css):
        for name in ("quoted", "bare"):
            value = found[name]
            if value:
                change = edit(value, place, at + found.start(name))
                if change:
                    yield change


def rewrite(css: bytes, place: Place) -> bytes:
    """Return the style sheet *css* as it is replayed at *place*.

    >>> rewrite(b"p { background: url( '/i/a.png' ) }", Place(b"/replay/2026/", "http://a.cn/s/"))
    b"p { background: url( '/replay/2026/http://a.cn/i/a.png' ) }"
    """
    return spliced(css, edits(css, place))


def spliced(original: bytes, changes: Iterable[Edit]) -> bytes:
    """Return *original* with *changes* made, each once; of two that overlap the first counts."""
    pieces, done = [], 0
    for change in sorted(dict.fromkeys(changes), key=itemgetter(0, 1)):
        if change.start >= done:
            pieces += [original[done : change.start], change.new]
            done = change.end
    return b"".join([*pieces, original[done:]])
