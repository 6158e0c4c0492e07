"""Noticing that a portal looks different: bodies in boxes the site model does not know, fields gone.

Nothing is written over: the articles are read as well as they can be without
the model's help, and whoever looks after the portal is told.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.article import Article
from archive.collection import Collection
from archive.corpus import article_of, read_lines
from portal_spider.extract.body import NEW_BOX

NEWEST = 16  # articles that are looked at
_FEWEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the newest articles of a portal were read."""

    portal: str
    articles: int
    new_boxes: int  # whose body stood in a box that the site model does not know
    without_title: int
    without_date: int
    boxes: tuple[str, ...] = ()  # the new ones

    @property
    def alarm(self) -> str | None:
        """What a person should look at, or None."""
        return self.alarms[0] if self.alarms else None

    @property
    def alarms(self) -> tuple[str, str] | None:
        """The same in English and in Chinese."""
        if self.articles < _FEWEST:
            return None
        for count, what, chinese in (
            (self.new_boxes, "have their body in a box that is new to the site model",
             "的正文在站点模型不认识的容器里"),
            (self.without_title, "have no title", "没有标题"),
            (self.without_date, "have no date", "没有日期"),
        ):  # fmt: skip
            if count * 2 > self.articles:
                return (
                    f"{count} of the newest {self.articles} articles {what}",
                    f"最新 {self.articles} 篇文章中有 {count} 篇{chinese}",
                )
        return None


def look(collection: Collection, portal: str) -> Look:
    """Look at the newest articles of *portal*."""
    return judge(portal, list(_newest(collection, portal)))


def _newest(collection: Collection, portal: str) -> Iterator[Article]:
    """The newest articles; a month's lines are passed over, not held."""
    wanted = NEWEST
    for path in reversed(list(collection.articles_files(portal))):
        last = deque(read_lines(path), wanted)
        for number, line in reversed(last):
            yield article_of(path, number, line)
        wanted -= len(last)
        if not wanted:
            return


def judge(portal: str, articles: Sequence[Article]) -> Look:
    """Return how *articles* were read."""
    bodies = [article.content.evidence.get("body", "") for article in articles]
    new = [body for body in bodies if body.startswith(NEW_BOX)]
    return Look(
        portal=portal, articles=len(articles), new_boxes=len(new),
        without_title=sum(article.content.title is None for article in articles),
        without_date=sum(article.content.published is None for article in articles),
        boxes=tuple(dict.fromkeys(body.partition(": ")[2] for body in new)),
    )  # fmt: skip
