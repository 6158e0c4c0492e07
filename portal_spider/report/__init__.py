"""The account of a crawl: ``report.json`` for programs, ``report.html`` for people."""

from portal_spider.report.account import Gone, account, coverage, published
from portal_spider.report.page import render

__all__ = ["Gone", "account", "coverage", "published", "render"]
