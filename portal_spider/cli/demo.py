"""`portal demo`: the portals that ship, crawled into a collection."""

import os
import shlex
from pathlib import Path
from typing import Any

import click

from portal_spider.cli.crawling import Progress, print_report
from portal_spider.cli.options import spoken
from portal_spider.cli.output import Output, counted, shortened


@click.command()
@click.option("--serve", "served", is_flag=True, help="Then show it in a browser.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("portal-demo"),
    metavar="COLLECTION",
    help="The collection (default: ./portal-demo).",
)
@spoken
def demo(served: bool, into: Path, out: Output) -> int:
    """Crawl the two small portals that ship with the package, and show what was found."""
    from archive.collection import Collection
    from portal_spider.crawl import crawl

    collection = Collection.open_or_create(into)
    with _served(collection) as portal:
        _write_profiles(collection, portal.profiles)
        names = tuple(profile.name for profile in portal.profiles)
        out.note(f"two portals on loopback: {portal.origin}/ and {portal.other_origin}/")
        progress = Progress(out)
        ended = crawl(collection, names, on_progress=progress)
        progress.end()
    if ended.failure is not None:
        raise ended.failure
    print_report(out, ended.report)
    if not out.json and out.level >= 0:
        _show(out, collection, names)
    if served:
        from portal_spider.cli.serving import serve_collection

        serve_collection(collection, out, 0)
    return ended.exit_code


def _show(out: Any, collection: Any, names: tuple[str, ...]) -> None:
    """Say what was found, what was stripped, and where everything lies."""
    from archive import corpus

    articles = [a for name in names for a in corpus.read_articles(collection, name)]
    rows = [("published", "source", "title")]
    for article in sorted(articles, key=lambda a: a.content.published or "")[-12:]:
        content = article.content
        rows.append(((content.published or "")[:16], content.source or "", content.title or ""))
    out.line(f"\nthe newest of {counted(len(articles), 'article')}")
    out.rows(rows)
    _stripped(out, articles)
    _search(out, collection)
    out.line("\nwhere everything lies")
    where = os.path.relpath(collection.root)
    for name, what in (
        ("archive/", "WARC files: the exact bytes, sent and received"),
        ("articles/", "the articles, one JSON object a line"),
        ("boilerplate/", "what was learned of each portal"),
        ("indexes/index.cdxj", "the index of every capture"),
        ("search/", "the full-text index"),
        ("crawls/", "reports of the crawls"),
    ):
        out.line(f"  {where}/{name:<18} {what}")
    example = articles[0]
    where = shlex.quote(where)
    out.line("\ngo on with")
    out.line(f"  portal show {example.id} --into {where}")
    out.line(f"  portal show {example.id} --raw --into {where}")
    out.line(f"  portal search '供暖 NOT 西河' --into {where}")
    out.line(f"  portal serve --into {where}")
    out.line(f"  portal verify --into {where}")


def _served(collection: Any) -> Any:
    """The demo's portals, where the collection knows them from an earlier run."""
    from urllib.parse import urlsplit

    from portal_spider.demo import DemoPortal
    from portal_spider.demo.profiles import profiles
    from portal_spider.portals import known

    held = known(collection.portals)
    names = [profile.name for profile in profiles("http://a.example", "http://b.example")]
    if not all(name in held for name in names):
        return DemoPortal()
    first, second = (urlsplit(held[name].seeds[0]).port or 0 for name in names)
    return DemoPortal((first, second))


def _write_profiles(collection: Any, profiles: Any) -> None:
    """Write the demo's profiles at the addresses it is served at this time."""
    from archive import durable
    from portal_spider.profile import to_toml

    for profile in profiles:
        path = collection.portals / f"{profile.name}.toml"
        durable.replace(path, [to_toml(profile).encode()])


def _stripped(out: Any, articles: Any) -> None:
    """Say what was taken out of the articles, and why."""
    from collections import Counter

    kinds: Counter[str] = Counter()
    examples: dict[str, Any] = {}
    for article in articles:
        for removed in article.content.removed:
            kinds[removed.kind] += 1
            known = examples.get(removed.kind)
            if known is None or (removed.support or 0) > (known.support or 0):
                examples[removed.kind] = removed
    out.line("\nwhat was stripped")
    for kind, count in kinds.most_common():
        example = examples[kind]
        why = f"on {example.support} pages" if example.support else f"rule {example.rule}"
        out.line(f"  {count:>4} {kind:<13} {shortened(example.text, 40)}  ({why})")


def _search(out: Any, collection: Any) -> None:
    """Search the demo's articles for a word of two characters."""
    from archive.search import Search

    query = "泉山"
    results = Search(collection).find(query, limit=3)
    out.line(f"\na search for {query}: {counted(results.total, 'article')}")
    for hit in results.hits:
        out.marked(hit.title, indent="  ")
        out.marked(hit.snippet, indent="      ")
