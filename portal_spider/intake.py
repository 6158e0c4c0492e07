"""Taking in a visit: what it is, what it leads to, what became of it.

``read`` is pure; ``keep`` writes to the state inside the caller's transaction.
Crawl, recovery and rebuild all take this one road.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.article import Article, Content, PageCapture
from archive.collection import Collection
from archive.revisit import sameness
from archive.state import (
    Found,
    Kept,
    Outcome,
    Part,
    Place,
    Sighting,
    State,
    origin_of,
)
from archive.times import stamp
from portal_spider import robots
from portal_spider.absence import absence
from portal_spider.editions import Admitted, Edition, Editions, crawl_of
from portal_spider.extract import open_page, read_page
from portal_spider.leads import Leads
from portal_spider.profile import SiteProfile
from portal_spider.read import HOLDS_PAGES, Read
from portal_spider.reader import PageReader, Said
from portal_spider.revisiting import lying
from portal_spider.robots_kept import keep_robots_of
from portal_spider.scope import decide
from portal_spider.sitemodel import SiteModel, model_version
from portal_spider.urls import clean_url
from portal_spider.visit import UNRESOLVED, Visit, held_page
from portal_spider.wishes import Wishes

_REDIRECTS = (301, 302, 303, 307, 308)
_FIREWALL = (412, 418, 456, 567)  # no server answers a plain GET so for a reason of its own


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
        self.leads = Leads(self.profile, wishes, self._state.frontier.unseen)
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
            self.leads.robots(read)
        elif visit.status in _REDIRECTS and visit.location:
            target = clean_url(visit.location, visit.url)
            read.outcome, read.reason = "redirect", target or f"to no URL: {visit.location[:200]}"
            if target is not None:
                self.leads.redirect(read, target)
        elif visit.status in (404, 410):
            read.outcome, read.reason = "gone", f"HTTP {visit.status}"
        elif not 200 <= visit.status < 300:
            self._error(read)
        elif visit.truncated:
            read.outcome, read.reason = "truncated", visit.truncated
        elif place.kind == "sitemap":
            read.outcome = "sitemap"
            self.leads.sitemap(read)
        elif place.kind == "feed":
            read.outcome = "feed"
            self.leads.feed(read)
        elif visit.is_html and place.kind in HOLDS_PAGES:
            as_article = place.kind in ("article", "article_page")
            if said is None or said.as_article != as_article:
                follow = visit.crawl is not None
                said = self.reader.read(visit, as_article=as_article, follow=follow)
            read.reading, read.walked = said.reading, said.walked
            if visit.crawl is not None:  # what another tool captured is held, not crawled on from
                self.leads.page(read, said)
        else:
            read.outcome = "requisite" if place.kind == "requisite" else "file"
            if visit.mime == "text/css":
                self.leads.sheet(read)
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
            keep_robots_of(self._state, self.profile.name, read)
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


def _found(url: str, place: Place) -> Found:
    return Found(
        url=url, kind=place.kind, depth=place.depth, hops=place.hops, found_on=place.found_on
    )
