"""How a crawl goes or went, from its ``crawl.log``: pages and articles over time, the last lines."""

import re
from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SETTLED = re.compile(r"(\S+Z) +(\d+|-) +(?:\d+|-) (\w+) ")
_STEPS = 60
_TAIL = 20
WIDE, HIGH = 100, 60


@dataclass(frozen=True, slots=True)
class Step:
    """What was there at a time since the crawl began."""

    at: str
    pages: int
    articles: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Both lines of the plot as points of an SVG of ``WIDE`` by ``HIGH``, and the same in numbers."""

    steps: tuple[Step, ...]
    tail: tuple[str, ...]
    pages: str = ""
    articles: str = ""


def progress(log: Path) -> Progress:
    """Return what *log* tells; nothing where there is none."""
    pages: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    tail: deque[str] = deque(maxlen=_TAIL)
    try:
        with log.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                tail.append(line.rstrip("\n"))
                if match := _SETTLED.match(line):
                    at, status, outcome = match.groups()
                    pages[at] += status != "-"
                    articles[at] += outcome == "article"
    except OSError:
        return Progress((), ())
    steps = _steps(pages, articles)
    if not steps or not steps[-1].pages:
        return Progress((), tuple(tail))
    return Progress(
        steps, tuple(tail),
        _points([step.pages for step in steps], steps[-1].pages),
        _points([step.articles for step in steps], steps[-1].pages),
    )  # fmt: skip


def _steps(pages: Counter[str], articles: Counter[str]) -> tuple[Step, ...]:
    """The sums at even times from the first second to the last."""
    if not pages:
        return ()
    moments = sorted(pages)
    begin, end = (datetime.fromisoformat(moments[n]).timestamp() for n in (0, -1))
    width = max((end - begin) / _STEPS, 1.0)
    found: dict[int, Step] = {}
    some, made = 0, 0
    for at in moments:
        some, made = some + pages[at], made + articles[at]
        found[int((datetime.fromisoformat(at).timestamp() - begin) / width)] = Step(at, some, made)
    last, steps = Step(moments[0], 0, 0), []
    for number in range(max(found) + 1):
        if number in found:
            last = found[number]
        steps.append(last)
    return tuple(steps)


def _points(values: list[int], most: int) -> str:
    across = WIDE / max(len(values) - 1, 1)
    return " ".join(
        f"{number * across:.2f},{HIGH - HIGH * value / most:.2f}"
        for number, value in enumerate([*values, values[-1]] if len(values) == 1 else values)
    )
