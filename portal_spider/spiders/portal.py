"""One spider for every portal; the profile says where it goes."""

from collections.abc import AsyncIterator
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from portal_spider.capture import AddressRefused, CertificateRefused
from portal_spider.errors import BadUrl
from portal_spider.pipelines import FetchedPage
from portal_spider.profile import SiteProfile
from portal_spider.run import Run


class PortalSpider(Spider):
    """Yields each fetched page as an item; links go to the frontier with its outcome."""

    name = "portal"
    profile: ClassVar[SiteProfile | None] = None
    given_run: ClassVar[Run | None] = None

    @property
    def run(self) -> Run:
        """The run this spider works for."""
        run: Run = self.crawler.run  # type: ignore[attr-defined]
        return run

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the frontier holds the seeds already."""
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    def parse(self, response: Response, **_: Any) -> list[FetchedPage]:
        """Hand a page to the pipelines; a list, for Scrapy reads a generator's source each time."""
        request = response.request or Request(response.url)
        lease, pointer = request.meta["lease"], request.meta.get("capture")
        rest = response.headers.get(b"Retry-After")
        self.run.answered(
            lease, response.status, rest.decode("latin-1") if rest else None,
            request.meta.get("download_latency"),
        )  # fmt: skip
        if pointer is None:
            self.run.fail(lease, "the answer could not be kept", again=False)
            return []
        return [FetchedPage(lease, self.run.visit(response, pointer))]

    def failed(self, failure: Failure) -> None:
        """Note why there is no page."""
        request: Request = failure.request  # type: ignore[attr-defined]
        reason = str(failure.value).strip() or type(failure.value).__name__
        self.run.fail(request.meta["lease"], reason, again=not _final(failure.value))


def _final(error: BaseException | None) -> bool:
    """Whether asking again can change nothing: it is our decision, not the server's state."""
    return isinstance(error, BadUrl | AddressRefused) or isinstance(
        getattr(error, "__cause__", None), CertificateRefused
    )
