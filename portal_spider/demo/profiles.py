"""The demo portals' profiles, for the addresses they happen to be served at."""

from portal_spider.demo import lanwan, qiling
from portal_spider.portals import host_of
from portal_spider.profile import SiteProfile


def profiles(origin: str, other_origin: str) -> tuple[SiteProfile, SiteProfile]:
    """Return the profiles of 澜湾网 at *origin* and 栖岭新闻 at *other_origin*."""
    return (
        SiteProfile(
            name=lanwan.NAME,
            title=lanwan.TITLE,
            hosts=(host_of(origin),),
            seeds=(f"{origin}/",),
            sitemaps=(f"{origin}/sitemap.xml",),
            feeds=(f"{origin}/rss.xml",),
            sections=tuple(f"{origin}/{section}/" for section in lanwan.SECTIONS),
            article=r"/[a-z]+/\d{4}-\d\d-\d\d/\d{6}(?:_\d+)?\.html$",
            timezone="Asia/Shanghai",
            language="zh",
            delay=0.0,
            concurrency=8,
            allow_private=True,
        ),
        SiteProfile(
            name=qiling.NAME,
            title=qiling.TITLE,
            hosts=(host_of(other_origin),),
            seeds=(f"{other_origin}/",),
            sections=tuple(
                f"{other_origin}/news/{section}/index.shtml" for section in qiling.SECTIONS
            ),
            article=r"/news/[a-z]+/t\d{8}_\d+\.shtml$",
            timezone="Asia/Shanghai",
            language="zh",
            delay=0.0,
            concurrency=8,
            allow_private=True,
        ),
    )
