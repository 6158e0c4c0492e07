"""Tags and their attributes, found in a page's bytes in one pass, most of them without Python.

The bytes that delimit tags and attributes are never part of a character in any
charset that browsers read, but for UTF-16 and ISO-2022-JP (``markup``); so
neither the charset matters nor how broken the page is.

Whether ``<a href=…>`` is a tag or text inside a comment, a script or a title
only a browser's tree construction knows; a reader that guessed otherwise would
let a link through. So a tag counts as one wherever it stands.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

URLS = frozenset(
    b"href src action formaction data poster cite background longdesc lowsrc dynsrc xlink:href"
    b" codebase classid profile icon archive".split()
)
SETS = frozenset({b"srcset", b"imagesrcset"})
OFF_ALWAYS = frozenset(
    {b"srcdoc", b"integrity", b"crossorigin", b"ping", b"manifest", b"nonce", b"attributionsrc"}
)
OTHERS = frozenset({b"style", b"target", b"rel", b"http-equiv", b"attributename"})
#: Where scripts leave what they would show later, the most usual first.
LAZY = (
    b"data-src", b"data-original", b"data-lazy-src", b"data-lazy", b"data-lazyload", b"data-echo",
    b"data-original-src", b"data-actualsrc", b"data-ks-lazyload", b"lazy-src", b"real_src",
    b"original", b"_src", b"file",
)  # fmt: skip
#: The same, but as often something else: only where nothing is shown yet.
LAZY_PERHAPS = (b"data-url",)
LAZY_SETS = (b"data-srcset", b"data-lazy-srcset", b"data-original-set")
LAZY_BACKGROUNDS = (b"data-bg", b"data-background", b"data-background-image", b"data-bgset")
_TOUCHED = URLS | SETS | OFF_ALWAYS | OTHERS | {*LAZY, *LAZY_PERHAPS, *LAZY_SETS, *LAZY_BACKGROUNDS}


def _spelled(names: list[bytes]) -> bytes:
    """A pattern of *names* in either case, told apart by their first letters: far quicker so."""
    return b"|".join(
        rb"[%c%c](?i:%s)" % (first[0], first.upper()[0], b"|".join(re.escape(n[1:]) for n in group))
        for first, group in groupby(names, key=itemgetter(slice(0, 1)))
    )


_SPACE = rb"[\t\n\f\r ]*+"
_BEFORE = rb"[\t\n\f\r /]*+"
_NAME = rb"[^\t\n\f\r />][^\t\n\f\r />=]*+"
# One that is never closed counts, too: what is put into the page behind it may close it.
_VALUE = rb"\"(VALUE[^\"]*+)(?:\"|\Z)|'(VALUE[^']*+)(?:'|\Z)|(VALUE[^\t\n\f\r >\"'][^\t\n\f\r >]*+)|(?=>)"
_GIVEN = rb"(?:" + _SPACE + rb"=" + _SPACE + rb"(?:" + _VALUE + rb"))?+"
_KEPT, _PASSED = (_GIVEN.replace(b"VALUE", kind) for kind in (b"", b"?:"))
_OURS = rb"(?:" + _spelled(sorted(_TOUCHED)) + rb")(?![^\t\n\f\r />=])"
# What is passed over, then an attribute that may matter, if there is one: never no match.
_NEXT = (
    rb"((?:" + _BEFORE + rb"(?!" + _OURS + rb")" + _NAME + _PASSED + rb")*+)"
    rb"(?:" + _BEFORE + rb"(" + _OURS + rb")" + _KEPT + rb")?+"
)
_OPENING = re.compile(rb"<(\??[a-zA-Z][^\t\n\f\r />< ]*)(?=" + _NEXT + rb")")
_FURTHER = re.compile(rb"()" + _NEXT)
_ATTRIBUTE = re.compile(_BEFORE + rb"(" + _NAME + rb")" + _KEPT)
_ATTRIBUTES = re.compile(rb"(?:" + _BEFORE + _NAME + _PASSED + rb")*+")
_TAG, _SKIPPED, _NAMED = 1, 2, 3  # groups; a value is in 4 (in "), 5 (in ') or 6 (bare)
_BARE = 6
_MOST_WORK = 6  # times its size that a page is looked at: one made to be slow is not rewritten
_MOST_BYTES = 16 << 20  # of a page


class Tangled(ValueError):
    """A page made so that reading it would not end in reasonable time."""


class Attribute:
    """An attribute where it stands: its name (lower case), its raw value and their places."""

    __slots__ = ("at", "name", "start", "value")

    def __init__(self, found: re.Match[bytes]) -> None:
        self.name, self.at = found[1].lower(), found.start(1)
        group = found.lastindex or 1
        self.value = found[group] if group > 1 else b""
        self.start = found.start(group) if group > 1 else found.end()


def touched(page: bytes) -> Iterator[tuple[bytes, bytes, int, bytes, int, int]]:
    """Yield every attribute that may matter: what tag it is in, its name, its place, its value,
    the value's place, and where the attributes of its tag begin. Names are in lower case.
    """  # noqa: D205
    if len(page) > _MOST_BYTES:
        raise Tangled(f"{len(page)} bytes")
    left = _MOST_WORK * len(page) + (1 << 16)
    further = _FURTHER.match
    for opening in _OPENING.finditer(page):
        found: re.Match[bytes] | None = opening
        begin = first = opening.end()
        while found:
            group = found.lastindex or 0
            end = found.end(group)
            left -= end - begin
            if left < 0:
                raise Tangled("tags within tags")
            if group == _SKIPPED:
                break
            yield (
                opening[_TAG].lower(), found[_NAMED].lower(), found.start(_NAMED),
                found[group] if group > _NAMED else b"",
                found.start(group) if group > _NAMED else end, first,
            )  # fmt: skip
            begin = end + (_NAMED < group < _BARE)  # behind the quotation mark
            found = further(page, begin)


def attributes(page: bytes, first: int) -> tuple[list[Attribute], int]:
    """Return all attributes of the tag whose attributes begin at *first*, and where they end."""
    whole = _ATTRIBUTES.match(page, first)
    end = whole.end() if whole else first
    return list(map(Attribute, _ATTRIBUTE.finditer(page, first, end))), end


def value_of(held: list[Attribute], name: bytes) -> bytes:
    """Return the value of the first attribute of a *name*, empty if there is none."""
    return next((attribute.value for attribute in held if attribute.name == name), b"")
