"""How a page was read, for `portal show --explain`."""

from pathlib import Path
from typing import Any

from archive.article import Article
from archive.collection import Collection
from portal_spider.derive import read_model
from portal_spider.extract import open_page, read_page
from portal_spider.portals import known, profile_for
from portal_spider.visit import held_page


def explain(root: Path, article: Article) -> tuple[dict[str, Any], list[str]]:
    """Return the reading of the article's first page as values and as lines."""
    collection = Collection(root)
    profiles = known(collection.portals)
    profile = profiles.get(article.portal) or profile_for(article.url, profiles)
    model = read_model(collection, profile)
    page = open_page(held_page(collection, article.pages[0]))
    reading = read_page(page, profile, model, article_url=True)
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
        "url": article.url, "kind": reading.kind, "score": reading.score,
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
