"""Finding what is kept: an article by URL or id, its version at a time, its record's bytes."""

from datetime import datetime

from archive import cdxj
from archive.article import Article
from archive.collection import Collection
from archive.corpus import read_at
from archive.errors import NotArchived, UnresolvedRevisit, Withdrawn
from archive.revisit import resolve
from archive.state import State, article_id_of
from archive.warc import Record, parse_date, read_record
from archive.withdrawal import Act, hidden


def article_at(collection: Collection, what: str, when: datetime | None = None) -> Article:
    """Return the article's version that was current at *when*, or the latest.

    NotArchived if there is none, Withdrawn if it may not be given out.
    """
    if not collection.state.exists():
        raise NotArchived(what, when)
    with State(collection.state, readonly=True) as state:
        identity = article_id_of(state, what)
        lines = state.holdings.lines(identity) if identity else []
    if when is not None:
        lines = [line for line in lines if parse_date(line.captured) <= when]
    if not lines:
        raise NotArchived(what, when)
    article = read_at(collection, lines[-1])
    _refuse(what, hidden(collection).hides_article(article))
    return article


def versions_of(collection: Collection, what: str) -> list[Article]:
    """Return the versions of an article, the oldest first; NotArchived, Withdrawn."""
    identity = article_at(collection, what).id
    away = hidden(collection)
    with State(collection.state, readonly=True) as state:
        lines = state.holdings.lines(identity)
    read = [read_at(collection, line) for line in lines]
    return [article for article in read if not away.hides_article(article)]


def _refuse(what: str, act: Act | None) -> None:
    if act is not None:
        raise Withdrawn(what, act.at, act.reason)


def response_block(collection: Collection, what: str, when: datetime | None = None) -> bytes:
    """Return the block of the response record, as it was received.

    Of an article the record it was read from; of any other URL the capture
    nearest to *when*, or the latest.
    """
    try:
        article = article_at(collection, what, when)
    except NotArchived:
        return record_of(collection, what, when).block
    pointer = article.provenance
    return read_record(
        collection.warc(pointer.warc_filename),
        pointer.warc_record_offset,
        pointer.warc_record_length,
    ).block


def record_of(collection: Collection, url: str, when: datetime | None = None) -> Record:
    """Return the record of a capture; of a revisit the one that it refers to."""
    _refuse(url, hidden(collection).hides(url))
    entry = cdxj.lookup(collection.index, url, when)
    if entry is None:
        raise NotArchived(url, when)
    record = read_record(collection.warc(entry.filename), entry.offset, entry.length)
    if record.type != "revisit":
        return record
    original = resolve(collection, record)
    if original is None:
        raise UnresolvedRevisit(url, when)
    return original.record
