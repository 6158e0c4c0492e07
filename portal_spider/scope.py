"""Scope: what a URL is to a crawl, decided from the URL alone.

Pure: a URL, a profile, the scope and the seed in; a kind and a reason out.
Every refusal has a reason, because the report names one for each URL skipped.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import regex

from portal_spider.portals import host_of
from portal_spider.profile import SiteProfile

Scope = Literal["page", "prefix", "host", "domain"]
Kind = Literal["article", "section", "page", "requisite", "out"]

MAX_URL = 2_000  # characters; what is longer is a mistake or a trap
MAX_SEGMENTS = 12
PATTERN_SECONDS = 0.1  # a profile's regular expression may be hostile


@dataclass(frozen=True, slots=True)
class Decision:
    """What a URL is, and why in a few words."""

    kind: Kind
    reason: str


def decide(
    url: str,
    profile: SiteProfile,
    scope: Scope = "host",
    seed: str = "",
    *,
    today: date | None = None,
) -> Decision:
    """Return what *url* (cleaned) is to a crawl of *profile* that began at *seed*.

    With *today*, calendar pages of the far future are known as such.
    """
    if len(url) > MAX_URL:
        return Decision("out", f"longer than {MAX_URL} characters")
    if url == seed or url in profile.seeds:
        return Decision(_kind_within(url, profile), "a seed")
    outside = _outside(url, profile, scope, seed)
    if outside:
        return Decision("out", outside)
    try:
        for pattern in profile.exclude:
            if _search(pattern, url):
                return Decision("out", f"excluded by the profile: {pattern}")
        if profile.article and _search(profile.article, url):
            return Decision("article", "the profile's article pattern")
    except TimeoutError:
        return Decision("out", "a pattern of the profile took too long")
    if url in profile.sections:
        return Decision("section", "a section of the profile")
    file = _file(url)
    if file:
        return file
    trap = _trap(url, today)
    if trap:
        return Decision("out", trap)
    if profile.article is None and article_url_like(url) >= 0.5:
        return Decision("article", "looks like an article's URL")
    if section_url_like(url):
        return Decision("section", "looks like a list's URL")
    return Decision("page", "in scope")


def _kind_within(url: str, profile: SiteProfile) -> Kind:
    """Return the kind of a seed: it is visited in any case."""
    try:
        if profile.article and _search(profile.article, url):
            return "article"
    except TimeoutError:
        return "page"
    if url in profile.sections or url in profile.seeds:
        return "section"
    return "article" if profile.article is None and article_url_like(url) >= 0.5 else "page"


def _search(pattern: str, url: str) -> bool:
    return regex.compile(pattern).search(url, timeout=PATTERN_SECONDS) is not None


def _outside(url: str, profile: SiteProfile, scope: Scope, seed: str) -> str | None:
    """Return why *url* lies outside the scope, or None."""
    if scope == "page":
        return "only the page itself was asked for"
    host = host_of(url)
    if scope == "prefix":
        folder = urlsplit(seed).path.rpartition("/")[0] + "/"
        if host != host_of(seed) or not urlsplit(url).path.startswith(folder):
            return f"not below {folder}"
        return None
    hosts = {*profile.hosts, host_of(seed)} if seed else set(profile.hosts)
    if host in hosts:
        return None
    if scope == "domain":
        domain = registrable_domain(host)
        if any(registrable_domain(known) == domain for known in hosts):
            return None
        return f"another domain: {domain}"
    return f"another host: {host}"


@cache
def _suffixes() -> Any:
    # tldextract comes with Scrapy. Without addresses and cache it reads the list in its own
    # package: the answer is the same offline. Imported here, it costs only who asks for it.
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@cache
def registrable_domain(host: str) -> str:
    """Return the domain someone registered that *host* (``host[:port]``) belongs to.

    An address or a bare name stands for itself, port included.

    >>> registrable_domain("news.example.com.cn"), registrable_domain("127.0.0.1:80")
    ('example.com.cn', '127.0.0.1:80')
    """
    return _suffixes()(host).top_domain_under_public_suffix or host


_REQUISITE = re.compile(
    r"jpe?g|png|gif|webp|avif|bmp|svg|ico|tiff?|css|m?js|json|woff2?|[to]tf|eot"
    r"|pdf|docx?|xlsx?|pptx?|csv|mp3|m4a|mp4|webm|flv|mov|wmv|avi|m3u8|swf"
)
_DOWNLOAD = re.compile(r"zip|rar|7z|t?gz|bz2|xz|tar|exe|msi|apk|ipa|dmg|iso|bin|jar|torrent")


def _file(url: str) -> Decision | None:
    """Return the decision for a URL that by its name is a file and no page."""
    ending = urlsplit(url).path.rpartition("/")[2].rpartition(".")[2].lower()
    if _DOWNLOAD.fullmatch(ending):
        return Decision("out", f"a download (.{ending})")
    if _REQUISITE.fullmatch(ending):
        return Decision("requisite", f"a file (.{ending})")
    return None


_REPEATS = re.compile(r"((?:/[^/]*[^/\d][^/]*){1,3})\1\1(?=/|$)")
_CALENDAR = re.compile(r"calend[ae]r|rili|kalender|calendrier|takvim", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(\d{4})[-/_.]?(?:0?[1-9]|1[0-2])(?!\d)|[?&](?:y|year|nian)=(\d{1,4})\b")
_ACTION = re.compile(
    r"/(?:log(?:in|out|off)|sign(?:in|up|out)|register|passport|cart|wp-admin|admin)(?:[/.?]|$)"
    r"|[?&](?:action|do|act|mod)=(?:log(?:in|out)|register|reply|print|edit|post)\b"
    r"|[?&]replytocom=",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"/(?:search|so|sousuo)(?:[/.][^?]*)?\?|[?&](?:keyword|kw|wd)=", re.IGNORECASE
)


def _trap(url: str, today: date | None) -> str | None:
    """Return what endless thing *url* looks like, or None."""
    parts = urlsplit(url)
    if parts.path.count("/") > MAX_SEGMENTS:
        return f"more than {MAX_SEGMENTS} folders deep"
    if _REPEATS.search(parts.path):
        return "the path repeats itself"
    if parts.query:
        names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
        if len(names) > 10 or len(names) - len(set(names)) > 2:
            return "too many query fields"
    found = _DATE.search(url)
    if found:
        year = int(found[1] or found[2])
        if _CALENDAR.search(url):
            return "a page of a calendar"
        latest = today.year + 1 if today else 2100
        if parts.query and found.start() > url.index("?") - 1 and not 1980 <= year <= latest:
            return f"a page of the year {year}"
    if _ACTION.search(url):
        return "an action, not a page"
    if _RESULTS.search(url):
        return "results of a search"
    return None


_DAY_FOLDER = re.compile(
    r"/(?:19|20)\d\d(?:[-/_]?(?:0[1-9]|1[0-2])(?:[-/_]?(?:0[1-9]|[12]\d|3[01]))?)(?=[/_])"
    r"|/(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])(?=/)"
)
_DAY_NAME = re.compile(
    r"[/_](?:t|c|content_?)?(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d*_"
)
_PAGE_FILE = re.compile(r"\.(?:s?html?|php|aspx?|jsp|do)$", re.IGNORECASE)
_LIST_NAME = re.compile(
    r"^(?:index|list|default|home|more|main|node|channel|page|sitemap|about\w*|contact\w*|lianxi\w*"
    r"|guanyu\w*|copyright|privacy|imprint|impressum|search|tags?|category|author)"
    r"(?:[-_]?\d+){0,2}$",
    re.IGNORECASE,
)
_LIST_FOLDER = re.compile(
    r"/(?:page|tags?|category|categories|author|archives?|topics?|search|user|node)(?:/|$)",
    re.IGNORECASE,
)
_ID_FIELD = re.compile(
    r"(?:^|&)(?:[a-z]*id|aid|nid|tid|article|newsid|contentid|p)=\w*\d{2,}", re.IGNORECASE
)


def article_url_like(url: str) -> float:
    """Return 0..1: how much *url* looks like an article's, for a site of which nothing is known.

    >>> article_url_like("https://example.org/difang/2024-01-25/000110.html")
    1.0
    >>> article_url_like("https://example.org/difang/index_2.html")
    0.0
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    name = path.rpartition("/")[2] or path.rstrip("/").rpartition("/")[2]
    stem = _PAGE_FILE.sub("", name)
    if not stem or _LIST_NAME.match(stem) or _LIST_FOLDER.search(path):
        return 0.0
    score = 0.0
    if _DAY_FOLDER.search(path) or _DAY_NAME.search(path):
        # the folder of a day, with nothing in it, is that day's list
        score += (
            0.2 if re.fullmatch(r"\d{1,8}|\d{4}-\d\d(-\d\d)?", stem) and path.endswith("/") else 0.6
        )
    if re.search(r"\d{5,}", stem):
        score += 0.4
    elif re.search(r"\d{2,}", stem):
        score += 0.2
    if _PAGE_FILE.search(name):
        score += 0.25
    words = len(re.findall(r"[^\W\d_]{2,}", stem))
    if words >= 4 and re.search(r"[-_]", stem):
        score += 0.55  # a title as a slug
    elif re.fullmatch(r"[0-9A-Za-z]{10,}", stem) and re.search(r"\d[A-Za-z]|[A-Za-z]\d", stem):
        score += 0.3  # an opaque id
    if re.search(r"/(?:a|art|article|content|detail|news|story)/[^/]+$", path):
        score += 0.1
    if _ID_FIELD.search(parts.query):
        score += 0.35
    return min(score, 1.0)


def section_url_like(url: str) -> bool:
    """Return whether *url* looks like a list's: a folder, an index page, a page of a list.

    >>> section_url_like("https://example.org/difang/"), section_url_like("https://example.org/a/b.html")
    (True, False)
    """
    path = urlsplit(url).path
    stem = _PAGE_FILE.sub("", path.rpartition("/")[2])
    return not stem or bool(_LIST_NAME.match(stem) or _LIST_FOLDER.search(path))
