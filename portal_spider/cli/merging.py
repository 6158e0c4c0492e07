"""`portal merge`."""

from dataclasses import asdict
from pathlib import Path

import click

from portal_spider.cli.keeping import Counting, tell_passed
from portal_spider.cli.options import spoken
from portal_spider.cli.output import Output, counted, plain_error, size


@click.command()
@click.argument("into", type=click.Path(path_type=Path), metavar="INTO")
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FROM…"
)
@spoken
def merge(into: Path, sources: tuple[Path, ...], out: Output) -> int:
    """Make one collection, INTO, of those that workers keep; they stay as they are."""
    from archive.collection import Collection
    from portal_spider.merging import merge_into

    for source in sources:
        Collection(source)  # before INTO is made, if one of them is none
    contact = Collection(sources[0]).configuration.contact
    collection = Collection.open_or_create(into, contact=contact)
    counting = Counting(out)
    merged = merge_into(collection, [*sources], counting)
    counting.end()
    out.whole(
        {
            "collections": [
                {"collection": str(t.source), "warcs": [*t.warcs], "held": t.held,
                 "bytes": t.bytes, "crawls": [*t.crawls], "profiles_kept": [*t.kept]}
                for t in merged.taken
            ],
            "withdrawals": merged.withdrawals,
            "account": merged.account,
            "passed_over": [asdict(passed) for passed in merged.passed],
        }
    )  # fmt: skip
    for taken in merged.taken:
        out.line(
            f"{taken.source}: {counted(len(taken.warcs), 'new WARC')}, {size(taken.bytes)},"
            f" {taken.held} held already"
        )
        for name in taken.kept:
            plain_error(f"portals/{name}.toml of {taken.source} differs: that of {into} stands")
    account = merged.account
    out.line(
        f"{counted(account['articles'], 'article')} in {counted(account['versions'], 'version')}"
        + ("" if merged.portals else "; nothing was new")
    )
    out.line("  " + ", ".join(f"{n} {outcome}" for outcome, n in account["outcomes"].items()))
    return tell_passed(merged.passed)
