"""What is due is visited, what changes most first, and what a server says is not always believed."""

import math
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.collection import Collection
from archive.recrawl import (
    DAY,
    LONGEST,
    SHORTEST,
    Habit,
    Watch,
    choose,
    due,
    habit,
    rate,
    wear,
)
from archive.state import State
from benchmarks.newsroom import Newsroom, visit
from benchmarks.recrawl import crawls, policies
from tests.test_history import assert_sound, happened, text


def watch(**more: object) -> Watch:
    values: dict[str, object] = {
        "article": "a", "portal": "p", "url": "u", "born": 0.0, "last": 0.0, "state": "x",
    }  # fmt: skip
    return Watch(**values | more)  # type: ignore[arg-type]


@pytest.mark.parametrize("visits", [3, 5, 10])
@pytest.mark.parametrize("per_visit", [0.2, 0.5, 1.0])
def test_the_estimator_is_near_the_truth_after_few_visits(visits: int, per_visit: float) -> None:
    """Within a tenth, where the share of changed visits and its logarithm are further off."""
    chance = random.Random(1)
    share = -math.expm1(-per_visit)
    drawn = [sum(chance.random() < share for _ in range(visits)) for _ in range(20_000)]
    corrected = sum(rate(visits, x, visits) for x in drawn) / len(drawn)
    plain = sum(x / visits for x in drawn) / len(drawn)
    assert abs(corrected - per_visit) < 0.1 * per_visit
    assert abs(corrected - per_visit) < abs(plain - per_visit)


def test_what_changed_is_looked_at_sooner_and_what_is_old_later() -> None:
    known = habit([])
    calm = watch(last=10 * DAY, visits=9, worn=wear(0, 10 * DAY))
    lively = watch(last=10 * DAY, visits=9, changes=6, worn=wear(0, 10 * DAY))
    assert due(lively, known) < due(calm, known)
    young, old = watch(last=0.0), watch(born=-300 * DAY, last=0.0)
    assert due(young, known) < due(old, known)
    assert 0.2 * DAY < due(young, known) < DAY


@given(
    st.floats(0, 400), st.integers(0, 500), st.integers(0, 500), st.floats(0, 30),
    st.floats(0, 5),
)  # fmt: skip
def test_due_dates_keep_within_their_bounds(
    age: float, visits: int, changes: int, worn: float, usual: float
) -> None:
    seen = watch(last=age * DAY, visits=visits, changes=min(changes, visits), worn=worn * DAY)
    when = due(seen, Habit(usual / DAY, DAY / 2))
    assert when - seen.last + 1e-3 >= SHORTEST
    assert when - seen.last <= LONGEST + 1e-3


def test_the_likeliest_come_first() -> None:
    seen = [
        watch(article=str(n), born=-5 * DAY, visits=8, changes=n, worn=2 * DAY) for n in range(8)
    ]
    chosen = choose(seen, 60 * DAY)
    assert [c.watch.article for c in chosen] == list("76543210")
    assert choose(seen, 60.0) == []


def test_a_crawl_looks_again_at_what_is_due_and_no_more(tmp_path: Path) -> None:
    news = Newsroom()
    for number in range(9):
        news.publish(number, text(number))
    visit(tmp_path, news)
    news.wait(minutes=20)
    news.asked.clear()
    news.publish(9, text(9))
    visit(tmp_path, news)
    assert [path for path, _ in news.asked if path.startswith("/2026")] == ["/2026-03-02/9.html"]
    news.wait(days=2)
    news.asked.clear()
    report = visit(tmp_path, news)
    assert report["rechecks"] == {"newsroom": {"due": 10, "chosen": 10}}
    assert len({path for path, _ in news.asked if path.startswith("/2026")}) == 10
    news.wait(days=29)
    news.asked.clear()
    report = visit(tmp_path, news, budgets={"newsroom": 5})
    assert report["rechecks"]["newsroom"]["chosen"] == 4, "five requests a day, one for the list"
    assert_sound(tmp_path)


def test_a_server_whose_etags_lie_is_found_out(tmp_path: Path) -> None:
    news = Newsroom()
    for number in range(8):
        news.publish(number, text(number), etag=True, lies=True)
    paths = list(news.stories)
    visit(tmp_path, news)
    news.wait(hours=3)
    for path in paths[:4]:
        news.stories[path].text = text(50)
    for _ in range(6):
        visit(tmp_path, news, recheck=True)
        news.wait(hours=3)
    assert [happened(tmp_path, path)[1:] for path in paths] == [["edited"]] * 4 + [[]] * 4
    with State(Collection(tmp_path).state, readonly=True) as state:
        assert state.marks.get("lying http://127.0.0.1:9")
    news.asked.clear()
    visit(tmp_path, news, recheck=True)
    assert {status for path, status in news.asked if path in news.stories} == {200}
    assert_sound(tmp_path)


def test_an_honest_server_is_believed(tmp_path: Path) -> None:
    news = Newsroom()
    for number in range(9):
        news.publish(number, text(number), etag=True)
    for step in range(7):
        visit(tmp_path, news, recheck=True)
        news.wait(hours=3)
        news.stories[list(news.stories)[step]].text = text(60 + step)
    with State(Collection(tmp_path).state, readonly=True) as state:
        assert state.marks.get("lying http://127.0.0.1:9") is None
    assert sum(status == 304 for _, status in news.asked) > 30


def test_due_dates_see_twice_what_equal_intervals_see() -> None:
    rows = policies(20, 200)
    each = {(portal, policy): seen / requests for portal, policy, seen, requests in rows}
    for portal in ("news", "steady"):
        assert each[portal, "due"] >= 2 * each[portal, "uniform"]
        assert each[portal, "due"] > each[portal, "all"]


def test_many_crawls_miss_nothing_beyond_its_due_date(tmp_path: Path) -> None:
    done = crawls(tmp_path / "c", 12, 40, share=0.1)
    assert done.seen > 5
    assert done.late == 0
    assert_sound(tmp_path / "c")
