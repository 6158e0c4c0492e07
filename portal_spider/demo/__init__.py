"""Two small portals that ship with the package, served on loopback: what `portal demo` crawls."""

from portal_spider.demo.profiles import profiles
from portal_spider.demo.server import DemoPortal, LoggedExchange
from portal_spider.demo.site import Truth, truths

__all__ = ["DemoPortal", "LoggedExchange", "Truth", "profiles", "truths"]
