"""All checks, in an order in which the cause comes before what follows from it."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from archive.collection import Collection
from archive.verify.articles import Reread, check_articles
from archive.verify.crawls import check_events, check_reports
from archive.verify.derived import check_index, check_search, check_state
from archive.verify.files import check_manifest, check_seals, check_withdrawals
from archive.verify.finding import Checked, Finding, unreadable
from archive.verify.records import noting_records
from archive.verify.stored import check_stored
from archive.verify.warcs import check_records


def verify(
    collection: Collection,
    checked: Checked,
    *,
    reread: Reread | None = None,
    quick: bool = False,
    progress: Callable[[str, int], None] = lambda what, done: None,
) -> Iterator[Finding]:
    """Yield what is not as it should be; *checked* counts what was looked at.

    *reread* reads an article again from its records and says what differs, in
    one sentence: reading pages is not the keeper's to know. *quick* looks at
    files alone, and at copies in the store by size and ETag. *progress* is told
    what is looked at, first with 0, then with how many of it were.
    """

    def looking(at: str, findings: Iterator[Finding]) -> Iterator[Finding]:
        """Yield *findings*; a file that cannot be read ends these, not the checks behind them."""
        progress(at, 0)
        try:
            yield from findings
        except OSError as error:
            if error.filename is None:
                raise
            yield unreadable(_inside(collection, error.filename), error)

    yield from looking("files against the manifest", check_manifest(collection, checked))
    yield from looking("seals", check_seals(collection, checked))
    if collection.withdrawals.exists():
        yield from looking("withdrawals", check_withdrawals(collection, checked))
    if collection.stored.exists():
        yield from looking("copies in the store", check_stored(collection, checked, quick=quick))
    if quick:
        return
    with noting_records() as records:
        told = partial(progress, "records")
        yield from looking("records", check_records(collection, records, checked, told))
        yield from looking("index", check_index(collection, checked))
        told = partial(progress, "articles")
        yield from looking("articles", check_articles(collection, records, checked, reread, told))
        yield from looking("events", check_events(collection, checked))
        yield from looking("reports", check_reports(collection, checked))
        yield from looking("state", check_state(collection, records, checked))
    if collection.search.exists():
        yield from looking("search", check_search(collection, checked))


def _inside(collection: Collection, filename: str | bytes) -> str:
    """The name of a file as findings have it."""
    path = Path(os.fsdecode(filename))
    return (
        path.relative_to(collection.root).as_posix()
        if path.is_relative_to(collection.root)
        else str(path)
    )
