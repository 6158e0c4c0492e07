"""URLs as a browser would send them, and what of them names a page.

``clean_url`` turns what stands in an ``href`` into the URL to ask for, and
never raises: what cannot be asked for is None. It changes no more than a
browser does, so ``%D6%D0`` (GBK) and ``%E4%B8%AD`` (UTF-8) stay two URLs.
"""

import ipaddress
import re
import socket
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

from w3lib.url import safe_url_string

_DEFAULT_PORTS = {"http": 80, "https": 443}

# Most links are plain already; this spares them the parsing below. No "%2e" and no "/."
# (dot segments), no port, no user, lower-case host that is not all digits.
_PATH = (
    r"/(?![./])(?:[A-Za-z0-9_~$,;=+!*()@:&-]|[./](?![./]))*"
    r"(?:\?[A-Za-z0-9_~$,;=+!*()@:&./?-]+)?"
)
_CLEAN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,18}" + _PATH)
_CLEAN_PATH = re.compile(_PATH)
_SERVER = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?=/)")
_EDGES = "".join(map(chr, range(0x21)))
_INSIDE = re.compile(r"[\t\n\r]")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,62})")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_DOTS = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?=/|$)", re.IGNORECASE)


def clean_url(url: str, base: str = "", charset: str = "utf-8") -> str | None:
    """Return *url*, found on a page at *base*, as a browser would send it; None if it cannot be.

    Absolute, http(s) only, without fragment, user or default port; host in
    lower case and punycode. What needs percent-encoding gets it: UTF-8 in the
    path, *charset* (the page's own) in the query, and only once.

    >>> clean_url("../b/./c.html#top", "https://Example.org:443/a/x/")
    'https://example.org/a/b/c.html'
    >>> clean_url("/s/中?q=中", "http://example.cn/", "gbk")
    'http://example.cn/s/%E4%B8%AD?q=%D6%D0'
    >>> clean_url("javascript:void(0)", "http://example.cn/")
    """
    if _CLEAN.fullmatch(url):
        return url
    try:
        if base and _CLEAN_PATH.fullmatch(url):
            server = _SERVER.match(base)
            origin = _origin(server[0] if server else base)
            return origin and origin + url
        return _clean(url, base, charset)
    except (ValueError, OSError):  # UnicodeError is a ValueError; OSError: no IPv4 address
        return None


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Return scheme and host of a page's URL: with a plain path behind it, a clean URL.

    Asked for with no more than the server of most pages, which is that of many.
    """
    cleaned = _clean(base, "", "utf-8")
    return cleaned and "/".join(cleaned.split("/", 3)[:3])


def _clean(url: str, base: str, charset: str) -> str | None:
    url = _INSIDE.sub("", url.strip(_EDGES)).partition("#")[0].rstrip(_EDGES)
    head, mark, query = url.partition("?")
    head = re.sub(r"(?i)^(https?):[/\\]{2,}", r"\1://", head)
    joined = urljoin(base, head.replace("\\", "/") + mark + query)
    parts = urlsplit(joined)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = _host(parts.hostname)
    if host is None:
        return None
    if parts.port not in (None, _DEFAULT_PORTS[parts.scheme]):
        host = f"{host}:{parts.port}"
    path = quote(_without_dots(parts.path), safe=_ASCII, errors="replace") or "/"
    query = _NON_ASCII.sub(lambda found: _in_charset(found[0], charset), parts.query)
    mark = "?" if query or "?" in joined else ""
    # w3lib's sets are the ones Scrapy applies to a request: what it gives back, it leaves alone.
    return safe_url_string(f"{parts.scheme}://{host}{path}{mark}{query}")


_ASCII = "".join(map(chr, range(0x80)))


def _host(name: str) -> str | None:
    """Return *name* in ASCII, an address in its usual form, None where it is no host."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name)}]"
    name = name.rstrip(".")
    if not name.isascii():
        name = name.encode("idna").decode("ascii")
    if len(name) > 253 or not _HOST.fullmatch(name):
        return None
    if _NUMBER.fullmatch(name.rpartition(".")[2]):  # "127.1", "0x7f.1", "2130706433"
        return socket.inet_ntoa(socket.inet_aton(name))
    return name


def _without_dots(path: str) -> str:
    """Return *path* with its dot segments resolved (RFC 3986, section 5.2.4; %2e counts)."""
    if not _DOTS.search(path):
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for place, segment in enumerate(segments):
        plain = segment.lower().replace("%2e", ".")
        if plain == "..":
            del kept[-1:]
        if plain not in (".", ".."):
            kept.append(segment)
        elif place == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _in_charset(char: str, charset: str) -> str:
    """Percent-encode *char*; what *charset* lacks goes as a character reference, as forms do."""
    try:
        return quote(char.encode("utf-8" if charset.startswith("utf") else charset))
    except UnicodeEncodeError:
        surrogate = "\ud800" <= char <= "\udfff"
        return "%EF%BF%BD" if surrogate else f"%26%23{ord(char)}%3B"
    except LookupError:
        return _in_charset(char, "utf-8")


_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/?;]*", re.IGNORECASE)
_SESSION = re.compile(
    r"(?:j|php|asp)?sess(?:ion)?_?id|aspsessionid[a-z]*|cfid|cftoken|zenid",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"utm_\w+|spm|scm|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|share_?(?:from|id|token)"
    r"|isappinstalled|wxshare\w*|from_?source|hmsr|hmpl|hmcu|hmkw|hmci|bd_vid|_hs(?:enc|mi)|cmpid|xtor",
    re.IGNORECASE,
)


def without_session(url: str) -> str:
    """Return *url* without session ids: the same page for a visitor who keeps no session.

    >>> without_session("http://example.cn/a;jsessionid=0A1B?id=7&PHPSESSID=9f")
    'http://example.cn/a?id=7'
    """
    if ";" in url:
        head, mark, query = url.partition("?")
        url = _SESSION_PATH.sub("", head) + mark + query
    return _without_fields(url, _SESSION)


def bare_url(url: str) -> str:
    """Return *url* without session ids and tracking fields: the name of an article.

    The other fields keep their order and their bytes.

    >>> bare_url("http://example.cn/a.html?utm_source=x&id=7&spm=1.2")
    'http://example.cn/a.html?id=7'
    """
    return _without_fields(without_session(url), _TRACKING)


def _without_fields(url: str, names: re.Pattern[str]) -> str:
    head, mark, query = url.partition("?")
    if not mark:
        return url
    fields = query.split("&")
    kept = [field for field in fields if not names.fullmatch(field.partition("=")[0])]
    if len(kept) == len(fields):
        return url
    return f"{head}?{'&'.join(kept)}" if kept else head
