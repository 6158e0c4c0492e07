"""Which captures go into a package, so that it stands alone and holds nothing withdrawn."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain

from archive import cdxj
from archive.article import Article, PageCapture
from archive.cdxj import CdxjEntry
from archive.collection import Collection
from archive.errors import ArchiveError, MissingWarc
from archive.replay import Memento
from archive.replay.memento import memento_of
from archive.revisit import resolve
from archive.warc import WarcFile, parse_date, read_members, read_record
from archive.warc.file import name_in_series
from archive.withdrawal import Hidden, hidden

#: What a page is made of and what its styles ask for: URLs. Reading pages is not the keeper's.
Needs = Callable[[Memento], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Places of records by WARC; a WARC whose value is None goes in whole, byte for byte."""

    records: dict[str, frozenset[int] | None]
    articles: tuple[Article, ...]  # every version whose record is in it
    left_out: int = 0  # captures that are withdrawn, or whose payload is
    told: str = "everything"  # how it was chosen, in words


@dataclass(slots=True)
class _Choice:
    """Places that were chosen so far."""

    collection: Collection
    away: Hidden
    places: dict[str, set[int]] = field(default_factory=dict)
    left_out: int = 0

    def has(self, entry: CdxjEntry) -> bool:
        return entry.offset in self.places.get(entry.filename, ())

    def add(self, entry: CdxjEntry) -> bool:
        """Take a capture, and of a revisit what it refers to; return whether it may be given out."""
        if self.has(entry):
            return True
        if self.away.hides(entry.url) or not self._with_original(entry):
            self.left_out += 1
            return False
        self.places.setdefault(entry.filename, set()).add(entry.offset)
        return True

    def _with_original(self, entry: CdxjEntry) -> bool:
        if entry.mime != "warc/revisit":
            return True
        record = read_record(self.collection.warc(entry.filename), entry.offset, entry.length)
        original = resolve(self.collection, record)
        if original is None:
            return True  # refers to what this collection lacks too; nothing is worse than before
        if self.away.hides(original.uri):
            return False
        place = original.pointer
        self.places.setdefault(place.warc_filename, set()).add(place.offset)
        return True


def everything(collection: Collection, articles: Iterable[Article]) -> Slice:
    """Return all that may be given out (MissingWarc: the manifest names one that is gone)."""
    for path in collection.gone():
        raise MissingWarc(path)
    return _of_files(collection, closed(collection), articles, "everything")


def of_portals(
    collection: Collection, portals: tuple[str, ...], articles: Iterable[Article], needs: Needs
) -> Slice:
    """Return all that was captured for *portals*, and what revisits in it refer to.

    A file of another tool names no portal: of *articles* in it their pages, and what those need.
    MissingWarc: one of a portal's own is gone.
    """
    for path in collection.gone():
        if any(name_in_series(portal).fullmatch(path.name) for portal in portals):
            raise MissingWarc(path)
    files = [path for path in closed(collection) if portal_of(path) in portals]
    return _of_files(collection, files, articles, f"portals {', '.join(portals)}", needs)


def of_articles(
    collection: Collection, articles: Iterable[Article], needs: Needs, told: str
) -> Slice:
    """Return *articles* with every page of theirs, and what the pages need to look as they did."""
    choice = _Choice(collection, hidden(collection))
    kept = []
    for article in articles:
        if choice.away.hides_article(article):
            choice.left_out += 1
            continue
        if _add_pages(choice, article, needs):
            kept.append(article)
    return _slice(choice, kept, set(), told)


def _of_files(
    collection: Collection, files: list[WarcFile], articles: Iterable[Article], told: str,
    needs: Needs | None = None,
) -> Slice:  # fmt: skip
    """All that is in *files*; with *needs* the pages of *articles* in others, too."""
    choice = _Choice(collection, hidden(collection))
    names = {path.name for path in files}
    whole = {path.name for path in files if not choice.away or _may_go_whole(path, choice.away)}
    for entry in cdxj.read(collection.index) if collection.index.exists() else ():
        revisit = entry.mime == "warc/revisit"
        if entry.filename in names and (entry.filename not in whole or revisit):
            choice.add(entry)
    kept = []
    for article in articles:
        if choice.away.hides_article(article):
            continue
        inside = article.provenance.warc_filename in names
        if inside or (needs is not None and _add_pages(choice, article, needs)):
            kept.append(article)
    return _slice(choice, kept, whole, told)


def _slice(choice: _Choice, articles: list[Article], whole: set[str], told: str) -> Slice:
    records: dict[str, frozenset[int] | None] = dict.fromkeys(whole)
    for name, places in choice.places.items():
        if name not in whole:
            records[name] = frozenset(places)
    return Slice(
        records=dict(sorted(records.items())), articles=tuple(articles),
        left_out=choice.left_out, told=told,
    )  # fmt: skip


def closed(collection: Collection) -> list[WarcFile]:
    """The WARCs that nothing is written to any more."""
    return [path for path in collection.warc_files() if not path.name.endswith(".open")]


def portal_of(path: WarcFile) -> str | None:
    """Return the portal that a WARC was captured for, as its first record says."""
    first = next(read_members(path, block_limit=1 << 16), None)
    return (
        first.record.fields.get("isPartOf") if first and first.record.type == "warcinfo" else None
    )


def _may_go_whole(path: WarcFile, away: Hidden) -> bool:
    """Whether no record of *path* is of a withdrawn URL, be it a request that got no answer.

    A revisit might hold on to a withdrawn payload; it has none of it itself.
    """
    return not any(away.hides(m.record.target_uri) for m in read_members(path, block_limit=1 << 16))


def _at(collection: Collection, page: PageCapture) -> list[CdxjEntry]:
    """The index's line of the record that an article's page points to."""
    place = (page.warc_filename, page.warc_record_offset)
    held = cdxj.captures_of(collection.index, page.url)
    return [entry for entry in held if (entry.filename, entry.offset) == place]


def _add_pages(choice: _Choice, article: Article, needs: Needs) -> bool:
    """Take the pages of *article* and what they need; return whether all are there to be given out."""
    found = [_at(choice.collection, page) for page in article.pages]
    if not all(found) or not all(map(choice.add, chain.from_iterable(found))):
        return False
    for page in article.pages:
        _add_needs(choice, page.url, page.captured, needs)
    return True


def _add_needs(choice: _Choice, url: str, captured: str, needs: Needs) -> None:
    """Take what the page *url* needs, and what that needs in turn, from as near its time as can be."""
    when = parse_date(captured)
    waiting, seen = [url], {url}
    while waiting:
        try:
            found = memento_of(choice.collection, waiting.pop(), when, choice.away)
        except (ArchiveError, OSError):
            continue  # not kept: ``qa`` tells
        choice.add(found.entry)
        wanted = [found.location] if found.location else list(needs(found))
        for other in wanted:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
