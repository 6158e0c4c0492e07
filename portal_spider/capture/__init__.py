"""Capture: an HTTP/1.1 client whose bytes are ours, and Scrapy's download handler above it.

Scrapy's own handlers lose the bytes before anyone can keep them: names are
re-spelled, chunks joined, the reason phrase dropped. So the capture sits below
Scrapy, through its public download handler interface.
"""

from portal_spider.capture.client import Client, Fetched
from portal_spider.capture.failures import (
    AddressRefused,
    CertificateRefused,
    ConnectFailed,
    FetchError,
    NameNotResolved,
    NoAnswer,
    TimedOut,
)
from portal_spider.capture.handler import CaptureHandler, Recorder
from portal_spider.capture.outgoing import Outgoing, Route, compose
from portal_spider.capture.reach import is_public

__all__ = [
    "AddressRefused",
    "CaptureHandler",
    "CertificateRefused",
    "Client",
    "ConnectFailed",
    "FetchError",
    "Fetched",
    "NameNotResolved",
    "NoAnswer",
    "Outgoing",
    "Recorder",
    "Route",
    "TimedOut",
    "compose",
    "is_public",
]
