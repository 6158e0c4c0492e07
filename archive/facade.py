"""What a researcher meets: a collection whose articles, captures and bytes can be read."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, TypeVar

from archive import cdxj, listing
from archive.access import article_at, response_block, versions_of
from archive.article import Article
from archive.collection import Collection as Folder
from archive.http import entity
from archive.replay import Memento, memento_of
from archive.search import Only, Search
from archive.withdrawal import hidden

P = ParamSpec("P")
R = TypeVar("R")


def _by_search(
    method: Callable[Concatenate[Search, P], R],
) -> Callable[Concatenate["Collection", P], R]:
    """Return a method of a search as one of the collection, its parameters as they are."""

    @wraps(method)
    def asked(collection: "Collection", /, *query: P.args, **options: P.kwargs) -> R:
        return method(collection._search, *query, **options)

    return asked


class Collection(Folder):
    """A collection to read from: ``Collection(path)``. Nothing here writes.

    What is withdrawn is given out by none of its methods.
    """

    @cached_property
    def _search(self) -> Search:
        return Search(self)  # opened once, asked often

    def every(self, only: Only | None = None, *, every_version: bool = False) -> Iterator[Article]:
        """Yield the articles in the order of the corpus, one at a time."""
        return listing.articles(self, only, every_version=every_version)

    find = _by_search(Search.find)
    every_found = _by_search(Search.every)

    def article(self, what: str, at: datetime | None = None) -> Article:
        """Return an article by its URL or id, as it is or as it was *at* a time."""
        return article_at(self, what, at)

    def versions(self, what: str) -> list[Article]:
        """Return every version of an article, the oldest first."""
        return versions_of(self, what)

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
