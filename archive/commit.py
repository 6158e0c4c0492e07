"""Group commit: WARC, then article lines and events, then the state's transaction.

What a group holds is durable in that order or not at all: a reader of the
state never meets a pointer to a record that a power cut took.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from archive import durable
from archive.article import Article
from archive.collection import Collection
from archive.corpus import append, month_of
from archive.errors import CannotKeep
from archive.state import Line, State


@dataclass(slots=True)
class Group:
    """What waits to be made durable. *sync* makes the records behind it durable first."""

    collection: Collection
    state: State
    sync: Callable[[], None]
    pages: int = 0
    _lines: dict[tuple[str, str], list[tuple[Article, bytes]]] = field(default_factory=dict)
    _events: dict[str, list[bytes]] = field(default_factory=dict)

    def line(self, article: Article, line: bytes) -> None:
        """Let an article's line be written with the group."""
        key = (article.portal, month_of(article.provenance.captured))
        self._lines.setdefault(key, []).append((article, line))

    def event(self, crawl: str, event: dict[str, Any]) -> None:
        """Let an event that no WARC holds be written with the group."""
        self._events.setdefault(crawl, []).append(orjson.dumps(event))

    def commit(self) -> None:
        """Make everything durable, in order."""
        self.sync()
        self.state.begin()
        for (portal, month), pairs in self._lines.items():
            end = append(self.collection, portal, month, [line for _, line in pairs])
            offset = end - sum(len(line) + 1 for _, line in pairs)
            self._expect(self.collection.articles_file(portal, month), offset)
            for article, line in pairs:
                self.state.holdings.put_line(
                    Line(
                        article.id, article.version, portal, article.provenance.captured, month,
                        offset, len(line) + 1,
                    )
                )  # fmt: skip
                offset += len(line) + 1
            self.state.set_file(self._name(self.collection.articles_file(portal, month)), end)
        for crawl, events in self._events.items():
            path = self.collection.crawls / crawl / "outcomes.jsonl"
            block = b"\n".join([*events, b""])
            end = durable.append(path, block)
            self._expect(path, end - len(block))
            self.state.set_file(self._name(path), end)
        self.state.commit()
        self._lines.clear()
        self._events.clear()
        self.pages = 0

    def _expect(self, path: Path, size: int) -> None:
        """Refuse to go on where someone else changed a file that is ours to append to."""
        known = self.state.files(self._name(path)).get(self._name(path), 0)
        if known != size:
            raise CannotKeep(path, f"{size} bytes were there, {known} are committed")

    def _name(self, path: Path) -> str:
        return path.relative_to(self.collection.root).as_posix()


def cut_back(collection: Collection, state: State) -> list[str]:
    """Cut appended files back to what is committed; return those that were longer.

    A killed run may have written lines whose transaction never came: they are
    made again from their records. Of a crawl that has its report nothing is cut:
    all of it was committed, to whatever state.
    """
    found = []
    events = collection.crawls.glob("*/outcomes.jsonl")
    ongoing = (path for path in events if not path.with_name("report.json").exists())
    paths = [*collection.articles_files(), *ongoing]
    committed = state.files("articles/") | state.files("crawls/")
    for path in paths:
        name = path.relative_to(collection.root).as_posix()
        size = committed.get(name, 0)
        if path.stat().st_size > size:
            durable.cut(path, size)
            found.append(name)
    return found
