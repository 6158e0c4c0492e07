"""`portal search`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portal_spider.cli.options import common, opened, part
from portal_spider.cli.output import Output, counted, plain_error

if TYPE_CHECKING:
    from archive.collection import Collection
    from archive.listing import Only
    from archive.search import Hit, Marked, Order, Results


@click.command()
@click.argument("query")
@part
@click.option("--as-one", is_flag=True, 
              help="Simplified and traditional characters are the same, and the dots in names.")  # fmt: skip
@click.option("--group", is_flag=True, help="Reprints of one text under the best of them.")
@click.option("--order", type=click.Choice(("relevance", "newest", "oldest")), default="relevance",
              show_default=True)  # fmt: skip
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N")
@click.option("--cursor", metavar="C", help="Go on behind this page: `next` of --json.")
@common
def search(
    query: str,
    only: "Only",
    as_one: bool,
    group: bool,
    order: "Order",
    limit: int,
    cursor: str | None,
    into: Path | None,
    out: Output,
) -> int:
    """Find the articles that contain QUERY.

    Words are literal and all required; "quotes" hold a phrase; AND, OR, NOT and
    NEAR (or NEAR/5) are in capitals; title: text: source: author: editor:
    section: keyword: portal: narrow the word behind them.
    """
    from archive.errors import BadQuery
    from archive.reprints import grouped
    from archive.search import Search, parse

    collection = opened(into, out)
    node = parse(query)
    if node is None:
        raise BadQuery(query, "there is nothing to look for")
    out.debug(f"asked for: {node}")
    out.debug(f"of: {only}")
    brought_up_to_date(collection)
    asked = Search(collection)
    results = asked.find(query, only, limit=limit, cursor=cursor, order=order, as_one=as_one)
    groups = grouped(asked, results, only, order=order, as_one=as_one) if group else None
    out.whole(as_dict(results, groups))
    if not out.json:
        _print(out, results, groups or [[hit] for hit in results.hits])
    return 0 if results.hits else 1


def brought_up_to_date(collection: "Collection") -> int:
    """Put what a killed run left out into the index, if nobody writes and we may.

    Say and return how many lines of the corpus a search does not answer for all the same.
    """
    from archive.errors import CannotKeep, CollectionInUse
    from archive.search import missing, update

    lacking = missing(collection)
    if lacking:
        try:
            with collection.writing():
                update(collection)
            return 0
        except (CollectionInUse, CannotKeep):
            lines, are = counted(lacking, "line"), "is" if lacking == 1 else "are"
            plain_error(f"{lines} of the corpus {are} not in the index yet, and not searched")
    return lacking


def as_dict(results: "Results", groups: "list[list[Hit]] | None") -> dict[str, Any]:
    """Return the contract's object; ``marks`` are the places to be marked in a text.

    Of *groups* each is a hit with the others of its text as ``same``.
    """
    hits = (
        [_row(hit) for hit in results.hits]
        if groups is None
        else [_row(hit) | {"same": [_row(other) for other in others]} for hit, *others in groups]
    )
    return {
        "query": results.query, "total": results.total, "hits": hits,
        "next": results.next, "missing": results.missing,
    }  # fmt: skip


def _row(hit: "Hit") -> dict[str, Any]:
    article = hit.article
    return {
        "id": hit.id, "url": article.url, "title": article.content.title,
        "published": article.content.published, "portal": article.portal, "score": hit.score,
        "snippet": hit.snippet.text, "marks": hit.snippet.marks, "title_marks": hit.title.marks,
    }  # fmt: skip


def _print(out: Output, results: "Results", groups: "list[list[Hit]]") -> None:
    from archive.search import literal

    for hit, *others in groups:
        content = hit.article.content
        out.marked(hit.title if content.title else _untitled(), style="bold")
        out.line("  " + _facts(hit), style="dim")
        out.marked(hit.snippet, indent="  ")
        for other in others:
            out.line("  = " + _facts(other), style="dim")
        out.line()
    shown = f", {len(results.hits)} shown" if len(results.hits) < results.total else ""
    out.line(f"{counted(results.total, 'article')}{shown}")
    if not results.total and (words := literal(results.query)):
        out.note(f"looked for literally: {'  '.join(words)}")
        out.note('(quotes are ", a field is title:, operators are AND OR NOT NEAR)')
    if results.next:
        out.note(f"go on with: --cursor {results.next}")


def _facts(hit: "Hit") -> str:
    content = hit.article.content
    facts = ((content.published or "")[:16], content.source, hit.article.portal, hit.id)
    return "  ".join(fact for fact in facts if fact)


def _untitled() -> "Marked":
    from archive.search import Marked

    return Marked("(no title)")
