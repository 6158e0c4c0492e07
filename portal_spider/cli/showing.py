"""`portal show`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.article import Article, to_json
from archive.collection import Collection
from portal_spider.cli.options import common, opened, output
from portal_spider.cli.output import Output


@click.command()
@click.argument("what", metavar="URL|ID")
@click.option("--at", "when", metavar="TIME", help="As it was at this time (ISO 8601).")
@click.option("--raw", is_flag=True, help="The archived response, HTTP head and framing included.")
@click.option("--payload", is_flag=True, help="With --raw: the payload alone.")
@click.option("--explain", is_flag=True, help="How the page was read.")
@common
def show(
    what: str,
    when: str | None,
    raw: bool,
    payload: bool,
    explain: bool,
    into: Path | None,
    as_json: bool,
    quiet: bool,
    verbose: int,
) -> None:
    """Show an article, by its URL or its id."""
    from archive.access import article_at, response_block
    from archive.http import entity

    collection, out = opened(into), output(as_json, quiet, verbose)
    moment = _moment(when)
    if raw:
        block = response_block(collection, what, moment)
        sys.stdout.buffer.write(entity(block) if payload else block)
        sys.stdout.buffer.flush()
        return
    if explain:
        _explain(out, collection, what, moment)
        return
    article = article_at(collection, what, moment)
    if as_json:
        sys.stdout.buffer.write(to_json(article) + b"\n")
    else:
        _print(out, article)


def _moment(text: str | None) -> datetime | None:
    from portal_spider.errors import UsageError

    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--at: not a time (ISO 8601): {text}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _print(out: Output, article: Article) -> None:
    content, provenance = article.content, article.provenance
    out.level = max(out.level, 0)
    out.line(content.title or "(no title)", style="bold")
    facts = {
        "published": content.published,
        "source": content.source,
        "authors": "、".join(content.authors) or None,
        "editors": "、".join(content.editors) or None,
        "section": " > ".join(content.section) or None,
        "url": article.url,
        "id": f"{article.id} (version {article.version})",
        "captured": provenance.captured,
        "record": f"{provenance.warc_filename} at {provenance.warc_record_offset}",
    }
    for name, value in facts.items():
        if value:
            out.line(f"{name:>10}  {value}")
    out.line()
    out.line(content.text)
    if content.removed:
        out.line("\nstripped:")
    for removed in content.removed:
        support = f", on {removed.support} pages" if removed.support else ""
        text = removed.text if len(removed.text) <= 60 else removed.text[:59] + "…"
        out.line(f"  {removed.kind:<13} {text}  ({removed.rule}{support})")


def _explain(out: Output, collection: Collection, what: str, when: datetime | None) -> None:
    from portal_spider.explain import explain

    reading, lines = explain(collection, what, when)
    out.whole(reading)
    for line in lines:
        out.line(line)
