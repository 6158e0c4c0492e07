"""Everything derived, again from the WARCs: site models, article lines, versions.

The same steps as a crawl's, taken over all captures of a portal in record
order; where a crawl has ended, they change nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from archive import durable
from archive.article import from_json, to_json
from archive.collection import Collection
from archive.corpus import month_of
from archive.state import Held, Kind, Line, Place, State
from portal_spider import sitemodel
from portal_spider.editions import Edition, checked_line, numbered
from portal_spider.extract import EXTRACTOR
from portal_spider.intake import Intake, Wishes
from portal_spider.profile import SiteProfile
from portal_spider.reader import FEW, facts_ahead
from portal_spider.sitemodel import SiteModel, learn, model_version, step
from portal_spider.survey import Survey, Visits
from portal_spider.visit import is_page_capture

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Derived:
    """What a portal's captures gave."""

    portal: str
    pages: int
    articles: int
    versions: int
    changed: bool  # a file was replaced by a different one


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
    name, last = profile.name, None
    visits = Visits(collection, name, surveyed)
    pages = sum(map(is_page_capture, visits.new()))
    learned = step(pages)
    processes = 1 if pages < FEW else None
    model = None
    if learned or profile.pins:
        first = islice(filter(is_page_capture, visits.new()), learned)
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

        ends = visits.ends()

        def end(crawl: str | None) -> None:
            if restore is not None:
                restore(crawl)
            for edition in intake.overdue(crawl):
                intake.editions.number(edition)
                shelve(edition)

        ahead = intake.reader.ahead(visits.every(state), intake.likely_article, processes)
        for number, (visit, said) in enumerate(ahead):
            last = visit.record.warc_filename
            while ends and ends[0][0] < last:
                end(ends.popleft()[1])
            place = state.frontier.place(visit.url) or unknown_place(name, visit.url)
            read = intake.read(visit, place, said)
            taken = intake.keep(read) if restore else intake.hold(read)
            if taken.edition is not None:
                shelve(taken.edition)
            if progress:
                progress(name, number + 1)
        for _, crawl in ends:
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
