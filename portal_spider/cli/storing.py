"""`portal store`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portal_spider.cli.following import Following
from portal_spider.cli.options import common, opened
from portal_spider.cli.output import Output, counted, plain_error, size

if TYPE_CHECKING:
    from archive.offsite import Moved


@click.group(invoke_without_command=True)
@common
@click.pass_context
def store(ctx: click.Context, into: Path | None, out: Output) -> None:
    """Keep the collection in a bucket that speaks S3, too; say what is where."""
    if ctx.invoked_subcommand is not None:
        return
    from archive import manifest
    from archive.offsite import storage_of
    from archive.store import stored

    collection = opened(into, out, derived=False)
    bucket, there = storage_of(collection).bucket, stored(collection.stored)
    rows: list[dict[str, Any]] = [
        {"file": f"archive/{entry.file}", "bytes": entry.bytes,
         "here": (collection.warcs / entry.file).exists(),
         "stored": f"archive/{entry.file}" in there}
        for _, entry in manifest.read(collection.manifest)
    ]  # fmt: skip
    others = [entry for name, entry in there.items() if not name.startswith("archive/")]
    out.whole(
        {"url": bucket.url, "warcs": rows,
         "others": {"files": len(others), "bytes": sum(entry.bytes for entry in others)}}
    )  # fmt: skip
    out.line(bucket.url)
    for told, here, away in (
        ("here and in the store", True, True),
        ("in the store alone", False, True),
        ("here alone", True, False),
    ):
        of_kind = [row for row in rows if (row["here"], row["stored"]) == (here, away)]
        if of_kind:
            whole = sum(row["bytes"] for row in of_kind)
            out.line(f"  {counted(len(of_kind), 'WARC file')}, {size(whole)}: {told}")
    if others:
        whole = sum(entry.bytes for entry in others)
        out.line(f"  {counted(len(others), 'other file')}, {size(whole)}: in the store")


@store.command()
@common
def push(into: Path | None, out: Output) -> int:
    """Upload what the store lacks, and read it back; while a crawl runs only closed WARCs."""
    from archive import offsite
    from archive.errors import CollectionInUse

    collection, saying = opened(into, out, derived=False), _Saying(out, "storing")
    try:
        with collection.writing():
            moved = offsite.push(collection, say=saying)
    except CollectionInUse:
        moved = offsite.push(collection, rest=False, say=saying)
        plain_error("a run is under way: articles and outcomes follow with the next push")
    saying.end()
    _tell(out, "stored and read back", moved)
    for altered in moved.altered:
        plain_error(str(altered))
    return 3 if moved.altered else 0


@store.command()
@common
def drop(into: Path | None, out: Output) -> int:
    """Remove the copies here of stored WARCs, each after the store gave its bytes back."""
    from archive import offsite

    collection, saying = opened(into, out, derived=False), _Saying(out, "proving")
    with collection.writing():
        moved = offsite.drop(collection, say=saying)
    saying.end()
    _tell(out, "proved there and removed here", moved)
    for error in moved.refused:
        plain_error(f"{error}; the copy here stays")
    return 4 if moved.refused else 0


@store.command()
@common
def fetch(into: Path | None, out: Output) -> None:
    """Bring back the WARCs of which only the store has a copy."""
    from archive import offsite

    collection, saying = opened(into, out, derived=False), _Saying(out, "fetching")
    with collection.writing():
        moved = offsite.fetch(collection, say=saying)
    saying.end()
    _tell(out, "fetched", moved)


@store.command()
@click.argument("url", metavar="s3://BUCKET/PREFIX")
@common
def restore(url: str, into: Path | None, out: Output) -> int:
    """Make a stored collection again where nothing is; its WARCs stay in the store."""
    from archive import offsite
    from archive.store import Bucket
    from portal_spider.errors import UsageError

    try:
        bucket = Bucket(url.rstrip("/"))
    except ValueError as error:
        raise UsageError(f"{url}: {error}") from None
    root, saying = into or Path.cwd(), _Saying(out, "fetching")
    moved = offsite.restore(bucket, root, say=saying)
    saying.end()
    _tell(out, "fetched", moved)
    for missing in moved.refused:
        plain_error(str(missing))
    out.note(f"portal rebuild --into {root} makes index, state and search")
    return 4 if moved.refused else 0


class _Saying:
    """Names the file under way."""

    def __init__(self, out: Output, what: str) -> None:
        self._out, self._what, self._following = out, what, Following(out)

    def __call__(self, file: str) -> None:
        self._out.debug(f"{self._what} {file}")
        self._following.show(f"{self._what} {file}")

    def end(self) -> None:
        self._following.end()


def _tell(out: Output, what: str, moved: "Moved") -> None:
    out.whole(
        {"files": moved.files, "bytes": moved.bytes,
         "refused": [{"url": e.where, "why": e.why} for e in moved.refused],
         "altered": [{"file": str(e.path), "why": e.why} for e in moved.altered]}
    )  # fmt: skip
    out.line(f"{counted(len(moved.files), 'file')} {what}, {size(moved.bytes)}")
