"""`portal reprints`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal_spider.cli.options import common, opened, output, part

if TYPE_CHECKING:
    from archive.listing import Only


@click.command()
@click.option("--across", is_flag=True, help="Only what more than one portal had.")
@part
@common
def reprints(
    across: bool,
    only: "Only",
    into: Path | None,
    as_json: bool,
    quiet: bool,
    verbose: int,
) -> int:
    """List the articles that are the same text, or nearly, and who had it first."""
    from archive.reprints import clusters

    collection, out = opened(into), output(as_json, quiet, verbose)
    found = [c for c in clusters(collection, only) if not across or len(c.portals) > 1]
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
    out.line(f"{len(found)} texts in more than one article")
    return 0 if found else 1
