"""HTML that a test writes, read as a page of a portal."""

from datetime import UTC, datetime

from archive.article import Content
from portal_spider.extract import open_page, read_page
from portal_spider.page import RawPage, Reading
from portal_spider.profile import SiteProfile

WHEN = datetime(2026, 9, 24, 4, 0, tzinfo=UTC)


def reading_of(
    html: str, url: str, *, zone: str | None = None, article_url: bool = False
) -> Reading:
    """Return how a page of UTF-8 reads that was captured at WHEN; *zone*: its portal's."""
    raw = RawPage(
        url=url,
        captured=WHEN,
        status=200,
        content_type="text/html; charset=utf-8",
        body=html.encode(),
    )
    profile = SiteProfile(name="news", timezone=zone)
    return read_page(open_page(raw), profile, article_url=article_url)


def content_of(
    html: str, url: str, *, zone: str | None = None, article_url: bool = False
) -> Content:
    """Return the article in a page, which has one."""
    content = reading_of(html, url, zone=zone, article_url=article_url).content
    assert content is not None
    return content
