"""Which clock a page tells the time by, and whether it writes the month before the day."""

import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from portal_spider.extract.metadata.claims import Claims

_AMERICAN = (".com", ".org", ".net", ".us", ".gov", ".edu", ".mil")
_SIMPLIFIED, _TRADITIONAL = (
    re.compile(r"[们国来这对时说为会发]"),
    re.compile(r"[們國來這對時說為會發]"),
)
_CLOCKS = {
    "tw": "Asia/Taipei", "hk": "Asia/Hong_Kong", "mo": "Asia/Macau", "sg": "Asia/Singapore",
}  # fmt: skip
#: Languages that are spoken by one clock.
_SPOKEN = {
    "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "th": "Asia/Bangkok", "vi": "Asia/Ho_Chi_Minh",
}  # fmt: skip


def zone_of(
    stated: str | None, language: str | None, claimed: str | None, text: str
) -> ZoneInfo | None:
    """Return the zone in which a page without one tells the time: the profile's, or its language's.

    A language is spoken by one clock (ja), or names a country (zh-TW). Other pages in simplified
    characters are read by China's clock, wherever their host is named.
    """
    if stated:
        return ZoneInfo(stated)
    parts = re.split(r"[-_]", (claimed or "").strip().lower())
    if language != "zh":
        return ZoneInfo(_SPOKEN[language]) if language in _SPOKEN else None
    if clock := next((_CLOCKS[part] for part in parts[1:] if part in _CLOCKS), None):
        return ZoneInfo(clock)
    if "hant" in parts:
        return None
    plain = len(_SIMPLIFIED.findall(text)) > len(_TRADITIONAL.findall(text))
    return ZoneInfo("Asia/Shanghai") if plain else None


def is_american(language: str | None, claims: Claims, url: str) -> bool:
    """Whether a page writes the month first: it says so, or is English under a name of no country."""
    for claim in (claims.language, claims.meta.get("og:locale")):
        parts = re.split(r"[-_]", (claim or "").strip().lower())
        if len(parts) > 1 and parts[0] == "en":
            return parts[1] == "us"
    host = urlsplit(url).hostname or ""
    return language == "en" and host.endswith(_AMERICAN)
