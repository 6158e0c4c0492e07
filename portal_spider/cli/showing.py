"""`portal show`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from archive.article import Article, listed, to_json
from archive.collection import Collection
from portal_spider.cli.options import common, opened
from portal_spider.cli.output import Output, aligned, counted, shortened
from portal_spider.cli.when import ending


@click.command()
@click.argument("what", metavar="URL|ID")
@click.option("--at", "when", type=ending, metavar="TIME",
              help="As it was then: a moment, or the end of a day, month or year.")  # fmt: skip
@click.option("--raw", is_flag=True, help="The archived response, HTTP head and framing included.")
@click.option("--payload", is_flag=True, help="With --raw: the payload alone.")
@click.option("--explain", is_flag=True, help="How the page was read.")
@common
def show(
    what: str,
    when: datetime | None,
    raw: bool,
    payload: bool,
    explain: bool,
    into: Path | None,
    out: Output,
) -> None:
    """Show an article, by its URL or its id."""
    from archive.access import article_at, response_block
    from archive.http import entity

    collection = opened(into, out)
    if payload and not raw:
        raise click.UsageError("--payload needs --raw")
    if raw and (explain or out.json):
        raise click.UsageError(
            f"--raw is bytes: it does not go with --{'explain' if explain else 'json'}"
        )
    if raw:
        block = response_block(collection, what, when)
        sys.stdout.buffer.write(entity(block) if payload else block)
        sys.stdout.buffer.flush()
        return
    if explain:
        _explain(out, collection, what, when)
        return
    article = article_at(collection, what, when)
    place = f"articles/{article.portal}/{article.provenance.captured[:7]}.jsonl"
    out.debug(
        f"version {article.version} stands in {place}, read by {article.provenance.extractor}"
    )
    if out.json:
        sys.stdout.buffer.write(to_json(article) + b"\n")
    else:
        _print(out, article)


def _print(out: Output, article: Article) -> None:
    content, provenance = article.content, article.provenance
    out.line(content.title or "(no title)", style="bold")
    facts = {
        "published": content.published,
        "source": content.source,
        "authors": listed(content.authors, content.language) or None,
        "editors": listed(content.editors, content.language) or None,
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
    out.line(_laid_out(content.text) if out.terminal else content.text)
    if content.removed:
        out.line("\nstripped:")
    for removed in content.removed:
        support = f", on {counted(removed.support, 'page')}" if removed.support else ""
        room = out.console.width - 48 if out.terminal else 120
        text = shortened(removed.text, max(room, 20))
        out.line(f"  {removed.kind:<13} {text}  ({removed.rule}{support})")


def _laid_out(text: str) -> str:
    """Return *text* with its tables' columns under each other: their cells stand between tabs."""
    blocks = text.split("\n\n")
    return "\n\n".join(
        "\n".join(aligned([row.split("\t") for row in block.split("\n")]))
        if "\t" in block else block
        for block in blocks
    )  # fmt: skip


def _explain(out: Output, collection: Collection, what: str, when: datetime | None) -> None:
    from portal_spider.explain import explain

    reading, lines = explain(collection, what, when)
    out.whole(reading)
    for line in lines:
        out.line(line)
