"""Which clock a page tells the time by, and whether it writes the month before the day."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from portal_spider.extract.metadata.claims import Claims
from portal_spider.extract.metadata.dates import Moment

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
_QUARTER = timedelta(minutes=15)  # all the world's clocks differ by a number of these
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)


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


def told_locally(
    where: str,
    moment: Moment,
    printed: Iterable[Moment],
    address: Moment | None,
    zone: ZoneInfo | None,
) -> tuple[str, Moment]:
    """Tell a machine's UTC as the portal's readers are told it.

    Without a zone, what is *printed* beside it can give the offset, or the *address* the day. Where
    the page prints the machine's own hour, its Z was no UTC: many systems write so what is local.
    """
    if moment.offset or moment.offset is None or moment.time is None:
        return where, moment
    instant = moment.instant(None)
    for other in printed:
        if other.time is None:
            continue
        if other.offset and abs(other.instant(None) - instant) < timedelta(minutes=1):
            return f"{where}; offset as printed", in_zone(moment, timezone(other.offset))
        if other.offset is not None:
            continue
        apart = datetime.combine(other.day, other.time, UTC) - instant.replace(second=0)
        apart -= timedelta(seconds=other.time.second)
        if not apart and zone is not None:
            return f"{where}; its hour is the one that is printed", replace(moment, offset=None)
        if zone is None and apart and _WEST <= apart <= _EAST and not apart % _QUARTER:
            told = (instant + apart).replace(tzinfo=None)
            return f"{where}; offset as printed", replace(
                moment, day=told.date(), time=told.time(), offset=apart
            )
    if zone is not None:
        return where, in_zone(moment, zone)
    if address is not None and abs(address.day - moment.day) == timedelta(days=1):
        return "url", address
    return where, moment


def in_zone(moment: Moment, zone: tzinfo | None) -> Moment:
    """A moment in UTC, told by the clock of *zone*."""
    if zone is None or moment.offset is None or moment.offset or moment.time is None:
        return moment
    told = moment.instant(None).astimezone(zone)
    return replace(
        moment, day=told.date(), time=told.time().replace(tzinfo=None), offset=told.utcoffset()
    )
