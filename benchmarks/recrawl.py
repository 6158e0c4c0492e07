"""Recrawls in simulated time.

``python -m benchmarks.recrawl policies``: changes seen per request on a portal
whose rates are known, by this program's due dates, by equal intervals and by
visiting everything, all with the same requests a day.

``python -m benchmarks.recrawl crawls [--crawls 200 --articles 1000]``: that many
crawls of a portal of which 2 % of the articles change a day, with the real
frontier, WARCs, reading and state: changes missed beyond their due date, bytes
of the WARCs against full recrawls, growth of state and index.
"""

import argparse
import heapq
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from archive.collection import Collection
from archive.history import history
from archive.recrawl import DAY, Watch, choose, due, habit
from archive.state import State
from benchmarks.newsroom import ORIGIN, Newsroom, visit
from tests.test_history import text


@dataclass
class Page:
    """An article of the simulated portal: its own rate, and when it changed."""

    born: float
    changes: list[float]

    def version(self, at: float) -> int:
        return sum(1 for change in self.changes if change <= at)


def news(chance: random.Random, days: int) -> list[Page]:
    """A portal as they are: an archive of 2,000 articles, and 20 new ones a day.

    The new are corrected in their first hours: at rates from a gamma
    distribution (mean 3 a day, shape 0.3: most never, a few again and again)
    that fall with a power of the age, not on the clock that the due dates
    assume. One in a hundred of the archive changes, once a week.
    """
    pages = []
    for number in range(2_000):
        rate = 1 / 7 if number % 100 == 0 else 0.0
        pages.append(Page(-365 * DAY * chance.random(), _changes(chance, 0.0, days, rate)))
    for number in range(20 * days):
        born, rate = number / 20 * DAY, chance.gammavariate(0.3, 3 / 0.3)
        changes = [
            at for at in _changes(chance, born, days, rate)
            if chance.random() < (1 + 4 * (at - born) / DAY) ** -1.5
        ]  # fmt: skip
        pages.append(Page(born, changes))
    return pages


def steady(chance: random.Random, days: int) -> list[Page]:
    """1,000 pages that keep their rates for ever: nine in ten never change, one does daily."""
    return [
        Page(0.0, _changes(chance, 0.0, days, chance.expovariate(1.0) if number % 10 == 0 else 0.0))
        for number in range(1_000)
    ]


def _changes(chance: random.Random, born: float, days: int, rate: float) -> list[float]:
    """When a page changes that does so at *rate* a day."""
    at, found = born, []
    while rate > 0 and (at := at + chance.expovariate(rate) * DAY) < days * DAY:
        found.append(at)
    return found


def seen(pages: list[Page], policy: str, days: int, budget: int, hours: int = 1) -> tuple[int, int]:
    """Return the changes seen and the requests made, crawling every *hours*."""
    watches: dict[int, Watch] = {}
    queue: list[tuple[float, int]] = []  # of the fixed policies: the one visited longest ago
    found = requests = 0
    each = budget * hours / 24
    allowed = 0.0
    for step in range(1, days * 24 // hours):
        now = step * hours * 3600.0
        for number, page in enumerate(pages):
            if number not in watches and page.born <= now:
                watches[number] = Watch(
                    article=str(number), portal="p", url="", born=page.born, last=now,
                    state=str(page.version(now)),
                )  # fmt: skip
                heapq.heappush(queue, (now, number))
        allowed = min(allowed + each, max(each, len(watches) if policy == "all" else each))
        if policy == "due":
            chosen = [int(c.watch.article) for c in choose(list(watches.values()), now)]
            chosen = chosen[: int(allowed)]
        elif policy == "uniform":
            chosen = [heapq.heappop(queue)[1] for _ in range(min(int(allowed), len(queue)))]
        else:  # everything, as often as the budget allows
            chosen = list(watches) if allowed >= len(watches) else []
        allowed -= len(chosen)
        for number in chosen:
            watch, state = watches[number], str(pages[number].version(now))
            found += watch.state != state
            watches[number] = watch.visited(now, state, "")
            if policy == "uniform":
                heapq.heappush(queue, (now, number))
        requests += len(chosen)
    return found, requests


def policies(days: int, budget: int, seed: int = 1) -> list[tuple[str, str, int, int]]:
    """Return (portal, policy, changes seen, requests); the others get the requests that "due" made."""
    rows = []
    for make in (news, steady):
        pages = make(random.Random(seed), days)
        found, requests = seen(pages, "due", days, budget)
        rows.append((make.__name__, "due", found, requests))
        for policy in ("uniform", "all"):
            rows.append((make.__name__, policy, *seen(pages, policy, days, requests // days)))
    return rows


@dataclass(frozen=True)
class Outcome:
    """What many crawls of one portal came to."""

    crawls: int
    changes: int
    seen: int
    late: int  # seen later than the first crawl after the due date
    requests: int
    warc_bytes: int
    full_bytes: int  # of as many full recrawls
    first_bytes: int
    sizes: list[tuple[int, int, int]]  # crawl, bytes of state, bytes of index
    seconds: float


def crawls(root: Path, number: int, articles: int, share: float = 0.02, hours: int = 6) -> Outcome:
    """Crawl a portal *number* times, every *hours*; a *share* of its articles changes a day."""
    chance, began = random.Random(1), time.monotonic()
    room = Newsroom()
    for n in range(articles):
        room.publish(n, text(n) * 3, etag=n % 2 == 0, counter=n % 10 == 1)
    visit(root, room)
    collection = Collection(root)
    first = sum(path.stat().st_size for path in collection.warcs.glob("*.warc.gz"))
    changed: dict[str, float] = {}  # URLs whose last change was not seen yet -> since when
    deadlines: dict[str, float] = {}
    total = caught = late = 0
    sizes = []
    for crawl in range(2, number + 1):
        for path, story in room.stories.items():
            if chance.random() < share * hours / 24:
                story.text = text(chance.randrange(10**9)) * 3
                total += ORIGIN + path not in changed
                changed.setdefault(ORIGIN + path, room.now.timestamp())
        room.wait(hours=hours)
        with State(collection.state, readonly=True) as state:
            watches = state.sightings.watches("newsroom")
        known, now = habit(watches), room.now.timestamp()
        deadlines = {watch.url: due(watch, known) for watch in watches}
        room.asked.clear()
        visit(root, room, budgets={"newsroom": 10**9})
        got = {ORIGIN + path for path, _ in room.asked}
        for url in [url for url in changed if url in got]:
            caught += 1
            del changed[url]
        late += sum(deadlines[url] <= now for url in changed)
        if crawl % max(number // 5, 1) == 0:
            sizes.append((crawl, collection.state.stat().st_size, collection.index.stat().st_size))
    with State(collection.state, readonly=True) as state:
        requests = sum(w.visits for w in state.sightings.watches("newsroom"))
        ids = [w.article for w in state.sightings.watches("newsroom")]
    edits = sum(
        event.type == "edited" for i in ids for event in history(collection, i).events
    )  # fmt: skip
    assert edits == caught, f"{edits} edits in the history, {caught} were fetched"
    warcs = sum(path.stat().st_size for path in collection.warcs.glob("*.warc.gz"))
    return Outcome(
        number, total, caught, late, requests, warcs, first * number, first, sizes,
        time.monotonic() - began,
    )  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["policies", "crawls"])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--budget", type=int, default=200, help="requests a day")
    parser.add_argument("--crawls", type=int, default=200)
    parser.add_argument("--articles", type=int, default=1000)
    asked = parser.parse_args()
    if asked.what == "policies":
        print("| portal | policy | changes seen | requests | a request | against uniform |")
        print("| --- | --- | ---: | ---: | ---: | ---: |")
        rows = policies(asked.days, asked.budget)
        for kind, policy, found, requests in rows:
            base = next(f / r for k, p, f, r in rows if (k, p) == (kind, "uniform"))
            each = found / max(requests, 1)
            print(
                f"| {kind} | {policy} | {found:,} | {requests:,} | {each:.4f} | {each / base:.2f} |"
            )
        return
    with tempfile.TemporaryDirectory() as folder:
        done = crawls(Path(folder) / "c", asked.crawls, asked.articles)
    growth = (done.warc_bytes - done.first_bytes) / (done.full_bytes - done.first_bytes)
    print(f"{done.crawls} crawls of {asked.articles} articles in {done.seconds:.0f} s")
    print(f"{done.changes} changes, {done.seen} seen, {done.late} missed beyond their due date")
    print(f"{done.requests} visits to articles for {done.crawls * asked.articles} in full recrawls")
    print(f"WARCs grew by {growth:.2%} of what full recrawls would have stored")
    for crawl, state, index in done.sizes:
        print(f"after {crawl} crawls: state {state:,} bytes, index {index:,} bytes")


if __name__ == "__main__":
    main()
