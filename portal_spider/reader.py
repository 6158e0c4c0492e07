"""What a page says, before anything is decided on it: pure, so other processes may read ahead."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from archive.parallel import InOrder, one_by_one
from portal_spider.discover import feeds_named, links, requisites
from portal_spider.extract import OpenPage, open_page, read_page
from portal_spider.page import RawPage, Reading
from portal_spider.profile import SiteProfile
from portal_spider.sitemodel import PageFacts, SiteModel, facts_of
from portal_spider.visit import Visit

FEW = 300  # pages that are read before other processes have begun
_BATCH_PAGES, _BATCH_BYTES = 16, 2_000_000  # of one task
_KEPT_OPEN = 1 << 24  # bytes of pages that are kept open: what is kept of each is as much again


class OpenPages:
    """Pages that were opened to learn from them, and wait to be read."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, datetime], OpenPage] = {}
        self._room = _KEPT_OPEN

    def keep(self, page: OpenPage) -> None:
        """Keep *page* open if there is room."""
        self._room -= len(page.raw.body)
        if self._room >= 0:
            page.rest()
            self._pages[page.raw.url, page.raw.captured] = page

    def open(self, raw: RawPage) -> OpenPage:
        """Return *raw* opened, and let go of it."""
        page = self._pages.pop((raw.url, raw.captured), None)
        return page if page is not None and page.raw == raw else open_page(raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A page as read, and what it leads to; all URLs absolute, each once."""

    as_article: bool  # its URL was known to be an article's
    reading: Reading
    requisites: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads the pages of one portal; *requisites*: what a browser would load is wanted, too.

    Without *follow* what its pages lead to is not looked for: it is known already.
    """

    profile: SiteProfile
    model: SiteModel | None
    requisites: bool = True
    follow: bool = True
    opened: OpenPages = field(default_factory=OpenPages)

    def read(self, raw: RawPage, *, as_article: bool, follow: bool = True) -> Said:
        """Return what *raw* says; with *follow* what it leads to, too."""
        page = self.opened.open(raw)
        reading = read_page(page, self.profile, self.model, article_url=as_article)
        if not follow:
            return Said(as_article=as_article, reading=reading)
        return Said(
            as_article=as_article, reading=reading, feeds=feeds_named(page),
            requisites=requisites(page) if self.requisites else (),
            links=tuple(link.url for link in links(page)),
        )  # fmt: skip

    def ahead(
        self, visits: Iterable[Visit], as_article: Callable[[Visit], bool], in_order: InOrder
    ) -> Iterator[tuple[Visit, Said | None]]:
        """Yield *visits* with what their pages say, read where *in_order* has it done.

        Whether a page is an article's is known for certain only when its turn
        comes: *as_article* guesses, and ``Said.as_article`` tells what was guessed.
        """
        held: deque[list[Visit]] = deque()

        def tasks() -> Iterator[list[tuple[Visit, bool] | None]]:
            for batch in _batches(visits):
                held.append(batch)
                yield [
                    (visit, as_article(visit)) if visit.status == 200 and visit.is_html else None
                    for visit in batch
                ]

        for said in in_order(self._read_all, tasks()):
            yield from zip(held.popleft(), said, strict=True)

    def _read_all(self, pages: list[tuple[Visit, bool] | None]) -> list[Said | None]:
        return [page and self.attempt(*page) for page in pages]

    def attempt(self, visit: Visit, as_article: bool) -> Said | None:
        """Return what the page of *visit* says, None where it cannot be read."""
        try:
            follow = self.follow and visit.crawl is not None
            return self.read(visit.raw_page(), as_article=as_article, follow=follow)
        except Exception:  # it is read again in its turn, and fails where it can be told
            return None


def facts_ahead(
    visits: Iterable[Visit], in_order: InOrder, opened: OpenPages
) -> Iterator[PageFacts]:
    """Yield what is counted of each page, where *in_order* has it done.

    What this process opens is kept, as far as there is room in *opened*.
    """
    if in_order is one_by_one:
        for visit in visits:
            page = open_page(visit.raw_page())
            yield facts_of(page)
            opened.keep(page)
        return
    for facts in in_order(_facts_of_all, _batches(visits)):
        yield from facts


def _facts_of_all(visits: list[Visit]) -> list[PageFacts]:
    return [facts_of(open_page(visit.raw_page())) for visit in visits]


def _batches(visits: Iterable[Visit]) -> Iterator[list[Visit]]:
    """Some visits at a time: what waits to be read is bounded in bytes."""
    batch: list[Visit] = []
    size = 0
    for visit in visits:
        batch.append(visit)
        size += len(visit.answer)
        if len(batch) == _BATCH_PAGES or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
