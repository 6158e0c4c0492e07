"""SURT: the key that an index is sorted by, the same that pywb and cdxj-indexer compute.

``https://www.News.example:443/B/a.html?z=1&y=2`` becomes
``example,news)/b/a.html?y=2&z=1``: scheme, user, ``www.``, default port and
session ids go, case is folded, the query is sorted, percent-encoding is undone
and done again. Different URLs may share a key, so whoever looks one up
compares the URL too. Of percent-encoded bytes nothing is ever re-coded:
GBK ``%D0%C2`` and UTF-8 ``%E6%96%B0`` keep two keys.
"""

import re
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote_from_bytes, unquote_to_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A URL in pieces, as bytes; no user, no password, no fragment."""

    scheme: bytes
    host: bytes = b""
    port: int | None = None
    path: bytes = b""
    query: bytes = b""


Step = Callable[[Parts], Parts]

_PIECES = re.compile(
    rb"(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.DOTALL
)
_SCHEME = re.compile(rb"[a-zA-Z][a-zA-Z0-9+.-]*:")
_REPEATED_SCHEMES = re.compile(rb"(?:https?://)*(https?://)")
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"  # what stays; '%', '#', space and the rest are encoded
_DEFAULT_PORTS = {b"http": 80, b"https": 443}
_NUMBERS = re.compile(rb"\d+(?:\.\d+){0,3}\Z")
_WWW = re.compile(rb"\Awww\d*\.")
_ASP = re.compile(rb"(.*/)\((?:[a-z]\([0-9a-z]{24}\))+\)/([^?]+\.aspx.*)\Z", re.IGNORECASE)
_ASP_BARE = re.compile(rb"(.*/)\([0-9a-z]{24}\)/([^?]+\.aspx.*)\Z", re.IGNORECASE)
_SESSIONS = tuple(
    re.compile(rb"(.*)" + name + rb"(?:&(.*))?\Z", re.IGNORECASE)
    for name in (
        rb"jsessionid=[0-9a-z]{32}",
        rb"phpsessid=[0-9a-z]{32}",
        rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}",
        rb"cfid=[^&]+&cftoken=[^&]+",
    )
)


def split(url: str) -> Parts:
    """Return the pieces of *url* (``ValueError`` for a port that is none).

    What has no scheme is taken for ``http``; a scheme said twice counts once.
    """
    raw = re.sub(rb"[\r\n\t]", b"", url.encode("utf-8", "surrogateescape").strip())
    if not _SCHEME.match(raw):
        raw = b"http://" + raw
    raw = _REPEATED_SCHEMES.sub(rb"\1", raw, count=1) if raw.startswith(b"http") else raw
    found = _PIECES.match(raw)
    scheme, authority, path, query = found.groups(b"") if found else (b"", b"", raw, b"")
    host, port = _host_and_port(authority)
    if not host and path and scheme.startswith(b"http"):  # http:////news.example/
        host, _, rest = path.lstrip(b"/").partition(b"/")
        path = b"/" + rest
    return Parts(scheme=scheme, host=host, port=port, path=path, query=query)


def _host_and_port(authority: bytes) -> tuple[bytes, int | None]:
    place = authority.rstrip(b":").rpartition(b"@")[2]
    before, bracket, bracketed = place.partition(b"[")
    if bracket:
        host, _, after = bracketed.partition(b"]")
        digits = after.partition(b":")[2]
    else:
        host, _, digits = before.partition(b":")
    if digits and not (digits.isdigit() and len(digits) < 12 and int(digits) <= 65535):
        raise ValueError(f"no port: {digits[:20]!r}")
    return host.lower(), (int(digits) or None) if digits else None


def decode_escapes(parts: Parts) -> Parts:
    """Undo percent-encoding until there is none; ``%2541`` means A here."""
    return replace(
        parts,
        host=_unescaped(parts.host),
        path=_unescaped(parts.path),
        query=_unescaped(parts.query),
    )


def encode_international_host(parts: Parts) -> Parts:
    """Punycode for a host that is not ASCII."""
    host = parts.host
    if not host.isascii():
        with suppress(ValueError):  # no domain name: it stays as it is
            host = host.decode("utf-8", "ignore").encode("idna")
    return replace(parts, host=host)


def tidy_host(parts: Parts) -> Parts:
    """Lower case, no dots at the ends, numbers written as an IPv4 address."""
    host = parts.host.replace(b"..", b".").strip(b".")
    return replace(parts, host=_ipv4(host) or _escaped(host.lower()).lower())


def resolve_dot_segments(parts: Parts) -> Parts:
    """Undo ``.``, ``..`` and repeated slashes in the path below a host."""
    if not parts.host:
        return parts
    kept: list[bytes] = []
    for segment in parts.path.split(b"/")[1:]:
        if segment == b".." and kept:
            kept.pop()
        elif segment != b".":
            kept.append(segment)
    inner = [segment + b"/" for segment in kept[:-1] if segment]
    return replace(parts, path=b"/" + b"".join([*inner, *kept[-1:]]))


def encode_escapes(parts: Parts) -> Parts:
    """Percent-encode what a URL cannot hold as it is."""
    return replace(parts, path=_escaped(parts.path), query=_escaped(parts.query))


def drop_www(parts: Parts) -> Parts:
    """Take ``www.``, ``www2.`` off the host."""
    if parts.scheme == b"dns":
        return parts
    return replace(parts, host=_WWW.sub(b"", parts.host, count=1) if parts.host else b"")


def drop_default_port(parts: Parts) -> Parts:
    """Leave out the port that the scheme implies."""
    implied = _DEFAULT_PORTS.get(parts.scheme.lower())
    return replace(parts, port=None) if parts.port == implied else parts


def fold_path(parts: Parts) -> Parts:
    """Lower case, no ASP.NET session id, no slash at the end."""
    path = parts.path.lower()
    for pattern in (_ASP, _ASP_BARE):
        path = pattern.sub(rb"\1\2", path)
    return replace(parts, path=path[:-1] if len(path) > 1 and path.endswith(b"/") else path)


def drop_query_session(parts: Parts) -> Parts:
    """Take session ids out of the query; one of each kind, the last."""
    query = parts.query
    for pattern in _SESSIONS:
        if found := pattern.match(query):
            query = found[1] + (found[2] or b"")
    return replace(parts, query=query)


def sort_query(parts: Parts) -> Parts:
    """Lower case, arguments in the order of their bytes."""
    query = parts.query.lower()
    if len(query) > 1:
        arguments = sorted(argument.split(b"=", 1) for argument in query.split(b"&"))
        query = b"&".join(b"=".join(argument) for argument in arguments)
    return replace(parts, query=query)


STEPS: tuple[Step, ...] = (
    decode_escapes,
    encode_international_host,
    tidy_host,
    resolve_dot_segments,
    encode_escapes,
    drop_www,
    drop_default_port,
    fold_path,
    drop_query_session,
    sort_query,
)


def canonicalize(parts: Parts, steps: tuple[Step, ...] = STEPS) -> Parts:
    """Apply *steps* in order. Doing it twice is doing it once.

    (But for ``www.www.``, a run of dots in the host, and a query with two
    session ids: there the tools we agree with take one away at a time.)
    """
    for step in steps:
        parts = step(parts)
    return parts


_ADDRESS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)://([^/?#@]*@)?([^/?#]*)(.*)\Z", re.DOTALL)
_HAS_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^/?#@]*@)?")
_AS_WRITTEN = re.compile(r"https?://[a-z0-9.-]+[a-z0-9]/")


def as_written(url: str) -> str:
    """Return *url* with scheme, host and port as a browser writes them; the rest stays to the byte.

    >>> as_written("HTTP://新闻.Example:80/A?b=%d0")
    'http://xn--efvy88h.example/A?b=%d0'
    """
    found = None if _AS_WRITTEN.match(url) else _ADDRESS.match(url)
    if not found or not found[3]:
        return url
    scheme, user, place, rest = found.groups("")
    steps = (decode_escapes, encode_international_host, tidy_host, drop_default_port)
    try:
        parts = canonicalize(split(f"{scheme.lower()}://{place}"), steps)
    except ValueError:
        return url
    host = parts.host.decode("ascii", "replace")
    port = f":{parts.port}" if parts.port is not None else ""
    root = "" if rest.startswith("/") else "/"
    return f"{scheme.lower()}://{user}{f'[{host}]' if ':' in host else host}{port}{root}{rest}"


def meant(url: str) -> str:
    """Return what *url* names, however it is spelled: no scheme, user or fragment, escapes alike.

    >>> meant("https://me@News.example:443/A%7c1.html#top"), meant("news.example/A|1.html")
    ('news.example/A|1.html', 'news.example/A|1.html')
    """
    address = url.partition("#")[0]
    written = as_written(address if _HAS_SCHEME.match(address) else f"http://{address}")
    bare = _HAS_SCHEME.sub("", written, count=1)
    return _escaped(unquote_to_bytes(bare.encode("utf-8", "surrogateescape"))).decode("ascii")


@lru_cache(maxsize=4096)
def surt(url: str) -> str:
    """Return the SURT key of *url*; one that cannot be read is its own key, without spaces.

    >>> surt("https://www.News.example:443/B/a.html?z=1&y=2")
    'example,news)/b/a.html?y=2&z=1'
    >>> surt("http://news.example:8080/%D0%C2/")
    'example,news:8080)/%d0%c2'
    """
    if not url:
        return "-"
    if url.startswith("filedesc"):
        return url.replace(" ", "%20")
    try:
        parts = canonicalize(split(url))
    except ValueError:
        return _escaped(url.encode("utf-8", "surrogateescape")).decode("ascii")
    port = f":{parts.port}".encode() if parts.port is not None else b""
    reversed_host = b",".join(reversed(parts.host.split(b".")))
    start = reversed_host + port + b")" if parts.host else parts.scheme + b":"
    query = b"?" + parts.query if parts.query else b""
    path = parts.path or (b"/" if query else b"")
    return (start + path + query).decode("ascii")


def _unescaped(raw: bytes) -> bytes:
    while b"%" in raw:
        once = unquote_to_bytes(raw)
        if once == raw:
            break
        raw = once
    return raw


def _escaped(raw: bytes) -> bytes:
    return quote_from_bytes(raw, safe=_SAFE).encode("ascii")


def _ipv4(host: bytes) -> bytes | None:
    """The dotted form of ``2130706433``, ``127.1``, ``0177.0.0.1``; no name is ever looked up."""
    if not _NUMBERS.match(host):
        return None
    try:
        if b"." not in host:
            return socket.inet_ntoa((int(host[-40:]) & 0xFFFFFFFF).to_bytes(4)).encode()
        return socket.inet_ntoa(socket.inet_aton(host.decode())).encode()
    except (OSError, ValueError):
        return None
