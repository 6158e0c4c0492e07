"""Days of the calendar of Iran and Afghanistan: ۳۱ شهریور ۱۴۰۵, ۱۴۰۵/۰۶/۳۱."""

import re
from datetime import date, timedelta

# Iran's names, then Afghanistan's; what an Arabic keyboard writes otherwise is told by _SPELLED.
_NAMES = (
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    "وری غویی غبرگولی چنگاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
)
_MONTHS = {name: i for names in _NAMES for i, name in enumerate(names.split(), start=1)}
_SPELLED = {ord("ي"): "ی", ord("ك"): "ک", ord("ى"): "ی"}
_MONTH = "|".join(
    sorted((name.replace("ی", "[یيى]").replace("ک", "[کك]") for name in _MONTHS), key=len, reverse=True)
)  # fmt: skip
_YEAR = r"(?P<y>1[34]\d\d)(?!\d)"

NAMED = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s?(?P<m>{_MONTH})(?:\s?ماه)?[\s،,]{{0,2}}(?:سال\s)?{_YEAR}"
)
_YMD = re.compile(
    rf"(?<![\d/-]){_YEAR}(?P<sep>[/-])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?![\d/-])"
)
_DMY = re.compile(
    rf"(?<![\d/-])(?P<d>\d{{1,2}})(?P<sep>[/-])(?P<m>\d{{1,2}})(?P=sep){_YEAR}(?![/-])"
)
PATTERNS = (NAMED, _YMD, _DMY)
LANGUAGES = frozenset(("fa", "prs", "ps"))
_LIKELY = re.compile(r"1[34]\d\d(?!\d)")
_BEGIN = 1358, date(1979, 3, 21)  # a year and its first day
_LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))  # of 33 years, from 1343 to 1472


def may_tell(text: str, language: str | None) -> bool:
    """Whether one of ``PATTERNS`` may be found in *text* on a page in *language*."""
    return language in LANGUAGES and _LIKELY.search(text) is not None


def day_of(year: str, month: str, day: str) -> date | None:
    """Return the day that is written so, where it is one.

    >>> day_of("1405", "شهریور", "31"), day_of("1403", "12", "30"), day_of("1404", "12", "30")
    (datetime.date(2026, 9, 22), datetime.date(2025, 3, 20), None)
    """
    number = int(month) if month.isdecimal() else _MONTHS.get(month.translate(_SPELLED), 0)
    first, begin = _BEGIN
    y, d = int(year), int(day)
    longest = 31 if number <= 6 else 30 if number < 12 or y % 33 in _LEAP else 29
    if y < first or not (1 <= number <= 12 and 1 <= d <= longest):
        return None
    leaps = sum(before % 33 in _LEAP for before in range(first, y))
    months = 31 * min(number - 1, 6) + 30 * max(number - 7, 0)
    return begin + timedelta(days=365 * (y - first) + leaps + months + d - 1)
