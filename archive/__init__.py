"""The keeper: bytes to disk and back, and access to them. Knows neither Scrapy nor HTML."""

__version__ = "0.1.0"
