"""Taking in a visit: what it is, what it leads to, what became of it.

``read`` is pure; ``keep`` writes to the state inside the caller's transaction.
Crawl, recovery and rebuild all take this one road.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from archive.article import Article, Content, PageCapture
from archive.collection import Collection
from archive.revisit import sameness
from archive.state import (
    Found,
    Kept,
    Kind,
    Outcome,
    Part,
    Place,
    Sighting,
    Skipped,
    State,
    origin_of,
)
from archive.times import stamp
from portal_spider import robots
from portal_spider.absence import absence
from portal_spider.discover import (
    css_requisites,
    feed_entries,
    sitemap_entries,
)
from portal_spider.editions import Admitted, Edition, Editions, crawl_of
from portal_spider.extract import open_page, read_page
from portal_spider.profile import SiteProfile
from portal_spider.read import Read
from portal_spider.reader import PageReader, Said
from portal_spider.revisiting import lying
from portal_spider.scope import decide
from portal_spider.sitemodel import SiteModel, model_version
from portal_spider.urls import clean_url, without_session
from portal_spider.visit import UNRESOLVED, Visit, held_page
from portal_spider.wishes import Wishes

MOST_HOPS = 10  # redirects in a row
_REDIRECTS = (301, 302, 303, 307, 308)
_FIREWALL = (412, 418, 456, 567)  # no server answers a plain GET so for a reason of its own
HOLDS_PAGES = ("seed", "article", "article_page", "section", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a visit added to the corpus."""

    outcome: str
    reason: str | None = None
    edition: Edition | None = None
    article: Article | None = None  # the edition as a new version; None if nothing changed
    missing: str | None = None  # the page that its article waits for


class Intake:
    """Takes in the visits of one portal; *again*: they will be read again, with another model."""

    def __init__(
        self,
        collection: Collection,
        state: State,
        profile: SiteProfile,
        model: SiteModel | None,
        wishes: Wishes | None = None,
        see: Callable[[Sighting], None] | None = None,
        again: bool = False,
    ) -> None:
        self._collection, self._state = collection, state
        self.profile, self.model, self._again = profile, model, again
        self.asked(wishes or Wishes())
        self.version = model.version if model else model_version(0, profile)
        self.editions = Editions(
            state, profile, boilerplate_version=self.version, reread=self._reread, see=see
        )

    def asked(self, wishes: Wishes) -> None:
        """Take in what follows as of a crawl of which *wishes* were asked."""
        self.wishes = wishes
        self.reader = PageReader(self.profile, self.model, wishes.requisites, again=self._again)

    def read(self, visit: Visit, place: Place, said: Said | None = None) -> Read:
        """Return what *visit* is and leads to; touches nothing. *said*: its page, read ahead."""
        read = Read(visit=visit, place=place, outcome="other")
        if visit.truncated == UNRESOLVED:
            read.outcome = "unreadable"
            read.reason = "the record that holds its payload is not in the collection"
        elif place.kind == "robots" and visit.status not in _REDIRECTS:
            read.outcome = "robots"
            if robots.judge(visit.status, visit.body) == "disallow":
                read.outcome, read.reason = "error", f"HTTP {visit.status}"
            read.children += [
                Found(url=url, kind="sitemap", found_on=visit.url)
                for link in robots.sitemaps(visit.body)
                if visit.status == 200 and (url := clean_url(link, visit.url))
            ]
        elif visit.status in _REDIRECTS and visit.location:
            self._redirect(read, visit.location)
        elif visit.status in (404, 410):
            read.outcome, read.reason = "gone", f"HTTP {visit.status}"
        elif not 200 <= visit.status < 300:
            self._error(read)
        elif visit.truncated:
            read.outcome, read.reason = "truncated", visit.truncated
        elif place.kind == "sitemap":
            self._sitemap(read)
        elif place.kind == "feed":
            self._feed(read)
        elif visit.is_html and place.kind in HOLDS_PAGES:
            as_article = place.kind in ("article", "article_page")
            if said is None or said.as_article != as_article:
                follow = visit.crawl is not None
                said = self.reader.read(visit, as_article=as_article, follow=follow)
            self._page(read, said)
        else:
            read.outcome = "requisite" if place.kind == "requisite" else "file"
            if visit.mime == "text/css" and self.wishes.requisites and place.depth < 40:
                self._requisites(read, css_requisites(_css(visit), visit.url))
        return read

    def likely_article(self, visit: Visit) -> bool:
        """Guess, before its turn has come, whether the URL of *visit* is known as an article's."""
        place = self._state.frontier.place(visit.url)
        if place is not None:
            return place.kind in ("article", "article_page")
        wishes = self.wishes
        return visit.crawl is not None and (
            decide(visit.url, self.profile, wishes.scope, wishes.seed).kind == "article"
        )

    def keep(self, read: Read) -> Taken:
        """Write what *read* says to the state; return what it adds to the corpus."""
        taken = self.hold(read)
        outcome, edition, visit = taken.outcome, taken.edition, read.visit
        if read.place.kind == "robots":
            self._keep_robots(read)
        self.settle(visit.url, read.place.portal, read, outcome, taken.reason)
        if taken.missing is not None:
            missing = Found(url=taken.missing, kind="article_page", found_on=visit.url)
            self._state.frontier.want(self.profile.name, missing, stamp(visit.captured))
        if edition is not None and edition.url != visit.url:
            self.mark_joined(edition)
        return taken

    def hold(self, read: Read) -> Taken:
        """Take in what *read* adds to the articles and their history; the frontier stays as it is."""
        visit = read.visit
        before = self._state.originals.validators(visit.url)
        self._remember(visit)
        gone, target = absence(read, self.profile)
        if gone or target:
            self.editions.absent(visit, gone, target)
        admitted = self._admit(read)
        outcome, edition = admitted.outcome, admitted.edition
        article = self.editions.number(edition) if edition else None
        if outcome == "article" and article is None:
            outcome = "unchanged"
        if article is not None and before is not None and not visit.is_revisit:
            same = (before.etag, before.modified) == (visit.etag, visit.modified)
            if same and article.version > 1 and edition and len(edition.pages) == 1:
                self._state.marks.set(lying(origin_of(visit.url)), "1")
        return Taken(
            outcome=outcome, reason=admitted.reason, edition=edition, article=article,
            missing=admitted.missing,
        )  # fmt: skip

    def _admit(self, read: Read) -> Admitted:
        """Return the outcome of *read*, its reason, and the edition that it completes."""
        if read.reading is not None:
            return self.editions.admit(read.reading, read.visit)
        edition = None
        if read.place.kind == "article_page" and read.outcome != "redirect":
            edition = self.editions.give_up(read.visit.url)
        return Admitted(outcome=read.outcome, reason=read.reason, edition=edition)

    def _remember(self, visit: Visit) -> None:
        """Note what a later visit may refer to; what other tools captured never is."""
        if visit.crawl is None or visit.truncated:
            return
        same = sameness(
            visit.status, visit.pointer.payload_digest,
            location=visit.location, content_type=visit.content_type,
        )  # fmt: skip
        if same is None:
            return
        originals = self._state.originals
        if not visit.is_revisit:
            originals.put(self.profile.name, same, Kept(visit.url, visit.pointer))
        if visit.etag or visit.modified:
            originals.put_validators(visit.url, visit.etag, visit.modified, visit.pointer.record_id)

    def overdue(self, crawl: str | None) -> Iterator[Edition]:
        """Yield the articles that lost a page for good in *crawl*, as far as they are there.

        None stands for what other tools captured: what they did not is asked for by no one, and
        may come with a crawl or another import, as a version of its own.
        """
        waiting = self._state.holdings.parts_waiting(self.profile.name)
        for part in sorted(waiting, key=lambda part: part.number > 1):
            edition = self._lost(part, crawl)
            if edition is not None:
                yield edition

    def _lost(self, part: Part, crawl: str | None) -> Edition | None:
        """The article of *part*, if what it waits for was lost in *crawl*."""
        foreign = crawl is None and crawl_of(part) is None
        if part.number > 1:
            return self.editions.headless(part) if foreign else None
        missing = self.editions.missing(part)
        if missing is None:
            return None
        outcome = self._state.frontier.outcome(missing)
        lost = foreign if outcome is None else outcome.crawl == crawl
        return self.editions.give_up(missing) if lost else None

    def settle(self, url: str, portal: str, read: Read, outcome: str, reason: str | None) -> None:
        """Mark *url* done with its outcome and push what it leads to, in one transaction."""
        visit = read.visit
        at = stamp(visit.captured)
        self._state.frontier.push(portal, [_found(url, read.place)], at)
        self._state.frontier.done(
            url,
            Outcome(
                outcome=outcome, reason=reason, status=visit.status, at=at,
                crawl=visit.crawl, warc_filename=visit.record.warc_filename,
                warc_record_offset=visit.record.offset,
            ),
            # Redirects and feeds of another tool's captures lead nowhere, either.
            read.children if visit.crawl else (),
            read.skipped if visit.crawl else (),
        )  # fmt: skip

    def mark_joined(self, edition: Edition) -> None:
        """Note that a first page that waited for the others has its article now."""
        first = edition.pages[0]
        self._state.frontier.done(
            first.url,
            Outcome(
                outcome="article", status=200, at=first.captured, crawl=edition.provenance.crawl,
                warc_filename=first.warc_filename,
                warc_record_offset=first.warc_record_offset,
            ),
        )  # fmt: skip

    def _reread(self, page: PageCapture) -> Content | None:
        """Read one page of an article again, from its record."""
        opened = open_page(held_page(self._collection, page))
        return read_page(opened, self.profile, self.model, article_url=True).content

    def _error(self, read: Read) -> None:
        """An error page; those of firewalls are told apart, since they are about us."""
        visit = read.visit
        read.outcome, read.reason = "error", f"HTTP {visit.status}"
        if visit.status in _FIREWALL:
            read.outcome, read.reason = "blocked", f"HTTP {visit.status}, as firewalls answer"
        elif visit.is_html:
            reading = read_page(open_page(visit), self.profile, self.model)
            if reading.kind == "blocked":
                read.outcome = "blocked"
                read.reason = f"HTTP {visit.status}: {', '.join(reading.reasons)}"

    def _page(self, read: Read, said: Said) -> None:
        visit, place = read.visit, read.place
        read.reading, read.walked = said.reading, said.walked
        if visit.crawl is None:
            return  # what another tool captured is held, not crawled on from
        if self.wishes.requisites:
            self._requisites(read, said.requisites)
        following = read.reading.pagination.next_url
        if following and read.reading.content is not None:
            self._child(read, following, "article_page", place.depth)
        if self.wishes.scope == "page" or place.kind == "requisite":
            return
        if place.depth >= self.profile.max_depth:
            read.skipped += [
                Skipped(url=url, found_on=visit.url,
                        reason=f"{self.profile.max_depth} links on from the last new article")
                for url in said.links
            ]  # fmt: skip
            return
        for feed in said.feeds:
            if decide(feed, self.profile, self.wishes.scope, self.wishes.seed).kind != "out":
                self._child(read, feed, "feed", place.depth + 1)
        self._links(read, ((url, None) for url in said.links))
        brings = read.reading.content is not None
        if place.kind not in ("article", "article_page"):
            brings = any(child.kind == "article" for child in read.children)
        if brings:
            # An article, and a list that brings a new one, are worth going on from, however long
            # the way there was: what a chain of neighbours leads to may be linked nowhere else.
            read.children = [replace(child, depth=min(child.depth, 1)) for child in read.children]

    def _links(self, read: Read, links: Iterable[tuple[str, date | None]]) -> None:
        """Decide on the URLs that *read* leads to, without the sessions they may bear."""
        bare = [(without_session(url), day) for url, day in links]
        unseen = self._state.frontier.unseen(url for url, _ in bare)
        for url, day in bare:
            if url in unseen:
                self._link(read, url, day)

    def _link(self, read: Read, url: str, day: date | None) -> None:
        """Decide on a URL that was never met before."""
        wishes = self.wishes
        decision = decide(
            url, self.profile, wishes.scope, wishes.seed, today=read.visit.captured.date()
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

    def _redirect(self, read: Read, location: str) -> None:
        read.outcome = "redirect"
        place, visit = read.place, read.visit
        target = clean_url(location, visit.url)
        read.reason = target or f"to no URL: {location[:200]}"
        if target is None:
            return
        if place.hops >= MOST_HOPS:
            read.skipped.append(
                Skipped(url=target, reason=f"more than {MOST_HOPS} redirects in a row",
                        found_on=visit.url)
            )  # fmt: skip
            return
        if place.kind in HOLDS_PAGES:
            decision = decide(target, self.profile, self.wishes.scope, self.wishes.seed)
            asked_for = place.kind == "seed" and self.wishes.scope == "page"
            if decision.kind == "out" and not asked_for:
                read.skipped.append(Skipped(url=target, reason=decision.reason, found_on=visit.url))
                return
        self._child(read, target, place.kind, place.depth, place.hops + 1)

    def _sitemap(self, read: Read) -> None:
        read.outcome = "sitemap"
        links = []
        for entry in sitemap_entries(read.visit.body, read.visit.url):
            if entry.kind == "sitemap":
                self._child(read, entry.url, "sitemap", read.place.depth + 1)
            else:
                links.append((entry.url, entry.day))
        self._links(read, links)

    def _feed(self, read: Read) -> None:
        read.outcome = "feed"
        entries = feed_entries(read.visit.body, read.visit.url)
        self._links(read, ((e.url, e.published.date() if e.published else None) for e in entries))

    def _keep_robots(self, read: Read) -> None:
        """Remember a server's robots.txt, for every server whose it is after redirects."""
        visit, now = read.visit, read.visit.captured.timestamp()
        if read.outcome == "redirect" and read.children:
            self._state.frontier.want(self.profile.name, read.children[0], stamp(visit.captured))
            return
        status = 404 if read.outcome == "redirect" else visit.status
        judgement = robots.judge(status, visit.body)
        for origin in self._robots_of(visit.url):
            keep_robots(self._state, origin, judgement, visit.body[: robots.LIMIT], now)

    def _robots_of(self, url: str) -> list[str]:
        """The servers that a robots.txt speaks for: its own, and those that redirected to it."""
        origins, seen = [], set()
        current: str | None = url
        while current is not None and current not in seen:
            seen.add(current)
            origins.append(origin_of(current))
            place = self._state.frontier.place(current)
            current = place.found_on if place and place.kind == "robots" else None
        if not url.endswith("/robots.txt"):
            origins = origins[1:] or origins
        return list(dict.fromkeys(origins))


def keep_robots(
    state: State, origin: str, judgement: robots.Judgement, body: bytes, at: float
) -> None:
    """Remember a robots.txt; where it cannot be had now, an older one holds on (RFC 9309, 2.4)."""
    known = state.frontier.origin(origin)
    if judgement == "disallow" and known.robots in ("rules", "allow"):
        judgement, body = (
            ("rules" if known.robots == "rules" else "allow"),
            known.robots_body or b"",
        )
    state.frontier.remember_robots(origin, judgement, body, at)


def _found(url: str, place: Place) -> Found:
    return Found(
        url=url, kind=place.kind, depth=place.depth, hops=place.hops, found_on=place.found_on
    )


def _css(visit: Visit) -> str:
    return visit.body.decode("utf-8", "replace")
