"""What no WARC holds of the crawls: events and reports, each by itself and against what was promised."""

import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from archive.collection import Collection
from archive.state import State
from archive.verify.finding import Checked, Finding, numbered_lines

EVENTS = "outcomes.jsonl"
_CHUNK = 1 << 20
_TEXTS = ("crawl", "started", "ended", "reason")
_COUNTS = ("pages", "new_articles", "new_versions", "bytes_received", "revisits", "waiting")
_TALLIES = ("visits", "outcomes", "failures")


def check_events(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """Every line of every ``outcomes.jsonl`` is whole."""
    for path in sorted(collection.crawls.glob("*/outcomes.jsonl")):
        for number, line in numbered_lines(path):
            checked["events"] += 1
            try:
                orjson.loads(line)["type"]
                wrong = None if line.endswith(b"\n") else "line is cut short"
            except (ValueError, KeyError, TypeError) as error:
                wrong = f"no event: {error}"
            if wrong:
                file = _name(collection, path)
                yield Finding(kind="event_line", file=file, offset=number, computed=wrong)


def check_reports(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """Every ``report.json`` can be read, is that of its crawl, says what can be, and its events are there."""
    for path in sorted(collection.crawls.glob("*/report.json")):
        checked["reports"] += 1
        try:
            report = orjson.loads(path.read_bytes())
            wrong = unfit(report, path.parent.name) or _contradiction(report, checked)
        except ValueError as error:
            wrong = f"no JSON: {error}"
        except OSError as error:
            wrong = error.strerror or str(error)
        if wrong:
            yield Finding(kind="report", file=_name(collection, path), computed=wrong)
        elif "events" in report:
            yield from _unlike(collection, path.with_name(EVENTS), report["events"])


def _unlike(collection: Collection, path: Path, told: dict[str, Any]) -> Iterator[Finding]:
    """What of a crawl's events is not as its report has it."""
    size = told["bytes"]
    try:
        held = promise(path, size)
    except OSError:
        return  # the events' own check tells
    if held["bytes"] < size:
        yield _fewer(collection, path, size)
    elif held["sha256"] != told["sha256"]:
        yield Finding(
            kind="event_digest", file=_name(collection, path), expected=told["sha256"],
            computed=held["sha256"],
        )  # fmt: skip


def _fewer(collection: Collection, path: Path, size: int) -> Finding:
    computed = f"{path.stat().st_size} bytes" if path.exists() else "no file"
    return Finding(
        kind="event_file", file=_name(collection, path), expected=f"{size} bytes",
        computed=computed,
    )  # fmt: skip


def promise(events: Path, size: int | None = None) -> dict[str, Any]:
    """Return what a report promises of its crawl's *events*, or of their first *size* bytes."""
    digest, count = hashlib.sha256(), 0
    with events.open("rb") if events.exists() else io.BytesIO() as file:
        while piece := file.read(_CHUNK if size is None else min(_CHUNK, size - count)):
            digest.update(piece)
            count += len(piece)
    return {"bytes": count, "sha256": digest.hexdigest()}


def promised(collection: Collection) -> dict[str, int]:
    """Return how many bytes of each ``outcomes.jsonl`` the reports promise."""
    found: dict[str, int] = {}
    for path in collection.crawls.glob("*/report.json"):
        try:
            report = orjson.loads(path.read_bytes())
        except (ValueError, OSError):
            continue  # which is told where reports are looked at
        if unfit(report, path.parent.name):
            continue
        if size := report.get("events", {"bytes": 0})["bytes"]:
            found[_name(collection, path.with_name(EVENTS))] = size
    return found


def check_crawls(collection: Collection, state: State) -> Iterator[Finding]:
    """What the state promises is there: events by their bytes, and the report of each crawl that ended."""
    told = promised(collection)
    for name, size in state.files("crawls/").items():
        path = collection.root / name
        held = path.stat().st_size if path.exists() else 0
        if told.get(name, 0) <= held < size:  # else the report's own check has said so
            yield _fewer(collection, path, size)
    for crawl, _, _, ended, _ in state.crawls():
        path = collection.crawls / crawl / "report.json"
        if ended is not None and not path.exists():
            yield Finding(
                kind="report_file", file=_name(collection, path), computed="no file",
                expected=f"the report of a crawl that ended at {ended}",
            )  # fmt: skip


def unfit(report: Any, crawl: str) -> str | None:
    """Return why nothing can be read of the report of *crawl*, if so; what earlier versions did not count may lack."""
    if not isinstance(report, dict):
        return "no JSON object"
    if lacks := [name for name in (*_TEXTS, "portals") if name not in report]:
        return f"it lacks {', '.join(lacks)}"
    for name in _TEXTS:
        if not isinstance(report[name], str):
            return f"{name}: {report[name]!r} is no text"
    if report["crawl"] != crawl:
        return f"crawl: it is that of {report['crawl']}"
    portals = report["portals"]
    if not isinstance(portals, list) or not all(isinstance(name, str) for name in portals):
        return f"portals: {portals!r} are no names"
    counts = {name: report[name] for name in _COUNTS if name in report}
    for name in _TALLIES:
        tally = report.get(name, {})
        if not isinstance(tally, dict):
            return f"{name}: no counts"
        counts |= {f"{name}: {what}": count for what, count in tally.items()}
    events = report.get("events", {"bytes": 0, "sha256": ""})
    if not isinstance(events, dict) or not isinstance(events.get("sha256"), str):
        return f"events: {events!r} is no size and digest"
    counts["events: bytes"] = events.get("bytes")
    for name, count in counts.items():
        if type(count) is not int or count < 0:
            return f"{name}: {count!r} is no count"
    return None


def _contradiction(report: dict[str, Any], checked: Checked) -> str | None:
    """What in a report that can be read cannot be.

    An end before the beginning can: where the clock was set back while the crawl ran it
    is what happened, for ever, and nobody's to mend. It is counted.
    """
    started, ended = report["started"], report["ended"]
    try:
        if datetime.fromisoformat(ended) < datetime.fromisoformat(started):
            checked["clocks_set_back"] += 1
    except (ValueError, TypeError) as error:
        return f"started, ended: {error}"
    if "visits" in report and report.get("pages", 0) > sum(report["visits"].values()):
        return f"pages: {report['pages']} are more than the visits"
    return None


def _name(collection: Collection, path: Path) -> str:
    return path.relative_to(collection.root).as_posix()
