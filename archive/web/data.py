"""What the screens show, as plain values: the same that ``/api`` serves as JSON."""

import re
from calendar import monthcalendar
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson

from archive import cdxj, lock
from archive.collection import Collection
from archive.coverage import gaps
from archive.errors import NotArchived, Withdrawn
from archive.search import Hit, Results, Spread
from archive.state import State
from archive.withdrawal import hidden


def found(results: Results, spread: Spread, groups: list[list[Hit]]) -> dict[str, Any]:
    """Return a page of hits, in *groups* of one text, and how all that was found spreads."""
    return {
        "query": results.query, "total": results.total, "next": results.next,
        "missing": results.missing, 
        "hits": [_hit(hit) | {"same": list(map(_hit, others))} for hit, *others in groups],
        "facets": {
            "portal": spread.portals, "section": spread.sections, "source": spread.sources,
            "state": spread.states,
        },
        "months": spread.months, "undated": spread.undated,
    }  # fmt: skip


def _hit(hit: Hit) -> dict[str, Any]:
    content = hit.article.content
    return {
        "id": hit.id, "url": hit.article.url, "title": content.title,
        "published": content.published, "portal": hit.article.portal, "source": content.source,
        "score": hit.score, "snippet": hit.snippet.text, "marks": hit.snippet.marks,
        "title_marks": hit.title.marks,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """A leaf of a calendar: weeks of (number or "", day, captures), Monday first."""

    name: str
    weeks: tuple[tuple[tuple[int | str, str, int], ...], ...]


_SCHEME = re.compile(r"\A[a-zA-Z][a-zA-Z0-9+.-]*://")


def months(entries: list[cdxj.CdxjEntry]) -> list[Month]:
    """Return a leaf for each month in which something was captured."""
    counts = Counter(entry.date.date() for entry in entries)
    return [
        Month(
            f"{year:04}-{month:02}",
            tuple(
                tuple(
                    (number or "", day.isoformat(), counts[day] if number else 0)
                    for number in week
                    for day in [date(year, month, number or 1)]
                )
                for week in monthcalendar(year, month)
            ),
        )
        for year, month in sorted({(day.year, day.month) for day in counts})
    ]


def captures(collection: Collection, url: str) -> list[cdxj.CdxjEntry]:
    """Return the captures of *url* in the order of time; NotArchived, Withdrawn.

    Where there are none of exactly *url*, those of the same bytes spelled otherwise or by the other
    of http and https; a URL without a scheme is of either.
    """
    tried = [url] if _SCHEME.match(url) else [f"http://{url}", f"https://{url}"]
    found = (_spelled_so(collection, one) for one in tried)
    entries = next(filter(None, found), [])
    away = hidden(collection)
    for named in (*tried, *(entry.url for entry in entries)):
        if act := away.hides(named):
            raise Withdrawn(url, act.at, act.reason)
    if not entries:
        raise NotArchived(url)
    return entries


def _spelled_so(collection: Collection, url: str) -> list[cdxj.CdxjEntry]:
    """The captures of *url*, else of what people write for it, in the order of time."""
    if not collection.index.exists():
        return []
    exact = list(cdxj.captures_of(collection.index, url))
    return exact or sorted(cdxj.nearest_first(collection.index, url), key=lambda e: e.date)


def capture(entry: cdxj.CdxjEntry) -> dict[str, Any]:
    """Return a capture as JSON has it."""
    return {
        "url": entry.url, "at": entry.date.strftime("%Y-%m-%dT%H:%M:%SZ"), "status": entry.status,
        "mime": entry.mime, "digest": entry.digest, "warc_filename": entry.filename,
        "warc_record_offset": entry.offset, "warc_record_length": entry.length,
    }  # fmt: skip


def crawls(collection: Collection, limit: int = -1) -> list[dict[str, Any]]:
    """Return the crawls, the newest first, with what their reports say of them."""
    return [row | {"report": _report(collection, row["crawl"])} for row in _rows(collection, limit)]


def crawl(collection: Collection, name: str) -> dict[str, Any]:
    """Return one crawl; NotArchived if there is none of that name."""
    for row in _rows(collection):
        if row["crawl"] == name:
            return row | {"report": _report(collection, name)}
    raise NotArchived(name)


def _rows(collection: Collection, limit: int = -1) -> list[dict[str, Any]]:
    if not collection.state.exists():
        return []
    with State(collection.state, readonly=True) as state:
        rows = state.crawls(limit)
    at_work = lock.held(collection.root / ".lock") is not None
    return [
        {
            "crawl": crawl, "portals": portals, "started": started, "ended": ended,
            "outcome": outcome, "running": at_work and not number and ended is None,
        }
        for number, (crawl, portals, started, ended, outcome) in enumerate(rows)
    ]  # fmt: skip


def alarms(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what each portal's last crawl of *rows* (the newest first) found out of the ordinary."""
    found, told = [], set[str]()
    for row in rows:
        if row["report"]:
            found += [
                alarm | {"crawl": row["crawl"]} for alarm in row["report"].get("alarms", ())
                if alarm["portal"] not in told
            ]  # fmt: skip
            told.update(row["portals"])
    return found


def _report(collection: Collection, name: str) -> dict[str, Any] | None:
    try:
        report = orjson.loads((collection.crawls / name / "report.json").read_bytes())
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) else None


def coverage(collection: Collection) -> list[dict[str, Any]]:
    """Return for each portal its articles by month, outcomes of its URLs, and the days that lack."""
    if not collection.state.exists():
        return []
    today = datetime.now(UTC).date()
    rows = []
    with State(collection.state, readonly=True) as state:
        for portal in state.portals():
            days: Counter[date] = Counter()
            for day, _, count in state.holdings.days(portal):
                try:
                    days[date.fromisoformat(day)] += count
                except ValueError:
                    continue  # only a month or a year is known
            months: Counter[str] = Counter()
            for known, count in days.items():
                months[known.strftime("%Y-%m")] += count
            articles, held = state.holdings.count(portal)
            rows.append(
                {
                    "portal": portal, "articles": articles, "versions": held,
                    "outcomes": state.frontier.outcomes(portal),
                    "months": dict(sorted(months.items())),
                    "gaps": [
                        {"day": gap.day.isoformat(), "articles": gap.count,
                         "usually": [gap.low, gap.high]}
                        for gap in gaps(days, today)
                    ],
                }
            )  # fmt: skip
    return rows
