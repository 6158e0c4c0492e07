"""The day in a page's address: /2026/09/23/, /20260923-, /2026/sep/23/."""

import re
from datetime import date

from portal_spider.extract.metadata.dates import Moment
from portal_spider.extract.metadata.months import month_number

_URL_DATE = re.compile(
    r"/(?:[a-z]{1,3}_?)?(20\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?=[/_\D])"
    r"|/(20\d\d)([-/])(\d{1,2})\5(\d{1,2})(?=/)"
    r"|/(20\d\d)/([A-Za-z]{3,9})/(\d{1,2})(?=/)"
)


def day_in_url(url: str) -> Moment | None:
    """Return the day that an address gives."""
    match = _URL_DATE.search(url)
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part and part.isalnum())
    try:
        told = date(
            int(year), int(month) if month.isdecimal() else month_number(month) or 0, int(day)
        )
    except ValueError:
        return None
    return Moment(day=told, raw=match[0].strip("/"))
