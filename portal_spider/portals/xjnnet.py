"""新江南网, a regional portal: its banner stands inside each article, its notice behind it."""

from portal_spider.profile import SiteProfile

PROFILE = SiteProfile(
    name="xjnnet",
    title="新江南网",
    hosts=("www.xjnnet.com", "xjnnet.com"),
    seeds=("https://www.xjnnet.com/",),
    article=r"/[a-z]+/\d{4}-\d\d-\d\d/\d+(?:_\d+)?\.html$",
    timezone="Asia/Shanghai",
    language="zh",
    delay=1.0,
)
