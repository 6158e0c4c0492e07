"""Why an attempt brought nothing that Scrapy could read.

FetchError(url, why)      7
├─ AddressRefused(address)   the address is out of reach by policy; nothing was sent
├─ NameNotResolved
├─ ConnectFailed
│  └─ CertificateRefused
├─ TimedOut
└─ NoAnswer                  closed, or not HTTP at all; what came is in the record
"""

from portal_spider.errors import Unreachable


class FetchError(Unreachable):
    """Base of what `CaptureClient.fetch` reports; *why* is the exchange's failure."""


class AddressRefused(FetchError):
    """The host stands at an address that this crawl may not visit."""

    def __init__(self, url: str, address: str) -> None:
        self.address = address
        super().__init__(url, f"{address} is not a public address; the profile does not allow it")


class NameNotResolved(FetchError):
    """The host's name has no address."""


class ConnectFailed(FetchError):
    """No connection came about, by TCP, proxy or TLS."""


class CertificateRefused(ConnectFailed):
    """The server's certificate cannot be verified."""


class TimedOut(FetchError):
    """A deadline passed before the head of a response was there."""


class NoAnswer(FetchError):
    """The connection ended before a response did begin, or what came is not HTTP."""
