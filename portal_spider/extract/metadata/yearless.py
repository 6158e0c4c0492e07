"""Days that are printed without a year, as portals do with those of this year: 22. sep. kl. 08:15.

A time stands behind them: without one such numbers and words are anything.
"""

import re
from datetime import date

_BEHIND = r"[\s,.·|(–—-]{1,4}(?:(?:at|um|à|a las|às|alle|ore|kl\.?|klo|o|v|u|в|saat|στις)\s)?"
_TIMED = rf"(?={_BEHIND}\d{{1,2}}\s?[:：.hH]\s?[0-5]\d(?!\d))"
_WORD = r"(?P<m>[^\s\d!-/:-@\[-`{-~،。，、·–—…“”]{3,14})\.?"

# 1-25 9:12, 9/22(火) 17:20, 9月22日
MONTH_DAY = re.compile(
    r"(?<![\d.:：年/-])(?P<m>\d{1,2}|元(?=\s?月))(?:(?P<sep>[-/])|\s?月\s?)"
    r"(?P<d>[0-3]\d(?=[0-2]?\d[:：])|\d{1,2}(?!\d))"
    r"(?(sep)(?=(?:\s?[(（][^\W\d_][)）])?\s{0,3}\d{1,2}[:：]\d\d)|\s?[日號号])"
)
_DAY_POINT_MONTH = re.compile(
    rf"(?<![\d.])(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.(?!\d){_TIMED}"
)  # 22.9. klo 8.15
_DAY_WORD = re.compile(
    rf"(?<![\d.:])(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s(?:de\s|d['’]|of\s)?{_WORD}{_TIMED}"
)
WORD_DAY = re.compile(rf"(?<![^\W\d_]){_WORD}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_TIMED}")
PATTERNS = (MONTH_DAY, _DAY_POINT_MONTH, _DAY_WORD, WORD_DAY)
_MONTH_FIRST = frozenset(("zh", "ja", "ko", "hu", "lt", "sv", None))  # 9/22


def is_day_first(written: str, sep: str | None, month_first: bool, language: str | None) -> bool:
    """Whether of two numbers the first is the day: 22/9, and 5/9 where days are written so."""
    if sep != "/":
        return False
    return int(written) > 12 or not (month_first or language in _MONTH_FIRST)


def last_such_day(month: int | None, day: int, today: date) -> date | None:
    """Return the last day of that month and number up to *today*, or tomorrow by another clock."""
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month or 0, day)
        except ValueError:
            continue
        if (found - today).days <= 1:
            return found
    return None
