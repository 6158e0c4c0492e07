"""Articles as rows: CSV that a spreadsheet opens right, Parquet with a fixed schema."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.article import Article
from archive.errors import MissingExtra

#: The columns, in order, and whether one holds text, a number, or a list of texts.
COLUMNS: dict[str, type] = {
    "id": str, "version": int, "portal": str, "url": str, "canonical_url": str, "title": str,
    "subtitle": str, "authors": list, "editors": list, "source": str, "dateline_agency": str,
    "dateline_place": str, "dateline_date": str, "published": str, "published_raw": str,
    "modified": str, "section": list, "keywords": list, "language": str, "description": str,
    "text": str, "first_seen": str, "captured": str, "warc_filename": str,
    "warc_record_offset": int, "warc_record_length": int, "warc_record_id": str,
    "payload_digest": str,
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet runs
_BATCH = 1_000


def row(article: Article) -> dict[str, Any]:
    """Return *article* as a row; dates stay text, so that they keep the zone they have."""
    content, provenance = article.content, asdict(article.provenance)
    whole = {
        "id": article.id, "version": article.version, "portal": article.portal,
        "url": article.url, "canonical_url": article.canonical_url,
        "first_seen": article.first_seen,
        "dateline_agency": content.dateline.agency if content.dateline else None,
        "dateline_place": content.dateline.place if content.dateline else None,
        "dateline_date": content.dateline.date if content.dateline else None,
    } | provenance  # fmt: skip
    return {
        name: whole[name] if name in whole else _value(getattr(content, name)) for name in COLUMNS
    }


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def harmless(cell: str) -> str:
    """Return *cell* as a spreadsheet shows it and does not run it.

    >>> harmless("=cmd()"), harmless("1-2")
    ("'=cmd()", '1-2')
    """
    return "'" + cell if cell.startswith(_FORMULA) else cell


def csv_blocks(articles: Iterable[Article]) -> Iterator[bytes]:
    """Yield *articles* as CSV (RFC 4180), lists joined by a semicolon.

    It opens with a byte order mark: without one Excel reads Chinese as Latin.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    yield b"\xef\xbb\xbf" + _taken(buffer)
    for article in articles:
        values = row(article).values()
        cells = ("; ".join(v) if isinstance(v, list) else v for v in values)
        writer.writerow([harmless(c) if isinstance(c, str) else c for c in cells])
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    block = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return block


def write_parquet(articles: Iterable[Article], path: Path) -> None:
    """Write *articles* as Parquet; the schema does not depend on what they hold."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra("Parquet", "pyarrow", "research") from None
    kinds = {str: pyarrow.string(), int: pyarrow.int64(), list: pyarrow.list_(pyarrow.string())}
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    rows = map(row, articles)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(itertools.islice(rows, _BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema))
