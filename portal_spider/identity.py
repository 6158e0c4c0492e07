"""Which article a page is: the one first captured there, one that moved, one that it claims to be."""

from dataclasses import dataclass

from archive.article import article_id
from archive.state import Held, State
from portal_spider.extract.plain import plain
from portal_spider.profile import SiteProfile
from portal_spider.scope import decide
from portal_spider.urls import bare_url, clean_url

#: How a canonical URL may have been found: an article's evidence says which it was.
AS_FIRST, CLAIMED, OWN = EVIDENCE = ("as first captured", "the page's claim", "url")
_MOST_MOVES = 10  # redirects from the old URL to the new


@dataclass(frozen=True, slots=True)
class Identity:
    """An article's id, its canonical URL, and where that came from."""

    id: str
    canonical_url: str
    evidence: str


class Identities:
    """The articles that a portal's URLs are known to stand for."""

    def __init__(self, state: State, profile: SiteProfile) -> None:
        self._holdings, self._sightings = state.holdings, state.sightings
        self._profile = profile

    def of(self, url: str, claim: str | None, title: str | None) -> Identity:
        """Return which article is at *url*, whose page claims the canonical URL *claim*."""
        known = self._holdings.article_of(url)
        if known is not None and (held := self._holdings.article(known)) is not None:
            return Identity(known, held.canonical_url, AS_FIRST)
        if (moved := self._moved(url, title)) is not None:
            return Identity(moved.id, moved.canonical_url, AS_FIRST)
        own = bare_url(url)
        stated = clean_url(claim) if claim else None
        if stated and stated != own and self._believable(stated, title):
            holder = self._holdings.article_of(stated)
            return Identity(holder or article_id(stated), stated, CLAIMED)
        holder = self._holdings.article_of(own)
        return Identity(holder or article_id(own), own, OWN)

    def _moved(self, url: str, title: str | None) -> Held | None:
        """The article whose old URL redirects to *url*, if it bears the same title."""
        seen, following = {url}, [url]
        while following:
            for subject in self._sightings.leading_to(following.pop()):
                held = self._holdings.article(self._holdings.article_of(subject) or subject)
                if held is not None:
                    return held if plain(held.title or "") == plain(title or "") else None
                if subject not in seen and len(seen) < _MOST_MOVES:
                    seen.add(subject)
                    following.append(subject)
        return None

    def _believable(self, claim: str, title: str | None) -> bool:
        """Whether a claimed URL may name this article.

        It must stay on the portal's hosts and in article scope; an article that
        has it already must bear the same title, or every page that claims the
        front page would be one article.
        """
        if decide(claim, self._profile).kind != "article":
            return False
        holder = self._holdings.article_of(claim)
        held = self._holdings.article(holder) if holder else None
        return held is None or plain(held.title or "") == plain(title or "")
