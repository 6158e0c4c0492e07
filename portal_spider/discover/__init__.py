"""What a page, a sitemap or a feed leads to. Pure: bytes or a parsed page in, URLs out."""

from portal_spider.discover.css import css_requisites
from portal_spider.discover.feeds import FeedEntry, feed_entries
from portal_spider.discover.html import PageTree, feeds_named, links, next_list_page, requisites
from portal_spider.discover.sitemaps import SitemapEntry, sitemap_entries

__all__ = [
    "FeedEntry",
    "PageTree",
    "SitemapEntry",
    "css_requisites",
    "feed_entries",
    "feeds_named",
    "links",
    "next_list_page",
    "requisites",
    "sitemap_entries",
]
