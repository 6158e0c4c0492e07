"""Everything derived, again from the WARCs: site models, article lines, versions.

The same steps as a crawl's, taken over all captures of a portal in record
order; where a crawl has ended, they change nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from archive import durable
from archive.collection import Collection
from archive.parallel import InOrder, in_order, one_by_one
from archive.state import Kind, Line, Place, State
from archive.warc import OnDamage
from portal_spider import sitemodel
from portal_spider.editions import checked, set_back
from portal_spider.intake import Intake
from portal_spider.page import EXTRACTOR
from portal_spider.profile import SiteProfile
from portal_spider.reader import FEW, facts_ahead
from portal_spider.shelf import Shelf, shelf_of
from portal_spider.sitemodel import SiteModel, learn, model_version, step
from portal_spider.survey import Survey, Visits
from portal_spider.visit import is_page_capture
from portal_spider.walked import WalkedPages
from portal_spider.wishes import asked_of

Progress = Callable[[str, int], None]


_REPLACING = ".replacing"  # in a portal's folder: its files and the state may differ


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
        and state.marks.get(set_back(profile.name)) is None
    )


def derive(
    collection: Collection,
    state: State,
    profile: SiteProfile,
    surveyed: Survey,
    *,
    progress: Progress | None = None,
    restore: Callable[[str | None], None] | None = None,
    readers: InOrder = in_order,
    damaged: OnDamage | None = None,
    walked: WalkedPages | None = None,
) -> Derived:
    """Make a portal's model and lines anew; its files are replaced one by one, each whole.

    The state's transaction is the caller's, who says ``settled`` behind it: the
    files of a portal that were being replaced when a process was killed stay
    marked (``interrupted``), and the next writer derives them again. With *restore* the
    outcomes of its URLs and what they lead to are written anew, too; it is
    called at the end of each crawl, to write what no WARC holds of it. What
    cannot be read is handed to *damaged* and passed over, or is a WarcError.
    *readers* read the pages, if there are many; *walked*: what is kept of them.
    """
    name, last = profile.name, None
    visits = Visits(collection, name, surveyed, damaged)
    pages = sum(map(is_page_capture, visits.new()))
    learned = step(pages)
    readers = readers if pages >= FEW else one_by_one
    model, walked = None, walked or WalkedPages()
    if learned or profile.pins:
        first = islice(filter(is_page_capture, visits.new()), learned)
        model = learn(facts_ahead(first, readers, walked), learned, profile)
    state.begin()
    state.holdings.forget(name)
    state.sightings.forget(name)
    state.originals.forget_validators(name)
    intake = Intake(collection, state, profile, model, see=state.sightings.put)
    with shelf_of(name) as shelf:
        ends, met = visits.ends(), 0

        def end(crawl: str | None) -> None:
            if restore is not None:
                restore(crawl)
            for edition in intake.overdue(crawl):
                intake.editions.number(edition)
                shelf.add(edition)
                if restore is not None:
                    intake.mark_joined(edition)

        reader = replace(intake.reader, follow=restore is not None)
        ahead = reader.ahead(visits.every(state), intake.likely_article, readers, walked)
        crawl = None
        for number, (visit, said) in enumerate(ahead):
            if visit.crawl != crawl:
                crawl = visit.crawl
                intake.asked(asked_of(collection, crawl))
            last = visit.record.warc_filename
            while ends and ends[0][0] < last:
                end(ends.popleft()[1])
            place = state.frontier.place(visit.url) or unknown_place(name, visit.url)
            met += visit.is_page
            read = intake.read(visit, place, said)
            taken = intake.keep(read) if restore else intake.hold(read)
            if taken.edition is not None:
                shelf.add(taken.edition)
            if progress:
                progress(name, number + 1)
        for _, crawl in ends:
            end(crawl)
        state.sightings.compact(name)
        shelf.choose()
        changed = _write(collection, state, name, shelf)
        for held in shelf.held():
            state.holdings.put_article(held)
    if model is not None:
        changed |= durable.replace(collection.boilerplate(name), [sitemodel.to_json(model)])
    elif collection.boilerplate(name).exists():
        collection.boilerplate(name).unlink()
        changed = True
    version = model.version if model else model_version(0, profile)
    state.set_reading(name, pages, EXTRACTOR, version, last)
    state.marks.set(set_back(name), None)
    articles, versions = state.holdings.count(name)
    return Derived(name, met, articles, versions, changed)


def unknown_place(portal: str, url: str) -> Place:
    """Return the place of a URL that the state does not know: a robots.txt, or a page."""
    kind: Kind = "robots" if url.endswith("/robots.txt") else "page"
    return Place(portal, kind, 0, 0, None)


def interrupted(collection: Collection) -> list[str]:
    """Return the portals whose files may be others than those that the state knows."""
    return sorted(mark.parent.name for mark in collection.articles.glob(f"*/{_REPLACING}"))


def settled(collection: Collection) -> None:
    """Note that the state that knows the new files is durable."""
    for mark in collection.articles.glob(f"*/{_REPLACING}"):
        mark.unlink()


def _write(collection: Collection, state: State, portal: str, shelf: Shelf) -> bool:
    """Write the versions as the portal's month files."""
    changed = False
    if collection.articles_files(portal):
        durable.replace(collection.articles / portal / _REPLACING, [])
    state.forget_files(f"articles/{portal}/")
    months = shelf.months()
    for month in months:
        path = collection.articles_file(portal, month)
        changed |= durable.replace(path, _lines(state, portal, month, shelf))
        state.set_file(path.relative_to(collection.root).as_posix(), path.stat().st_size)
    for path in collection.articles_files(portal):
        if path.stem not in months:
            path.unlink()
            changed = True
    return changed


def _lines(state: State, portal: str, month: str, shelf: Shelf) -> Iterator[bytes]:
    """The lines of a month's file; the state is told where each stands."""
    offset = 0
    for version in shelf.versions(month):
        line = checked(version.line) + b"\n"
        yield line
        state.holdings.put_line(
            Line(
                version.identity, version.number, portal, version.captured, month, offset, len(line)
            )
        )  # fmt: skip
        offset += len(line)
