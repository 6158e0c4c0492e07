"""All checks, in an order in which the cause comes before what follows from it."""

from collections.abc import Callable, Iterator
from functools import partial

from archive.collection import Collection
from archive.verify.articles import Reread, check_articles
from archive.verify.derived import check_events, check_index, check_search, check_state
from archive.verify.files import check_manifest, check_withdrawals
from archive.verify.finding import Checked, Finding
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
    progress("files against the manifest", 0)
    yield from check_manifest(collection, checked)
    if collection.withdrawals.exists():
        progress("withdrawals", 0)
        yield from check_withdrawals(collection, checked)
    if collection.stored.exists():
        progress("copies in the store", 0)
        yield from check_stored(collection, checked, quick=quick)
    if quick:
        return
    with noting_records() as records:
        progress("records", 0)
        yield from check_records(collection, records, checked, partial(progress, "records"))
        progress("index", 0)
        yield from check_index(collection, checked)
        progress("articles", 0)
        yield from check_articles(
            collection, records, checked, reread, partial(progress, "articles")
        )
        progress("events", 0)
        yield from check_events(collection, checked)
        progress("state", 0)
        yield from check_state(collection, records, checked)
    if collection.search.exists():
        progress("search", 0)
        yield from check_search(collection, checked)
