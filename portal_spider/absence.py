"""Whether a visit shows that an article is gone, and how: no server has only one way to say so.

Pure: a visit as read in, a sentence out. What says nothing of the article
(a block page, an error of the server, a page that could not be read) is no
absence.
"""

import re
from urllib.parse import urlsplit

from portal_spider.profile import SiteProfile
from portal_spider.read import Read
from portal_spider.scope import decide
from portal_spider.urls import clean_url

_FRONT = re.compile(r"/?(?:(?:index|default|home)\.\w{3,5})?", re.IGNORECASE)
_REFRESH = re.compile(
    rb"<meta[^>]+http-equiv\s*=\s*[\"']?refresh[^>]+content\s*=\s*[\"']?\s*[0-5]\s*;\s*url\s*=\s*"
    rb"[\"']?([^\"'>\s]+)",
    re.IGNORECASE,
)


def absence(read: Read, profile: SiteProfile) -> tuple[str | None, str | None]:
    """Return how the page of *read* is gone, or the URL that it leads to instead; (None, None) if neither.

    Only a page of its own can be gone: not a later page of an article, whose
    absence is an edit of it.
    """
    if read.place.kind not in ("seed", "article", "section", "page"):
        return None, None
    if read.outcome == "gone":
        return read.reason, None
    if read.outcome == "redirect":
        to = clean_url(read.visit.location or "", read.visit.url)
        return _elsewhere(to, read, profile)
    if read.reading is None or read.reading.content is not None:
        return None, None
    if read.reading.kind == "soft_404":
        return f"HTTP {read.visit.status}: {'; '.join(read.reading.reasons)}", None
    if (found := _REFRESH.search(read.visit.body[:10_000])) is not None:
        to = clean_url(found[1].decode("utf-8", "replace"), read.visit.url)
        return _elsewhere(to, read, profile)
    claim = clean_url(read.reading.canonical_claim or "", read.visit.url)
    if (
        read.reading.kind == "list"
        and claim
        and claim != read.visit.url
        and is_front(claim, profile)
    ):
        return "the front page stands in its place", None
    return None, None


def _elsewhere(to: str | None, read: Read, profile: SiteProfile) -> tuple[str | None, str | None]:
    """What a redirect says: to a list it says that the article is gone."""
    if to is None or to == read.visit.url:
        return None, None
    if is_front(to, profile):
        return f"redirects to the front page {to}", None
    if decide(to, profile).kind == "section":
        return f"redirects to the list {to}", None
    return None, to


def is_front(url: str, profile: SiteProfile) -> bool:
    """Whether *url* is the front page of a portal."""
    parts = urlsplit(url)
    root = bool(_FRONT.fullmatch(parts.path)) and not parts.query
    return root or (url in profile.seeds and decide(url, profile).kind != "article")
