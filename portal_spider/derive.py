"""Everything derived, again from the WARCs: site models, article lines, versions.

The same steps as a crawl's, taken over all captures of a portal in record
order; where a crawl has ended, they change nothing.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import IO

from archive import durable
from archive.article import from_json, to_json
from archive.collection import Collection
from archive.corpus import month_of
from archive.errors import WarcError
from archive.revisit import resolve
from archive.state import Held, Kind, Line, Place, State
from archive.warc import Capture, WarcFile, captures, open_capture, read_member, read_members
from portal_spider import sitemodel
from portal_spider.editions import Edition, checked_line, numbered
from portal_spider.errors import PortalSpiderError
from portal_spider.extract import EXTRACTOR
from portal_spider.intake import Intake, Wishes
from portal_spider.portals import profile_for
from portal_spider.profile import SiteProfile
from portal_spider.reader import FEW, facts_ahead
from portal_spider.sitemodel import SiteModel, learn, model_version, step
from portal_spider.visit import Visit, from_capture, is_page_capture

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Derived:
    """What a portal's captures gave."""

    portal: str
    pages: int
    articles: int
    versions: int
    changed: bool  # a file was replaced by a different one


def belongs_to(capture: Capture, profiles: dict[str, SiteProfile]) -> tuple[str | None, str | None]:
    """Return the portal and the crawl of a capture: its file's, if it is ours, else by its URL.

    A foreign record of something that is no web page has no portal.
    """
    info = capture.warcinfo.fields if capture.warcinfo else {}
    if info.get("software", "").startswith("portal-archive") and "isPartOf" in info:
        return info["isPartOf"], info.get("crawlId")
    try:
        return profile_for(capture.uri, profiles).name, None
    except PortalSpiderError:
        return None, None


def warc_owner(path: WarcFile) -> tuple[str | None, str | None]:
    """Return the portal and crawl that a file's warcinfo names, if it is one of ours."""
    try:
        for member in read_members(path):
            info = member.record.fields
            if member.record.type == "warcinfo" and "portal-archive" in info.get("software", ""):
                return info.get("isPartOf"), info.get("crawlId")
            break
    except WarcError:
        pass
    return None, None


@dataclass(frozen=True, slots=True)
class Survey:
    """Which captures of other tools' files belong to which portal; ours say it themselves."""

    foreign: dict[str, dict[str, list[tuple[int, int]]]]  # portal -> file -> offset and length
    owners: dict[str, tuple[str | None, str | None]]  # file -> portal and crawl, if it is ours
    paged: frozenset[str]  # portals of which there is an HTML page

    def portals_in(self, files: Container[str]) -> list[str]:
        """Return the portals with pages in *files*."""
        own = {self.owners[f][0] for f in self.owners if f in files}
        others = {
            portal for portal in self.paged
            if any(file in files for file in self.foreign.get(portal, ()))
        }  # fmt: skip
        return sorted({name for name in own if name} | others)


def survey(collection: Collection, profiles: dict[str, SiteProfile]) -> Survey:
    """Look through the WARCs once: whose is what."""
    foreign: dict[str, dict[str, list[tuple[int, int]]]] = {}
    owners, paged = {}, set()
    for path in collection.warc_files():
        owners[path.name] = warc_owner(path)
        if owners[path.name][0] is not None:
            continue
        for capture in captures(path, revisits=True):
            name, _ = belongs_to(capture, profiles)
            if name is None:
                continue
            places = foreign.setdefault(name, {}).setdefault(path.name, [])
            places.append((capture.pointer.offset, capture.pointer.length))
            if capture.status == 200 and b"html" in (capture.head.first(b"Content-Type") or b""):
                paged.add(name)
    return Survey(foreign, owners, frozenset(paged))


def visits(
    collection: Collection, portal: str, surveyed: Survey, state: State | None = None
) -> Iterator[Visit]:
    """Yield the visits of *portal* that the WARCs keep, in record order.

    With *state* those that brought what was there before, too.
    """
    for path in collection.warc_files():
        owner, crawl = surveyed.owners.get(path.name) or warc_owner(path)
        if owner == portal:
            found = captures(path, revisits=state is not None)
        elif owner is None:
            places = surveyed.foreign.get(portal, {}).get(path.name, ())
            found = (open_capture(path, read_member(path, *place)) for place in places)
        else:
            continue
        for capture in found:
            if capture.record.type != "revisit":
                yield from_capture(capture, crawl)
            elif state is not None:
                original = resolve(collection, capture.record, state)
                yield from_capture(capture, crawl, original)


def read_model(collection: Collection, profile: SiteProfile) -> SiteModel | None:
    """Return the portal's model as it stands on disk, if it can be read."""
    try:
        return sitemodel.from_json(collection.boilerplate(profile.name).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_current(state: State, profile: SiteProfile, newest_warc: str | None) -> bool:
    """Whether a portal's lines are what a rebuild would make."""
    pages, extractor, version, last = state.reading(profile.name)
    return (
        extractor == EXTRACTOR
        and version == model_version(step(pages), profile)
        and (last is None or newest_warc is None or newest_warc >= last)
    )


def derive(
    collection: Collection,
    state: State,
    profile: SiteProfile,
    surveyed: Survey,
    *,
    wishes: Wishes | None = None,
    progress: Progress | None = None,
    restore: Callable[[str | None], None] | None = None,
) -> Derived:
    """Make a portal's model and lines anew; its files are replaced one by one, each whole.

    The state's transaction is the caller's: what was begun when a process is
    killed stays marked, and the next writer derives again. With *restore* the
    outcomes of its URLs and what they lead to are written anew, too; it is
    called at the end of each crawl, to write what no WARC holds of it.
    """
    name = profile.name
    pages, last = 0, None
    for visit in visits(collection, name, surveyed):
        pages += is_page_capture(visit)
    learned = step(pages)
    processes = 1 if pages < FEW else None
    model = None
    if learned or profile.pins:
        first = _first_pages(collection, profile, surveyed, learned)
        model = learn(facts_ahead(first, processes), learned, profile)
    state.begin()
    state.holdings.forget(name)
    state.sightings.forget(name)
    state.originals.forget_validators(name)
    intake = Intake(collection, state, profile, model, wishes, state.sightings.put)
    with TemporaryFile() as spool:
        shelf = _Shelf()

        def shelve(edition: Edition) -> None:
            shelf.add(edition, spool.tell())
            line = to_json(numbered(edition, name, 1, edition.captured))
            spool.write(len(line).to_bytes(8, "big") + line)

        def end(crawl: str | None) -> None:
            if restore is not None:
                restore(crawl)
            for edition in intake.overdue(crawl):
                intake.editions.number(edition)
                shelve(edition)

        crawl: str | None = None
        every = visits(collection, name, surveyed, state)
        ahead = intake.reader.ahead(every, intake.likely_article, processes)
        for number, (visit, said) in enumerate(ahead):
            last = visit.record.warc_filename
            if visit.crawl != crawl and number:
                end(crawl)
            crawl = visit.crawl
            place = state.frontier.place(visit.url) or unknown_place(name, visit.url)
            read = intake.read(visit, place, said)
            taken = intake.keep(read) if restore else intake.hold(read)
            if taken.edition is not None:
                shelve(taken.edition)
            if progress:
                progress(name, number + 1)
        end(crawl)
        state.sightings.compact(name)
        chosen = shelf.versions()
        changed = _write(collection, state, profile, chosen, spool)
    if model is not None:
        changed |= durable.replace(collection.boilerplate(name), [sitemodel.to_json(model)])
    elif collection.boilerplate(name).exists():
        collection.boilerplate(name).unlink()
        changed = True
    version = model.version if model else model_version(0, profile)
    state.set_reading(name, pages, EXTRACTOR, version, last)
    for held in shelf.held(name, chosen):
        state.holdings.put_article(held)
    articles, versions = state.holdings.count(name)
    return Derived(name, pages, articles, versions, changed)


def unknown_place(portal: str, url: str) -> Place:
    """Return the place of a URL that the state does not know: a robots.txt, or a page."""
    kind: Kind = "robots" if url.endswith("/robots.txt") else "page"
    return Place(portal, kind, 0, 0, None)


def _first_pages(
    collection: Collection, profile: SiteProfile, surveyed: Survey, n: int
) -> Iterator[Visit]:
    """The first *n* page captures."""
    taken = 0
    for visit in visits(collection, profile.name, surveyed):
        if taken == n:
            return
        if is_page_capture(visit):
            taken += 1
            yield visit


@dataclass(frozen=True, slots=True)
class _Sighting:
    """An edition on the spool, less what the spool holds."""

    order: int
    captured: str
    digest: str
    title: str | None
    canonical_url: str
    published: str | None
    section: str | None
    spool: int


@dataclass(frozen=True, slots=True)
class _Chosen:
    """An edition that is a version."""

    order: int
    identity: str
    version: int
    captured: str
    first_seen: str
    spool: int


class _Shelf:
    """Every edition of every article of a portal, to be numbered by capture time."""

    def __init__(self) -> None:
        self._seen: dict[str, list[_Sighting]] = {}
        self._count = 0

    def add(self, edition: Edition, spool: int) -> None:
        self._count += 1
        self._seen.setdefault(edition.identity, []).append(
            _Sighting(
                self._count, edition.captured, edition.digest, edition.content.title,
                edition.canonical_url, edition.content.published,
                next(iter(edition.content.section), None), spool,
            )
        )  # fmt: skip

    def versions(self) -> list[_Chosen]:
        """What differs from what was captured before it, in record order."""
        chosen = []
        for identity, sightings in self._seen.items():
            sightings.sort(key=lambda s: (s.captured, s.order))
            digest, version = None, 0
            for sighting in sightings:
                if sighting.digest != digest:
                    version += 1
                    digest = sighting.digest
                    chosen.append(
                        _Chosen(
                            sighting.order, identity, version, sighting.captured,
                            sightings[0].captured, sighting.spool,
                        )
                    )  # fmt: skip
        return sorted(chosen, key=lambda c: c.order)

    def held(self, portal: str, chosen: list[_Chosen]) -> Iterator[Held]:
        """The articles as the state knows them."""
        counts: dict[str, int] = {}
        for choice in chosen:
            counts[choice.identity] = max(counts.get(choice.identity, 0), choice.version)
        for identity, sightings in self._seen.items():
            first, last = sightings[0], sightings[-1]
            yield Held(
                identity, portal, first.canonical_url, last.title, first.captured, last.captured,
                counts[identity], last.digest, last.published, last.section,
            )  # fmt: skip


def _write(
    collection: Collection,
    state: State,
    profile: SiteProfile,
    chosen: list[_Chosen],
    spool: IO[bytes],
) -> bool:
    """Write the chosen editions, numbered, as the portal's month files."""
    months: dict[str, list[_Chosen]] = {}
    for choice in chosen:
        months.setdefault(month_of(choice.captured), []).append(choice)
    changed = False
    state.forget_files(f"articles/{profile.name}/")
    for month, choices in months.items():
        path = collection.articles_file(profile.name, month)
        changed |= durable.replace(path, _lines(state, profile.name, month, choices, spool))
        state.set_file(path.relative_to(collection.root).as_posix(), path.stat().st_size)
    for path in collection.articles_files(profile.name):
        if path.stem not in months:
            path.unlink()
            changed = True
    return changed


def _lines(
    state: State, portal: str, month: str, choices: list[_Chosen], spool: IO[bytes]
) -> Iterator[bytes]:
    """The lines of a month's file; the state is told where each stands."""
    offset = 0
    for choice in choices:
        spool.seek(choice.spool)
        size = int.from_bytes(spool.read(8), "big")
        article = from_json(spool.read(size))
        article = replace(article, version=choice.version, first_seen=choice.first_seen)
        line = checked_line(article) + b"\n"
        yield line
        state.holdings.put_line(
            Line(article.id, choice.version, portal, choice.captured, month, offset, len(line))
        )
        offset += len(line)
