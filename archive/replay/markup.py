"""Pages: every URL led into the archive, by insertions into the original bytes.

A page is not parsed and written again: tags are found in its bytes, and edits
spliced in. The bytes that delimit tags and attributes are never part of a
character in any charset that browsers read (UTF-16 aside, which goes by way of
UTF-8), so neither the charset matters nor how broken the page is.

Whether ``<a href=…>`` is a tag or text inside a comment, a script or a title
only a browser's tree construction knows; a reader that guessed otherwise would
let a link through. So a tag counts as one wherever it stands.

Scripts do not run in a replay (``headers``). What they would have done for the
look of a page is done here: a lazy picture gets the address that a script would
have put in its place.
"""

import codecs
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from archive.replay import style
from archive.replay.address import RUNS, Edit, Place, edit, rewritten, scheme_of

#: Put before the name of an attribute, it takes it out of force, and every byte stays.
OFF = b"data-replay-"

_URLS = frozenset(
    b"href src action formaction data poster cite background longdesc lowsrc dynsrc xlink:href"
    b" codebase classid profile icon archive".split()
)
_SETS = frozenset({b"srcset", b"imagesrcset"})
_OFF_ALWAYS = frozenset({b"srcdoc", b"integrity", b"crossorigin", b"ping", b"manifest", b"nonce"})
_OUTSIDE = frozenset({b"_blank", b"_top", b"_new"})
_EAGER = frozenset(
    b"prefetch dns-prefetch preconnect prerender preload modulepreload manifest serviceworker"
    b" import".split()
)
_EQUIVALENTS = frozenset(
    {b"content-type", b"content-language", b"refresh", b"default-style", b"x-ua-compatible"}
)
_LAZY = (
    b"data-src", b"data-original", b"data-lazy-src", b"data-lazy", b"data-echo",
    b"data-original-src", b"data-actualsrc", b"data-ks-lazyload", b"lazy-src", b"_src",
)  # fmt: skip
_LAZY_SETS = (b"data-srcset", b"data-lazy-srcset", b"data-original-set")

_TAG = re.compile(rb"<([a-zA-Z][^\t\n\f\r />< ]*)")
_SPACE = rb"[\t\n\f\r ]*+"
_NAME = rb"[\t\n\f\r /]*+(NAME[^\t\n\f\r />][^\t\n\f\r />=]*+)"
_VALUE = rb"\"(VALUE[^\"]*+)\"|'(VALUE[^']*+)'|(VALUE[^\t\n\f\r >\"'][^\t\n\f\r >]*+)|(?=>)"
_BOTH = _NAME + rb"(?:" + _SPACE + rb"=" + _SPACE + rb"(?:" + _VALUE + rb"))?+"
_ATTRIBUTE = re.compile(re.sub(rb"NAME|VALUE", b"", _BOTH))
_ATTRIBUTES = re.compile(rb"(?:" + re.sub(rb"NAME|VALUE", b"?:", _BOTH) + rb")*+")
_TOUCHED = re.compile(
    rb"href|src|action|data|poster|cite|background|longdesc|codebase|classid|profile|icon|archive"
    rb"|style|integrity|crossorigin|ping|manifest|nonce|target|rel|http-equiv|attributename|lazy",
    re.IGNORECASE,
)
_STYLE = re.compile(rb"<style(?=[\t\n\f\r />])[^>]*>(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL)
_REFRESH = re.compile(rb"[\t\n\f\r ]*([\d.]*+)[\t\n\f\r ;,]*(?:url[\t\n\f\r ]*=[\t\n\f\r ]*)?"
                      rb"(?:&quot;|&\#39;|[\"'])?([^\"'&]+.*)", re.IGNORECASE | re.DOTALL)  # fmt: skip
_ASIDE = re.compile(rb"<!--.*?-->|<(noscript|script)\b.*?</\1", re.IGNORECASE | re.DOTALL)
_CANDIDATE = re.compile(
    rb"[\t\n\f\r ,]*([^\t\n\f\r ]*[^\t\n\f\r ,])(?:[^,()]*(?:\([^)]*\)[^,(]*)*)"
)
_BYPASSED = re.compile(rb"[\t\n\f\r ]*<noscript", re.IGNORECASE)
_MOST_WORK = 6  # times its size that a page is looked at: one made to be slow is not rewritten
_MOST_BYTES = 16 << 20  # of a page
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF16_LABELS = {
    **dict.fromkeys(
        ("utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2", "csunicode", "unicodefeff"),
        "utf-16-le",
    ),
    **dict.fromkeys(("utf-16be", "unicodefffe"), "utf-16-be"),
}


class Tangled(ValueError):
    """A page made so that reading it would not end in reasonable time."""


def rewrite(page: bytes, place: Place, *, charset: str | None = None, xml: bool = False) -> bytes:
    """Return *page* as it is replayed at *place*; Tangled if it cannot be.

    *charset* is what the response's head says, and matters for UTF-16 only.

    >>> here = Place(b"/replay/2026/", "http://a.cn/x/")
    >>> rewrite("<a title=徐州 href=/1.html>".encode("gbk"), here).decode("gbk")
    '<a title=徐州 href=/replay/2026/http://a.cn/1.html>'
    """
    codec = _utf16(page, charset)
    if codec is None:
        return style.spliced(page, edits(page, place, xml=xml))
    whole = len(page) // 2 * 2
    text = page[:whole].decode(codec, "surrogatepass").encode("utf-8", "surrogatepass")
    text = style.spliced(text, edits(text, place, xml=xml))
    return text.decode("utf-8", "surrogatepass").encode(codec, "surrogatepass") + page[whole:]


def _utf16(page: bytes, charset: str | None) -> str | None:
    """The codec of a page in UTF-16: its first bytes say so, or else its label."""
    if page.startswith(codecs.BOM_UTF8):
        return None
    told = next((codec for bom, codec in _UTF16 if page.startswith(bom)), None)
    return told or _UTF16_LABELS.get((charset or "").strip().lower())


def edits(page: bytes, place: Place, *, xml: bool = False) -> Iterator[Edit]:
    """Yield what leads the URLs of *page* into the archive, and puts out of force what must be."""
    place = based(page, place)
    for sheet in _STYLE.finditer(page):
        yield from style.edits(sheet[1], place, sheet.start(1))
    for tag, attributes, end in tags(page):
        yield from _in_tag(page, tag, attributes, end, place, xml)


class Attribute:
    """An attribute where it stands: its name (lower case), its raw value and their places."""

    __slots__ = ("at", "name", "quote", "start", "value")

    def __init__(self, found: re.Match[bytes]) -> None:
        self.name, self.at = found[1].lower(), found.start(1)
        group = found.lastindex or 1
        self.value = found[group] if group > 1 else b""
        self.start = found.start(group) if group > 1 else found.end()
        self.quote = {2: b'"', 3: b"'"}.get(group, b"")


def tags(page: bytes) -> Iterator[tuple[bytes, list[Attribute], int]]:
    """Yield (name, attributes, end) of every start tag whose attributes may matter."""
    if len(page) > _MOST_BYTES:
        raise Tangled(f"{len(page)} bytes")
    left = _MOST_WORK * len(page) + (1 << 16)
    for found in _TAG.finditer(page):
        start = found.end()
        whole = _ATTRIBUTES.match(page, start)
        end = whole.end() if whole else start
        left -= end - start
        if left < 0:
            raise Tangled("tags within tags")
        if _TOUCHED.search(page, start, end):
            attributes = [Attribute(a) for a in _ATTRIBUTE.finditer(page, start, end)]
            yield found[1].lower(), attributes, end


def refresh_of(page: bytes) -> tuple[float, bytes] | None:
    """Return seconds and raw target of the page's ``<meta http-equiv=refresh>``, if it has one.

    One for old browsers (in a comment) or for those without scripts is none.
    """
    if b"refresh" not in page.lower():
        return None
    for tag, attributes, _ in tags(_ASIDE.sub(b"", page)):
        if tag == b"meta" and _value(attributes, b"http-equiv").lower() == b"refresh":
            return refresh_in(_value(attributes, b"content"))
    return None


def refresh_in(value: bytes) -> tuple[float, bytes] | None:
    """Return seconds and raw target of a refresh, in a meta element or in a header.

    >>> refresh_in(b"0; URL='/next.html'")
    (0.0, b'/next.html')
    """
    found = _REFRESH.match(value)
    target = found[2].strip(b" \t\r\n\"';") if found else b""
    seconds = found[1].partition(b".")[0] if found else b""
    return (float(seconds or 0), target) if target else None


def based(page: bytes, place: Place) -> Place:
    """The place with the page's first ``<base href>``, as a browser would take it."""
    if b"<base" not in page.lower():
        return place
    for tag, attributes, _ in tags(page):
        href = _value(attributes, b"href")
        if tag == b"base" and href:
            return Place(place.prefix, absolute(href, place.base))
    return place


def absolute(raw: bytes, base: str) -> str:
    """Return the URL *raw* (of an attribute) made absolute, bytes beyond ASCII as latin-1."""
    text = raw.strip(bytes(range(0x21))).decode("latin-1").replace("&amp;", "&")
    try:
        joined = urljoin(base, text)
    except ValueError:
        return base
    return joined + "/" if re.fullmatch(r"https?://[^/?#]+", joined, re.IGNORECASE) else joined


def _value(attributes: list[Attribute], name: bytes) -> bytes:
    return next((attribute.value for attribute in attributes if attribute.name == name), b"")


def _in_tag(
    page: bytes, tag: bytes, attributes: list[Attribute], end: int, place: Place, xml: bool
) -> Iterator[Edit]:
    if tag == b"img" and attributes and not xml and not _BYPASSED.match(page, end + 1):
        yield from _awake(attributes, place)
    for attribute in attributes:
        name, value, at = attribute.name, attribute.value, attribute.start
        if _is_off(tag, name, value):
            yield Edit(attribute.at, attribute.at, OFF)
        elif tag == b"base" and name == b"href" and value:
            led = place.prefix + place.base.encode("latin-1", "replace").replace(b"&", b"&amp;")
            yield Edit(at, at + len(value), led)
        elif name in _URLS:
            if change := edit(value, place, at):
                yield change
        elif name in _SETS:
            yield from _in_set(value, place, at)
        elif name == b"style":
            yield from style.edits(value, place, at)
        elif name == b"content" and _value(attributes, b"http-equiv").lower() == b"refresh":
            found = _REFRESH.match(value)
            if found and (change := edit(found[2], place, at + found.start(2))):
                yield change


def _is_off(tag: bytes, name: bytes, value: bytes) -> bool:
    """Whether an attribute would run, fetch, look outside, or check what is not the same here."""
    if name in _OFF_ALWAYS:
        return True
    if name in _URLS:
        return b"\x1b" in value or scheme_of(value) in RUNS
    if name == b"target":
        return value.strip().lower() in _OUTSIDE
    if name == b"rel" and tag == b"link":
        relations = set(value.lower().split())
        return bool(relations & _EAGER) and b"stylesheet" not in relations
    if name == b"http-equiv":
        return value.strip().lower() not in _EQUIVALENTS
    return name == b"attributename" and b"href" in value.lower()  # SVG animates addresses too


def _in_set(value: bytes, place: Place, at: int) -> Iterator[Edit]:
    """The addresses of a ``srcset`` (HTML, "image candidate strings")."""
    for candidate in _CANDIDATE.finditer(value):
        if change := edit(candidate[1], place, at + candidate.start(1)):
            yield change


def _awake(attributes: list[Attribute], place: Place) -> Iterator[Edit]:
    """Give a lazy picture its address: of an attribute said twice the first one counts."""
    lazy = {a.name: a for a in reversed(attributes) if a.value and b"{" not in a.value}
    first = attributes[0].at
    new = b""
    if source := next((lazy[name] for name in _LAZY if name in lazy), None):
        new += _attribute(b"src", rewritten(source.value, place))
    if source := next((lazy[name] for name in _LAZY_SETS if name in lazy), None):
        new += _attribute(b"srcset", style.spliced(source.value, _in_set(source.value, place, 0)))
    elif new and b"srcset" in lazy:
        new += _attribute(b"srcset", b"")  # a placeholder there would win over src
    if new:
        yield Edit(first, first, new)


def _attribute(name: bytes, value: bytes) -> bytes:
    return name + b'="' + value.replace(b'"', b"&quot;") + b'" '
