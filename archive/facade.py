"""What a researcher meets: a collection whose articles, captures and bytes can be read."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

from archive import cdxj, listing
from archive.access import article_at, response_block
from archive.article import Article
from archive.collection import Collection as Folder
from archive.http import entity
from archive.replay import Memento, memento_of
from archive.search import Only, Order, Results, Search
from archive.withdrawal import hidden


class Collection(Folder):
    """A collection to read from: ``Collection(path)``. Nothing here writes.

    What is withdrawn is given out by none of its methods.
    """

    @cached_property
    def _search(self) -> Search:
        return Search(self)

    def every(self, only: Only | None = None, *, every_version: bool = False) -> Iterator[Article]:
        """Yield the articles in the order of the corpus, one at a time."""
        return listing.articles(self, only, every_version=every_version)

    def find(
        self,
        query: str,
        only: Only | None = None,
        *,
        limit: int = 20,
        cursor: str | None = None,
        order: Order = "relevance",
        as_one: bool = False,
    ) -> Results:
        """Return a page of what *query* finds (docs/formats.md, "Search")."""
        return self._search.find(
            query, only, limit=limit, cursor=cursor, order=order, as_one=as_one
        )

    def every_found(self, query: str, only: Only | None = None) -> Iterator[Article]:
        """Yield every article that *query* finds, in the order of the corpus."""
        return self._search.every(query, only)

    def article(self, what: str, at: datetime | None = None) -> Article:
        """Return an article by its URL or id, as it is or as it was *at* a time."""
        return article_at(self, what, at)

    def versions(self, what: str) -> list[Article]:
        """Return every version of an article, the oldest first."""
        identity = article_at(self, what).id
        only = Only(portals=(article_at(self, what).portal,))
        found = (a for a in self.every(only, every_version=True) if a.id == identity)
        return sorted(found, key=lambda article: article.version)

    def captures(self, url: str) -> Iterator[cdxj.CdxjEntry]:
        """Yield the captures of *url* in the order of time."""
        if not hidden(self).hides(url):
            yield from cdxj.captures_of(self.index, url)

    def response(self, what: str, at: datetime | None = None) -> bytes:
        """Return a response as it was received, HTTP head and framing included."""
        return response_block(self, what, at)

    def payload(self, what: str, at: datetime | None = None) -> bytes:
        """Return what a response carried: its body, decoded."""
        return entity(response_block(self, what, at))

    def memento(self, url: str, at: datetime | None = None) -> Memento:
        """Return the capture of *url* that is nearest to *at*, opened, with revisits resolved."""
        return memento_of(self, url, at, hidden(self))
