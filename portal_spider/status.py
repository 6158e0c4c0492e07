"""What a collection holds and how it stands, as plain values: ``portal status``."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive import lock, manifest
from archive.collection import Collection
from archive.errors import CorpusError
from archive.state import State
from archive.warc import size_of
from portal_spider.errors import ProfileError
from portal_spider.portals import readable
from portal_spider.report import coverage

_CRAWLS = 5  # the last ones


def summary(collection: Collection) -> dict[str, Any]:
    """Return the portals, the last crawls, and what is missing or broken."""
    warcs = collection.warc_files()
    writer = lock.held(collection.lock)
    broken = [p for p in readable(collection.portals).values() if isinstance(p, ProfileError)]
    whole: dict[str, Any] = {
        "collection": str(collection.root), "name": collection.configuration.name,
        "warc_files": len(warcs), "warc_bytes": sum(map(size_of, warcs)),
        "warc_stored_only": sum(not isinstance(file, Path) for file in warcs),
        "open_files": [p.name for p in warcs if p.name.endswith(manifest.OPEN)],
        "missing_files": _missing(collection, {p.name.removesuffix(manifest.OPEN) for p in warcs}),
        "broken_profiles": [str(error) for error in broken],
        "writer": writer, "portals": [], "crawls": [],
    }  # fmt: skip
    if not collection.state.exists():
        return whole
    with State(collection.state, readonly=True) as state:
        crawled = {name for _, portals, *_ in state.crawls() for name in portals}
        for name in state.portals():
            whole["portals"].append(_portal(state, name, name in crawled))
        for number, (crawl, portals, started, ended, outcome) in enumerate(state.crawls(_CRAWLS)):
            # Only the newest can be running: one process writes at a time.
            running = f"running (process {writer})" if writer and not number else None
            whole["crawls"].append(
                {"crawl": crawl, "portals": portals, "started": started, "ended": ended,
                 "outcome": outcome or running or "killed; the next run goes on",
                 "alarms": _alarms(collection, crawl)}
            )  # fmt: skip
    return whole


def _missing(collection: Collection, held: set[str]) -> list[str]:
    """The WARCs that the manifest names and that are gone."""
    try:
        return [e.file for _, e in manifest.read(collection.manifest) if e.file not in held]
    except CorpusError:
        return []  # verify names the line


def _portal(state: State, name: str, crawled: bool) -> dict[str, Any]:
    articles, versions = state.holdings.count(name)
    held = coverage(state, name, datetime.now(UTC).date())
    return {
        "portal": name, "crawled": crawled, "articles": articles, "versions": versions,
        "read_by": state.reading(name)[1], "outcomes": state.frontier.outcomes(name), "gaps": held["gaps"], "silent": _silent(held),
    }  # fmt: skip


def _alarms(collection: Collection, crawl: str) -> list[dict[str, str]]:
    """What a crawl's report warns of."""
    try:
        report = json.loads((collection.crawls / crawl / "report.json").read_bytes())
    except (OSError, ValueError):
        return []
    return list(report.get("alarms", [])) if isinstance(report, dict) else []


def _silent(held: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The last gap of each section that the portal's own gaps do not explain."""
    known = {gap["day"] for gap in held["gaps"]}
    last = [
        (section["section"] or "–", gap)
        for section in held["sections"]
        for gap in section["gaps"][-1:]
    ]
    return [(name, gap) for name, gap in last if gap["day"] not in known][:5]
