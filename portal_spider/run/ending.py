"""The end of a run: files closed, index, lines and search up to date, and the account of it."""

import json
from collections import Counter
from typing import Any

from archive import durable, seals, search
from archive.errors import CorpusError, MissingWarc, WarcError
from archive.verify.crawls import EVENTS, promise
from archive.warc import size_of
from portal_spider.alarms.after import look_after
from portal_spider.derive import derive, is_current, settled
from portal_spider.indexing import index_new
from portal_spider.profile import SiteProfile
from portal_spider.report import Gone, account, render
from portal_spider.run.books import Books
from portal_spider.survey import survey


def end(books: Books) -> None:
    """Take in what came late, close the files, and bring up to date what is made from them."""
    books.state.begin()
    books.state.frontier.release()
    if not books.stopping:
        for portal in books.profiles:
            for edition in books.intake(portal).overdue(books.crawl):
                books.join(portal, edition)
    books.commit()
    for series in books.series.values():
        series.close()
    _note_sizes(books)
    index_new(books.collection, books.state, books.passing)
    if not books.stopping:
        for profile in books.profiles.values():
            _derive_if_stale(books, profile)
        settled(books.collection)
    try:
        search.update(books.collection)
    except CorpusError as error:  # of a line that was damaged since: the crawl has kept its own
        books.left.append(f"search is not up to date: {error}")


def _note_sizes(books: Books) -> None:
    closed = {path.name: path for path in books.collection.warc_files()}
    books.state.begin()
    for name in list(books.state.files("archive/")):
        path = closed.get(name.removeprefix("archive/"))
        if path is not None:
            books.state.set_file(name, size_of(path))
    books.state.commit()


def _derive_if_stale(books: Books, profile: SiteProfile) -> None:
    """Read old pages again when the model has stepped, or pins or extractor changed."""
    state = books.state
    series = books.series.get(profile.name)
    newest = series.filename if series else None
    kept, extractor, version, _ = state.reading(profile.name)
    state.begin()
    if not is_current(state, profile, newest):
        try:
            for path in books.collection.gone():
                raise MissingWarc(path)
            surveyed = survey(books.collection, books.every_profile, state=state)
            derive(books.collection, state, profile, surveyed, walked=books.walked)
        except WarcError as error:
            # Nothing is taken from the corpus because its record was damaged or lost meanwhile: the
            # lines stay as they were read, and who looks after the collection is told.
            state.rollback()
            books.left.append(f"old pages were not read again: {error}")
            return
    elif newest:
        state.set_reading(profile.name, kept, extractor, version, newest)
    state.commit()


def report(books: Books, gone: Gone) -> dict[str, Any]:
    """Write the account of a run, and return it."""
    state = books.state
    written = account(state, gone, state.frontier.waiting(set(books.profiles)))
    # One worker of many sees a part of a portal only: it is no measure of it.
    options = books.options
    alone = options.frontier is None
    judged = alone and not books.stopping and options.max_pages is None
    written |= look_after(
        books.collection, state, books.crawl,
        {name: books.tally.lacks.get(name, Counter()) for name in books.profiles if alone},
        books.tally.bytes, books.clock().date() if judged else None,
    )  # fmt: skip
    folder = books.collection.crawls / books.crawl
    written["events"] = promise(folder / EVENTS)
    written["last_seal"] = seals.last(books.collection)
    durable.replace(folder / "report.html", [render(written).encode()])
    durable.replace(
        folder / "report.json",
        [json.dumps(written, ensure_ascii=False, indent=2).encode() + b"\n"],
    )
    seals.seal(books.collection, made_whole=True)
    # Not before its report is durable: verify looks for the report of what has ended.
    state.begin()
    state.end_crawl(books.crawl, books.now(), gone.reason)
    state.commit()
    return written
