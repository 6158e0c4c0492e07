"""Dates as portals print them, read from text.

A page says ``2024年1月25日 09:12``, ``01-25 09:12``, ``Jan. 25, 2024 9:12 a.m. EST`` or
``2024-01-25T01:12:00Z``; each becomes a Moment that knows how much of it was
said (a day, a time, an offset) and where in the text it stood. Dates told
against the day of the capture (``3小时前``) are read in ``relative``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from datetime import time as clock
from email.utils import parsedate_to_datetime

from portal_spider.extract.metadata import eras, persian, yearless
from portal_spider.extract.metadata.eras import western_year
from portal_spider.extract.metadata.months import is_sure, month_number

LONGEST = 400  # characters of a text that are read: bounds the work on a hostile line


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page writes days: 03/04/2024 is in March or not, and what its months are called."""

    month_first: bool = False
    language: str | None = None


ANY = Manner()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date in a text, as far as the text tells it."""

    day: date
    time: clock | None = None
    offset: timedelta | None = None  # from UTC, where the text names it
    raw: str = ""
    start: int = 0  # where *raw* stands in the text
    guessed_year: bool = False  # the text gave month and day only
    relative: bool = False  # told against the moment of the capture

    @property
    def end(self) -> int:
        """Where *raw* ends in the text."""
        return self.start + len(self.raw)

    def iso(self, zone: tzinfo | None) -> str:
        """Return ISO 8601: with the text's own offset, else *zone*'s, else the day alone.

        >>> Moment(day=date(2024, 1, 25), time=clock(9, 12)).iso(None)
        '2024-01-25'
        >>> Moment(day=date(2024, 1, 25), time=clock(9, 12)).iso(timezone(timedelta(hours=8)))
        '2024-01-25T09:12:00+08:00'
        """
        if self.time is None or (self.offset is None and zone is None):
            return self.day.isoformat()
        return self.instant(zone).isoformat()

    def instant(self, zone: tzinfo | None) -> datetime:
        """Return the aware moment; midnight where only the day is known, UTC where no zone is."""
        own = timezone(self.offset) if self.offset is not None else zone or UTC
        return datetime.combine(self.day, self.time or clock(), own)


_YEAR = r"(?P<y>(?:19|20)\d\d)"
# Not by letters: vowels of Indian scripts are signs on them. Arabic gives a month both its names: آب/أغسطس
_WORD = (
    r"(?P<m>[^\s\d!-/:-@\[-`{-~،。，、·–—…“”]{2,14}(?:\s(?:الأول|الثاني|[Ff]ómhair))?)\.?"
    r"(?:\s?[/(]\s?[\u0621-\u064a]{3,9}\)?)?"
)
_MONTH = r"(?P<m>\d{1,2}|元(?=\s?月))"
# A day may run into the time behind it where the page had only markup between them: 2019-09-3007:42
_DAY = r"(?P<d>[0-3]\d(?=[0-2]?\d[:：])|\d{1,2}(?!\d))"
_YMD = re.compile(
    rf"(?<!\d){_YEAR}(?:\s?[-/.年년‐–]\s?|\s(?=\d\d\s?/\s?\d\d\s)){_MONTH}\s?[-/.月월‐–]\s?{_DAY}\s?[日號号일]?\.?"
)
# 13. 1. 2024 in Czech; in Arabic a mark of direction stands before each sign
_DMY = re.compile(
    rf"(?<![\d.])(?P<d>\d{{1,2}})(?P<sep>\.\s|\u200f?[./-])(?P<m>\d{{1,2}})(?P=sep){_YEAR}(?!\d)"
)
# 3.05.26, as German is written: only with points, and where no year of four digits stands. Behind a
# word that names no day it is a version, 4.2.11.
_DMYY = re.compile(
    r"(?:(?<![\w.])(?<![^\W\d_]\s)|(?<=\bam\s)|(?<=\b(?:vom|den|dem)\s)|(?<=(?:tag|och)\s)|(?<=\b(?:Mo|Di|Mi|Do|Fr|Sa|So)\s))"
    r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d\d)(?![\d.:])"
)
# 3/5/26 9:12, only with a time: without one it may be a fraction or a score
_SLASHED = re.compile(
    r"(?<![\w/.])(?P<d>\d{1,2})(?P<sep>/)(?P<m>\d{1,2})/(?P<y>\d\d)(?=[\s,–-]{1,3}\d{1,2}[:hH]\d\d)"
)
# 22-09-26, 8:15: elsewhere it is the year that stands first
_HYPHENED = re.compile(
    r"(?<![\w-])(?P<d>\d{2})(?P<sep>-)(?P<m>\d{2})-(?P<y>\d\d)(?=,?\s{1,2}\d{1,2}:\d\d)"
)
_HYPHENS = frozenset(("nl", "da", "es", "pt", "it", "id"))
_D_MONTH_Y = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.|-a(?=\s)|,)?[\s/-]?\s?(?:de\s|of\s|d['’]|ta['’]\s)?{_WORD}"
    rf"[,،\s/-]{{0,2}}(?:del?\s)?{_YEAR}(?!\d)"
)
_MONTH_D_Y = re.compile(
    rf"(?<![^\W\d_]){_WORD}\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s){_YEAR}(?!\d)"
)
_Y_MONTH_D = re.compile(  # 2024 m. sausio 13 d.; 2024(e)ko urtarrilaren 13(a); 2024 թ. հունվարի 13
    rf"(?<!\d){_YEAR}(?:\s?[mթ]|(?:\(e\))?ko)?\.?[\s-]{_WORD}[\s-](?P<d>\d{{1,2}})(?!\d)(?:\s?d\b|\.)?\.?"
)
_Y_D_MONTH = re.compile(  # 2024. gada 13. janvāris; 2024 ж. 13 қаңтар; 2024-yil 13-yanvar
    rf"(?<!\d){_YEAR}(?:\.?\sgada|\s?ж\.|-yil,?)\s(?P<d>\d{{1,2}})(?:\.\s|[\s-]){_WORD}"
)
_D_NUMBER_Y = re.compile(  # ngày 13 tháng 1 năm 2024
    rf"(?<!\d)(?P<d>\d{{1,2}})\s(?:tháng|thg\.?)\s(?P<m>\d{{1,2}})(?:,|\snăm)?\s{_YEAR}(?!\d)"
)
_Y_NUMBER_D = re.compile(  # 2024 оны 1-р сарын 13; 2024 оны нэгдүгээр сарын 13
    rf"(?<!\d){_YEAR}\s?оны\s(?P<m>\d{{1,2}}(?=\D)|(?:арван\s)?\w+)(?:-?р|\sдугаар|\sдүгээр)?\sсарын\s(?P<d>\d{{1,2}})(?!\d)"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=(?:[012]\d[0-5]\d[0-5]\d)?(?!\d))"
)
_TIME = re.compile(
    r"(?:[\s,，.·|/T–—-]{0,4}[(（]?(?:周|週|星期|礼拜)[一二三四五六日天][)）]?|\s?[(（][^\W\d_][)）])?"
    r"[\s,，.·|/(T–—-]{0,4}(?:(?:at|um|à|a las|às|alle ore|alle|ore|kl\.?|klo|o|v|u|в|saat|στις|ساعت|الساعة)\s)?"
    r"(?P<half>[上下]午|晚上|凌晨|中午|早上|午[前後]|오[전후])?\s?"
    r"(?P<h>[01]?\d|2[0-3])(?:\s?[:：]\s?|[时時點点시]\s?|[hH.])(?P<mi>[0-5]\d)[分분]?"
    r"(?:[:：]?\s?(?P<s>(?<=[:：])[0-5]\d(?!\d{0,2}:)|(?<=[分분])[0-5]?\d(?=[秒초])|(?<=[분]\s)[0-5]?\d(?=초))[秒초]?(?:\.\d{1,9})?)?"
    r"(?:\s?(?P<ampm>[aApP])\.?\s?[mM]\b\.?)?"
    r"(?P<tz>\s?(?:Z\b|(?:GMT|UTC)?\s?[+-][01]\d:?\d\d(?!\d)|[(]?(?:GMT|UTC)\s?[+-]\d{1,2}(?![\d:])[)]?|[(]?(?:GMT|UTC|BST|CES?T|ME[SZ]{1,2}|EES?T|MSK|E[SD]?T|C[SD]T|M[SD]T"
    r"|P[SD]?T|JST|KST|HKT|SGT|SAST|AE[SD]T)\b[)]?))?"
)
_COMPACT_TIME = re.compile(r"(?P<h>[012]\d)(?P<mi>[0-5]\d)(?P<s>[0-5]\d)")
_TIME_BEFORE = re.compile(
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-3])[:.h](?P<mi>[0-5]\d)\s?(?:(?P<ampm>[aApP])\.?[mM]\.?)?(?P<tz>)[\s,|·–-]{1,3}\Z"
)
_HOURS = {
    "GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "SAST": 2, "AEST": 10, "AEDT": 11,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_VERSION = re.compile(
    r"(?:versi[oó]n\w*|release|firmware|build|revision|版本(?:号|號)?)\s?[:：]\s?\Z", re.IGNORECASE
)
_NUMBERS = (_YMD, _DMY, _COMPACT, _D_NUMBER_Y, _Y_NUMBER_D)
_WORDS = (_Y_D_MONTH, _D_MONTH_Y, _MONTH_D_Y, _Y_MONTH_D)
_NUMERALS = "〇一二三四五六七八九"
_WRITTEN = re.compile(  # 二〇二六年九月二十三日
    r"(?P<y>[一二][〇○零Ｏ一九][〇○零Ｏ一二三四五六七八九]{2})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})[日号]"
)
_ZEROS = "０٠۰०০੦૦୦௦౦೦൦๐໐၀០"
_DIGITS = {ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)}
_NUMBER = re.compile(r"\d|[一二][〇○零Ｏ一九]")
_YEARS = re.compile(r"(?:19|20)\d\d")
_HOUR = re.compile(r"\d\s?[:：.hH]\s?[0-5]\d")
_UNIX = re.compile(  # Wed Sep 23 09:12:00 CEST 2026
    r"[A-Z][a-z]{2}\s(?P<day>[A-Z][a-z]{2}\s\d{1,2})\s(?P<time>\d\d:\d\d:\d\d(?:\s\S{1,9})?)\s(?P<year>\d{4})"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?\Z")


def may_tell(text: str) -> bool:
    """Whether there may be a date in *text* that ``find_moments`` reads: most lines have none."""
    return _NUMBER.search(text) is not None


def find_moments(text: str, *, today: date, manner: Manner = ANY) -> list[Moment]:
    """Return the dates in *text* in the order in which they stand, at most one at a place.

    A date without a year is taken to be the last such day up to *today*;
    *manner* decides 03/04/2024 where neither the numbers nor *today* do.

    >>> [m.iso(None) for m in find_moments("发布时间：2024年1月25日 09:12", today=date(2024, 2, 1))]
    ['2024-01-25']
    >>> [m.iso(None) for m in find_moments("12-30 18:00", today=date(2024, 2, 1))]
    ['2023-12-30']
    """
    printed = text[:LONGEST]
    if not may_tell(printed):
        return []
    text = printed.translate(_DIGITS)
    found: list[Moment] = []
    for pattern in _patterns_in(text, manner):
        for match in pattern.finditer(text):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            if pattern is _DMYY and _VERSION.search(text[: match.start()]):
                continue
            day = _day(match, pattern, today, manner)
            if day is not None:
                guessed = pattern in yearless.PATTERNS
                moment = Moment(day=day, raw=match[0], start=match.start(), guessed_year=guessed)
                found.append(_with_time(moment, text))
    if text != printed:
        found = [replace(m, raw=printed[m.start : m.end]) for m in found]
    return sorted(found, key=lambda m: m.start)


def _patterns_in(text: str, manner: Manner) -> Iterator[re.Pattern[str]]:
    """The patterns that are worth looking for in *text*, the surest first."""
    if eras.may_tell(text):
        yield from eras.PATTERNS
    if persian.may_tell(text, manner.language):
        yield from persian.PATTERNS
    if dated := _YEARS.search(text) is not None:
        yield from (*_NUMBERS, *_WORDS)
    elif "年" in text:
        yield _WRITTEN
    elif text.count(".") >= 2:
        yield _DMYY
    elif text.count("/") >= 2:
        yield _SLASHED
    elif text.count("-") >= 2 and manner.language in _HYPHENS:
        yield _HYPHENED
    if any(sign in text for sign in "月:："):
        yield yearless.MONTH_DAY
    if not dated and _HOUR.search(text):
        yield from yearless.PATTERNS[1:]


def parse_moment(value: str, *, today: date, manner: Manner = ANY) -> Moment | None:
    """Return the date that a machine-readable *value* gives: ISO 8601, RFC 5322, epoch, or as text.

    >>> parse_moment("2024-01-25T01:12:00.000Z", today=date(2024, 2, 1)).iso(None)
    '2024-01-25T01:12:00+00:00'
    >>> parse_moment("Thu, 25 Jan 2024 01:12:00 GMT", today=date(2024, 2, 1)).iso(None)
    '2024-01-25T01:12:00+00:00'
    """
    value = value.strip()[:LONGEST]
    if _EPOCH.match(value):
        when = datetime.fromtimestamp(int(value[:10]), UTC)
        return _from_datetime(when, value)
    try:
        when = datetime.fromisoformat(value)
        return _from_datetime(when, value, day_only=len(value) <= 10 and "T" not in value)
    except ValueError:
        pass
    if "," in value[:12] and ":" in value:
        try:
            return _from_datetime(parsedate_to_datetime(value), value)
        except (ValueError, OverflowError):
            pass
    if written := _UNIX.fullmatch(value):
        told = f"{written['day']} {written['year']} {written['time']}"
        moments = find_moments(told, today=today)
        return replace(moments[0], raw=value) if moments else None
    return next(iter(find_moments(value, today=today, manner=manner)), None)


def _from_datetime(when: datetime, raw: str, *, day_only: bool = False) -> Moment:
    return Moment(
        day=when.date(),
        time=None if day_only else when.time().replace(microsecond=0),
        offset=when.utcoffset(),
        raw=raw,
    )


def _day(
    match: re.Match[str], pattern: re.Pattern[str], today: date, manner: Manner
) -> date | None:
    parts = match.groupdict()
    if pattern is _WRITTEN:
        digits = "".join(str(_numeral(digit)) for digit in parts["y"])
        return _valid(int(digits), _numeral(parts["m"]), _numeral(parts["d"]))
    if pattern in persian.PATTERNS:
        return persian.day_of(parts["y"], parts["m"], parts["d"])
    if pattern in (_MONTH_D_Y, yearless.WORD_DAY) and not is_sure(parts["m"], manner.language):
        return None  # Top 10 out 5, 2019: Portuguese does not write so
    day = int(parts["d"])
    month = _month(parts["m"], manner.language)
    if pattern in yearless.PATTERNS:
        sep = parts.get("sep")
        if yearless.is_day_first(parts["m"], sep, manner.month_first, manner.language):
            day, month = month or 0, day
        return yearless.last_such_day(month, day, today)
    is_thai = pattern is eras.THAI  # which shortens years of its own
    year = western_year(parts["y"]) if is_thai else _year(parts["y"], parts.get("era"), today)
    if pattern in (_DMY, _SLASHED) and (
        (manner.month_first and "." not in parts["sep"]) or (month or 0) > 12
    ):
        day, month = (month or 0, day) if day <= 12 else (day, month)
        first = _valid(year, month, day)
        if manner.month_first and first is not None and first > today + timedelta(days=1):
            day, month = month or 0, day  # in English, but not by an American
    return _valid(year, month, day)


def _year(written: str, era: str | None, today: date) -> int:
    if len(written) != 2 or era:
        return western_year(written, era)
    return int(written) + (2000 if int(written) <= today.year % 100 else 1900)


def _month(written: str, language: str | None) -> int | None:
    if written.isdecimal():
        return int(written)
    return 1 if written == "元" else month_number(written, language)


def _numeral(written: str) -> int:
    """Return a number up to 99 as Chinese writes it.

    >>> _numeral("九"), _numeral("十二"), _numeral("二十三")
    (9, 12, 23)
    """
    tens, ten, ones = written.rpartition("十")
    return 10 * (_NUMERALS.index(tens) if tens else len(ten)) + max(_NUMERALS.find(ones or "〇"), 0)


def _valid(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None


def _with_time(moment: Moment, text: str) -> Moment:
    """Add the time of day that stands beside *moment* in *text*, if one does."""
    match = _COMPACT_TIME.match(text, moment.end) if moment.raw.isdecimal() else None
    match = match or _TIME.match(text, moment.end)
    if match is not None:
        raw = text[moment.start : match.end()]
        return replace(moment, time=_clock(match), offset=_offset(match), raw=raw)
    match = _TIME_BEFORE.search(text[max(0, moment.start - 16) : moment.start])
    if match is None:
        return moment
    return replace(
        moment, time=_clock(match), raw=match[0] + moment.raw, start=moment.start - len(match[0])
    )


def _clock(match: re.Match[str]) -> clock | None:
    parts = match.groupdict()
    hour, half, ampm = int(parts["h"]), parts.get("half") or "", (parts.get("ampm") or "").lower()
    if (ampm == "p" or half in ("下午", "晚上", "午後", "오후")) and hour < 12:
        hour += 12
    elif (ampm == "a" or half in ("凌晨", "午前", "오전")) and hour == 12:
        hour = 0
    return clock(hour, int(parts["mi"]), int(parts.get("s") or 0)) if hour < 24 else None


def _offset(match: re.Match[str]) -> timedelta | None:
    name = (match.groupdict().get("tz") or "").strip(" ()").upper()
    digits = re.search(r"([+-])(\d{1,2})(?::?(\d\d))?\Z", name)
    if digits and int(digits[2]) < 24:
        size = timedelta(hours=int(digits[2]), minutes=int(digits[3] or 0))
        return size if digits[1] == "+" else -size
    # ET and PT name no season, CST is also China's: only what is certain counts
    return timedelta(hours=_HOURS[name]) if name in _HOURS else None
