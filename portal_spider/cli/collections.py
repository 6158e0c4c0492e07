"""`portal init`, `add`, `list`, `status`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from archive.collection import Collection
from archive.state import State
from archive.warc import size_of
from portal_spider.cli.crawling import gap_line
from portal_spider.cli.options import common, opened, output
from portal_spider.cli.output import size


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--name", help="What the collection is called (default: the directory's name).")
@click.option("--contact", help="An address or URL that webmasters may write to.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
def init(directory: Path, name: str | None, contact: str | None, as_json: bool) -> None:
    """Make a collection in DIRECTORY."""
    collection = Collection.create(directory, name=name, contact=contact)
    out = output(as_json, False, 0)
    out.whole({"collection": str(collection.root), "name": collection.configuration.name})
    out.line(f"made the collection {collection.configuration.name} in {collection.root}")
    if contact is None:
        out.line("crawling public hosts needs a contact: set it in collection.toml")


@click.command()
@click.argument("url")
@click.option("--name", help="What the portal is called (default: its host).")
@common
def add(
    url: str, name: str | None, into: Path | None, as_json: bool, quiet: bool, verbose: int
) -> None:
    """Add the portal at URL: probe it, and write its profile to portals/."""
    from portal_spider.addition import add_portal

    collection, out = opened(into), output(as_json, quiet, verbose)
    added = add_portal(collection, url, name)
    out.whole({"portal": added.name, "profile": str(added.path), "found": added.found})
    out.line(f"added {added.name}: {added.path}")
    for key, value in added.found.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        out.line(f"  {key}: {shown}")
    out.line(f"crawl it with: portal crawl {added.name} --into {collection.root}")


@click.command(name="list")
@common
def list_portals(into: Path | None, as_json: bool, quiet: bool, verbose: int) -> None:
    """List the portals that can be crawled by name, and those the collection holds."""
    from portal_spider.portals import known, shipped

    out = output(as_json, quiet, verbose)
    root = into or Path.cwd()
    collection = Collection(root) if into or (root / "collection.toml").exists() else None
    profiles = known(collection.portals if collection else None)
    held = _held(collection) if collection else {}
    rows: list[dict[str, Any]] = []
    for name in sorted({*profiles, *held}):
        profile = profiles.get(name)
        own = collection is not None and (collection.portals / f"{name}.toml").exists()
        origin = "own profile" if own else "ships" if name in shipped() else "no profile"
        rows.append(
            {
                "portal": name, "title": profile.title if profile else None, "profile": origin,
                "hosts": list(profile.hosts) if profile else [], "articles": held.get(name, 0),
            }
        )  # fmt: skip
    out.whole(rows)
    table = Table(box=None, pad_edge=False)
    for column in ("portal", "title", "hosts", "profile"):
        table.add_column(column)
    table.add_column("articles", justify="right")
    for row in rows:
        table.add_row(
            row["portal"], row["title"] or "", ", ".join(row["hosts"]), row["profile"],
            str(row["articles"]),
        )  # fmt: skip
    if not as_json:
        out.console.print(table)


def _held(collection: Collection) -> dict[str, int]:
    if not collection.state.exists():
        return {}
    with State(collection.state, readonly=True) as state:
        return {name: count for name in state.portals() if (count := state.holdings.count(name)[0])}


@click.command()
@common
def status(into: Path | None, as_json: bool, quiet: bool, verbose: int) -> None:
    """Sum the collection up: portals, last crawls, what waits, gaps."""
    from portal_spider.report import coverage

    collection, out = opened(into), output(as_json, quiet, verbose)
    warcs = collection.warc_files()
    whole: dict[str, Any] = {
        "collection": str(collection.root), "name": collection.configuration.name,
        "warc_files": len(warcs), "warc_bytes": sum(map(size_of, warcs)),
        "warc_stored_only": sum(not isinstance(file, Path) for file in warcs),
        "open_files": [p.name for p in warcs if p.name.endswith(".open")],
        "portals": [], "crawls": [],
    }  # fmt: skip
    if collection.state.exists():
        with State(collection.state, readonly=True) as state:
            for name in state.portals():
                articles, versions = state.holdings.count(name)
                held = coverage(state, name, datetime.now(UTC).date())
                whole["portals"].append(
                    {"portal": name, "articles": articles, "versions": versions,
                     "outcomes": state.frontier.outcomes(name), "gaps": held["gaps"],
                     "silent": _silent(held)}
                )  # fmt: skip
            for crawl, portals, started, ended, outcome in state.crawls(5):
                whole["crawls"].append(
                    {"crawl": crawl, "portals": portals, "started": started, "ended": ended,
                     "outcome": outcome or "killed, or running still",
                     "alarms": _alarms(collection, crawl)}
                )  # fmt: skip
    out.whole(whole)
    out.line(f"{whole['name']}  {collection.root}")
    away = f", {whole['warc_stored_only']} in the store alone" if whole["warc_stored_only"] else ""
    out.line(f"{whole['warc_files']} WARC files, {size(whole['warc_bytes'])}{away}")
    for name in whole["open_files"]:
        out.line(f"  open: {name}")
    for row in whole["portals"]:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in row["outcomes"].items())
        out.line(f"\n{row['portal']}: {row['articles']} articles in {row['versions']} versions")
        out.line(f"  URLs: {counts}")
        for gap in row["gaps"][-5:]:
            out.line(f"  gap: {gap_line(gap)}", style="yellow")
        for section, gap in row["silent"]:
            out.line(f"  gap in {section}: {gap_line(gap)}", style="yellow")
    if whole["crawls"]:
        out.line("\nlast crawls")
    for row in whole["crawls"]:
        out.line(f"  {row['started']}  {', '.join(row['portals'])}: {row['outcome']}")
        for alarm in row["alarms"]:
            out.line(f"    alarm: {alarm['portal']}: {alarm['sentence']}", style="bold yellow")


def _alarms(collection: Collection, crawl: str) -> list[dict[str, str]]:
    """What a crawl's report warns of."""
    try:
        report = json.loads((collection.crawls / crawl / "report.json").read_bytes())
    except (OSError, ValueError):
        return []
    return list(report.get("alarms", []))


def _silent(held: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The last gap of each section that the portal's own gaps do not explain."""
    known = {gap["day"] for gap in held["gaps"]}
    last = [
        (section["section"] or "–", gap)
        for section in held["sections"]
        for gap in section["gaps"][-1:]
    ]
    return [(name, gap) for name, gap in last if gap["day"] not in known][:5]
