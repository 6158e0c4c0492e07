"""Days that only hint at an article's: a label below it, a part of ``<title>``."""

import re
from collections.abc import Sequence
from datetime import date

from portal_spider.extract.metadata.dates import Manner, Moment, find_moments, may_tell
from portal_spider.extract.metadata.sites import parts_of

_DATED = re.compile(
    r"(?:date|datum|fecha|data|dato|дата|publi(?:shed|é|cado)|posted)\b[\s:]*\d", re.IGNORECASE
)
_FAR, _SHORT = 60, 40  # lines below a text, and characters of one that is a label and a day


def in_title(title: str, today: date, manner: Manner) -> Moment | None:
    """Return the one day that is all of a part of ``<title>``: The ferry runs again | Hill Post | 23.09.2026."""
    if not may_tell(title):
        return None
    parts = [part.strip() for part in parts_of(title)[1:]]
    told = [
        m for part in parts for m in find_moments(part, today=today, manner=manner) if m.raw == part
    ]
    return told[0] if len(told) == 1 and not told[0].guessed_year else None


def in_label(below: Sequence[str], today: date, manner: Manner) -> Moment | None:
    """Return the day in lines below the text that are but a label and a day, where they agree: Date 23.09.2026."""
    found = {
        moments[0].day: moments[0]
        for line in below[:_FAR] if len(line) < _SHORT and _DATED.match(line)
        and (moments := find_moments(line, today=today, manner=manner))
        and not moments[0].guessed_year and moments[0].end == len(line)
    }  # fmt: skip
    return next(iter(found.values())) if len(found) == 1 else None
