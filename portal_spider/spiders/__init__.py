"""Scrapy finds its spiders here; the loader makes one for each portal."""
