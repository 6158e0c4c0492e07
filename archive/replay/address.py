"""The address under which a captured URL is replayed, spliced in front of the URLs of a page.

A page's own bytes stay: where a URL must be led into the archive, an ASCII
prefix is inserted before it, and the browser encodes the rest as it always
would (the path in UTF-8, the query in the page's charset). Relative URLs mostly
need nothing, because ``/replay/<time>/http://host/dir/`` ends like the original.
"""

import re
from dataclasses import dataclass, field
from html.entities import html5
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit


class Edit(NamedTuple):
    """Bytes *start* to *end* of the original give way to *new* (ASCII, or the page's own)."""

    start: int
    end: int
    new: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document is replayed: the *prefix* of all its captures, and its base URL."""

    prefix: bytes  # b"/replay/20261124093311/"
    base: str  # absolute; bytes beyond ASCII as latin-1
    origin: bytes = field(init=False)  # scheme and host, ``http://host:port``
    depth: int = field(init=False)  # folders that the base lies below the root
    rooted: bytes = field(init=False)  # what stands before a path from the root
    schemed: bytes = field(init=False)  # what stands before ``//host``

    def __post_init__(self) -> None:
        """Take the base apart once: it serves every link of a page."""
        parts = urlsplit(self.base)
        origin = f"{parts.scheme}://{parts.netloc}".encode("latin-1", "replace")
        told = {
            "origin": origin, "depth": max(parts.path.count("/") - 1, 0),
            "rooted": self.prefix + origin, "schemed": self.prefix + origin.partition(b"/")[0],
        }  # fmt: skip
        for name, value in told.items():
            object.__setattr__(self, name, value)

    def before(self, plain: bytes) -> bytes:
        """Return what leads a *plain* URL into the archive, put before it."""
        if not plain.startswith(b"/"):
            return self.prefix
        return self.schemed if plain.startswith(b"//") else self.rooted


#: What runs, and is taken out of reach instead of being led anywhere.
RUNS = frozenset({b"javascript", b"vbscript", b"livescript", b"mocha"})
_STAYS = frozenset({b"data", b"mailto", b"tel", b"sms", b"about", b"cid"})
_SCHEME = re.compile(rb"([a-zA-Z][a-zA-Z0-9+.-]*):")
_LEADING = re.compile(rb"[\x00-\x20]*")
_REFERENCE = re.compile(rb"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,30});?")
_HEAD = re.compile(rb"[a-zA-Z0-9+.\-:/\\]+")
# In the part that decides where a URL leads: a character reference, or what parsers leave out.
_ODD = re.compile(rb"[\x00-\x20]*[a-zA-Z0-9+.\-:/\\]*[&\x00-\x1f]")
_DOTS = re.compile(rb"(?:\A|[/\\])\.\.(?=[/\\?#]|\Z)")
# Most URLs are as plain as this: where they lead shows in their first bytes.
_PLAIN = re.compile(rb"(?:https?://|//?)[a-zA-Z0-9]")
_MARKUP = re.compile(rb"[\x00-\x20\"'<>=]")
_MOST_HEAD = 4096  # bytes of a URL that are spelled out


def is_plain(raw: bytes) -> bool:
    """Whether *raw* shows in its first bytes where it leads, and does not climb."""
    return _PLAIN.match(raw) is not None and b".." not in raw and b"\x1b" not in raw


def scheme_of(raw: bytes) -> bytes | None:
    r"""Return the scheme of an attribute's value as a browser reads it, in lower case.

    >>> scheme_of(b" java&#115;cript\t&colon;alert(1)")
    b'javascript'
    """
    if _PLAIN.match(raw):
        return None if raw.startswith(b"/") else raw.partition(b":")[0]
    head = _spelled_out(raw)[0] if _ODD.match(raw) else raw[:_MOST_HEAD]
    found = _SCHEME.match(head.lstrip(_SPACES))
    return found[1].lower() if found else None


def edit(raw: bytes, place: Place, at: int = 0) -> Edit | None:
    """Return what leads the URL *raw* (which stands at byte *at*) into the archive, if need be."""
    if is_plain(raw):
        return Edit(at, at, place.before(raw))
    if _ODD.match(raw):
        head, used = _spelled_out(raw)
        text = head.lstrip(_SPACES)
        start, end = 0, used
    else:
        leading = _LEADING.match(raw)
        start = end = leading.end() if leading else 0
        text = raw[start:]
    found = _SCHEME.match(text)
    if found:
        if found[1].lower() in _STAYS:
            return None
        before = place.prefix
    elif text[:2].replace(b"\\", b"/") == b"//":
        before = place.schemed
    else:
        path = re.split(rb"[?#]", raw[start:], maxsplit=1)[0].rstrip() if b".." in raw else b""
        if path and _climbs(path, place.depth):
            joined = urljoin(place.base, path.decode("latin-1")).encode("latin-1", "replace")
            return Edit(at + start, at + start + len(path), inert(place.prefix + joined))
        if not text.startswith((b"/", b"\\")):
            return None
        before = place.rooted
    kept = text if end > start else b""  # spelled out: the odd spelling gives way
    return Edit(at + start, at + end, before + kept)


def rewritten(raw: bytes, place: Place) -> bytes:
    """Return the URL *raw*, led into the archive."""
    found = edit(raw, place)
    return raw if found is None else raw[: found.start] + found.new + raw[found.end :]


def inert(written: bytes) -> bytes:
    """Return a URL that gives way to another with nothing in it that could be markup.

    Where we read a value, a browser may read attributes, some of which were put out of force before they
    gave way.
    """
    return _MARKUP.sub(lambda found: b"%%%02X" % found[0][0], written)


_SPACES = bytes(range(0x21))


def _spelled_out(raw: bytes) -> tuple[bytes, int]:
    """The head of *raw* without tabs, line ends and references to ASCII, and its raw length."""
    out, place = bytearray(), 0
    while place < min(len(raw), _MOST_HEAD):
        if raw[place] < 0x21:
            if not out and raw[place] not in b"\t\n\r":
                out.append(raw[place])
            place += 1
        elif found := _HEAD.match(raw, place):
            out += found[0]
            place = found.end()
        elif found := _REFERENCE.match(raw, place):
            meant = _meant(found[0].decode("ascii"))
            if not (meant <= " " or _HEAD.match(meant.encode())):
                break
            if meant not in "\t\n\r":
                out += meant.encode()
            place = found.end()
        else:
            break
    return bytes(out), place


def _meant(reference: str) -> str:
    """What a character reference stands for; "?" where it is beyond ASCII or none."""
    name = reference[1:].rstrip(";")
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return chr(number) if 0 < number < 0x80 else "?"
    meant = html5.get(name + ";", "?")
    return meant if len(meant) == 1 and meant.isascii() else "?"


def _climbs(path: bytes, depth: int) -> bool:
    """Whether ``..`` in *path* leads above the root, where a browser would stop climbing."""
    if not _DOTS.search(path):
        return False
    level = 0 if path.startswith((b"/", b"\\")) else depth
    for segment in re.split(rb"[/\\]", path):
        level += -1 if segment == b".." else int(segment not in (b"", b"."))
        if level < 0:
            return True
    return False
