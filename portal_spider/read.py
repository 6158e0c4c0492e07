"""A visit as read."""

from dataclasses import dataclass, field

from archive.state import Found, Place, Skipped
from portal_spider.page import Reading
from portal_spider.visit import Visit

HOLDS_PAGES = ("seed", "article", "article_page", "section", "page")  # kinds of places


@dataclass(slots=True, kw_only=True)
class Read:
    """A visit as read: what it leads to, and the page's reading if it is a page."""

    visit: Visit
    place: Place
    outcome: str
    reason: str | None = None
    reading: Reading | None = None
    walked: bytes | None = None  # of the page, where it will be read again
    children: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
