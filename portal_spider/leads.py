"""What a visit leads to: each URL is to be fetched, or skipped for a reason that is told."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from archive.state import Found, Kind, Skipped
from portal_spider import robots
from portal_spider.discover import css_requisites, feed_entries, sitemap_entries
from portal_spider.profile import SiteProfile
from portal_spider.read import HOLDS_PAGES, Read
from portal_spider.reader import Said
from portal_spider.scope import decide
from portal_spider.urls import clean_url, without_session
from portal_spider.wishes import Wishes

MOST_HOPS = 10  # redirects in a row
_SHEETS_DEEP = 40  # what a sheet in a sheet in a sheet … asks for is no end of it


class Leads:
    """Enters in a ``Read`` of one portal what its visit leads to, as *wishes* have it.

    *unseen* tells which of some URLs were never met before.
    """

    def __init__(
        self, profile: SiteProfile, wishes: Wishes, unseen: Callable[[Iterable[str]], set[str]]
    ) -> None:
        self._profile, self._wishes, self._unseen = profile, wishes, unseen

    def robots(self, read: Read) -> None:
        """Enter the sitemaps that a robots.txt names."""
        visit = read.visit
        read.children += [
            Found(url=url, kind="sitemap", found_on=visit.url)
            for link in robots.sitemaps(visit.body)
            if visit.status == 200 and (url := clean_url(link, visit.url))
        ]

    def page(self, read: Read, said: Said) -> None:
        """Enter what a page links to, what a browser would load with it, and its next page."""
        visit, place, reading = read.visit, read.place, said.reading
        if self._wishes.requisites:
            self._requisites(read, said.requisites)
        following = reading.pagination.next_url
        if following and reading.content is not None:
            self._child(read, following, "article_page", place.depth)
        if self._wishes.scope == "page" or place.kind == "requisite":
            return
        if place.depth >= self._profile.max_depth:
            read.skipped += [
                Skipped(url=url, found_on=visit.url,
                        reason=f"{self._profile.max_depth} links on from the last new article")
                for url in said.links
            ]  # fmt: skip
            return
        for feed in said.feeds:
            if decide(feed, self._profile, self._wishes.scope, self._wishes.seed).kind != "out":
                self._child(read, feed, "feed", place.depth + 1)
        self._links(read, ((url, None) for url in said.links))
        brings = reading.content is not None
        if place.kind not in ("article", "article_page"):
            brings = any(child.kind == "article" for child in read.children)
        if brings:
            # An article, and a list that brings a new one, are worth going on from, however long
            # the way there was: what a chain of neighbours leads to may be linked nowhere else.
            read.children = [replace(child, depth=min(child.depth, 1)) for child in read.children]

    def redirect(self, read: Read, target: str) -> None:
        """Enter where a redirect leads."""
        place, visit = read.place, read.visit
        if place.hops >= MOST_HOPS:
            read.skipped.append(
                Skipped(url=target, reason=f"more than {MOST_HOPS} redirects in a row",
                        found_on=visit.url)
            )  # fmt: skip
            return
        if place.kind in HOLDS_PAGES:
            decision = decide(target, self._profile, self._wishes.scope, self._wishes.seed)
            asked_for = place.kind == "seed" and self._wishes.scope == "page"
            if decision.kind == "out" and not asked_for:
                read.skipped.append(Skipped(url=target, reason=decision.reason, found_on=visit.url))
                return
        self._child(read, target, place.kind, place.depth, place.hops + 1)

    def sitemap(self, read: Read) -> None:
        """Enter what a sitemap lists."""
        links = []
        for entry in sitemap_entries(read.visit.body, read.visit.url):
            if entry.kind == "sitemap":
                self._child(read, entry.url, "sitemap", read.place.depth + 1)
            else:
                links.append((entry.url, entry.day))
        self._links(read, links)

    def feed(self, read: Read) -> None:
        """Enter what a feed lists."""
        entries = feed_entries(read.visit.body, read.visit.url)
        self._links(read, ((e.url, e.published.date() if e.published else None) for e in entries))

    def sheet(self, read: Read) -> None:
        """Enter what a style sheet loads."""
        if self._wishes.requisites and read.place.depth < _SHEETS_DEEP:
            text = read.visit.body.decode("utf-8", "replace")
            self._requisites(read, css_requisites(text, read.visit.url))

    def _links(self, read: Read, links: Iterable[tuple[str, date | None]]) -> None:
        """Decide on the URLs that *read* leads to, without the sessions they may bear."""
        bare = [(without_session(url), day) for url, day in links]
        unseen = self._unseen(url for url, _ in bare)
        for url, day in bare:
            if url in unseen:
                self._link(read, url, day)

    def _link(self, read: Read, url: str, day: date | None) -> None:
        """Decide on a URL that was never met before."""
        wishes = self._wishes
        decision = decide(
            url, self._profile, wishes.scope, wishes.seed, today=read.visit.captured.date()
        )
        if decision.kind == "out":
            read.skipped.append(Skipped(url=url, reason=decision.reason, found_on=read.visit.url))
        elif wishes.since and day and day < wishes.since and decision.kind == "article":
            reason = f"published {day}, before {wishes.since}"
            read.skipped.append(
                Skipped(url=url, reason=reason, found_on=read.visit.url, kind="article")
            )
        else:
            self._child(read, url, decision.kind, read.place.depth + 1)

    def _child(self, read: Read, url: str, kind: Kind, depth: int, hops: int = 0) -> None:
        read.children.append(
            Found(url=url, kind=kind, depth=depth, hops=hops, found_on=read.visit.url)
        )

    def _requisites(self, read: Read, urls: tuple[str, ...]) -> None:
        depth = read.place.depth + (10 if read.place.kind == "requisite" else 1)
        for url in urls:
            self._child(read, url, "requisite", depth)
