"""`portal merge`: one collection of what several workers keep, as if one machine had fetched it."""

import json
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from archive import durable, manifest, merge, seals
from archive.collection import Collection
from archive.errors import BadCollection
from archive.merge import Taken
from archive.state import State
from archive.verify.crawls import unfit
from portal_spider.derive import Derived, Progress
from portal_spider.passing import Passed
from portal_spider.portals import known
from portal_spider.rebuild import Rebuilt, rebuild_held
from portal_spider.schedule.journal import Journal

_SUMS = ("pages", "new_articles", "new_versions", "bytes_received", "revisits")
_TOLD = ("crawl", "portals", "started", "ended", "failures", *_SUMS)


@dataclass(frozen=True, slots=True)
class Merged:
    """What came from where, what the portals hold now, and the crawls' joint account."""

    taken: tuple[Taken, ...]
    withdrawals: int
    portals: tuple[Derived, ...]  # none: there was nothing new
    passed: tuple[Passed, ...]  # over, in making them: what is damaged
    account: dict[str, Any]


def merge_into(into: Collection, sources: list[Path], progress: Progress | None = None) -> Merged:
    """Take over what the collections *sources* hold, and make everything derived of it.

    The articles are the fold over all records, in the order of file names, that
    ``rebuild`` is: what two workers fetched is one article.
    """
    with ExitStack() as held:
        held.enter_context(into.writing())
        opened = [Collection(path) for path in dict.fromkeys(path.resolve() for path in sources)]
        for source in opened:
            if source.root.resolve() == into.root.resolve():
                raise BadCollection(source.root, "a collection is not merged into itself")
            held.enter_context(source.writing())
            known(source.portals)  # before it is copied, what none could use
        taken = [merge.take_over(into, source) for source in opened]
        withdrawals = sum(merge.acts(into, source) for source in opened)
        journal = Journal(into)
        for source in opened:
            journal.join(Journal(source))
        made = Rebuilt((), ()) if _is_made(into) else rebuild_held(into, progress, sources=opened)
        account = _account(into, opened)
        durable.replace(
            into.crawls / "merged.json",
            [json.dumps(account, ensure_ascii=False, indent=2).encode() + b"\n"],
        )
        for source in opened:
            seals.seal(into, source=source)
    return Merged(tuple(taken), withdrawals, made.portals, made.passed, account)


def _is_made(collection: Collection) -> bool:
    """Whether what is derived was made of all that is there: a merge may have been killed."""
    if not collection.state.exists():
        return False
    with State(collection.state, readonly=True) as state:
        read = state.files("archive/") | state.files("crawls/")
        crawls = {crawl for crawl, *_ in state.crawls()}
    warcs = {
        f"archive/{entry.file}": entry.bytes for _, entry in manifest.read(collection.manifest)
    }
    outcomes = {
        path.relative_to(collection.root).as_posix(): path.stat().st_size
        for path in collection.crawls.glob("*/outcomes.jsonl")
    }
    told = {path.parent.name for path in collection.crawls.glob("*/report.json")}
    return read == warcs | outcomes and told <= crawls


def _account(into: Collection, sources: list[Collection]) -> dict[str, Any]:
    """Return ``crawls/merged.json``: what the workers did, all in all; each URL counts once."""
    reports, killed, unreadable = [], 0, 0
    for source in sources:
        for folder in sorted(path for path in source.crawls.glob("*") if path.is_dir()):
            try:
                report = orjson.loads((folder / "report.json").read_bytes())
                if wrong := unfit(report, folder.name):
                    raise ValueError(wrong)
                reports.append({name: report[name] for name in _TOLD})
            except FileNotFoundError:
                killed += 1
            except (ValueError, KeyError, OSError):
                unreadable += 1
    failures: Counter[str] = Counter()
    for report in reports:
        failures.update(report["failures"])
    standings = sorted(Journal(into).standings().items())
    scheduled = {name: dict(Counter(run.state for run in s.runs)) for name, s in standings}
    with State(into.state, readonly=True) as state:
        outcomes = state.frontier.outcomes()
        articles, versions = state.holdings.count()
    return {
        "collections": [str(source.root) for source in sources],
        "crawls": [report["crawl"] for report in reports],
        "killed": killed,
        "unreadable": unreadable,
        "portals": sorted({portal for report in reports for portal in report["portals"]}),
        "started": min((report["started"] for report in reports), default=None),
        "ended": max((report["ended"] for report in reports), default=None),
        **{name: sum(report[name] for report in reports) for name in _SUMS},
        "failures": dict(failures.most_common()),
        "outcomes": outcomes,
        "scheduled": scheduled,
        "articles": articles,
        "versions": versions,
    }
