"""`portal package`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal_spider.cli.options import common, opened, part
from portal_spider.cli.output import Output, counted, plain_error
from portal_spider.cli.searching import brought_up_to_date

if TYPE_CHECKING:
    from archive.collection import Collection
    from archive.listing import Only
    from archive.package import Slice


@click.command()
@click.option("--out", "file", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Where to: a WACZ file, or with --bag a directory.")  # fmt: skip
@click.option("--query", metavar="QUERY", help="The articles that a search for it finds.")
@click.option("--sign", is_flag=True, help="Sign it with your own key, made at the first use.")
@click.option("--bag", "bagged", is_flag=True, help="Put it into a bag (BagIt) for deposit.")
@click.option("--store", "storing", is_flag=True, help="Put it into the collection's store, too.")
@part
@common
def package(
    file: Path,
    query: str | None,
    sign: bool,
    bagged: bool,
    storing: bool,
    only: "Only",
    into: Path | None,
    out: Output,
) -> int:
    """Write the collection, or a part of it that stands alone, to a WACZ file.

    With --portal alone all that was captured for it; of imported files, and with a
    query, days, sections or sources, the articles that fit, and what their pages
    need to look as they did.
    """
    from archive import offsite
    from archive.offsite import storage_of
    from archive.package import bag
    from archive.package import package as write
    from archive.text import readable
    from portal_spider.errors import UsageError

    collection = opened(into, out)
    if storing:
        storage_of(collection)
        if bagged:
            raise UsageError("--store: a bag is a directory; store its WACZ file")
    if file.exists():
        raise UsageError(f"--out: {file} is there already")
    if not file.parent.is_dir():
        raise UsageError(f"--out: there is no directory {file.parent}")
    chosen = _chosen(collection, only, query)
    if not chosen.records:
        plain_error("nothing fits; nothing was written")
        return 1
    inner = f"{readable(collection.root.name)}.wacz"
    wacz = file.with_name(f"{inner}.new") if bagged else file
    done = write(collection, chosen, wacz, signing=sign)
    if bagged:
        inside = wacz.rename(wacz.with_name(inner))
        bag(inside, file, contact=collection.configuration.contact)
    address = offsite.add(collection, file, f"packages/{file.name}") if storing else None
    out.whole(
        {
            "package": str(file), "sha256": done.sha256, "warcs": len(chosen.records),
            "records": done.records, "captures": done.captures, "pages": done.pages,
            "left_out": done.left_out, "stored": address, "secrets": dict(done.secrets), "chosen": chosen.told,
        }
    )  # fmt: skip
    out.line(
        f"{file}: {counted(done.captures, 'capture')} and {counted(done.pages, 'page')}"
        f" in {counted(len(chosen.records), 'WARC file')} ({chosen.told})"
    )
    if address:
        out.line(f"  stored and read back: {address}")
    if done.left_out:
        out.line(f"  {done.left_out} left out, because they are withdrawn")
    for path in collection.warc_files():
        if path.name.endswith(".open"):
            plain_error(f"left out, because it is being written: {path.name}")
    if done.secrets:
        url = next(iter(done.secrets))
        plain_error(
            f"{done.secrets.total()} request records hold Cookie or Authorization, the first for"
            f" {url}: whoever gets the package gets them too"
        )
    return 0


def _chosen(collection: "Collection", only: "Only", query: str | None) -> "Slice":
    from archive.listing import Only, articles
    from archive.package import everything, of_articles, of_portals
    from archive.search import Search
    from portal_spider.needs import needs

    if query is not None:
        brought_up_to_date(collection)
        return of_articles(collection, Search(collection).every(query, only), needs, f"{query!r}")
    if only == Only():
        return everything(collection, articles(collection, every_version=True))
    if only == Only(portals=only.portals):
        held = articles(collection, only, every_version=True)
        return of_portals(collection, only.portals, held, needs)
    told = ", ".join(
        f"{name} {'–'.join(map(str, value)) if isinstance(value, tuple) else value}"
        for name in only.__slots__ if (value := getattr(only, name))
    )  # fmt: skip
    return of_articles(collection, articles(collection, only, every_version=True), needs, told)
