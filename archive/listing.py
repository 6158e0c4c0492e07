"""The articles that may be given out, in the order of the corpus, or a part of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive.article import Article
from archive.collection import Collection
from archive.corpus import article_of, committed_lines
from archive.history import VersionState, by_state
from archive.state import State
from archive.withdrawal import hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """A part of the corpus: by the articles' own fields, and by what became of them (*states*)."""

    ids: tuple[str, ...] = ()
    portals: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None  # that day included
    states: tuple[VersionState, ...] = ()

    def fits(self, article: Article) -> bool:
        """Return whether *article* is in it by its fields; one without a date is in no span of days."""
        content = article.content
        day = (content.published or "")[:10]
        return (
            (not self.ids or article.id in self.ids)
            and (not self.portals or article.portal in self.portals)
            and (not self.sections or not set(self.sections).isdisjoint(content.section))
            and (not self.sources or content.source in self.sources)
            and (self.since is None or (day != "" and day >= self.since.isoformat()))
            and (self.until is None or (day != "" and day <= self.until.isoformat()))
        )


def articles(
    collection: Collection, only: Only | None = None, *, every_version: bool = False
) -> Iterator[Article]:
    """Yield the current version of each article, or with *every_version* all, as committed."""
    if not collection.state.exists():
        return
    only, away = only or Only(), hidden(collection)
    of_state = _in_states(collection, only.states) if only.states else None
    with State(collection.state, readonly=True) as state:
        sizes = state.files("articles/")
        latest = {i: v for i, v, *_ in sorted(state.line_places(), key=lambda row: row[1])}
    for name, size in sorted(sizes.items()):
        path = collection.root / name
        for number, line in committed_lines(path, size):
            article = article_of(path, number, line)
            if not every_version and article.version != latest.get(article.id):
                continue
            if of_state is not None and article.id not in of_state:
                continue
            if only.fits(article) and not away.hides_article(article):
                yield article


def _in_states(collection: Collection, states: tuple[VersionState, ...]) -> set[str]:
    held = by_state(collection)
    return set().union(*(held[name] for name in states))
