"""Collections whose articles are written straight to disk: what a crawl would have left."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from archive.article import (
    Article,
    Block,
    Content,
    PageCapture,
    Provenance,
    article_id,
    to_json,
)
from archive.collection import Collection
from archive.commit import Group
from archive.state import Held, State


def article(
    number: int, *, portal: str = "kanal", version: int = 1, captured: str | None = None,
    **content: object,
) -> Article:  # fmt: skip
    url = f"https://{portal}.example/a/{number}.html"
    captured = captured or f"2026-01-{version:02}T00:00:00Z"
    capture = PageCapture(
        url=url, captured=captured, warc_filename=f"{portal}-20260101000000-00000.warc.gz",
        warc_record_offset=number * 1000, warc_record_length=900,
        warc_record_id=f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
        payload_digest="sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
    )  # fmt: skip
    made = Content(**content)
    if made.text and not made.blocks:
        blocks = tuple(Block(type="paragraph", text=t) for t in made.text.split("\n\n"))
        made = replace(made, blocks=blocks)
    return Article(
        id=article_id(url), version=version, portal=portal, url=url, canonical_url=url,
        content=made, pages=(capture,), first_seen="2026-01-01T00:00:00Z",
        provenance=Provenance(
            captured=captured, warc_filename=capture.warc_filename,
            warc_record_offset=capture.warc_record_offset, warc_record_length=900,
            warc_record_id=capture.warc_record_id, payload_digest=capture.payload_digest,
            extractor="test", boilerplate_version=None, crawl=None,
        ),
    )  # fmt: skip


def keep(collection: Collection, articles: Iterable[Article]) -> None:
    """Commit *articles* as a crawl does."""
    with State(collection.state) as state:
        group = Group(collection, state, lambda: None)
        state.begin()
        for made in articles:
            content, at = made.content, made.provenance.captured
            state.holdings.put_article(
                Held(
                    made.id, made.portal, made.canonical_url, content.title, made.first_seen, at,
                    made.version, "", content.published, next(iter(content.section), None),
                )
            )  # fmt: skip
            state.holdings.put_aliases((made.url,), made.id)
            group.line(made, to_json(made))
        group.commit()


def collection_of(root: Path, articles: Iterable[Article]) -> Collection:
    collection = Collection.create(root)
    keep(collection, articles)
    return collection


def current(articles: Iterable[Article]) -> Iterator[Article]:
    """The latest version of each."""
    yield from {made.id: made for made in articles}.values()
