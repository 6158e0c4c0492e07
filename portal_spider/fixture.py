"""A page kept as a test: the bytes as they came, and the article that is to be read from them.

A folder holds ``page.html.gz``, ``url.txt`` (the URL, then the facts of the
capture that reading needs) and ``article.json``, which a person corrects by hand
where the reading is wrong: then the test fails until the reader is mended.
"""

import gzip
import json
import re
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.article import Article, Content
from archive.collection import Collection
from portal_spider.extract import open_page, read_page
from portal_spider.page import RawPage
from portal_spider.portals import known, profile_for
from portal_spider.visit import held_page

PAGES = Path("tests") / "pages"


def default_folder() -> Path:
    """Return where fixtures go if nobody says it: to the tests, where there are any."""
    return PAGES if PAGES.is_dir() else Path("fixtures")


def save(collection: Collection, article: Article, pages: Path) -> Path:
    """Keep the first page of *article* and its reading under *pages*; return the folder."""
    raw = held_page(collection, article.pages[0])
    day = (article.content.published or article.first_seen)[:10]
    slug = re.sub(r"\W+", "-", raw.url.partition("://")[2].partition("/")[2])[-40:].strip("-")
    folder = pages / article.portal / f"{day}-{slug or article.id}"
    folder.mkdir(parents=True, exist_ok=True)
    facts = [
        raw.url,
        f"captured: {raw.captured.isoformat()}",
        f"content-type: {raw.content_type or ''}",
    ]
    (folder / "url.txt").write_text("\n".join([*facts, ""]), encoding="utf-8")
    (folder / "page.html.gz").write_bytes(gzip.compress(raw.body, mtime=0))
    profile = known(collection.portals).get(article.portal)
    expect(folder, read(folder, profile.timezone if profile else None))
    return folder


def load(folder: Path) -> RawPage:
    """Return the page that *folder* keeps."""
    url, *facts = (folder / "url.txt").read_text(encoding="utf-8").splitlines()
    named = dict(fact.split(": ", 1) for fact in facts if ": " in fact)
    return RawPage(
        url=url,
        captured=datetime.fromisoformat(named["captured"]),
        status=200,
        content_type=named.get("content-type") or None,
        body=gzip.decompress((folder / "page.html.gz").read_bytes()),
    )


def read(folder: Path, timezone: str | None = None) -> dict[str, Any]:
    """Return how the page in *folder* reads now, alone, without a site model."""
    from dataclasses import replace

    raw = load(folder)
    profile = profile_for(raw.url, {})
    if timezone and not profile.timezone:
        profile = replace(profile, timezone=timezone)
    reading = read_page(open_page(raw), profile, None, article_url=True)
    return {"kind": reading.kind} | (plain(reading.content) if reading.content else {})


def expect(folder: Path, article: dict[str, Any]) -> None:
    """Write down what the page in *folder* is to read as."""
    text = json.dumps(article, ensure_ascii=False, indent=1)
    (folder / "article.json").write_text(text + "\n", encoding="utf-8")


def expected(folder: Path) -> dict[str, Any]:
    """Return what the page in *folder* is to read as."""
    found: dict[str, Any] = json.loads((folder / "article.json").read_text(encoding="utf-8"))
    return found


def plain(value: Content | Any) -> Any:
    """Return dataclasses as dicts, tuples as lists, and leave out what is empty."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, plain(getattr(value, f.name))) for f in fields(value))
        return {name: item for name, item in pairs if item not in (None, [], {}, "")}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value
