"""Capture: an HTTP/1.1 client whose bytes are ours, and Scrapy's download handler above it.

Scrapy's own handlers lose the bytes before anyone can keep them: names are
re-spelled, chunks joined, the reason phrase dropped. So the capture sits below
Scrapy, through its public download handler interface.
"""

from portal_spider.capture.client import Client, Limits, NotFetched, PeerRefused
from portal_spider.capture.handler import CaptureHandler, Recorder

__all__ = ["CaptureHandler", "Client", "Limits", "NotFetched", "PeerRefused", "Recorder"]
