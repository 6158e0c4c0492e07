"""What is out of the ordinary, held against the portal's own past. Pure."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from archive.coverage import shortfall
from portal_spider.alarms.measure import FIELDS, Measures

_FEWEST_RUNS = 3  # before anything is usual
_SIGMAS = 3.0
_LEAST_RISE = 0.2  # of a share: what is significant and small wakes nobody
_FEWEST_DAYS = 8  # on which a section must have had articles
_LEAST_SILENCE = 3  # days
_ROOM_FOR = 5  # runs like the largest
_LEAST_ROOM = 200_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something to look at, in one sentence of two languages."""

    kind: str  # articles, section, fields, errors, blocked, disk, layout
    portal: str
    sentence: str
    chinese: str

    def to_dict(self) -> dict[str, Any]:
        """Return what stands in ``report.json``."""
        return asdict(self)


def judge(
    portal: str,
    now: Measures,
    past: Sequence[Measures],
    days: Mapping[str, Mapping[date, int]],
    today: date,
    free: int,
) -> list[Alarm]:
    """Return the alarms of a run.

    *days*: articles by section and day of publication; *free*: bytes on the disk.
    """
    found = _disk(now, past, free)
    if len(past) >= _FEWEST_RUNS:
        found += _articles(days, today) + _silent(days, today)
        found += _fields(now, past) + _errors(now, past)
    return [Alarm(kind, portal, sentence, chinese) for kind, sentence, chinese in found]


_Found = list[tuple[str, str, str]]  # kind, in English, in Chinese
_FIELDS = {"title": "标题", "published": "日期", "source": "来源", "authors": "作者"}


def _articles(days: Mapping[str, Mapping[date, int]], today: date) -> _Found:
    """Yesterday has far fewer articles than the days before it."""
    whole: Counter[date] = Counter()
    for counts in days.values():
        whole.update(counts)
    gap = shortfall(whole, today - timedelta(days=1))
    if gap is None:
        return []
    usual = f"{gap.low}" if gap.low == gap.high else f"{gap.low} 至 {gap.high}"
    chinese = f"{gap.day.isoformat()} 有 {gap.count} 篇文章，通常 {usual} 篇"
    return [("articles", str(gap), chinese)]


def _silent(days: Mapping[str, Mapping[date, int]], today: date) -> _Found:
    """A section has had nothing for twice as long as ever before."""
    found = []
    for section, counts in sorted(days.items()):
        active = sorted(day for day, count in counts.items() if count and day < today)
        if len(active) < _FEWEST_DAYS or not section:
            continue
        usual = max((b - a).days for a, b in pairwise(active))
        silent = (today - active[-1]).days
        if silent >= _LEAST_SILENCE and silent > 2 * usual:
            found.append(
                ("section", f"nothing in {section} for {silent} days, at most {usual} before",
                 f"{section} 已有 {silent} 天没有新文章，此前最多 {usual} 天")
            )  # fmt: skip
    return found


def _fields(now: Measures, past: Sequence[Measures]) -> _Found:
    """A field that articles usually have is missing: the layout has changed."""
    before = sum(run.articles for run in past)
    found = []
    for name in FIELDS:
        missing, usually = now.missing.get(name, 0), sum(run.missing.get(name, 0) for run in past)
        if risen(missing, now.articles, usually, before):
            found.append(
                ("fields", f"{missing} of {now.articles} new articles have no {name},"
                           f" usually {usually / before:.0%}",
                 f"{now.articles} 篇新文章中有 {missing} 篇没有{_FIELDS[name]}，"
                 f"通常 {usually / before:.0%}")
            )  # fmt: skip
    return found


def _errors(now: Measures, past: Sequence[Measures]) -> _Found:
    before = sum(run.requests for run in past)
    found = []
    for kind, what, chinese in (
        ("errors", "failed", "失败"),
        ("blocked", "were answered by block pages", "遇到拦截页"),
    ):
        count, usually = getattr(now, kind), sum(getattr(run, kind) for run in past)
        if risen(count, now.requests, usually, before):
            found.append(
                (kind, f"{count} of {now.requests} requests {what}, usually {usually / before:.0%}",
                 f"{now.requests} 次请求中有 {count} 次{chinese}，通常 {usually / before:.0%}")
            )  # fmt: skip
    return found


def _disk(now: Measures, past: Sequence[Measures], free: int) -> _Found:
    largest = max((run.bytes for run in (now, *past)), default=0)
    if free >= max(_ROOM_FOR * largest, _LEAST_ROOM):
        return []
    runs = chinese = ""
    if largest:
        runs = f", room for {free // largest} runs like the largest"
        chinese = f"，够 {free // largest} 次像最大那次的抓取"
    return [
        ("disk", f"{free / 1e6:,.0f} MB are free{runs}", f"磁盘还剩 {free / 1e6:,.0f} MB{chinese}")
    ]


def risen(count: int, of: int, usually: int, before: int) -> bool:
    """Whether a share is far above what it was: by much, and by more than chance allows.

    >>> risen(9, 10, 10, 100), risen(2, 10, 10, 100), risen(1, 1, 0, 100), risen(5, 1000, 0, 1000)
    (True, False, False, False)
    """
    if of < 4 or before < 20:
        return False
    share, past = count / of, (usually + 0.5) / (before + 1)
    chance = math.sqrt(past * (1 - past) * (1 / of + 1 / before))
    return share - past > max(_LEAST_RISE, _SIGMAS * chance)
