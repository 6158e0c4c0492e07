"""How a crawl goes or went, from its ``crawl.log``: pages and articles over time, the last lines."""

import os
import re
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

_SETTLED = re.compile(r"(\S+Z) +(\d+|-) +(?:\d+|-) (\w+) ")
_ARTICLES = ("article", "waiting_for_pages")  # the latter is told once, at its first page
_STEPS = 60
_TAIL = 20
_LOGS = 8  # that are remembered
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


class Logs:
    """Logs that were read, each from then on only where it has grown."""

    def __init__(self) -> None:
        self._read: OrderedDict[Path, _Read] = OrderedDict()
        self._lock = Lock()

    def progress(self, log: Path) -> Progress:
        """Return what *log* tells; nothing where there is none."""
        with self._lock:
            read = self._read.pop(log, None) or _Read()
            try:
                with log.open("rb") as file:
                    told = os.fstat(file.fileno())
                    if told.st_ino != read.inode or told.st_size < read.offset:
                        read = _Read(inode=told.st_ino)
                    file.seek(read.offset)
                    for line in file:
                        if not line.endswith(b"\n"):
                            break  # it is being written
                        read.take(line)
            except OSError:
                return Progress((), ())
            self._read[log] = read
            while len(self._read) > _LOGS:
                self._read.popitem(last=False)
            return read.progress()


@dataclass(slots=True)
class _Read:
    """What was read of a log so far."""

    inode: int = 0
    offset: int = 0
    pages: Counter[str] = field(default_factory=Counter)  # by second
    articles: Counter[str] = field(default_factory=Counter)
    tail: deque[str] = field(default_factory=lambda: deque(maxlen=_TAIL))

    def take(self, line: bytes) -> None:
        """Count a line."""
        self.offset += len(line)
        text = line.decode("utf-8", "replace").rstrip("\n")
        self.tail.append(text)
        if match := _SETTLED.match(text):
            at, status, outcome = match.groups()
            self.pages[at] += status != "-"
            self.articles[at] += outcome in _ARTICLES

    def progress(self) -> Progress:
        """Return what is known by now."""
        steps = _steps(self.pages, self.articles)
        if len(steps) < 2 or not steps[-1].pages:  # of one moment no line can be drawn
            return Progress((), tuple(self.tail))
        return Progress(
            steps, tuple(self.tail),
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
    across = WIDE / (len(values) - 1)
    return " ".join(
        f"{number * across:.2f},{HIGH - HIGH * value / most:.2f}"
        for number, value in enumerate(values)
    )
