"""How a page was read, for `portal show --explain`."""

from datetime import datetime
from typing import Any

from archive.access import article_at, record_of
from archive.collection import Collection
from archive.errors import NotArchived
from archive.revisit import text
from archive.warc import message_in
from portal_spider.derive import read_model
from portal_spider.extract import open_page, read_page
from portal_spider.page import RawPage
from portal_spider.portals import known, profile_for
from portal_spider.visit import held_page


def explain(
    collection: Collection, what: str, when: datetime | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Return how a page was read, as values and as lines: an article's first, or any captured page.

    What is no article has reasons for that, too.
    """
    profiles = known(collection.portals)
    try:
        article = article_at(collection, what, when)
        raw, known_article = held_page(collection, article.pages[0]), True
        profile = profiles.get(article.portal) or profile_for(article.url, profiles)
    except NotArchived:
        raw, known_article = _captured(collection, what, when), False
        profile = profile_for(raw.url, profiles)
    model = read_model(collection, profile)
    reading = read_page(open_page(raw), profile, model, article_url=known_article)
    lines = [f"{reading.kind}, {reading.score:.2f}: {'; '.join(reading.reasons)}", "", "body:"]
    lines += [f"  {c.score:10.1f}  {c.path}: {'; '.join(c.reasons)}" for c in reading.candidates]
    evidence = reading.content.evidence if reading.content else {}
    lines += ["", "evidence:"] + [f"  {name:>14}  {where}" for name, where in evidence.items()]
    removed = reading.content.removed if reading.content else ()
    lines += ["", "cut:"] + [
        f"  {r.kind:<13} {r.rule}{f' ({r.support} pages)' if r.support else ''}: {r.text[:70]}"
        for r in removed
    ]
    values = {
        "url": raw.url, "kind": reading.kind, "score": reading.score,
        "reasons": list(reading.reasons), "charset": reading.charset, "evidence": evidence,
        "candidates": [
            {"path": c.path, "score": c.score, "reasons": list(c.reasons)}
            for c in reading.candidates
        ],
        "removed": [
            {"kind": r.kind, "rule": r.rule, "support": r.support, "text": r.text} for r in removed
        ],
        "model": model.version if model else None,
    }  # fmt: skip
    return values, lines


def _captured(collection: Collection, url: str, when: datetime | None) -> RawPage:
    """The page that a record keeps, whatever it is."""
    record = record_of(collection, url, when)
    message = message_in(record)
    return RawPage(
        url=record.target_uri, captured=record.date, status=message.head.status or 0,
        content_type=text(message.head.first(b"Content-Type")), body=message.content,
    )  # fmt: skip
