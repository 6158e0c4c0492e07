"""Scrapy's settings for every crawl of ours; each value has its reason.

``scrapy crawl`` reads this module; ``portal crawl`` builds on it.
"""

from archive import __version__

BOT_NAME = "portal-archive"
SPIDER_MODULES: list[str] = []
SPIDER_LOADER_CLASS = "portal_spider.spiders.loader.PortalLoader"
USER_AGENT = f"portal-archive/{__version__}"  # the collection's contact is added to it

# Where `scrapy crawl` keeps its captures; `portal crawl` has --into.
COLLECTION = "collection"

# Capture stands below Scrapy: its own handlers lose the bytes.
DOWNLOAD_HANDLERS = {
    "http": "portal_spider.capture.CaptureHandler",
    "https": "portal_spider.capture.CaptureHandler",
    "ftp": None,
    "file": None,
    "s3": None,
    "data": None,
}
SCHEDULER = "portal_spider.scheduler.FrontierScheduler"
ADDONS = {"portal_spider.addon.ArchiveAddon": 0}
ITEM_PIPELINES = {
    "portal_spider.pipelines.ReadPage": 100,
    "portal_spider.pipelines.KeepPage": 200,
}

# Of Scrapy's own only what is named here. What the frontier and the capture do themselves,
# durably, is left out: a second opinion would only hide what the server said. Turned off by
# None elsewhere it would be loaded all the same, and bring aiohttp and requests along.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE = {
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
}

# gzip alone: every reader of WARCs can undo it, zstd few.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip",
}

CONCURRENT_REQUESTS = 32  # over all servers; each server's own share is its profile's
CONCURRENT_REQUESTS_PER_DOMAIN = 32
CONCURRENT_ITEMS = 1  # one item a response: more only starts idle tasks
DOWNLOAD_DELAY = 0  # set for each server by the scheduler
DOWNLOAD_DELAY_JITTER = 0
DOWNLOAD_TIMEOUT = 120  # seconds for one exchange, all in all
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024  # bytes; what is longer is kept that far
DOWNLOAD_FAIL_ON_DATALOSS = False
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "WARNING"
