"""A guard before the parser: what makes its time grow with the square of a page's size.

Measured with lexbor: 60,000 nested tags took it 4 s, 100,000 options 44 s, a tag with
100,000 attributes 18 s. Nothing a reader would see is lost, and almost every
page comes back as it is.
"""

import re

#: As deep as browsers let elements stand in each other.
DEPTH = 512
OPTIONS = 5_000
ATTRIBUTES = 20_000  # characters of a tag's attributes, unless they are few and long
_MANY = 15_000  # tags below which no nesting costs a parser much
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9]*")
_LONG = re.compile(rf"<[a-zA-Z][^<]{{{ATTRIBUTES}}}")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
# Void elements have no inside; the others end by themselves where the next of their kind begins.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dd dt option optgroup"
    " tr td th thead tbody tfoot colgroup rp rt".split()
)


def guarded(text: str) -> str:
    """Return *text* without what only slows a parser down.

    >>> guarded("<p>a<b>b</b>")
    '<p>a<b>b</b>'
    """
    text = _calmed(text)
    return shallow(text) if text.count("<") >= _MANY else text


def _calmed(text: str) -> str:
    """Return *text* without floods of attributes: what is farther from the next tag than a tag is long may be one."""
    at, kept, parts = 0, 0, []
    while at + ATTRIBUTES < len(text):
        following = text.rfind("<", at + 1, at + ATTRIBUTES + 2)
        if following < 0:
            following = text.find("<", at + 1)
            if following < 0:
                following = len(text)
            if _LONG.match(text, at):
                parts += [text[kept : at + 1], _without_flood(text[at + 1 : following])]
                kept = following
        at = following
    return "".join((*parts, text[kept:])) if parts else text


def shallow(text: str, limit: int = DEPTH) -> str:
    """Return *text* without the tags that stand deeper than *limit* in each other; text stays.

    >>> shallow("<b><b><b>deep</b></b></b>", 2)
    '<b><b>deep</b></b>'
    """
    depth, options, kept, pieces = 0, 0, 0, []
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _FLAT:
            options += name == "option"
            cut = name == "option" and options > OPTIONS
        elif tag[1]:
            cut = depth > limit
            depth = max(depth - 1, 0)
        else:
            depth += 1
            cut = depth > limit
        if cut and tag.start() >= kept:
            pieces.append(text[kept : tag.start()])
            end = text.find(">", tag.end())
            kept = len(text) if end < 0 else end + 1
    pieces.append(text[kept:])
    return "".join(pieces)


def _without_flood(part: str) -> str:
    """A picture or a drawing inside an attribute is long, too; only many attributes are a flood."""
    name, end = _NAME.match(part), part.find(">")
    inside = part if end < 0 else part[:end]
    if name is None or len(inside) <= ATTRIBUTES or len(_QUOTED.sub("", inside).split()) < 1_000:
        return part
    return name[0] + ("" if end < 0 else part[end:])
