"""Manners: rest where it is asked for, a server that is down left alone, and nothing lost for it."""

import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from archive import corpus
from archive.collection import Collection
from archive.state import State
from portal_spider.manners import PATIENCE, TRIP, TRIP_BLOCKED, Courtesy
from tests.local_site import Site
from tests.test_crawl import article, crawl

HERE = "http://a.example"


def test_a_server_is_asked_once_in_its_delay_and_less_often_when_it_is_slow() -> None:
    courtesy = Courtesy()
    courtesy.asked(HERE, 100.0, delay=1.0)
    assert courtesy.not_now(100.9, {"": 1}, {}) == {HERE}
    assert courtesy.not_now(101.0, {"": 1}, {}) == set()
    assert courtesy.not_now(101.0, {"": 1}, {HERE: 1}) == {HERE}
    courtesy.answered(HERE, 105.0, 1.0, latency=5.0)
    assert courtesy.not_now(109.9, {"": 1}, {}) == {HERE}
    assert courtesy.not_now(110.0, {"": 1}, {}) == set()


def test_a_server_that_is_down_gets_one_request_at_a_time_and_longer_and_longer_rests() -> None:
    courtesy = Courtesy()
    now, waits = 0.0, []
    while not courtesy.of(HERE).given_up:
        courtesy.failed(HERE, now, 10.0, "refused")
        waits.append(courtesy.of(HERE).next_at - now)
        now = max(now, courtesy.of(HERE).next_at)
    assert waits[: TRIP + 3] == [0.0] * (TRIP - 1) + [10.0, 20.0, 40.0, 80.0]
    assert now > PATIENCE
    assert courtesy.not_now(now + 1e9, {"": 8}, {}) == {HERE}
    courtesy.answered(HERE, now, 0.0, None)
    assert not courtesy.of(HERE).down
    for _ in range(TRIP):
        courtesy.failed(HERE, now, 10.0, "refused")
    assert courtesy.not_now(now + 1e9, {"": 8}, {HERE: 1}) == {HERE}
    assert courtesy.not_now(now + 1e9, {"": 8}, {}) == set()


def test_block_pages_in_a_row_open_the_circuit() -> None:
    courtesy = Courtesy()
    for _ in range(TRIP_BLOCKED - 1):
        courtesy.blocked(HERE, 0.0, 10.0, "captcha")
    courtesy.welcomed(HERE)
    assert not courtesy.of(HERE).down
    for _ in range(2 * TRIP_BLOCKED):
        courtesy.blocked(HERE, 0.0, 10.0, "captcha")
    assert courtesy.of(HERE).given_up


class MoodySite(Site):
    """Answers some paths with something else for the first few times."""

    def __init__(self, pages: dict[str, bytes], moods: dict[str, list[bytes]]) -> None:
        super().__init__(pages)
        self.moods, self.at = moods, defaultdict(list)

    def answer(self, path: str) -> bytes:
        self.at[path].append(time.monotonic())
        return self.moods[path].pop(0) if self.moods.get(path) else super().answer(path)


PAGES = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(8)}
FRONT = "".join(f"<a href='{p}'>x</a>" for p in PAGES).encode()
BUSY = b"HTTP/1.1 429 Slow down\r\nRetry-After: 1\r\nContent-Length: 4\r\n\r\nbusy"
ILL = b"HTTP/1.1 503 Ill\r\nContent-Length: 3\r\n\r\nill"


def portal(root: Path, site: Site, **fields: object) -> Collection:
    collection = Collection.open_or_create(root)
    host = site.origin.removeprefix("http://")
    lines = [
        f'hosts = ["{host}"]', f'seeds = ["{site.origin}/"]', "delay = 0", "allow_private = true",
        *(f"{name} = {value}" for name, value in fields.items()),
    ]  # fmt: skip
    (collection.portals / "moody.toml").write_text("\n".join(lines))
    return collection


def test_rest_that_is_asked_for_is_given_and_the_page_is_not_lost(tmp_path: Path) -> None:
    busy, ill = list(PAGES)[2], list(PAGES)[5]
    moods = {busy: [BUSY, BUSY], ill: [ILL], "/robots.txt": [ILL]}
    with MoodySite({"/": FRONT, **PAGES}, moods) as site:
        collection = portal(tmp_path / "c", site)
        ended = crawl(tmp_path / "c", "moody")
        times = site.at[busy]
    assert ended["exit"] == 0, ended
    assert len(times) == 3
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times))
    assert len(list(corpus.read_articles(collection))) == len(PAGES)
    assert ended["report"]["failures"] == {"HTTP 429": 2, "HTTP 503": 2}
    assert not ended["report"]["skipped"]


def test_a_robots_txt_that_cannot_be_had_closes_the_server_for_this_run_only(
    tmp_path: Path,
) -> None:
    with MoodySite({"/": FRONT, **PAGES}, {"/robots.txt": [ILL] * 6}) as site:
        collection = portal(tmp_path / "c", site)
        ended = crawl(tmp_path / "c", "moody")
        assert ended["exit"] == 7
        assert set(site.at) == {"/robots.txt"}
        assert "robots.txt could not be read" in ended["report"]["skipped"][0]["reason"]
        ended = crawl(tmp_path / "c", "moody")
    assert ended["exit"] == 0
    assert len(list(corpus.read_articles(collection))) == len(PAGES)


class DyingSite(Site):
    """Closes every connection without an answer, once it has answered a few."""

    def __init__(self, pages: dict[str, bytes], life: int) -> None:
        super().__init__(pages)
        self.life = life

    def answer(self, path: str) -> bytes:
        self.life -= 1
        if self.life < 0:
            raise ConnectionResetError
        return super().answer(path)


def test_what_a_dead_server_still_owes_waits_for_the_next_run(tmp_path: Path) -> None:
    pages = PAGES | {f"/bendi/2026-10-{10 + n}/{n}.html": article(n + 8) for n in range(20)}
    front = "".join(f"<a href='{p}'>x</a>" for p in pages).encode()
    with DyingSite({"/": front, **pages}, life=6) as site:
        collection = portal(tmp_path / "c", site, patience=0.5)
        ended = crawl(tmp_path / "c", "moody")
        assert ended["exit"] == 7, ended
        assert ended["report"]["waiting"] > 10
        asked = len(site.asked)
        assert asked < 6 + 3 * TRIP, "the circuit did not open"
        with State(collection.state, readonly=True) as state:
            assert "failed" not in state.frontier.outcomes()
        site.life = 1_000
        ended = crawl(tmp_path / "c", "moody")
    assert ended["exit"] == 0, ended
    assert len(list(corpus.read_articles(collection))) == len(pages)
