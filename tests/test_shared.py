"""One crawl by many workers over a real server: killed at any moment, nothing lost, nothing twice."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from archive import corpus
from archive.collection import Collection
from archive.state import State
from archive.state.shared import Address, Server
from archive.warc import captures
from portal_spider.profile import read
from tests import program
from tests.frontiers import serving
from tests.local_site import Site
from tests.program import Program
from tests.test_crawl import article

KILLS = int(os.environ.get("PORTAL_KILLS", "1"))
PAGES = {f"/bendi/2026-09-{10 + n % 20}/{n}.html": article(n) for n in range(60)}
LISTS = {
    f"/list{i}.html": "".join(f"<a href='{p}'>x</a>" for p in [*PAGES][i::5]).encode()
    for i in range(5)
}
FRONT = "".join(f"<a href='{p}'>x</a>" for p in LISTS).encode()


def work(root: Path, target: str, frontier: str, *more: str) -> Program:
    return Program(
        [sys.executable, "-m", "portal_spider", "crawl", *filter(None, [target]), "--into",
         str(root), "--frontier", frontier, *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(worker: Program, code: int = 0) -> str:
    out, said = worker.communicate(timeout=90)
    assert worker.returncode == code, out + said
    assert "Traceback" not in said
    return out + said


def fetched(roots: list[Path]) -> Counter[str]:
    """How often each URL stands in a record of any worker."""
    files = [path for root in roots for path in Collection(root).warc_files()]
    return Counter(c.uri for path in files for c in captures(path, revisits=True))


def nothing_left(frontier: str) -> bool:
    server = Server(Address.parse(frontier))
    try:
        return not server.waits() and not server.summary()["leased"]
    finally:
        server.close()


def run_status(root: Path, frontier: str) -> str:
    command = [sys.executable, "-m", "portal_spider", "status", "--into", str(root)]
    return program.run(
        [*command, "--frontier", frontier], capture_output=True, text=True, timeout=60, check=True
    ).stdout


def verified(root: Path) -> None:
    done = program.run(
        [sys.executable, "-m", "portal_spider", "verify", "--into", str(root)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


class KillingSite(Site):
    """Kills one of its visitors at the n-th request, so that no clock is needed."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__({"/": FRONT, **LISTS, **PAGES})
        self.chance, self.workers, self.after = chance, list[Program](), 0
        self._guard = threading.Lock()

    def answer(self, path: str) -> bytes:
        with self._guard:
            self.after -= 1
            if self.after == 0:
                victim = self.chance.choice([w for w in self.workers if w.poll() is None])
                os.kill(victim.pid, signal.SIGKILL)
        return super().answer(path)


@pytest.mark.parametrize("seed", range(KILLS))
def test_workers_that_are_killed_lose_nothing_and_double_nothing(
    tmp_path: Path, frontier: str, seed: int
) -> None:
    chance = random.Random(seed)
    roots = [tmp_path / f"w{i}" for i in range(3)]
    with KillingSite(chance) as site:
        target = f"{site.origin}/"
        site.workers = [work(root, target, frontier) for root in roots]
        for _ in range(chance.randint(1, 4)):
            with site._guard:
                site.after = chance.randint(1, 30)
            while all(worker.poll() is None for worker in site.workers):
                try:
                    site.workers[0].wait(0.05)
                except subprocess.TimeoutExpired:
                    continue
            for i, worker in enumerate(site.workers):
                if worker.poll() is not None:
                    worker.communicate()
                    site.workers[i] = work(roots[i], target, frontier)
        with site._guard:
            site.after = 0
        for worker in site.workers:
            ended(worker)
        for root in roots:  # what the killed had fetched and not told is told now
            ended(work(root, target, frontier))
    assert nothing_left(frontier)
    assert {site.origin + path for path in PAGES} <= set(fetched(roots))
    urls = {a.url for root in roots for a in corpus.read_articles(Collection(root))}
    assert urls == {site.origin + path for path in PAGES}
    for root in roots:
        verified(root)


def test_workers_share_the_work_and_fetch_each_page_once(tmp_path: Path, frontier: str) -> None:
    frontier = frontier.replace("lease=2&", "lease=600&")  # nobody dies here, however slow it is
    roots = [tmp_path / f"w{i}" for i in range(2)]
    with Site({"/": FRONT, **LISTS, **PAGES}) as site:
        for worker in [work(root, f"{site.origin}/", frontier) for root in roots]:
            ended(worker)
    assert set(fetched(roots).values()) == {1}
    seen = run_status(roots[0], frontier)
    assert "0 workers at work, 0 URLs leased, round 1" in seen
    assert f"0 of {len(set(site.asked))} URLs left" in seen
    assert Counter(site.asked) == Counter(set(site.asked))
    names = [path.name for root in roots for path in Collection(root).warc_files()]
    assert len(names) == len(set(names))
    crawls = [path.name for root in roots for path in Collection(root).crawls.glob("*/")]
    assert len(crawls) == len(set(crawls))
    for root in roots:
        with State(Collection(root).state, readonly=True) as state:
            for row in state.frontier.rows("state = 2 AND kind = 'article'"):
                assert (row["depth"], row["found_on"].endswith("html")) == (1, True)


class TimedSite(Site):
    """Remembers when each request came."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        super().__init__(pages)
        self.times: list[float] = []
        self._guard = threading.Lock()

    def answer(self, path: str) -> bytes:
        with self._guard:
            self.times.append(time.monotonic())
        return super().answer(path)


def test_a_server_is_asked_once_in_its_delay_by_all_workers_together(
    tmp_path: Path, frontier: str
) -> None:
    pages = dict([*PAGES.items()][:12])
    front = "".join(f"<a href='{p}'>x</a>" for p in pages).encode()
    robots = b"User-agent: *\nCrawl-delay: 0.3\n"
    with TimedSite({"/": front, "/robots.txt": robots, **pages}) as site:
        roots = [tmp_path / f"w{i}" for i in range(3)]
        for root in roots:
            profile = Collection.create(root).portals / "slow.toml"
            host = site.origin.removeprefix("http://")
            profile.write_text(
                f'hosts = ["{host}"]\nseeds = ["{site.origin}/"]\ndelay = 0.1\n'
                "concurrency = 4\nallow_private = true\n"
            )
        for worker in [work(root, "slow", frontier, "--no-requisites") for root in roots]:
            ended(worker)
        times = site.times[1:]  # robots.txt tells the delay
    assert set(Counter(site.asked).values()) == {1}
    # One request may be slow to come and the next one quick; that does not add up.
    for (i, earlier), (j, later) in combinations(enumerate(times), 2):
        assert later - earlier > 0.3 * (j - i) - 0.4, times


def test_a_budget_of_pages_is_one_for_all(tmp_path: Path, frontier: str) -> None:
    roots = [tmp_path / f"w{i}" for i in range(2)]
    with Site({"/": FRONT, **LISTS, **PAGES}) as site:
        for worker in [
            work(root, f"{site.origin}/", frontier, "--max-pages", "20", "--no-requisites")
            for root in roots
        ]:
            ended(worker)
    assert sum(fetched(roots).values()) == 20 + 1  # robots.txt is not counted


class HoldingSite(Site):
    """Keeps one visitor waiting until told."""

    def __init__(self) -> None:
        super().__init__({"/": FRONT, **LISTS, **PAGES})
        self.reached, self.go_on = threading.Event(), threading.Event()

    def pieces(self, path: str) -> Iterator[bytes]:
        block = self.answer(path)
        if path == "/list3.html" and not self.reached.is_set():
            self.reached.set()
            yield block[:40]
            self.go_on.wait(60)
            block = block[40:]
        yield block


def test_a_worker_that_is_stopped_gives_its_leases_back_at_once(
    tmp_path: Path, valkey: Any
) -> None:
    frontier = f"redis://127.0.0.1:{valkey.port}/0?name=stop&lease=3600"
    with HoldingSite() as site:
        one = work(tmp_path / "one", f"{site.origin}/", frontier)
        assert site.reached.wait(60)
        one.send_signal(signal.SIGTERM)
        ended(one, 5)
        site.go_on.set()
        ended(work(tmp_path / "two", f"{site.origin}/", frontier))
    roots = [tmp_path / "one", tmp_path / "two"]
    assert {site.origin + path for path in [*PAGES, *LISTS]} <= set(fetched(roots))
    assert nothing_left(frontier)


def test_what_a_dead_worker_had_leased_another_fetches(tmp_path: Path, frontier: str) -> None:
    with HoldingSite() as site:
        one = work(tmp_path / "one", f"{site.origin}/", frontier)
        assert site.reached.wait(60)
        two = work(tmp_path / "two", f"{site.origin}/", frontier)
        one.kill()
        one.communicate()
        site.go_on.set()
        ended(two)
    roots = [tmp_path / "one", tmp_path / "two"]
    assert {site.origin + path for path in [*PAGES, *LISTS]} <= set(fetched(roots))
    assert nothing_left(frontier)


def profiled(root: Path, origin: str, more: str = "") -> Path:
    """A collection with a profile of its own for the portal at *origin*."""
    collection = Collection.create(root)
    path = collection.portals / "shared.toml"
    host = origin.removeprefix("http://")
    path.write_text(
        f'hosts = ["{host}"]\nseeds = ["{origin}/"]\nallow_private = true\ndelay = 0.0\n{more}'
    )
    return path


def test_a_new_machine_needs_only_the_address(tmp_path: Path, frontier: str) -> None:
    with HoldingSite() as site:
        theirs = profiled(tmp_path / "one", site.origin, "title = '江南'\nmax_depth = 7\n")
        said = ended(work(tmp_path / "none", "", frontier), 2)
        assert said.splitlines()[-1].endswith("has said yet what to crawl")
        one = work(tmp_path / "one", "shared", frontier)
        assert site.reached.wait(60)
        own = profiled(tmp_path / "other", site.origin, "max_depth = 8\n")
        said = ended(work(tmp_path / "other", "shared", frontier), 2)
        assert "portal profile shared: portals: other workers" in said
        own.unlink()
        two = work(tmp_path / "two", "", frontier)
        other = work(tmp_path / "other", "shared", frontier)
        site.go_on.set()
        for worker in (one, two, other):
            ended(worker)
    for name in ("two", "other"):
        assert read(tmp_path / name / "portals/shared.toml") == read(theirs)
    roots = [tmp_path / name for name in ("one", "two", "other")]
    assert set(fetched(roots).values()) == {1}
    assert {site.origin + path for path in PAGES} <= set(fetched(roots))


def test_a_profile_that_was_changed_is_the_frontiers_once_nobody_is_at_work(
    tmp_path: Path, frontier: str
) -> None:
    with Site({"/": FRONT, **LISTS, **PAGES}) as site:
        theirs = profiled(tmp_path / "one", site.origin)
        ended(work(tmp_path / "one", "shared", frontier))
        theirs.write_text(theirs.read_text() + "max_depth = 9\n")
        ended(work(tmp_path / "one", "shared", frontier))
        ended(work(tmp_path / "two", "", frontier))
    assert read(tmp_path / "two/portals/shared.toml").max_depth == 9


def test_a_server_that_is_emptied_is_filled_again_from_its_workers(
    tmp_path: Path, valkey: Any, frontier: str
) -> None:
    root = tmp_path / "w"
    with HoldingSite() as site:
        one = work(root, f"{site.origin}/", frontier)
        assert site.reached.wait(60)
        with valkey.client() as client:
            client.flushall()
        site.go_on.set()
        assert "filling it again" in ended(one)
        assert Counter(site.asked)["/list0.html"] == 1
        with valkey.client() as client:
            client.flushall()
        ended(work(root, f"{site.origin}/", frontier))
    assert {site.origin + path for path in [*PAGES, *LISTS]} <= set(fetched([root]))
    assert len(list(corpus.read_articles(Collection(root)))) == len(PAGES)
    assert nothing_left(frontier)


def test_a_server_that_goes_away_is_waited_for_and_what_was_fetched_is_kept(
    tmp_path: Path,
) -> None:
    root = tmp_path / "w"
    with HoldingSite() as site:
        with serving() as server:
            frontier = f"redis://127.0.0.1:{server.port}/0?patience=1"
            one = work(root, f"{site.origin}/", frontier)
            assert site.reached.wait(60)
        site.go_on.set()
        said = ended(one, 4)
        assert "does not answer" in said
        assert "asking again in" in said
        assert said.rstrip().endswith("what was fetched is kept, the same command goes on")
        with serving() as server:  # another one, empty
            ended(work(root, f"{site.origin}/", f"redis://127.0.0.1:{server.port}/0"))
    urls = [a.url for a in corpus.read_articles(Collection(root))]
    assert sorted(urls) == sorted(site.origin + path for path in PAGES)
    verified(root)


def test_what_is_no_frontier_is_refused_in_one_sentence(tmp_path: Path) -> None:
    def refused(frontier: str, code: int = 2) -> str:
        said = ended(work(tmp_path / "w", "http://127.0.0.1:9/", frontier), code)
        return said.splitlines()[-1]

    assert "scheme is one of" in refused("http://127.0.0.1/")
    with serving() as server, server.client() as client:
        at = f"127.0.0.1:{server.port}/0?patience=0"
        client.config_set("maxmemory", "10mb")
        client.config_set("maxmemory-policy", "allkeys-lru")
        assert "set noeviction" in refused(f"redis://{at}")
        client.config_set("requirepass", "secret")
        for wrong in (f"redis://{at}", f"redis://:guess@{at}"):
            said = refused(wrong)
            assert "does not let us in" in said
            assert "guess" not in said
    with Site({}) as site:
        assert "no Redis or Valkey server" in refused(site.origin.replace("http:", "redis:") + "/0")
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))
        port = shut.getsockname()[1]
        assert "is gone" in refused(f"redis://127.0.0.1:{port}/0?patience=0", 4)
