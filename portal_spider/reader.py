"""What a page says, before anything is decided on it: pure, so other processes may read ahead."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.parallel import InOrder
from portal_spider.discover import feeds_named, links, requisites
from portal_spider.extract import OpenPage, open_page, read_page, reopened
from portal_spider.page import PageSource, Reading
from portal_spider.profile import SiteProfile
from portal_spider.sitemodel import PageFacts, SiteModel, facts_of
from portal_spider.visit import Visit
from portal_spider.walked import WalkedPages

FEW = 300  # pages that are read before other processes have begun
_BATCH_PAGES, _BATCH_BYTES = 16, 2_000_000  # of one task


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A page as read, and what it leads to; all URLs absolute, each once."""

    as_article: bool  # its URL was known to be an article's
    reading: Reading
    requisites: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    walked: bytes | None = None  # where it was asked for


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads the pages of one portal; *requisites*: what a browser would load is wanted, too.

    Without *follow* what its pages lead to is not looked for: it is known already.
    *again*: they will be read again, so what was walked of them is told.
    """

    profile: SiteProfile
    model: SiteModel | None
    requisites: bool = True
    follow: bool = True
    again: bool = False

    def read(
        self, raw: PageSource, *, as_article: bool, follow: bool = True, walked: bytes | None = None
    ) -> Said:
        """Return what *raw* says; with *follow* what it leads to, too. *walked*: kept of it."""
        page = _opened(raw, walked)
        reading = read_page(page, self.profile, self.model, article_url=as_article)
        kept = page.walked() if self.again else None
        if not follow:
            return Said(as_article=as_article, reading=reading, walked=kept)
        return Said(
            as_article=as_article, reading=reading, feeds=feeds_named(page),
            requisites=requisites(page) if self.requisites else (),
            links=tuple(link.url for link in links(page)), walked=kept,
        )  # fmt: skip

    def ahead(
        self, visits: Iterable[Visit], as_article: Callable[[Visit], bool], in_order: InOrder,
        walked: WalkedPages,
    ) -> Iterator[tuple[Visit, Said | None]]:  # fmt: skip
        """Yield *visits* with what their pages say, read where *in_order* has it done.

        Whether a page is an article's is known for certain only when its turn
        comes: *as_article* guesses, and ``Said.as_article`` tells what was guessed.
        """
        held: deque[list[Visit]] = deque()

        def tasks() -> Iterator[list[tuple[Visit, bool, bytes | None] | None]]:
            for batch in _batches(visits):
                held.append(batch)
                yield [
                    (visit, as_article(visit), walked.of(visit.record))
                    if visit.status == 200 and visit.is_html
                    else None
                    for visit in batch
                ]

        for said in in_order(self._read_all, tasks()):
            yield from zip(held.popleft(), said, strict=True)

    def _read_all(self, pages: list[tuple[Visit, bool, bytes | None] | None]) -> list[Said | None]:
        return [page and self.attempt(*page) for page in pages]

    def attempt(self, visit: Visit, as_article: bool, walked: bytes | None = None) -> Said | None:
        """Return what the page of *visit* says, None where it cannot be read."""
        try:
            follow = self.follow and visit.crawl is not None
            return self.read(visit, as_article=as_article, follow=follow, walked=walked)
        except Exception:  # it is read again in its turn, and fails where it can be told
            return None


def facts_ahead(
    visits: Iterable[Visit], in_order: InOrder, walked: WalkedPages
) -> Iterator[PageFacts]:
    """Yield what is counted of each page, where *in_order* has it done; keep what was walked."""
    held: deque[list[Visit]] = deque()

    def tasks() -> Iterator[list[tuple[Visit, bytes | None]]]:
        for batch in _batches(visits):
            held.append(batch)
            yield [(visit, walked.of(visit.record)) for visit in batch]

    for found in in_order(_facts_of_all, tasks()):
        for visit, (facts, new) in zip(held.popleft(), found, strict=True):
            if new is not None:
                walked.keep(visit.record, new)
            yield facts


def _facts_of_all(
    visits: list[tuple[Visit, bytes | None]],
) -> list[tuple[PageFacts, bytes | None]]:
    """What is counted of each page, and what was walked of those of which nothing was kept."""
    found = []
    for visit, walked in visits:
        page = _opened(visit, walked)
        found.append((facts_of(page), page.walked() if walked is None else None))
    return found


def _opened(raw: PageSource, walked: bytes | None) -> OpenPage:
    return open_page(raw) if walked is None else reopened(raw, walked)


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
