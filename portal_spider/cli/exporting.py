"""`portal export`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.export import FORMATS
from portal_spider.cli.options import common, opened, part
from portal_spider.cli.output import Output, counted
from portal_spider.cli.searching import brought_up_to_date

if TYPE_CHECKING:
    from archive.listing import Only


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), required=True)
@click.option("--out", "file", type=click.Path(path_type=Path), required=True, metavar="FILE",
              help="Where to; - is standard output.")  # fmt: skip
@click.option("--query", metavar="QUERY", help="What a search for it finds (portal search).")
@click.option("--as-one", is_flag=True,
              help="Simplified and traditional characters are the same, and the dots in names.")  # fmt: skip
@click.option("--every-version", is_flag=True, help="Not only the current version of each article.")
@part
@common
def export(
    form: str,
    file: Path,
    query: str | None,
    as_one: bool,
    every_version: bool,
    only: "Only",
    into: Path | None,
    out: Output,
) -> int:
    """Write the corpus, or a part of it, to FILE, and a data sheet beside it.

    bibtex, ris and gbt7714 are citations.
    """
    from archive.export import export as write
    from archive.export.write import Tally, stream
    from archive.listing import articles
    from archive.search import Search
    from portal_spider.errors import UsageError

    collection = opened(into, out)
    if query is not None and every_version:
        raise UsageError("--every-version: a search knows the current versions only")
    if as_one and query is None:
        raise UsageError("--as-one is about a --query")
    missing = 0
    if query is not None:
        missing = brought_up_to_date(collection)
        found = Search(collection).every(query, only, as_one=as_one)
    else:
        found = articles(collection, only, every_version=every_version)
    if str(file) == "-":
        if form == "parquet":
            raise UsageError("--out: Parquet needs a file")
        tally = Tally()
        for block in stream(tally.counted(found), form):
            sys.stdout.buffer.write(block)
        return 0 if tally.articles else 1
    if file.exists() and not file.is_file():
        raise UsageError(f"--out: {file} is there already and no file (- is standard output)")
    done = write(
        found, form, file, collection=collection.configuration.name, query=query, as_one=as_one,
        only=only, missing=missing,
    )  # fmt: skip
    out.whole(done.facts)
    if not done.articles:
        out.line("nothing was found, nothing is written")
        return 1
    out.line(f"{counted(done.articles, 'article')} in {file}, described in {done.sheet}")
    return 0
