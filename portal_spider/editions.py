"""From readings to the corpus: which article it is, which version, and its line.

A fold over the captures of one portal in record order. The crawl takes its
steps one by one, ``rebuild`` takes them all at once: the lines are the same.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import orjson

from archive.article import (
    Article,
    Content,
    PageCapture,
    Provenance,
    complaint,
    content_digest,
    to_json,
)
from archive.capture import RecordPointer
from archive.state import Held, Part, Sighting, State
from archive.times import stamp
from portal_spider.extract import join_pages
from portal_spider.identity import Identities
from portal_spider.page import EXTRACTOR, Pagination, Reading
from portal_spider.profile import SiteProfile
from portal_spider.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An article as one capture (of all its pages) shows it; not yet numbered."""

    identity: str
    url: str
    canonical_url: str
    captured: str
    digest: str
    content: Content
    pages: tuple[PageCapture, ...]
    provenance: Provenance
    position: str  # of the record that completed it, sortable


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """What became of a reading: the outcome, and the edition if one is complete."""

    outcome: str
    reason: str | None = None
    edition: Edition | None = None
    missing: str | None = None  # the page that its article waits for


def position(pointer: RecordPointer) -> str:
    """Return where a record stands, sortable in record order."""
    return f"{pointer.warc_filename} {pointer.offset:015}"


def set_back(portal: str) -> str:
    """Return the mark of a portal of which something was captured before what it was numbered behind."""
    return f"set back {portal}"


def crawl_of(part: Part) -> str | None:
    """Return the crawl that brought a page of an article, None if it was another tool."""
    crawl: str | None = orjson.loads(part.pointer)["crawl"]
    return crawl


class Editions:
    """The articles of one portal as they grow.

    *reread* reads one page of an article again from its record: the pages of a
    paginated article may come far apart, in other runs even.
    """

    def __init__(
        self,
        state: State,
        profile: SiteProfile,
        *,
        boilerplate_version: str | None,
        reread: Callable[[PageCapture], Content | None],
        see: Callable[[Sighting], None] | None = None,
    ) -> None:
        self._holdings, self._marks, self._profile = state.holdings, state.marks, profile
        self._identities = Identities(state, profile)
        self._version, self._reread = boilerplate_version, reread
        self._see = see or state.sightings.see

    def admit(self, reading: Reading, visit: Visit) -> Admitted:
        """Take in how a page reads."""
        content = reading.content
        if content is None or reading.kind not in ("article", "gallery"):
            return Admitted(outcome=reading.kind, reason="; ".join(reading.reasons) or None)
        capture = _page_capture(visit)
        pagination = reading.pagination
        if pagination.number == 1 and pagination.next_url is None and not self._expected(visit.url):
            edition = self._edition(
                content, (capture,), visit.crawl, reading.canonical_claim, position(visit.record)
            )
            return Admitted(outcome="article", edition=edition)
        return self._admit_part(content, capture, visit, pagination, reading.canonical_claim)

    def give_up(self, url: str) -> Edition | None:
        """Return the edition of the article whose page *url* could not be had, without it."""
        before = self._holdings.part_before(url)
        if before is None:
            return None
        chain, _ = self._chain(before)
        return self._joined(chain) if chain else None

    def headless(self, part: Part) -> Edition | None:
        """Return what is there of an article from the later page *part* on, if none is before it.

        Nor is there where its beginning is held: a page between is missing.
        """
        if self._holdings.part_before(part.url) is not None:
            return None
        chain, _ = self._from(part)
        edition = self._joined(chain)
        if edition is None or self._holdings.article(edition.identity) is not None:
            return None
        return edition

    def missing(self, part: Part) -> str | None:
        """Return the page that the article of *part* waits for."""
        return self._chain(part)[1]

    def number(self, edition: Edition) -> Article | None:
        """Return *edition* as the next version of its article, or None if nothing changed.

        Editions must come in the order of their captures; where one does not, because the clock was
        set back, the mark ``set_back`` says that the portal's are to be numbered anew.
        """
        held = self._holdings.article(edition.identity)
        if held is not None and edition.captured < held.last_seen:
            self._marks.set(set_back(self._profile.name), "1")
        self._holdings.put_aliases((edition.url, edition.canonical_url), edition.identity)
        self._see(
            Sighting(
                subject=edition.identity, portal=self._profile.name, url=edition.url,
                at=edition.captured, position=edition.position, what="present",
                digest=edition.digest, born=edition.content.published,
            )
        )  # fmt: skip
        if held is not None and held.digest == edition.digest:
            self._holdings.seen_again(edition.identity, edition.captured)
            return None
        version = held.versions + 1 if held else 1
        first_seen = held.first_seen if held else edition.captured
        self._holdings.put_article(
            Held(
                edition.identity, self._profile.name, edition.canonical_url,
                edition.content.title, first_seen, edition.captured, version, edition.digest,
                edition.content.published, next(iter(edition.content.section), None),
            )
        )  # fmt: skip
        return numbered(edition, self._profile.name, version, first_seen)

    def absent(self, visit: Visit, gone: str | None, target: str | None) -> None:
        """Note that a page is gone, and how, or leads elsewhere."""
        self._see(
            Sighting(
                subject=self._holdings.article_of(visit.url) or visit.url,
                portal=self._profile.name, url=visit.url, at=stamp(visit.captured),
                position=position(visit.record), what="gone" if gone else "redirect",
                reason=gone, target=target,
            )
        )  # fmt: skip

    def _expected(self, url: str) -> bool:
        """Whether an article waits for the page *url*."""
        return self._holdings.part_before(url) is not None

    def _admit_part(
        self, content: Content, capture: PageCapture, visit: Visit, pagination: Pagination,
        claim: str | None,
    ) -> Admitted:  # fmt: skip
        before = self._holdings.part_before(visit.url)
        number = before.number + 1 if before else pagination.number
        pointer = orjson.dumps(asdict(capture) | {"claim": claim, "crawl": visit.crawl}).decode()
        part = Part(
            visit.url, self._profile.name, number, pagination.next_url, pointer,
            position(visit.record),
        )  # fmt: skip
        if number == 1:
            self._outdate(visit.url)
        self._holdings.put_part(part)
        chain, missing = self._chain(part)
        if not chain:
            return Admitted(outcome="page_of_article", reason="its first page is not there yet")
        if missing is not None:
            if visit.url == chain[0].url:
                outcome = "waiting_for_pages"
            else:
                outcome = "page_of_article"
            return Admitted(outcome=outcome, reason=f"next: {missing}", missing=missing)
        outcome = "article" if visit.url == chain[0].url else "page_of_article"
        return Admitted(outcome=outcome, edition=self._joined(chain))

    def _outdate(self, url: str) -> None:
        """Let the pages behind a first page that is fetched again be fetched again, too.

        Old and new pages together would be an article that never was.
        """
        known = self._holdings.part(url)
        if known is not None:
            chain, _ = self._chain(known)
            for later in chain[1:]:
                self._holdings.put_part(replace(later, stale=True))

    def _chain(self, part: Part) -> tuple[list[Part], str | None]:
        """The pages from the first on as far as they are there, and the URL that is missing."""
        first, seen = part, {part.url}
        while first.number > 1:
            before = self._holdings.part_before(first.url)
            if before is None or before.url in seen:
                return [], None
            first = before
            seen.add(before.url)
        return self._from(first)

    def _from(self, first: Part) -> tuple[list[Part], str | None]:
        """The pages from *first* on as far as they are there, and the URL that is missing."""
        chain, seen = [first], {first.url}
        while (following := chain[-1].next_url) is not None and following not in seen:
            found = self._holdings.part(following)
            if found is None or found.stale:
                return chain, following
            chain.append(found)
            seen.add(following)
        return chain, None

    def _joined(self, chain: list[Part]) -> Edition | None:
        pages: list[PageCapture] = []
        contents: list[Content] = []
        claim = crawl = None
        for part in chain:
            pointer = orjson.loads(part.pointer)
            its_claim, its_crawl = pointer.pop("claim"), pointer.pop("crawl")
            page = PageCapture(**pointer)
            content = self._reread(page)
            if content is None:
                return None
            if not pages:
                claim, crawl = its_claim, its_crawl
            pages.append(page)
            contents.append(content)
            self._holdings.put_part(replace(part, joined=True))
        latest = max(part.position for part in chain)
        return self._edition(join_pages(contents), tuple(pages), crawl, claim, latest)

    def _edition(
        self, content: Content, pages: tuple[PageCapture, ...], crawl: str | None,
        claim: str | None, latest: str,
    ) -> Edition:  # fmt: skip
        first = pages[0]
        identity = self._identities.of(first.url, claim, content.title)
        evidence = content.evidence | {"canonical_url": identity.evidence}
        content = replace(content, evidence=evidence)
        provenance = {k: v for k, v in asdict(first).items() if k != "url"}
        return Edition(
            identity=identity.id,
            url=first.url,
            canonical_url=identity.canonical_url,
            captured=first.captured,
            digest=content_digest(content),
            content=content,
            pages=pages,
            provenance=Provenance(
                **provenance, extractor=EXTRACTOR, boilerplate_version=self._version, crawl=crawl
            ),
            position=latest,
        )


def numbered(edition: Edition, portal: str, version: int, first_seen: str) -> Article:
    """Return *edition* as version *version* of its article."""
    return Article(
        id=edition.identity,
        version=version,
        portal=portal,
        url=edition.url,
        canonical_url=edition.canonical_url,
        content=edition.content,
        pages=edition.pages,
        first_seen=first_seen,
        provenance=edition.provenance,
    )


class Unwritable(ValueError):
    """A line does not keep to the published schema: a bug, and never written."""


def checked_line(article: Article) -> bytes:
    """Return the line of *article*, checked against the published schema."""
    return checked(to_json(article))


def checked(line: bytes) -> bytes:
    """Return the *line* of an article, checked against the published schema."""
    if wrong := complaint(line):
        row = orjson.loads(line)
        raise Unwritable(f"article {row['id']} from {row['url']}: {wrong}")
    return line


def _page_capture(visit: Visit) -> PageCapture:
    pointer = visit.pointer
    return PageCapture(
        url=visit.url,
        captured=stamp(visit.captured),
        warc_filename=pointer.warc_filename,
        warc_record_offset=pointer.offset,
        warc_record_length=pointer.length,
        warc_record_id=pointer.record_id,
        payload_digest=pointer.payload_digest or "",
    )
