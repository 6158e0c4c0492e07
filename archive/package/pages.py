"""``pages/pages.jsonl``: the pages a reader may begin with, with their titles and texts."""

from collections.abc import Iterator

import orjson

from archive.package.choose import Slice

_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Pages", "hasText": True}


def lines(chosen: Slice) -> Iterator[bytes]:
    """Yield the header and a line for each article version, by the time of its capture."""
    yield orjson.dumps(_HEADER) + b"\n"
    for article in sorted(chosen.articles, key=lambda a: (a.provenance.captured, a.id)):
        page = {
            "id": f"{article.id}-{article.version}",
            "url": article.url,
            "ts": article.provenance.captured[:19] + "Z",
            "title": article.content.title or article.url,
            "text": article.content.text,
        }
        yield orjson.dumps(page) + b"\n"
