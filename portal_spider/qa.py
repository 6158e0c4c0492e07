"""Captured pages against replayed ones: is each still the page it was, and is all there that it needs?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from archive import cdxj
from archive.cdxj import CdxjEntry
from archive.collection import Collection
from archive.errors import ArchiveError, NotArchived, Withdrawn
from archive.package.choose import closed
from archive.replay import memento_of
from archive.replay.body import kind_of, replayed
from archive.replay.memento import Memento, open_entry
from archive.state import State
from archive.warc import WarcFile, read_members
from archive.withdrawal import Hidden, hidden
from portal_spider.extract.charset import decode, find_charset
from portal_spider.needs import needs
from portal_spider.visit import is_html


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a page needs and nothing was kept of, with what the crawl says of it."""

    url: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A captured page and how it replays; *difference* is None where it is the same page."""

    url: str
    at: str  # 14 digits
    status: int | None
    wanted: int = 0  # what it needs to look as it did
    missing: tuple[Missing, ...] = ()
    difference: str | None = None


def check(collection: Collection, crawl: str) -> Iterator[Checked]:
    """Yield every page that *crawl* met; what is withdrawn is passed over."""
    files = {path.name for path in closed(collection) if _crawl_of(path) == crawl}
    away = hidden(collection)
    if not collection.index.exists():
        return
    with State(collection.state, readonly=True) as state:
        kept = _Kept(collection, away, lambda url: _reason(state, url))
        for entry in cdxj.read(collection.index):
            if not _may_be_page(entry) or entry.filename not in files or away.hides(entry.url):
                continue
            if checked := _check(collection, entry, away, kept):
                yield checked


def crawls(collection: Collection) -> set[str]:
    """Return the ids of the crawls of which a WARC is kept."""
    return set(filter(None, map(_crawl_of, closed(collection))))


def latest(collection: Collection) -> str | None:
    """Return the id of the last crawl of which a WARC is kept: ids begin with their time."""
    return max(crawls(collection), default=None)


def _crawl_of(path: WarcFile) -> str | None:
    first = next(read_members(path, block_limit=1 << 16), None)
    return first.record.fields.get("crawlId") if first and first.record.type == "warcinfo" else None


def _reason(state: State, url: str) -> str | None:
    outcome = state.frontier.outcome(url)
    return ": ".join(filter(None, (outcome.outcome, outcome.reason))) if outcome else None


def _may_be_page(entry: CdxjEntry) -> bool:
    """Whether a line of the index may stand for a page; a record is opened only then."""
    if entry.mime == "warc/revisit":
        return entry.status in (None, "200", "304")
    mime = (entry.mime or "text/html").lower()
    return entry.status == "200" and mime in ("text/html", "application/xhtml+xml")


class _Kept:
    """What was found of requisites: styles and pictures are those of many pages."""

    def __init__(
        self, collection: Collection, away: Hidden, reason: Callable[[str], str | None]
    ) -> None:
        self._collection, self._away, self._reason = collection, away, reason
        self._known: dict[str, tuple[Missing | None, tuple[str, ...]]] = {}

    def look(self, url: str, near: CdxjEntry) -> tuple[Missing | None, tuple[str, ...]]:
        """Return what is missing of *url*, and what it needs itself."""
        if url not in self._known:
            try:
                found = memento_of(self._collection, url, near.date, self._away)
                target = found.location
                self._known[url] = (None, (target,) if target else _sheets(found))
            except (ArchiveError, OSError) as error:
                match error:
                    case Withdrawn():
                        reason: str | None = "withdrawn"
                    case NotArchived():
                        reason = self._reason(url)
                    case _:
                        reason = str(error)
                self._known[url] = (Missing(url, reason), ())
        return self._known[url]


def _sheets(found: Memento) -> tuple[str, ...]:
    """What a style sheet asks for; a frame is a page, and checked as one."""
    return needs(found) if kind_of(found) == "css" else ()


def _check(collection: Collection, entry: CdxjEntry, away: Hidden, kept: _Kept) -> Checked | None:
    try:
        captured = open_entry(collection, entry)
    except (ArchiveError, OSError) as error:
        return Checked(url=entry.url, at=entry.timestamp, status=None, difference=str(error))
    if captured.status != 200 or not is_html(captured.content_type, captured.content):
        return None
    difference = _difference(collection, captured, away)
    waiting, seen, missing = list(needs(captured)), set[str](), []
    while waiting:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        lack, more = kept.look(url, entry)
        if lack:
            missing.append(lack)
        waiting += more
    return Checked(
        url=entry.url, at=entry.timestamp, status=captured.status, wanted=len(seen),
        missing=tuple(missing), difference=difference,
    )  # fmt: skip


def _difference(collection: Collection, captured: Memento, away: Hidden) -> str | None:
    """How the page that is replayed at its own time differs from the captured one."""
    entry = captured.entry
    shown = memento_of(collection, entry.url, entry.date, away)
    if shown.entry.timestamp != entry.timestamp:
        return f"another capture is shown, of {shown.entry.timestamp}"
    if shown.status != captured.status:
        return f"status {shown.status} instead of {captured.status}"
    body, kind = replayed(shown, f"/replay/{entry.timestamp}/")
    if (kind or "text/html") != (captured.content_type or "text/html"):
        return f"shown as {kind} instead of {captured.content_type}"
    if _text(body, kind) != _text(shown.content, captured.content_type):
        return "its text is not the same"
    return None


def _text(body: bytes, content_type: str | None) -> str:
    charset, _ = find_charset(body, content_type)
    tree = LexborHTMLParser(decode(body, charset))
    tree.strip_tags(["script", "style"], recursive=True)
    return tree.body.text() if tree.body else ""
