"""What is found, as a file to take along."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkstemp

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response, StreamingResponse

from archive.article import Article
from archive.export.rows import write_parquet
from archive.export.write import stream


@dataclass(frozen=True, slots=True)
class Form:
    """A format of files: its name for people, its media type, how a file's name ends."""

    name: str
    media_type: str
    suffix: str


FORMS = {
    "jsonl": Form("JSON Lines", "application/x-ndjson", "jsonl"),
    "csv": Form("CSV", "text/csv", "csv"),
    "txt": Form("TXT", "text/plain", "txt"),
    "tei": Form("TEI", "application/tei+xml", "xml"),
    "bibtex": Form("BibTeX", "application/x-bibtex", "bib"),
    "ris": Form("RIS", "application/x-research-info-systems", "ris"),
    "gbt7714": Form("GB/T 7714", "text/plain", "txt"),
}
if find_spec("pyarrow"):  # an extra: what cannot be written is not offered
    FORMS["parquet"] = Form("Parquet", "application/vnd.apache.parquet", "parquet")


def download(articles: Iterable[Article], format: str) -> Response:
    """Return *articles* as a file of a *format* of ``FORMS``."""
    form = FORMS[format]
    name = f"articles.{form.suffix}"
    if format == "parquet":  # its end names what stands before: no stream
        whole = _parquet(articles)
        cleanup = BackgroundTask(whole.unlink)
        return FileResponse(whole, media_type=form.media_type, filename=name, background=cleanup)
    return StreamingResponse(
        stream(articles, format), media_type=form.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


def _parquet(articles: Iterable[Article]) -> Path:
    """Write a temporary file; whoever asked for it removes it."""
    handle, name = mkstemp(suffix=".parquet")
    os.close(handle)
    try:
        write_parquet(articles, Path(name))
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)
