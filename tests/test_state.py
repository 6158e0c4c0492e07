"""The frontier keeps every URL until its outcome is known."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import BadInput
from archive.state import Found, Outcome, Skipped, State, article_id_of, schema

AT = "2026-09-23T01:02:03Z"


@pytest.fixture
def state(tmp_path: Path):
    with State(tmp_path / "state.sqlite") as state:
        yield state


def drain(state: State, now: float = 0.0, **only) -> list[str]:
    leased = []
    while lease := state.frontier.lease({"p"}, now, now + 60, **only):
        leased.append(lease.url)
        if lease.kind == "robots":
            state.frontier.remember_robots(lease.origin, "allow", b"", now)
        state.frontier.done(lease.url, Outcome(outcome="other", at=AT))
    return leased


@pytest.mark.parametrize(
    "what",
    [
        "https://x.example/新闻/1.html?q=a%2Fb",
        "https://x.example/%E6%96%B0%E9%97%BB/1.html?q=a%2Fb",
        "https://x.example/%e6%96%b0%e9%97%bb/1.html?q=a%2fb#top",
        " http://x.example/新闻/1.html?q=a%2Fb ",
        "x.example/新闻/1.html?q=a%2Fb",
        "HTTPS://X.Example:443/新闻/1.html?q=a%2Fb",
    ],
)
def test_an_article_is_named_by_what_people_write_for_its_url(state: State, what: str) -> None:
    state.holdings.put_aliases(("https://x.example/%E6%96%B0%E9%97%BB/1.html?q=a%2Fb",), "id")
    state.holdings.put_aliases(("http://y.example/1.html",), "old")
    state.holdings.put_aliases(("https://y.example/1.html",), "new")
    assert article_id_of(state, what) == "id"
    assert article_id_of(state, what.replace("a%2", "a/")) is None
    assert article_id_of(state, "http://y.example/1.html") == "old"
    assert article_id_of(state, "y.example/1.html") == "new"


def test_robots_comes_first_at_every_server(state: State) -> None:
    state.frontier.push(
        "p",
        [
            Found(url="http://a.example/1.html", kind="page"),
            Found(url="http://b.example/x.png", kind="requisite"),
        ],
        AT,
    )
    got = drain(state)
    assert sorted(got[:2]) == ["http://a.example/robots.txt", "http://b.example/robots.txt"]
    assert sorted(got[2:]) == ["http://a.example/1.html", "http://b.example/x.png"]
    assert drain(state) == []


def test_robots_is_asked_again_after_a_day(state: State) -> None:
    state.frontier.push("p", [Found(url="http://a.example/1.html", kind="page")], AT)
    assert len(drain(state)) == 2
    state.frontier.push("p", [Found(url="http://a.example/2.html", kind="page")], AT)
    assert drain(state, now=86_000) == ["http://a.example/2.html"]
    state.frontier.push("p", [Found(url="http://a.example/3.html", kind="page")], AT)
    assert drain(state, now=86_401.0) == ["http://a.example/robots.txt", "http://a.example/3.html"]


def test_a_url_is_pushed_once_and_leased_once(state: State) -> None:
    found = [Found(url="http://a.example/1.html", kind="page")]
    assert state.frontier.push("p", found, AT) == 1
    assert state.frontier.push("p", found, AT) == 0
    state.frontier.remember_robots("http://a.example", "allow", b"", 0)
    assert state.frontier.lease({"p"}, 0, 60)
    assert state.frontier.lease({"p"}, 0, 60) is None
    assert state.frontier.waiting({"p"}) == 1


def test_an_expired_lease_waits_again(state: State) -> None:
    state.frontier.push("p", [Found(url="http://a.example/1.html", kind="page")], AT)
    state.frontier.remember_robots("http://a.example", "allow", b"", 0)
    assert state.frontier.lease({"p"}, 0, 60)
    assert state.frontier.release(59) == 0
    assert state.frontier.release(60) == 1
    lease = state.frontier.lease({"p"}, 61, 120)
    assert lease is not None
    assert lease.tries == 1


def test_what_is_rolled_back_did_not_happen(state: State) -> None:
    state.begin()
    state.frontier.push("p", [Found(url="http://a.example/1.html", kind="page")], AT)
    state.commit()
    state.begin()
    state.frontier.done(
        "http://a.example/1.html",
        Outcome(outcome="list", at=AT),
        children=[Found(url="http://a.example/2.html", kind="page")],
        skipped=[Skipped(url="http://b.example/", reason="other host")],
    )
    assert state.frontier.seen("http://a.example/2.html")
    state.rollback()
    assert not state.frontier.seen("http://a.example/2.html")
    assert not state.frontier.seen("http://b.example/")
    assert state.frontier.outcomes() == {"waiting": 1}


def test_servers_take_turns_and_busy_ones_wait(state: State) -> None:
    for host in "abc":
        state.frontier.remember_robots(f"http://{host}.example", "allow", b"", 0)
        state.frontier.push(
            "p", [Found(url=f"http://{host}.example/{i}", kind="page") for i in range(3)], AT
        )
    hosts = []
    while lease := state.frontier.lease({"p"}, 0, 60, busy={"http://c.example"}):
        hosts.append(lease.origin[7])
    assert hosts == ["a", "b"] * 3
    assert state.frontier.waiting({"p"}) == 9


def test_articles_come_before_what_lies_around_them(state: State) -> None:
    state.frontier.remember_robots("http://a.example", "allow", b"", 0)
    kinds = ["requisite", "page", "section", "article", "article_page", "sitemap", "seed"]
    state.frontier.push("p", [Found(url=f"http://a.example/{k}", kind=k) for k in kinds], AT)
    assert [url.rpartition("/")[2] for url in drain(state)] == kinds[::-1]


def test_a_retry_waits_for_its_time(state: State) -> None:
    state.frontier.push("p", [Found(url="http://a.example/1", kind="page")], AT)
    state.frontier.remember_robots("http://a.example", "allow", b"", 0)
    assert state.frontier.lease({"p"}, 0, 60)
    state.frontier.retry("http://a.example/1", 100.0, "503")
    assert state.frontier.lease({"p"}, 99, 160) is None
    lease = state.frontier.lease({"p"}, 100, 160)
    assert lease is not None
    assert lease.tries == 2


@pytest.mark.parametrize("older", [0, 1, 3])
def test_a_reader_of_an_older_state_says_what_to_do(tmp_path: Path, older: int) -> None:
    State(tmp_path / "state.sqlite").close()
    with closing(sqlite3.connect(tmp_path / "state.sqlite")) as database:
        database.execute(f"PRAGMA user_version = {older}")
    with pytest.raises(BadInput, match="portal rebuild") as told:
        State(tmp_path / "state.sqlite", readonly=True)
    assert told.value.exit_code == 3
    assert "\n" not in str(told.value)


def test_what_was_met_in_a_transaction_that_is_undone_was_not_met(state: State) -> None:
    url = "http://a.example/1.html"
    state.begin()
    state.frontier.push("p", [Found(url=url, kind="page")], AT)
    assert state.frontier.unseen([url, url + "?2"]) == {url + "?2"}
    state.rollback()
    assert state.frontier.unseen([url]) == {url}


def test_where_nothing_can_be_written_nothing_is(tmp_path, monkeypatch):
    """Of a disk that is mounted read-only a state is read as of any other."""
    with State(tmp_path / "state.sqlite") as state:
        state.frontier.push(
            "p", [Found(url="http://a.example/", kind="seed")], "2026-01-01T00:00:00Z"
        )
    left = [path for path in tmp_path.iterdir() if path.name != "state.sqlite"]
    assert not any(path.stat().st_size for path in left)
    for path in left:
        path.unlink()
    monkeypatch.setattr(schema.os, "access", lambda path, mode: False)
    (tmp_path / "state.sqlite-wal").touch()  # a copy may bring an empty log along
    with State(tmp_path / "state.sqlite", readonly=True) as state:
        assert state.portals() == ["p"]
        assert not (tmp_path / "state.sqlite-shm").exists()
