"""``scrapy list`` and ``scrapy crawl <portal>``: a spider class for every profile."""

import builtins
from pathlib import Path

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from portal_spider.portals import host_of, known
from portal_spider.profile import SiteProfile
from portal_spider.run import Run
from portal_spider.spiders.portal import PortalSpider


def spider_for(profile: SiteProfile, run: Run | None = None) -> type[PortalSpider]:
    """Return the spider class of *profile*, for an open *run* if there is one."""
    return type(
        f"{profile.name.title()}Spider",
        (PortalSpider,),
        {"name": profile.name, "profile": profile, "given_run": run},
    )


class PortalLoader:
    """Scrapy's spider loader over the profiles, the collection's own included."""

    def __init__(self, settings: BaseSettings) -> None:
        self._profiles = known(Path(settings.get("COLLECTION", "collection")) / "portals")

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> "PortalLoader":
        """Scrapy's way in."""
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of a portal (``KeyError`` if there is none, as Scrapy expects)."""
        return spider_for(self._profiles[spider_name])

    def list(self) -> builtins.list[str]:
        """Return the names of all portals."""
        return sorted(self._profiles)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """Return the portals on whose hosts a request goes."""
        host = host_of(request.url)
        return [name for name, profile in self._profiles.items() if host in profile.hosts]
