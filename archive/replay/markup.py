"""Pages: every URL led into the archive, by insertions into the original bytes.

A page is not parsed and written again: its attributes are found in its bytes
(``tags``), and edits spliced in.

Scripts do not run in a replay (``headers``). What they would have done for the
look of a page is done here: a lazy picture, frame or background gets the
address that a script would have put in its place.
"""

import codecs
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from archive.replay import style
from archive.replay.address import RUNS, Edit, Place, edit, inert, is_plain, rewritten, scheme_of
from archive.replay.tags import (
    LAZY,
    LAZY_BACKGROUNDS,
    LAZY_PERHAPS,
    LAZY_SETS,
    OFF_ALWAYS,
    SETS,
    URLS,
    Tangled,
    attributes,
    touched,
    value_of,
)

__all__ = ["Tangled", "absolute", "based", "edits", "refresh_in", "refresh_of", "rewrite"]

#: Put before the name of an attribute, it takes it out of force, and every byte stays.
OFF = b"data-replay-"

_EAGER = frozenset(
    b"prefetch dns-prefetch preconnect prerender preload modulepreload manifest serviceworker"
    b" import".split()
)
_EQUIVALENTS = frozenset(
    {b"content-type", b"content-language", b"default-style", b"x-ua-compatible"}
)
_ASLEEP = frozenset({*LAZY, *LAZY_PERHAPS, *LAZY_SETS, *LAZY_BACKGROUNDS})
_WAKES = frozenset({b"img", b"source", b"iframe", b"video", b"audio", b"embed"})
_STYLE = re.compile(rb"<[sS](?i:tyle)(?=[\t\n\f\r />])[^>]*>")
_STYLE_END = re.compile(rb"</[sS](?i:tyle)")
# Browsers run XSLT where they run scripts, and show nothing at all where they may not.
_TRANSFORM = re.compile(
    rb"<\?(xml-stylesheet)(?=[^<>]*[\"'](?:text|application)/(?:xsl|xml|xslt\+xml)[\"'])"
)
_REFRESH = re.compile(rb"[\t\n\f\r ]*([\d.]*+)[\t\n\f\r ;,]*(?:url[\t\n\f\r ]*=[\t\n\f\r ]*)?"
                      rb"(?:&quot;|&\#39;|[\"'])?([^\"'&]+.*)", re.IGNORECASE | re.DOTALL)  # fmt: skip
_ASIDE = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(noscript|script)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL
)
_FRAME_NAME = re.compile(
    rb"<i?frame\b[^<>]*?\sname[\t\n\f\r ]*=[\t\n\f\r ]*[\"']?([^<>\"'\t\n\f\r ]+)", re.IGNORECASE
)
# Behind an address that does not end in a comma, what describes it goes to the next comma.
_CANDIDATE = re.compile(
    rb"[\t\n\f\r ,]*+(?:([^\t\n\f\r ,][^\t\n\f\r ]*+)"
    rb"(?:(?<=,)|(?:[^,()]++|\([^)]*+\)?|\))*+)|\Z)"
)
_REFERENCES = ((b'"', b"&quot;"), (b"=", b"&#61;"), (b"<", b"&lt;"), (b">", b"&gt;"))
_BYPASSED = re.compile(rb"[\t\n\f\r ]*<noscript", re.IGNORECASE)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF16_LABELS = {
    **dict.fromkeys(
        ("utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2", "csunicode", "unicodefeff"),
        "utf-16-le",
    ),
    **dict.fromkeys(("utf-16be", "unicodefffe"), "utf-16-be"),
}
_JIS = frozenset({"iso-2022-jp", "csiso2022jp"})
# Two bytes a character, or katakana: what looks like ASCII there is none.
_JIS_SHIFTED = re.compile(rb"\x1b(?:\$[@B]|\(I)[^\x1b]*+")
_META_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def rewrite(
    page: bytes, place: Place, *, charset: str | None = None, xml: bool = False,
    framed: bool = False,
) -> bytes:  # fmt: skip
    """Return *page* as it is replayed at *place*; Tangled if it cannot be.

    *charset* is what the response's head says, and matters for UTF-16 and ISO-2022-JP only.
    Links of a page that stands *framed* in a frameset may lead its other frames.

    >>> here = Place(b"/replay/2026/", "http://a.cn/x/")
    >>> rewrite("<a title=徐州 href=/1.html>".encode("gbk"), here).decode("gbk")
    '<a title=徐州 href=/replay/2026/http://a.cn/1.html>'
    """
    codec = _utf16(page, charset)
    if codec is None:
        seen = _unshifted(page) if _is_jis(page, charset) else page
        return style.spliced(page, edits(seen, place, xml=xml, framed=framed))
    whole = len(page) // 2 * 2
    text = page[:whole].decode(codec, "surrogatepass").encode("utf-8", "surrogatepass")
    text = style.spliced(text, edits(text, place, xml=xml, framed=framed))
    return text.decode("utf-8", "surrogatepass").encode(codec, "surrogatepass") + page[whole:]


def _utf16(page: bytes, charset: str | None) -> str | None:
    """The codec of a page in UTF-16: its first bytes say so, or else its label."""
    if page.startswith(codecs.BOM_UTF8):
        return None
    told = next((codec for bom, codec in _UTF16 if page.startswith(bom)), None)
    return told or _UTF16_LABELS.get((charset or "").strip().lower())


def _is_jis(page: bytes, charset: str | None) -> bool:
    """Whether a browser takes *page* for ISO-2022-JP."""
    if b"\x1b" not in page:
        return False
    told = None if charset else _META_CHARSET.search(page, 0, 1024)
    return (charset or (told[1].decode() if told else "")).strip().lower() in _JIS


def _unshifted(page: bytes) -> bytes:
    """*page* with nothing in its shifted parts that could be taken for markup; no place moves."""
    return _JIS_SHIFTED.sub(lambda found: b"\x80" * len(found[0]), page)


def edits(page: bytes, place: Place, *, xml: bool = False, framed: bool = False) -> Iterator[Edit]:
    """Yield what leads the URLs of *page* into the archive, and puts out of force what must be."""
    own, place = place, based(page, place)
    frames: frozenset[bytes] | None = None
    for found in _TRANSFORM.finditer(page) if xml else ():
        yield Edit(found.start(1), found.start(1), OFF)
    for start, end in _sheets(page):
        yield from style.edits(page[start:end], place, start)
    roused = related = -1  # the tag that was woken last, and that whose rel was looked at
    for tag, name, at, value, start, first in touched(page):
        if name in URLS and is_plain(value) and tag != b"base":
            yield Edit(start, start, place.before(value))
        elif name in _ASLEEP:
            if first != roused and not xml:
                roused = first
                yield from _awake(page, tag, first, place)
        elif name == b"rel" and tag == b"link" and first != related:
            related = first
            if new := _loaded_later(page, first, value):
                yield Edit(first, first, new)
            elif _is_off(tag, name, value):
                yield Edit(at, at, OFF)
        elif _is_off(tag, name, value):
            bare = at + name.rfind(b":") + 1  # XML knows no prefix that was not declared
            yield Edit(bare, bare, OFF)
        elif name == b"target":
            frames = _frames(page) if frames is None else frames
            if not framed and value.strip() not in frames:
                yield Edit(at, at, OFF)
        elif tag == b"base" and name == b"href" and value:
            led = own.prefix + absolute(value, own.base).encode("latin-1", "replace")
            yield Edit(start, start + len(value), inert(led).replace(b"&", b"&amp;"))
        elif name in URLS:
            if change := edit(value, place, start):
                yield change
        elif name in SETS:
            yield from _in_set(value, place, start)
        elif name == b"style" and b"(" in value:
            yield from style.edits(value, place, start)


def _sheets(page: bytes) -> Iterator[tuple[int, int]]:
    """Where the style sheets of *page* begin and end."""
    end = 0
    while opening := _STYLE.search(page, end):
        closing = _STYLE_END.search(page, opening.end())
        end = closing.start() if closing else len(page)
        yield opening.end(), end


def refresh_of(page: bytes) -> tuple[float, bytes] | None:
    """Return seconds and raw target of the page's ``<meta http-equiv=refresh>``, if it has one.

    One for old browsers (in a comment) or for those without scripts is none.
    """
    if b"refresh" not in page.lower():
        return None
    shown = _ASIDE.sub(b"", page)
    for tag, name, _, value, _, first in touched(shown):
        if tag == b"meta" and name == b"http-equiv" and value.lower() == b"refresh":
            return refresh_in(value_of(attributes(shown, first)[0], b"content"))
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
    for tag, name, _, value, _, _ in touched(_ASIDE.sub(b"", page)):
        if tag == b"base" and name == b"href":
            return Place(place.prefix, absolute(value, place.base)) if value else place
    return place


def absolute(raw: bytes, base: str) -> str:
    """Return the URL *raw* (of an attribute) made absolute, bytes beyond ASCII as latin-1."""
    text = raw.strip(bytes(range(0x21))).decode("latin-1").replace("&amp;", "&")
    try:
        joined = urljoin(base, text)
    except ValueError:
        return base
    return joined + "/" if re.fullmatch(r"https?://[^/?#]+", joined, re.IGNORECASE) else joined


def _frames(page: bytes) -> frozenset[bytes]:
    """The names by which links of *page* may lead its own frames, and no name at all.

    A sandbox lets no link lead any other window; one that could would not open at all.
    """
    return frozenset({b"", b"_self", *_FRAME_NAME.findall(page)})


def _is_off(tag: bytes, name: bytes, value: bytes) -> bool:
    """Whether an attribute would run, fetch, look outside, or check what is not the same here."""
    if name in OFF_ALWAYS:
        return True
    if name in URLS:
        return b"\x1b" in value or scheme_of(value) in RUNS
    if name == b"rel" and tag == b"link":
        relations = set(value.lower().split())
        return bool(relations & _EAGER) and b"stylesheet" not in relations
    if name == b"http-equiv":
        return value.strip().lower() not in _EQUIVALENTS
    return name == b"attributename" and b"href" in value.lower()  # SVG animates addresses too


def _loaded_later(page: bytes, first: int, relations: bytes) -> bytes:
    """What a script does with a sheet once it is loaded: before, it holds nothing up."""
    held, _ = attributes(page, first)
    then = value_of(held, b"onload").lower()
    preloaded = b"preload" in relations.lower() and value_of(held, b"as").lower() == b"style"
    if preloaded and b"stylesheet" in then:
        return _attribute(b"rel", b"stylesheet")
    later = b"media" in then and b"stylesheet" in relations.lower()
    return _attribute(b"media", b"all") if later else b""


def _in_set(value: bytes, place: Place, at: int) -> Iterator[Edit]:
    """The addresses of a ``srcset`` (HTML, "image candidate strings")."""
    for candidate in _CANDIDATE.finditer(value):
        address = (candidate[1] or b"").rstrip(b",")
        if address and (change := edit(address, place, at + candidate.start(1))):
            yield change


def _awake(page: bytes, tag: bytes, first: int, place: Place) -> Iterator[Edit]:
    """Give what is lazy its address: of an attribute said twice the first one counts."""
    held, end = attributes(page, first)
    lazy = {a.name: a.value for a in reversed(held) if a.value and b"{" not in a.value}
    new = b""
    if tag in _WAKES and not _BYPASSED.match(page, end + 1):
        shown = lazy.get(b"src", b"data:")[:5].lower() != b"data:"
        names = LAZY if shown else LAZY + LAZY_PERHAPS
        if source := next((lazy[name] for name in names if name in lazy), None):
            new += _attribute(b"src", rewritten(source, place))
        if source := next((lazy[name] for name in LAZY_SETS if name in lazy), None):
            new += _attribute(b"srcset", style.spliced(source, _in_set(source, place, 0)))
        elif new and b"srcset" in lazy:
            new += _attribute(b"srcset", b"")  # a placeholder there would win over src
    elif picture := next(filter(None, map(_picture, map(lazy.get, LAZY_BACKGROUNDS))), None):
        given = next((a for a in held if a.name == b"style"), None)
        laid = _background(picture, place)
        if given and given.value:
            yield Edit(given.start, given.start, laid)
        else:
            new += _attribute(b"style", laid)
    if new:  # before all other attributes, one of which may be put out of force there
        yield Edit(first, first, new)


def _picture(value: bytes | None) -> bytes | None:
    """The address in a lazy background, the first of a set; a colour or a theme's name is none."""
    found = _CANDIDATE.match(value) if value and re.search(rb"[./]", value) else None
    return found[1].rstrip(b",") if found and found[1] else None


def _background(picture: bytes, place: Place) -> bytes:
    """A declaration that shows *picture*: a URL, or ``url(…)`` already."""
    address = re.sub(rb"(?i)\A\s*url\(\s*[\"']?|[\"']?\s*\)\s*\Z", b"", picture)
    quoted = re.sub(rb"[\s\"'()\\;<>]", lambda found: b"%%%02X" % found[0][0], address)
    return b"background-image:url(" + rewritten(quoted, place) + b");"


def _attribute(name: bytes, value: bytes) -> bytes:
    """An attribute to be put into a tag; if what we took for one is a value, none can begin in it."""
    for char, reference in _REFERENCES:
        value = value.replace(char, reference)
    return b" " + name + b'="' + value + b'"'
