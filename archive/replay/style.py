"""Style sheets: ``url()``, ``@import`` and ``image-set()`` led into the archive, byte by byte."""

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from archive.replay.address import Edit, Place, edit, rewritten

# Also inside an attribute, where a quote may be a character reference. What delimits is never
# the second byte of a character in GB18030, Big5 or Shift_JIS; a backslash may be, so behind a
# byte beyond ASCII it is no escape. First letters stand in both cases: most of a sheet is then passed over at once.
_QUOTED = rb"(?P<quote>\"|'|(?i:&quot;|&apos;|&\#34;|&\#39;|&\#x2[27];))(?P<quoted>.*?)(?P=quote)"
_ESCAPED = rb"\\(?:([0-9a-fA-F]{1,6})[\t\n\f\r ]?|([^0-9a-fA-F\n\r\f]))"
_BARE = (
    rb"(?P<bare>(?:[^\t\n\f\r \"')\\]++|(?<![\x80-\xff])"
    + re.sub(rb"\((?!\?)", b"(?:", _ESCAPED)
    + rb"|\\)*+)"
)
_REFERENCES = re.compile(
    rb"/\*.*?(?:\*/|\Z)"
    rb"|@(?i:namespace)[^;{]*"
    rb"|(?:[uU](?i:rl)\((?<![\w-].{4})[\t\n\f\r ]*|@(?i:import)[\t\n\f\r ]*(?=[\"'&]))"
    rb"(?:" + _QUOTED + rb"|" + _BARE + rb")"
    rb"|[iI](?i:mage-set)\((?P<set>)",
    re.DOTALL,
)
# In an image-set: an address in quotes; or what is passed over, url() and type() whole.
_CHOICE = re.compile(rb"[\t\n\f\r ,]*+(?:" + _QUOTED + rb"|[\w-]++(?:\([^()]*+\))?+)", re.DOTALL)
_ESCAPE = re.compile(_ESCAPED)
_MOST_SET, _MOST_SETS = 2_048, 1_000  # bytes of an image-set, image-sets of a sheet


def edits(css: bytes, place: Place, at: int = 0) -> Iterator[Edit]:
    """Yield what leads the URLs of *css* (which stands at byte *at*) into the archive."""
    sets = 0
    for found in _REFERENCES.finditer(css):
        if found["set"] is not None and (sets := sets + 1) <= _MOST_SETS:
            yield from _choices(css[found.end() : found.end() + _MOST_SET], place, at + found.end())
        for name in ("quoted", "bare"):
            value = found[name]
            if value and (change := _led(value, place, at + found.start(name))):
                yield change


def _led(value: bytes, place: Place, at: int) -> Edit | None:
    """What leads a URL of a sheet into the archive; one that is spelled with escapes gives way."""
    if b"\\" not in value or not value.isascii():
        return edit(value, place, at)
    plain = _ESCAPE.sub(_meant, value)
    plain = re.sub(rb"[\x00-\x20\"'()\\<>]", lambda found: b"%%%02X" % found[0][0], plain)
    # As in address.inert: nothing in it may begin an attribute.
    return Edit(at, at + len(value), rewritten(plain, place).replace(b"=", rb"\00003D"))


def _meant(escape: re.Match[bytes]) -> bytes:
    return chr(int(escape[1], 16) % 0x110000).encode(errors="replace") if escape[1] else escape[2]


def _choices(inside: bytes, place: Place, at: int) -> Iterator[Edit]:
    """The addresses in quotes of an image-set; those in ``url()`` are found without it."""
    end = 0
    while (found := _CHOICE.match(inside, end)) and found.end() > end:
        if found["quoted"] and (change := _led(found["quoted"], place, at + found.start("quoted"))):
            yield change
        end = found.end()


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
