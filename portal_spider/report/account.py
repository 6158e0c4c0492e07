"""What a crawl did and what its portals hold, as plain values."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from archive.coverage import gaps
from archive.state import State
from archive.times import seconds
from portal_spider.tally import Tally

DAYS = 90  # back from the end of the crawl


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What a run knows of itself when it ends."""

    crawl: str
    portals: tuple[str, ...]
    started: datetime
    ended: datetime
    took: float  # seconds, whatever became of the clock meanwhile
    reason: str
    tally: Tally
    rechecks: dict[str, dict[str, int]]
    recovered: list[dict[str, Any]]
    damage: str | None = None  # met in what was kept before: nothing was read again
    resting: dict[str, str] = field(default_factory=dict)  # server -> why nothing is asked of it


def account(state: State, gone: Gone, waiting: int) -> dict[str, Any]:
    """Return ``report.json``; times in UTC, sizes in bytes, rates a second."""
    ended, took = gone.ended, gone.took
    outcomes = state.frontier.outcomes_of(gone.crawl)
    fetched = sum(count for outcome, count in outcomes.items() if outcome != "skipped")
    return {
        "crawl": gone.crawl,
        "portals": list(gone.portals),
        "started": seconds(gone.started),
        "ended": seconds(ended),
        "seconds": round(took, 3),
        "reason": gone.reason,
        **gone.tally.figures(),
        "rechecks": gone.rechecks,
        "urls_per_second": round(fetched / max(took, 0.001), 2),
        "outcomes": outcomes,
        "waiting": waiting,
        "resting": gone.resting,
        "recovered": gone.recovered,
        "damage": gone.damage,
        "coverage": [coverage(state, portal, ended.date()) for portal in gone.portals],
        "blocked": [
            {"url": row["url"], "reason": row["reason"]}
            for row in state.frontier.rows("crawl = ? AND outcome = 'blocked'", (gone.crawl,))
        ],
        "skipped": [
            {"url": row["url"], "outcome": row["outcome"], "reason": row["reason"],
             "found_on": row["found_on"]}
            for row in state.frontier.rows(
                "crawl = ? AND outcome IN ('skipped', 'failed')", (gone.crawl,)
            )
        ],
    }  # fmt: skip


def coverage(state: State, portal: str, today: date) -> dict[str, Any]:
    """Return how many articles *portal* has for each of the last days and in each section.

    Days are days of publication. The day itself is not over yet: no gap is seen in it.
    """
    sections = published(state, portal, today)
    whole: Counter[date] = Counter()
    for counts in sections.values():
        whole.update(counts)
    return {
        "portal": portal,
        "articles": state.holdings.count(portal)[0],
        "days": {day.isoformat(): whole[day] for day in sorted(whole)},
        "gaps": _rows(whole, today),
        "sections": [
            {
                "section": section or None,
                "articles": sum(days.values()),
                "last": max(days).isoformat(),
                "gaps": _rows(days, today),
            }
            for section, days in sorted(sections.items(), key=lambda s: -sum(s[1].values()))
        ],
    }


def published(state: State, portal: str, today: date) -> dict[str, Counter[date]]:
    """Return the articles of *portal* by section and day of publication, of the last days."""
    since = today - timedelta(days=DAYS)
    sections: dict[str, Counter[date]] = {}
    for day, section, count in state.holdings.days(portal):
        try:
            when = date.fromisoformat(day)
        except ValueError:
            continue
        if since <= when <= today:
            sections.setdefault(section, Counter())[when] += count
    return sections


def _rows(days: Counter[date], today: date) -> list[dict[str, Any]]:
    return [
        {"day": gap.day.isoformat(), "articles": gap.count, "usually": [gap.low, gap.high]}
        for gap in gaps(days, today)
    ]
