"""The beginning of a run: its name, what a killed run left, and what waits at first."""

import logging
import secrets
from datetime import datetime
from glob import escape
from itertools import chain, count
from typing import Any

from archive import durable
from archive.collection import Collection
from archive.commit import cut_back
from archive.errors import CannotKeep
from archive.recrawl import BUDGET
from archive.revisit import resolve
from archive.state import Found, State
from archive.times import seconds
from archive.warc import Recovered, captures, recover_all, size_of
from portal_spider.derive import unknown_place
from portal_spider.importing import read_unread, unread
from portal_spider.indexing import index_new
from portal_spider.profile import SiteProfile
from portal_spider.rebuild import derive_interrupted
from portal_spider.rechecks import plan_rechecks
from portal_spider.run.books import Books
from portal_spider.survey import warc_owner
from portal_spider.visit import from_capture
from portal_spider.wishes import asked_of

logger = logging.getLogger(__name__)


def name_crawl(
    collection: Collection, started: datetime, portals: list[str], worker: str = ""
) -> str:
    """Make the crawl's folder; two that begin in one second have two names, in their order.

    So have two in two collections, unless chance has it: they may be merged one day.
    """
    begun = f"{started:%Y%m%d%H%M%S}-{'+'.join(portals)[:60]}"
    there = (path.name for path in collection.crawls.glob(f"{escape(begun)}-????"))
    base = begun + worker if worker else min(there, default=f"{begun}-{secrets.token_hex(2)}")
    for name in chain([base], (f"{base}-{number}" for number in count(2))):
        try:
            durable.make_folder(collection.crawls)
            (collection.crawls / name).mkdir()
            durable.sync_directory(collection.crawls)
        except FileExistsError:
            continue
        except OSError as error:
            raise CannotKeep(collection.crawls, error.strerror or str(error)) from error
        return name
    raise AssertionError("count() does not end")


def clock_was_ahead(state: State, started: datetime) -> bool:
    """Whether a crawl before this one began or ended later than it is now."""
    now = seconds(started)
    return any(max(began, ended or "") > now for _, _, began, ended, _ in state.crawls())


def recover(books: Books, before: list[Recovered]) -> list[dict[str, Any]]:
    """Make whole what a killed run left, and take in what it fetched and did not note.

    Return what was cut off and set aside, file by file, with what was *before*.
    """
    collection, state = books.collection, books.state
    committed = state.files("archive/")
    open_before = [
        p.name.removesuffix(".open") for p in collection.warc_files() if p.name.endswith(".open")
    ]
    recovered: list[dict[str, Any]] = [
        {"file": found.file, "bytes": found.size, "tail": found.tail}
        for found in [
            *before,
            *recover_all(collection.warcs, collection.recovered, collection.manifest),
        ]
    ]
    for lines, kept in derive_interrupted(collection, state, books.every_profile, books.passing):
        name = lines.relative_to(collection.root).as_posix()
        size = lines.stat().st_size if lines.exists() else 0
        recovered.append({"file": name, "bytes": size, "tail": kept.name})
    cut_back(collection, state)
    state.begin()
    state.frontier.release()
    own = {crawl for crawl, *_ in state.crawls()}
    for path in collection.warc_files():
        name = f"archive/{path.name}"
        size = size_of(path)
        if committed.get(name, 0) >= size:
            continue
        # One that is closed and not known is of a crawl whose recovery was killed, or of an import.
        if (
            name not in committed
            and path.name not in open_before
            and warc_owner(path)[1] not in own
        ):
            continue
        _adopt(books, path.name, committed.get(name, 0))
        state.set_file(name, size)
    books.asked(books.options.wishes)
    books.commit()
    _finish_import(books)
    return recovered


def _finish_import(books: Books) -> None:
    """Read what an import that was killed took in and did not read."""
    if not unread(books.collection, books.state):
        return
    index_new(books.collection, books.state, books.passing)
    for derived in read_unread(books.collection, books.state, books.every_profile, books.passing):
        logger.info("read of a killed import: %s, %d articles", derived.portal, derived.articles)


def _adopt(books: Books, filename: str, start: int) -> None:
    """Take in the captures of a file from *start* on, as if they were fetched now."""
    path = books.collection.warc(filename)
    portal, crawl = warc_owner(path)
    if portal is None:
        return
    books.asked(asked_of(books.collection, crawl))
    for capture in captures(path, start, revisits=True, damaged=books.passing):
        revisit = capture.record.type == "revisit"
        held = resolve(books.collection, capture.record, books.state) if revisit else None
        visit = from_capture(capture, crawl, held)
        place = books.state.frontier.place(visit.url)
        if place is None and books.options.frontier and books.state.frontier.unseen([visit.url]):
            continue  # what it would lead to is not known: whoever finds it again fetches it
        place = place or unknown_place(portal, visit.url)
        read = books.read(visit, place)
        books.enter(portal, books.intake(portal).keep(read), read, place.tries + 1)


def seed(books: Books, profile: SiteProfile, started: datetime) -> dict[str, int]:
    """Let the portal's entrances wait, all of them again when nothing else does.

    Return how many of its articles were due for a recheck and chosen, if any were asked for.
    """
    frontier, options = books.state.frontier, books.options
    rechecks = {}
    anew = frontier.begins_anew(profile.name)
    for found in _entrances(profile, one_page=options.wishes.scope == "page"):
        if not frontier.seen(found.url):
            event = {"type": "seed", "portal": profile.name, "url": found.url}
            books.group.event(books.crawl, event | {"kind": found.kind, "at": books.now()})
        frontier.push(profile.name, [found], books.now())
        if options.wishes.seed != found.url:
            continue
        if frontier.workers == 1:
            frontier.want(profile.name, found, books.now())
        else:
            frontier.revive_urls([found.url])  # who came before may have fetched it just now
    if anew:
        lists = frontier.revive(profile.name, ("seed", "section", "sitemap", "feed"))
        frontier.revive_failed(profile.name)
        plan = plan_rechecks(
            books.state, profile.name, started,
            everything=options.recheck, lists=lists, crawl=books.crawl,
            budget=options.budgets.get(profile.name, BUDGET) // frontier.workers,
        )  # fmt: skip
        rechecks = {"due": plan.due, "chosen": len(plan.urls)}
        frontier.revive_urls(plan.urls)
    return rechecks


def _entrances(profile: SiteProfile, *, one_page: bool) -> list[Found]:
    seeds = [Found(url=url, kind="seed") for url in profile.seeds]
    if one_page:
        return seeds
    return [
        *seeds,
        *(Found(url=url, kind="sitemap") for url in profile.sitemaps),
        *(Found(url=url, kind="feed") for url in profile.feeds),
        *(Found(url=url, kind="section") for url in profile.sections),
    ]
