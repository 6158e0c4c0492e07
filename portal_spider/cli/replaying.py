"""`portal qa`."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from portal_spider.cli.options import common, opened
from portal_spider.cli.output import Output, counted


@click.command()
@click.option("--crawl", metavar="ID", help="Which crawl (default: the last one).")
@common
def qa(crawl: str | None, into: Path | None, out: Output) -> int:
    """Compare the captured pages of a crawl with the replayed ones, and count what is missing."""
    from portal_spider.qa import check, crawls, latest

    collection = opened(into, out)
    if crawl is not None and crawl not in crawls(collection):
        raise click.UsageError(f"--crawl: nothing of a crawl {crawl} is kept here")
    crawl = crawl or latest(collection)
    pages = list(check(collection, crawl)) if crawl else []
    lacking: Counter[tuple[str, str | None]] = Counter()
    for page in pages:
        lacking.update((missing.url, missing.reason) for missing in page.missing)
    different = [page for page in pages if page.difference]
    whole = sum(not page.missing and not page.difference for page in pages)
    out.whole(
        {
            "crawl": crawl, "pages": len(pages), "whole": whole,
            "wanted": sum(page.wanted for page in pages),
            "missing": [
                {"url": url, "reason": reason, "pages": count}
                for (url, reason), count in lacking.most_common()
            ],
            "different": [asdict(page) for page in different],
            "incomplete": [asdict(page) for page in pages if page.missing],
        }
    )  # fmt: skip
    if not pages:
        out.line(f"crawl {crawl}: no page of it is kept" if crawl else "no crawl is kept here")
        return 1
    out.line(
        f"crawl {crawl}: {counted(len(pages), 'page')}, {whole} of them replay as they were captured"
    )
    for page in different:
        out.line(f"  different: {page.url} at {page.at}: {page.difference}", style="red")
    shown = len(lacking) if out.level > 0 else 20
    for (url, reason), count in lacking.most_common(shown):
        out.line(
            f"  missing on {counted(count, 'page')}: {url} ({reason or 'never met'})",
            style="yellow",
        )
    if len(lacking) > shown:
        out.line(f"  and {len(lacking) - shown} more (-v)")
    return 1 if different or lacking else 0
