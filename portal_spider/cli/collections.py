"""`portal init`, `add`, `list`, `status`."""

from collections import Counter
from pathlib import Path
from typing import Any

import click

from archive.codes import named
from archive.collection import Collection
from archive.state import State
from portal_spider.cli.crawling import gap_line
from portal_spider.cli.options import common, frontier, opened
from portal_spider.cli.output import Output, counted, size
from portal_spider.page import EXTRACTOR
from portal_spider.status import summary


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@click.option("--name", help="What the collection is called (default: the directory's name).")
@click.option("--contact", help="A mail address or URL that webmasters may write to.")
@common
def init(
    directory: Path | None, name: str | None, contact: str | None, into: Path | None, out: Output
) -> None:
    """Make a collection in DIRECTORY (or --into, or where you are)."""
    from portal_spider.contact import check_contact

    if directory and into:
        raise click.UsageError("DIRECTORY and --into say the same: give one")
    if contact is not None:
        check_contact(contact)
    root = directory or into or Path.cwd()
    collection = Collection.create(root, name=name, contact=contact)
    out.whole({"collection": str(collection.root), "name": collection.configuration.name})
    out.line(f"made the collection {collection.configuration.name} in {collection.root}")
    if contact is None:
        out.note("crawling public hosts needs a contact: set it in collection.toml")


@click.command()
@click.argument("url")
@click.option("--name", help="What the portal is called (default: its host).")
@common
def add(url: str, name: str | None, into: Path | None, out: Output) -> None:
    """Add the portal at URL: probe it, and write its profile to portals/."""
    from portal_spider.addition import add_portal

    collection = opened(into, out)
    added = add_portal(collection, url, name)
    out.whole({"portal": added.name, "profile": str(added.path), "found": added.found})
    out.line(f"added the portal {added.name}: {added.path}")
    for key, value in added.found.items():
        if value not in (None, "", []):
            out.line(f"  {key}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    out.note(f"crawl it with: portal crawl {added.name} --into {collection.root}")


@click.command(name="list")
@common
def list_portals(into: Path | None, out: Output) -> None:
    """List the portals that can be crawled by name, and those the collection holds."""
    from portal_spider.errors import ProfileError
    from portal_spider.portals import readable, shipped

    root = into or Path.cwd()
    collection = opened(into, out) if into or (root / "collection.toml").exists() else None
    found = readable(collection.portals if collection else None)
    held = _held(collection) if collection else {}
    rows: list[dict[str, Any]] = []
    for name in sorted({*found, *held}):
        profile = found.get(name)
        own = collection is not None and (collection.portals / f"{name}.toml").exists()
        origin = "own profile" if own else "ships" if name in shipped() else "no profile"
        row: dict[str, Any] = {
            "portal": name,
            "title": None,
            "profile": origin,
            "hosts": [],
            "articles": held.get(name, 0),
        }
        if isinstance(profile, ProfileError):
            row["profile"] = f"broken: {profile.field}: {profile.why}"
        elif profile is not None:
            row |= {"title": profile.title, "hosts": list(profile.hosts)}
        rows.append(row)
    out.whole(rows)
    out.rows(
        [("portal", "title", "hosts", "profile", "articles")]
        + [
            (r["portal"], r["title"] or "", ", ".join(r["hosts"]), r["profile"], str(r["articles"]))
            for r in rows
        ]
    )


def _held(collection: Collection) -> dict[str, int]:
    if not collection.state.exists():
        return {}
    with State(collection.state, readonly=True) as state:
        return {name: count for name in state.portals() if (count := state.holdings.count(name)[0])}


@click.command()
@frontier
@common
def status(frontier: str | None, into: Path | None, out: Output) -> None:
    """Sum the collection up: portals, last crawls, what waits, what is missing."""
    collection = opened(into, out)
    whole = summary(collection)
    if frontier:
        whole["frontier"] = _shared(frontier)
    out.whole(whole)
    out.line(f"{whole['name']}  {collection.root}", style="bold")
    away = f", {whole['warc_stored_only']} in the store alone" if whole["warc_stored_only"] else ""
    out.line(f"{counted(whole['warc_files'], 'WARC file')}, {size(whole['warc_bytes'])}{away}")
    held = f"being written by process {whole['writer']}" if whole["writer"] else None
    for name in whole["open_files"]:
        out.line(
            f"  {name}: {held or 'left open by a run that was killed; the next one closes it'}"
        )
    for name in whole["missing_files"]:
        out.line(f"  missing, though the manifest names it: archive/{name}", style="red")
    for sentence in whole["broken_profiles"]:
        out.line(f"  {sentence}", style="red")
    if len(whole["portals"]) > 1:
        out.line(f"{counted(len(whole['portals']), 'portal')}, {_corpus(*whole['portals'])}")
    for row in whole["portals"]:
        _print_portal(out, row)
    for reader, count in _read_by_others(whole["portals"]).items():
        out.line(
            f"\n{counted(count, 'article')} read by {reader}:"
            f" portal rebuild reads them again, by {EXTRACTOR}"
        )
    if frontier:
        _print_shared(out, whole["frontier"])
    if whole["crawls"]:
        out.line("\nlast crawls")
    elif whole["warc_files"]:
        out.line("\nnothing was crawled here: what is held was imported")
    for row in whole["crawls"]:
        ended = named("en", row["outcome"])
        out.line(f"  {row['started']}  {', '.join(row['portals'])}: {ended}")
        for alarm in row["alarms"]:
            out.line(f"    alarm: {alarm['portal']}: {alarm['sentence']}", style="bold yellow")


def _shared(address: str) -> dict[str, Any]:
    """What all workers of a shared frontier are at."""
    from archive.state.shared import Address, Server

    server = Server(Address.parse(address))
    try:
        return {"address": str(server.address), **server.patiently(server.summary)}
    finally:
        server.close()


def _print_shared(out: Output, shared: dict[str, Any]) -> None:
    out.line(
        f"\nfrontier {shared['address']}: {counted(shared['workers'], 'worker')} at work,"
        f" {counted(shared['leased'], 'URL')} leased, round {shared['round']}"
    )
    for row in shared["portals"]:
        out.line(f"  {row['portal']}: {row['waiting']} of {counted(row['known'], 'URL')} left")
        if row["outcomes"]:
            counts = (f"{count} {outcome}" for outcome, count in row["outcomes"].items())
            out.items(counts, before="    in this round: ")


def _corpus(*rows: dict[str, Any]) -> str:
    articles, versions = (sum(row[what] for row in rows) for what in ("articles", "versions"))
    return f"{counted(articles, 'article')} in {counted(versions, 'version')}"


def _read_by_others(portals: list[dict[str, Any]]) -> Counter[str]:
    """How many articles each other version of the reader made."""
    counts: Counter[str] = Counter()
    for row in portals:
        if row["articles"] and row["read_by"] not in (None, EXTRACTOR):
            counts[row["read_by"]] += row["articles"]
    return counts


def _print_portal(out: Output, row: dict[str, Any]) -> None:
    out.line(f"\n{row['portal']}: {_corpus(row)}{'' if row['crawled'] else ', imported'}")
    if row["outcomes"]:
        counts = (f"{count} {outcome}" for outcome, count in row["outcomes"].items())
        out.items(counts, before="  URLs: ")
    if not row["crawled"]:
        return  # what another crawl did not take is no gap of ours
    for gap in row["gaps"][-5:]:
        out.line(f"  gap: {gap_line(gap)}", style="yellow")
    for section, gap in row["silent"]:
        out.line(f"  gap in {section}: {gap_line(gap)}", style="yellow")
