"""``withdrawals.jsonl``: what is hidden from every reader, why, and since when.

An archive gets legal requests. A withdrawal hides an article, or a URL that is
no article, however it is spelled, from show, search, export, replay and packages. No byte of a WARC
or of the corpus is touched, every act is kept in a chained log, and the last
act on a target stands, so that a withdrawal can be undone.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Literal

from archive import cdxj, chain
from archive.article import Article
from archive.collection import Collection
from archive.corpus import read_at
from archive.errors import CorpusError, NotArchived, NotWithdrawn
from archive.state import State, article_id_of
from archive.surt import meant
from archive.warc import format_date, parse_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A line of the log."""

    action: Literal["withdraw", "restore"]
    at: str  # ISO 8601, UTC
    article: str | None  # its id; None where a URL alone is meant
    urls: tuple[str, ...]  # all that the article went by at that time
    reason: str

    @property
    def target(self) -> str:
        """What a later act on the same thing has in common with this one."""
        return self.article or meant(self.urls[0])


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden, each with the act that hides it: ids of articles, places of URLs."""

    articles: dict[str, Act] = field(default_factory=dict)
    places: dict[str, Act] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.places)

    def hides(self, url: str) -> Act | None:
        """Return the act by which no capture of *url* may be given out."""
        return self.places.get(meant(url)) if self.places else None

    def hides_article(self, article: Article) -> Act | None:
        """Return the act by which no version of *article* may be given out."""
        if not self.places:
            return None
        urls = (article.url, article.canonical_url, *(page.url for page in article.pages))
        by_url = (self.places.get(meant(url)) for url in urls)
        return self.articles.get(article.id) or next(filter(None, by_url), None)


def hidden(collection: Collection) -> Hidden:
    """Return what is hidden now. Whoever gives anything out asks this first.

    An article goes by the URLs of today too, not only by those it had when it
    was withdrawn, and a URL that was withdrawn hides the article it names.
    """
    articles: dict[str, Act] = {}
    places: dict[str, Act] = {}
    held = standing(collection)
    for act in held:
        places |= {meant(url): act for url in act.urls}
        if act.article:
            articles[act.article] = act
    if held and collection.state.exists():
        with State(collection.state, readonly=True) as state:
            for act in held:
                named = (state.holdings.article_of(url) for url in act.urls)
                articles |= {identity: act for identity in named if identity}
            for identity, act in articles.items():
                places |= {meant(url): act for url in state.holdings.aliases(identity)}
    return Hidden(articles, places)


def standing(collection: Collection) -> list[Act]:
    """Return the withdrawals that hold, oldest first.

    The last act by its time stands, not by its place: a merge appends what others did before.
    """
    last: dict[str, Act] = {}
    for act in sorted(acts(collection), key=lambda act: act.at):
        last.pop(act.target, None)
        if act.action == "withdraw":
            last[act.target] = act
    return list(last.values())


def acts(collection: Collection) -> Iterator[Act]:
    """Yield every act, oldest first; a line that cannot be read is a CorpusError.

    A last line without its end is an act that never came to be.
    """
    path = collection.withdrawals
    for number, _, row in chain.read(path, "withdrawal", torn_end=True):
        try:
            parse_date(row["at"])
            yield Act(**{name: row[name] for name in Act.__slots__} | {"urls": tuple(row["urls"])})
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(path, number, f"no withdrawal: {error}") from error


def withdraw(collection: Collection, what: str, reason: str) -> Act:
    """Hide *what* (a URL or an article's id); NotArchived if the collection has no such thing.

    The caller holds the collection's lock.
    """
    identity, urls = _named(collection, what)
    return _log(collection, "withdraw", identity, urls, reason)


def restore(collection: Collection, what: str, reason: str) -> Act:
    """Undo the withdrawal of *what*; NotWithdrawn if there is none. The caller holds the lock."""
    for act in standing(collection):
        if what == act.article or meant(what) in map(meant, act.urls):
            return _log(collection, "restore", act.article, act.urls, reason)
    raise NotWithdrawn(what)


def _log(
    collection: Collection,
    action: Literal["withdraw", "restore"],
    article: str | None,
    urls: tuple[str, ...],
    reason: str,
) -> Act:
    chain.mend(collection.withdrawals, collection.recovered)
    at = format_date(datetime.now(UTC))
    at = max([at, *(act.at for act in acts(collection))])  # where the clock was set back, too
    act = Act(action=action, at=at, article=article, urls=urls, reason=" ".join(reason.split()))
    chain.append(collection.withdrawals, asdict(act))
    return act


def _named(collection: Collection, what: str) -> tuple[str | None, tuple[str, ...]]:
    """The article that *what* names and its URLs, or the URL alone."""
    if collection.state.exists():
        with State(collection.state, readonly=True) as state:
            identity = article_id_of(state, what)
            if identity:
                aliases = state.holdings.aliases(identity)
                lines = [read_at(collection, line) for line in state.holdings.lines(identity)]
                pages = [page.url for article in lines for page in article.pages]
                return identity, tuple(dict.fromkeys([*aliases, *pages]))
    held = dict.fromkeys(entry.url for entry in cdxj.captures_of(collection.index, what))
    if not held:
        raise NotArchived(what)
    return None, tuple(held)
