"""Several workers on one frontier, in one process, with a clock of the test's: who gets what, when."""

import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive.errors import BadFrontier
from archive.state import PRIORITY, Found, Lease, Outcome
from archive.state.shared import Address, Manner, Server, shown
from portal_spider.manners import PATIENCE_ELSEWHERE, TRIP
from portal_spider.sharing import SharedCourtesy
from tests.frontiers import IN_MEMORY, OnServer, serving

AT = "2026-09-23T01:02:03Z"
FREE = Manner(0.0, 100)
HERE, THERE = "http://a.example", "http://b.example"
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def url():
    with serving() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


class Workers:
    """Workers of one crawl; all go by one clock."""

    def __init__(self, folder: Path, url: str, count: int, manner: Manner, **more: Any) -> None:
        self.folder, self.url, self.manner, self.more = folder, url, manner, more
        self.name = folder.name.translate({ord(c): "-" for c in "[]"})
        self.now = 1_000_000.0
        self.all = [self.open(i) for i in range(count)]

    def open(self, i: int) -> OnServer:
        folder = self.folder / str(i)
        folder.mkdir(exist_ok=True)
        return OnServer(folder, self.url, self.name, self.manner, now=self.now, **self.more)

    def __getitem__(self, i: int) -> OnServer:
        return self.all[i]

    def wait(self, seconds: float) -> None:
        self.now += seconds
        for one in self.all:
            one.at(self.now)

    def known(self, *origins: str) -> None:
        """Let the robots.txt of these servers be known."""
        with self[0].step():
            for origin in origins:
                self[0].frontier.remember_robots(origin, "allow", b"", self.now)

    def push(self, *urls: str) -> None:
        with self[0].step():
            self[0].frontier.push("p", [Found(url=u, kind="page") for u in urls], AT)

    def lease(self, i: int) -> Lease | None:
        with self[i].step():
            return self[i].frontier.lease({"p"}, self.now, self.now + 60)

    def done(self, i: int, lease: Lease, *children: str) -> None:
        self[i].frontier.finished(lease, 0.0)
        with self[i].step():
            found = [Found(url=u, kind="page", found_on=lease.url) for u in children]
            self[i].frontier.done(lease.url, Outcome(outcome="other", at=AT), found)

    def close(self) -> None:
        for one in self.all:
            one.close()


@pytest.fixture
def workers(request: pytest.FixtureRequest, url: str):
    made: list[Workers] = []
    folder = tempfile.TemporaryDirectory(prefix=f"{request.node.name}-", dir=IN_MEMORY)

    def make(count: int, manner: Manner = FREE, **more: Any) -> Workers:
        made.append(Workers(Path(folder.name), url, count, manner, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()
    folder.cleanup()


def test_a_delay_holds_for_all_workers(workers) -> None:
    both = workers(2, Manner(2.0, 5))
    both.known(HERE, THERE)
    both.push(f"{HERE}/1", f"{HERE}/2", f"{THERE}/1")
    first, second = both.lease(0), both.lease(1)
    assert first
    assert second
    assert {first.origin, second.origin} == {HERE, THERE}
    assert both.lease(1) is None
    both.wait(1.9)
    assert both.lease(1) is None
    both.wait(0.1)
    assert (both.lease(1) or first).url == f"{HERE}/2"


def test_not_every_robots_txt_is_held_in_memory(workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.state.shared.servers._MOST", 3)
    both = workers(2)
    many = [f"http://{n}.example" for n in range(8)]
    with both[0].step():
        for origin in many:
            both[0].frontier.remember_robots(origin, "rules", origin.encode(), both.now)
    for origin in many * 2:
        assert both[1].frontier.origin(origin).robots_body == origin.encode()
    assert len(both[1].shared._servers._robots) <= 3


def test_a_crawl_delay_that_one_worker_read_holds_for_all(workers) -> None:
    both = workers(2, Manner(1.0, 5), crawl_delay=lambda body: 10.0)
    with both[0].step():
        both[0].frontier.remember_robots(HERE, "rules", b"Crawl-delay: 10", both.now)
    both.push(f"{HERE}/1", f"{HERE}/2")
    assert both.lease(0)
    both.wait(9.0)
    assert both.lease(1) is None
    both.wait(1.0)
    lease = both.lease(1)
    assert lease
    assert both[1].frontier.origin(HERE).robots_body == b"Crawl-delay: 10"


def test_requests_under_way_are_counted_over_all_workers(workers) -> None:
    both = workers(2, Manner(0.0, 2))
    both.known(HERE)
    both.push(*(f"{HERE}/{n}" for n in range(4)))
    first, second = both.lease(0), both.lease(1)
    assert first
    assert second
    assert both.lease(0) is None
    both[1].frontier.finished(second, 0.0)  # answered, not yet durable
    assert both.lease(1)
    assert both.lease(0) is None


def test_rest_that_a_server_asked_one_worker_for_all_give(workers) -> None:
    both = workers(2)
    both.known(HERE)
    both.push(f"{HERE}/1", f"{HERE}/2")
    lease = both.lease(0)
    assert lease
    both[0].frontier.finished(lease, 0.0)
    with both[0].step():
        both[0].frontier.back_off(HERE, both.now + 30, 1)
        both[0].frontier.retry(lease.url, both.now, "HTTP 429")
    assert both.lease(1) is None
    assert not both[1].frontier.anything_waits({"p"}, by=both.now + 29)
    assert both[1].frontier.anything_waits({"p"}, by=both.now + 30)
    both.wait(30)
    assert both.lease(1)


def test_failures_add_up_and_a_server_that_is_given_up_is_left_alone_by_all(workers) -> None:
    both = workers(2, Manner(0.0, 5))
    both.known(HERE)
    both.push(*(f"{HERE}/{n}" for n in range(9)))
    manners = [SharedCourtesy(one.shared) for one in both.all]
    for n in range(TRIP):
        i = n % 2
        lease = both.lease(i)
        assert lease
        manners[i].meet(HERE, both.now)
        assert manners[i].of(HERE).failures == n
        manners[i].failed(HERE, both.now, 10.0, "refused")
        both[i].shared.beat()
        rest = max(manners[i].of(HERE).next_at - both.now, 0.0)
        both[i].frontier.finished(lease, rest)
        with both[i].step():
            both[i].frontier.retry(lease.url, both.now, "refused")
    assert both.lease(0) is None
    assert both.lease(1) is None  # it rests, and no worker may ask it
    both.wait(10.0)
    assert both.lease(0)
    assert both.lease(1) is None  # one at a time: is it back?
    for _ in range(20):
        manners[0].failed(HERE, both.now, 10.0, "refused", patience=60.0)
        both.now = max(both.now, manners[0].of(HERE).next_at)
    assert manners[0].of(HERE).given_up
    both[0].shared.beat()
    with both[0].step():
        both[0].frontier.release()
    both.wait(3600)
    assert both.lease(1) is None
    assert not both[1].frontier.anything_waits({"p"}, by=both.now + 1e6)
    assert both[1].frontier.waiting({"p"}) == 9


def test_what_waits_at_a_dead_server_all_write_off(workers) -> None:
    both = workers(2, Manner(5.0, 5))
    both.known(HERE)
    both.push(*(f"{HERE}/{n}.png" for n in range(4)))
    lease = both.lease(0)
    assert lease
    manners = SharedCourtesy(both[0].shared)
    now = both.now
    while not manners.of(HERE).dead:
        manners.failed(HERE, now, 10.0, "refused", patience=PATIENCE_ELSEWHERE, own=False)
        now = max(now, manners.of(HERE).next_at)
    both[0].shared.beat()
    both.wait(now - both.now + 1e4)
    written_off = 0
    theirs = SharedCourtesy(both[1].shared)
    while other := both.lease(1):
        theirs.meet(HERE, both.now)
        assert theirs.of(HERE).dead
        assert theirs.of(HERE).why == "refused"
        both[1].frontier.finished(other, -1.0)
        both.done(1, other)
        written_off += 1
    assert written_off == 4  # without a delay between them


def test_a_budget_is_spent_exactly(workers) -> None:
    both = workers(2, pages=3, free=("requisite",))
    both.known(HERE)
    both.push(*(f"{HERE}/{n}" for n in range(9)))
    assert [both.lease(n % 2) is not None for n in range(5)] == [True] * 3 + [False] * 2
    assert both[0].frontier.counted == both[1].frontier.counted == 3


def test_what_the_dead_had_leased_is_no_page_of_the_budget(workers) -> None:
    both = workers(2, pages=3)
    both.known(HERE)
    both.push(*(f"{HERE}/{n}" for n in range(9)))
    lease = both.lease(0)
    assert lease
    both[0].frontier.finished(lease, 0.0)  # landed, and never told what came of it
    assert both.lease(0)
    both.wait(59)
    both[1].frontier.beat()
    both.wait(2)
    assert [both.lease(1) is not None for _ in range(4)] == [True] * 3 + [False]
    assert both[1].frontier.counted == 3


def test_what_was_leased_in_another_round_is_no_page_of_this_one(workers) -> None:
    only = workers(1, pages=3)
    only.known(HERE)
    only.push(*(f"{HERE}/{n}" for n in range(9)))
    assert [only.lease(0) is not None for _ in range(2)] == [True] * 2
    only[0].shared.join()  # killed, and there again at once
    with only[0].step():
        assert only[0].frontier.release() == 2
    assert [only.lease(0) is not None for _ in range(4)] == [True] * 3 + [False]


def test_the_leases_of_the_dead_run_out_by_the_servers_clock(workers) -> None:
    both = workers(2)
    both.known(HERE)
    both.push(f"{HERE}/1")
    lease = both.lease(0)
    assert lease
    both.wait(59)
    both[1].frontier.beat()
    assert both.lease(1) is None
    assert both[1].frontier.anything_waits({"p"})  # it may bring more
    both.wait(2)
    again = both.lease(1)
    assert again
    assert (again.url, again.tries) == (lease.url, 1)
    both.done(0, lease, f"{HERE}/2")  # it was not dead after all, and what it says is true
    both.done(1, again, f"{HERE}/2")
    assert (both.lease(0) or lease).url == f"{HERE}/2"
    assert both.lease(1) is None
    assert both[1].server.summary()["portals"][0]["outcomes"] == {"other": 1}


def test_what_is_told_twice_is_taken_once(workers) -> None:
    one = workers(2)
    one.known(HERE)
    one.push(f"{HERE}/1")
    lease = one.lease(0)
    assert lease
    one.done(0, lease)
    with one[1].step():
        one[1].frontier.want("p", Found(url=lease.url, kind="page"), AT)
    one[0].close()  # killed before it noted that it had told
    again = one.all[0] = one.open(0)
    assert again.shared.behind is False
    assert (one.lease(1) or lease).tries == 1
    assert one.lease(0) is None


@pytest.mark.parametrize("seed", range(12))
def test_whoever_is_killed_whenever_every_url_is_done(workers, seed: int) -> None:
    chance = random.Random(seed)
    graph = {n: list(range(n + 1, min(n + 6, 60))) for n in range(60)}
    crew = workers(3, Manner(0.0, chance.choice((1, 3))))
    crew.known(HERE)
    crew.push(f"{HERE}/0")
    held: list[list[Lease]] = [[], [], []]
    fetched: Counter[str] = Counter()
    for _ in range(3000):
        i, roll = chance.randrange(3), chance.random()
        if roll < 0.02:  # killed: what was not committed never was
            crew[i].close()
            crew.all[i] = crew.open(i)
            with crew[i].step():
                crew[i].frontier.release()
            held[i].clear()
        elif roll < 0.03:  # silent for too long: others take what it has
            crew.wait(61)
        elif roll < 0.04:
            with crew[i].cut():
                crew[i].frontier.push("p", [Found(url=f"{HERE}/x", kind="page")], AT)
        elif held[i] and roll < 0.6:
            lease = held[i].pop(chance.randrange(len(held[i])))
            fetched[lease.url] += 1
            n = int(lease.url.rpartition("/")[2])
            crew.done(i, lease, *(f"{HERE}/{m}" for m in graph[n]))
        elif lease := crew.lease(i):
            held[i].append(lease)
        elif not any(held) and not crew[i].frontier.anything_waits({"p"}):
            break
    assert set(fetched) == {f"{HERE}/{n}" for n in graph}
    assert crew[0].frontier.waiting({"p"}) == 0
    assert crew[0].server.summary()["leased"] == 0
    urls = {
        row["url"] for one in crew.all for row in one.shared.rows("state = 2 AND kind != 'robots'")
    }
    assert urls == set(fetched)


def kept(workers: Workers) -> dict[bytes, bytes]:
    """What the server holds of the workers' crawl."""
    client = workers[0].server._client
    found = client.keys(f"{{portal:{workers.name}}}*")
    return {key: client.dump(key) for key in found}


def come_back(workers: Workers, held: dict[bytes, bytes]) -> None:
    """Let the server have what it had before: as its disk or its replica had it."""
    client = workers[0].server._client
    client.delete(*kept(workers))
    for key, value in held.items():
        client.restore(key, 0, value)


@pytest.mark.parametrize("leased", [True, False])
@pytest.mark.parametrize("restarted", [True, False])
def test_a_server_that_comes_back_with_less_loses_no_url(
    workers, leased: bool, restarted: bool
) -> None:
    links = {f"{HERE}/{n}": f"{HERE}/{n + 1}" for n in range(4)}
    both = workers(2)
    both.known(HERE)
    both.push(f"{HERE}/0")
    held = kept(both)
    first = both.lease(0)
    assert first
    held = kept(both) if leased else held
    both.done(0, first, links[first.url])
    second = both.lease(1)
    assert second
    both.done(1, second, links[second.url])
    for one in both.all:  # what was told before is out of its outbox
        with one.step():
            one.frontier.ask_robots_again(THERE)
    come_back(both, held)
    if restarted:
        both.wait(61.0)
        both.close()
        both.all = [both.open(i) for i in range(2)]
    fetched = {first.url, second.url}
    for _ in range(20):
        for i in range(2):
            both.wait(1.0)
            both[i].shared.beat()
            with both[i].step():
                pass
            if lease := both.lease(i):
                fetched.add(lease.url)
                both.done(i, lease, *both[i].frontier.unseen([links.get(lease.url, HERE)]))
    assert fetched == {*links, *links.values(), HERE}
    assert not both[0].frontier.anything_waits({"p"})


def test_a_server_that_was_emptied_hears_again_what_is_crawled(workers) -> None:
    both = workers(2)
    assert both[0].shared.hand(["p"], {"p": "delay = 1"}) == ""
    assert both[1].shared.hand(["p"], {"p": "delay = 2"}) == "p"
    come_back(both, {})
    for one in both.all:
        one.shared.beat()
        with one.step():
            one.frontier.ask_robots_again(HERE)
    assert both[1].server.handed() == (["p"], {"p": "delay = 1"})


def test_a_worker_whose_number_was_forgotten_and_given_again_takes_another(workers) -> None:
    crew = workers(1)
    crew.known(HERE)
    crew.push(f"{HERE}/0", f"{HERE}/1")
    held = kept(crew)
    crew.all.append(crew.open(1))
    lease = crew.lease(1)
    assert lease
    crew.done(1, lease, f"{HERE}/2")
    come_back(crew, held)
    crew.all.append(crew.open(2))
    assert crew[1].server.number == crew[2].server.number
    for _ in range(3):  # more than the one before it told
        with crew[2].step():
            crew[2].frontier.ask_robots_again(THERE)
    fetched = set()
    for _ in range(5):
        for i, one in enumerate(crew.all):
            one.shared.beat()
            with one.step():
                one.frontier.remember_robots(THERE, "allow", b"", crew.now)
            if lease := crew.lease(i):
                fetched.add(lease.url)
                crew.done(i, lease)
    assert len({one.server.number for one in crew.all}) == 3
    assert f"{HERE}/2" in fetched


FULL = ("CONFIG", "SET", "maxmemory", "1000000"), ("CONFIG", "SET", "maxmemory", "0")
REPLICA = ("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")


@pytest.mark.parametrize("trouble", [FULL, REPLICA])
def test_a_server_that_is_full_or_was_made_a_replica_is_waited_for(trouble, tmp_path: Path) -> None:
    with serving() as valkey, valkey.client() as client:
        one = OnServer(tmp_path, f"redis://127.0.0.1:{valkey.port}/0")
        with one.step():
            one.frontier.remember_robots(HERE, "allow", b"", 0.0)
            one.frontier.push("p", [Found(url=f"{HERE}/{n}", kind="page") for n in range(2)], AT)
        with one.step():
            lease = one.frontier.lease({"p"}, 0.0, 60.0)
        assert lease
        client.execute_command(*trouble[0])
        with one.step():
            one.frontier.done(lease.url, Outcome(outcome="other", at=AT))
        assert one.shared.behind
        with one.step():
            assert one.frontier.lease({"p"}, 0.0, 60.0) is None
        client.execute_command(*trouble[1])
        one.server._ask_at = 0.0  # as if the pause between two questions were over
        with one.step():
            pass
        assert not one.shared.behind
        assert one.server.waits() == {("p", PRIORITY["page"]): 1}
        one.close()


def test_a_copy_of_a_workers_folder_is_another_worker(workers) -> None:
    both = workers(1)
    both.known(HERE)
    both.push(f"{HERE}/0", f"{HERE}/1")
    both.close()
    shutil.copytree(both.folder / "0", both.folder / "1")
    both.all = [both.open(i) for i in range(2)]
    assert both[0].server.number != both[1].server.number
    for i in range(2):
        lease = both.lease(i)
        assert lease
        both.done(i, lease, f"{lease.url}/more")
    assert {getattr(both.lease(0), "url", None) for _ in range(2)} == {
        f"{HERE}/0/more",
        f"{HERE}/1/more",
    }


def test_an_address_is_shown_without_its_password() -> None:
    address = Address.parse("redis://user:secret@db.example:6379/0?name=news&lease=30&patience=5")
    assert "secret" not in str(address)
    assert (address.name, address.lease, address.patience) == ("news", 30.0, 5.0)
    assert shown("unix:///run/valkey.sock") == "unix:///run/valkey.sock"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("frontier", "frontier: a frontier's scheme is one of"),
        ("redis://user:secret@[::1/0", "Invalid IPv6 URL"),
        ("redis://user:secret@h/news", "its database is a number"),
        ("redis://user:secret@h/0?leese=5", "it has no parameter leese"),
        ("redis://user:secret@h/0?lease=long", "lease and patience are seconds"),
        ("redis://user:secret@h/0?lease=0.5", "lease is 2 seconds or more"),
        ("redis://user:secret@h/0?lease=inf", "neither more than a year"),
        ("redis://user:secret@h/0?patience=nan", "patience 0 or more"),
        ("redis://user:secret@h/0?ssl_ca_certs=ca.pem", "ssl_ca_certs"),
    ],
)
def test_an_address_that_is_wrong_is_refused_before_anything_is_asked(
    address: str, why: str
) -> None:
    with pytest.raises(BadFrontier) as refused:
        Server(Address.parse(address))
    assert why in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_server_that_speaks_tls_has_to_be_the_one_that_is_named() -> None:
    server = Server(Address.parse("rediss://frontier.example/0"))
    assert server._client.connection_pool.connection_kwargs["ssl_check_hostname"] is True


def test_a_server_may_listen_on_a_socket() -> None:
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder) / "s"
        with serving(unix_socket_path=socket):
            server = Server(Address.parse(f"unix://{socket}?name=news"))
            assert server.summary()["workers"] == 0
            server.close()


def test_the_compose_file_is_yaml_and_shares_one_frontier() -> None:
    services = yaml.safe_load((ROOT / "docs" / "compose.yaml").read_text())["services"]
    address = services["worker"]["environment"]["PORTAL_FRONTIER"]
    assert Address.parse(address).url.startswith("redis://frontier:")
    assert "noeviction" in services["frontier"]["command"]
