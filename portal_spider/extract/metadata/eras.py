"""Days whose years are counted otherwise: 民國113年, 令和6年, พ.ศ. 2567."""

import re

_BEFORE = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_BUDDHA = 543  # years from his death to the year 1, as Thailand counts
_SHORT, _CENTURY = 2, 2500  # digits of a year that Thailand shortens, and what they leave out
_SINCE = 2400  # of them: no year of ours yet

_MONTH, _DAY = r"(?P<m>\d{1,2}|元(?=\s?月))", r"(?P<d>\d{1,2})(?!\d)"
_THAI_MONTH = (
    r"(?P<m>[\u0e01-\u0edf]{4,12}|[\u0e01-\u0edf]{1,3}\.[\u0e01-\u0edf](?=\.))\.?"  # Thai and Lao
)

#: A day in the year that *era* names; 113年 alone is the Republic of China's, but 公元113年 is not.
NAMED = re.compile(
    rf"(?:(?P<era>民[國国]|令和|平成|昭和|大正)\s?|(?<![元\d])(?=1[01]\d\s?年))"
    rf"(?P<y>\d{{1,3}}|元)\s?年\s?{_MONTH}\s?月\s?{_DAY}\s?[日號号]?"
)
#: 發布日期：113-01-25. Such a number alone may be anything.
LABELLED = re.compile(
    r"(?:(?<=[期間间布佈於日新稿])|(?<=[期間间布佈於日新稿]\s)|(?<=[期間间布佈於日新稿][:：])"
    r"|(?<=[期間间布佈於日新稿][:：]\s))"
    rf"(?P<y>1[01]\d)(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep){_DAY}"
)
THAI = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s?{_THAI_MONTH}\s?(?:[พค]\.ศ\.\s?)?(?P<y>(?:19|20|2[45])\d\d|[5-7]\d"
    rf")(?!\d)"
)
BUDDHIST = re.compile(
    r"(?<![\d./-])(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<y>25[4-9]\d)(?!\d)"
)
PATTERNS = (NAMED, LABELLED, THAI, BUDDHIST)
_LIKELY = re.compile(
    r"民[國国]|令和|平成|昭和|大正|(?<!\d)1[01]\d\s?[-/.年]|2[45]\d\d"
    r"|[\u0e01-\u0edf]\.?\s?(?:(?:19|20)\d\d|[5-7]\d(?!\d))"
)


def may_tell(text: str) -> bool:
    """Whether one of ``PATTERNS`` may be found in *text*."""
    return not text.isascii() and _LIKELY.search(text) is not None


def western_year(count: str, era: str | None = None) -> int:
    """Return the year of our era that is year *count* of *era*, or as large as it is.

    >>> western_year("6", "令和"), western_year("元", "平成"), western_year("113"), western_year("2567"), western_year("67")
    (2024, 1989, 2024, 2024, 2024)
    """
    year = 1 if count == "元" else int(count)
    if era is not None:
        return year + _BEFORE[era]
    if len(count) == _SHORT:
        return year + _CENTURY - _BUDDHA
    if year < 1000:
        return year + _BEFORE["民國"]
    return year - _BUDDHA if year >= _SINCE else year
