"""`portal qa`."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from portal_spider.cli.options import common, opened, output


@click.command()
@click.option("--crawl", metavar="ID", help="Which crawl (default: the last one).")
@common
def qa(crawl: str | None, into: Path | None, as_json: bool, quiet: bool, verbose: int) -> int:
    """Compare the captured pages of a crawl with the replayed ones, and count what is missing."""
    from portal_spider.qa import check, latest

    collection, out = opened(into), output(as_json, quiet, verbose)
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
        out.line("no page of a crawl is kept here")
        return 1
    out.line(f"crawl {crawl}: {len(pages)} pages, {whole} of them replay as they were captured")
    for page in different:
        out.line(f"  different: {page.url} at {page.at}: {page.difference}", style="red")
    shown = len(lacking) if verbose else 20
    for (url, reason), count in lacking.most_common(shown):
        out.line(f"  missing on {count} pages: {url} ({reason or 'never met'})", style="yellow")
    if len(lacking) > shown:
        out.line(f"  and {len(lacking) - shown} more (-v)")
    return 1 if different or lacking else 0
