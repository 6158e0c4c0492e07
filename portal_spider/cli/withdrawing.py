"""`portal withdraw`."""

from dataclasses import asdict
from pathlib import Path

import click

from portal_spider.cli.options import common, opened
from portal_spider.cli.output import Output
from portal_spider.errors import UsageError


@click.command()
@click.argument("what", metavar="URL|ID", required=False)
@click.option("--reason", metavar="TEXT", help="Why; it is kept in the log for ever.")
@click.option("--undo", is_flag=True, help="Give it out again.")
@click.option("--list", "listing", is_flag=True, help="What is withdrawn now.")
@common
def withdraw(
    what: str | None,
    reason: str | None,
    undo: bool,
    listing: bool,
    into: Path | None,
    out: Output,
) -> None:
    """Hide an article or a URL from every reader, or --undo that; the bytes are kept."""
    from archive import withdrawal

    collection = opened(into, out)
    if listing:
        if what or reason or undo:
            raise UsageError("--list stands alone")
        standing = withdrawal.standing(collection)
        out.whole([asdict(act) for act in standing])
        for act in standing:
            out.line(f"{act.at[:10]}  {act.article or act.urls[0]}  {act.reason}")
            if act.article:
                out.line("            " + "  ".join(act.urls))
        if not standing:
            out.line("nothing is withdrawn")
        return
    if not what:
        raise UsageError("name a URL or an article's id, or ask for --list")
    if not reason or not reason.strip():
        raise UsageError("--reason is missing: the log must say why")
    with collection.writing():
        act = (withdrawal.restore if undo else withdrawal.withdraw)(collection, what, reason)
    out.whole(asdict(act))
    state = "given out again" if undo else "withdrawn"
    out.line(f"{state}: {act.article or act.urls[0]}")
    for url in act.urls if act.article else ():
        out.line(f"  {url}")
