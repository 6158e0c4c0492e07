"""`portal reprints`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal_spider.cli.options import common, opened, part
from portal_spider.cli.output import Output, counted
from portal_spider.cli.searching import brought_up_to_date

if TYPE_CHECKING:
    from archive.listing import Only


@click.command()
@click.argument("what", metavar="[URL|ID]", required=False)
@click.option("--across", is_flag=True, help="Only what more than one portal had.")
@part
@common
def reprints(
    what: str | None,
    across: bool,
    only: "Only",
    into: Path | None,
    out: Output,
) -> int:
    """List the articles that are the same text, or nearly, and who had it first.

    With URL or ID those that are the same text as that article.
    """
    from archive.access import article_at
    from archive.reprints import clusters, copies_of

    collection = opened(into, out)
    if what is not None:
        brought_up_to_date(collection)
        own = copies_of(collection, article_at(collection, what))
        every = [own] if own else []
    else:
        every = clusters(collection, only)
    found = [c for c in every if not across or len(c.portals) > 1]
    out.whole([{"copies": [asdict(copy) for copy in cluster.copies]} for cluster in found])
    for cluster in found:
        first = cluster.copies[0]
        out.line(first.title or "(no title)", style="bold")
        for copy in cluster.copies:
            facts = (
                (copy.published or "undated")[:16], copy.portal, copy.source, copy.id,
                f"{copy.kind}, {copy.likeness:.0%} in common" if copy.kind else
                "first" if copy is first else f"by way of another, {copy.likeness:.0%} in common",
            )  # fmt: skip
            out.line("  " + "  ".join(fact for fact in facts if fact))
        out.line()
    out.line(f"{counted(len(found), 'text')} in more than one article")
    return 0 if found else 1
