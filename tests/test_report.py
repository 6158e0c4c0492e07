"""The account of a crawl: gaps seen, nothing that was met on the web alive in the page."""

import json
import re
import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

import archive.coverage
from archive.collection import Collection
from archive.coverage import gaps
from archive.state import Held, State
from archive.state.schema import VERSION
from archive.verify import verify
from portal_spider.profile import SiteProfile
from portal_spider.report import coverage, render
from portal_spider.run import Options, Run
from tests.local_site import Site
from tests.test_crawl import article, crawl

TODAY = date(2026, 11, 24)


def days(*counts: int, first: date = date(2026, 9, 1)) -> dict[date, int]:
    return {first + timedelta(days=n): count for n, count in enumerate(counts) if count}


def test_a_day_without_articles_is_a_gap_where_there_usually_are_some() -> None:
    counts = days(*[14, 18, 22, 16, 20] * 6)
    del counts[date(2026, 9, 15)]
    assert [str(g) for g in gaps(counts, TODAY)] == ["0 articles on 2026-09-15, usually 14 to 22"]


def test_weekends_are_held_against_weekends() -> None:
    counts = {
        day: (1 if day.weekday() > 4 else 30)
        for day in (date(2026, 9, 1) + timedelta(days=n) for n in range(42))
    }
    assert gaps(counts, TODAY) == []
    counts[date(2026, 9, 16)] = 4
    assert [(g.day.day, g.count) for g in gaps(counts, TODAY)] == [(16, 4)]


def test_a_day_that_is_not_over_is_no_gap_and_a_quiet_portal_has_none() -> None:
    counts = days(*[20] * 20)
    last = max(counts)
    counts[last] = 1
    assert gaps(counts, last) == []
    assert gaps(days(1, 0, 0, 2, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1), TODAY) == []
    assert gaps({}, TODAY) == []


def test_years_with_an_article_now_and_then_are_soon_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    usual = archive.coverage._usual

    def counting(*told):
        asked.append(told)
        return usual(*told)

    monkeypatch.setattr(archive.coverage, "_usual", counting)
    rare = {date(1996 + number, 3, 1): 5 for number in range(30)}
    assert gaps(rare, TODAY) == []
    assert not asked
    daily = days(*[5] * 40, 0, *[5] * 40, first=date(2010, 5, 1))
    assert [gap.day for gap in gaps(rare | daily, TODAY)] == [date(2010, 6, 10)]
    assert len(asked) < 150


@given(st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 6, 1)), st.integers(1, 50)))
def test_gaps_stand_in_order_between_the_first_day_and_the_last(counts) -> None:
    found = [gap.day for gap in gaps(counts, TODAY)]
    assert found == sorted(set(found))
    assert all(min(counts) < day < TODAY for day in found)


def test_coverage_counts_days_and_sections(tmp_path: Path) -> None:
    with State(tmp_path / "state.sqlite") as state:
        state.begin()
        for n in range(40):
            day = TODAY - timedelta(days=1 + n % 20)
            published = f"{day}T09:00:00+08:00" if n % 2 else day.isoformat()
            section = "要闻" if n < 30 else None
            state.holdings.put_article(
                Held(f"a{n}", "x", f"http://x/{n}", "t", "", "", 1, "d", published, section)
            )
        state.holdings.put_article(Held("b", "x", "http://x/b", "t", "", "", 1, "d", "2026", None))
        found = coverage(state, "x", TODAY)
    assert found["articles"] == 41
    assert set(found["days"].values()) == {2}
    assert [(s["section"], s["articles"]) for s in found["sections"]] == [("要闻", 30), (None, 10)]


def test_a_crawl_gives_its_account(tmp_path: Path) -> None:
    evil = "/<script>alert(1)</script>.html"
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(6)}
    front = "".join(f"<a href='{p}'>x</a>" for p in pages)
    front += f"<a href='http://else.example{evil}'>e</a><a href='/gone.html'>g</a>"
    with Site({"/": front.encode(), **pages}) as site:
        report = crawl(tmp_path / "c", f"{site.origin}/")["report"]
    assert report["outcomes"]["article"] == 6
    assert report["outcomes"]["gone"] >= 1
    assert sum(report["coverage"][0]["days"].values()) == report["coverage"][0]["articles"] == 6
    folder = tmp_path / "c" / "crawls" / report["crawl"]
    assert json.loads((folder / "report.json").read_text()) == report
    page = (folder / "report.html").read_text()
    assert "another host: else.example" in page
    assert page == render(report)
    tree = lxml.html.fromstring(page)
    assert not tree.xpath("//script | //a | //img | //link | //*[@onclick]")
    assert "else.example" in tree.text_content()
    assert not re.search(r"https?://[^\s<]*['\"]", page)


def test_a_clock_that_was_set_back_meanwhile_is_told_and_no_finding(tmp_path: Path) -> None:
    times = chain(
        [datetime(2026, 3, 1, 9, tzinfo=UTC)], repeat(datetime(2026, 3, 1, 8, tzinfo=UTC))
    )
    collection = Collection.create(tmp_path / "c")
    run = Run(collection, [SiteProfile(name="p")], Options(), lambda: next(times))
    run.open()
    report = run.close("finished")
    assert report["ended"] < report["started"]
    assert report["seconds"] >= 0
    assert "the clock was set back" in (collection.crawls / run.crawl / "report.html").read_text()
    checked: Counter[str] = Counter()
    assert list(verify(collection, checked)) == []
    assert checked["clocks_set_back"] == 1


def test_a_state_of_the_first_format_is_migrated_with_a_backup(tmp_path: Path) -> None:
    with Site({"/": b"<a href='/bendi/2026-09-10/0.html'>x</a>",
               "/bendi/2026-09-10/0.html": article(0)}) as site:  # fmt: skip
        crawl(tmp_path / "c", f"{site.origin}/")
        collection = Collection(tmp_path / "c")
        with sqlite3.connect(collection.state) as old:
            for table in _tables(old) - FIRST:
                old.execute(f"DROP TABLE {table}")
            for table, first in (("article", ARTICLE), ("part", PART)):
                for column in _columns(old, table) - set(first):
                    old.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            old.executescript("DROP INDEX url_crawl; PRAGMA user_version = 1;")
        old.close()
        ended = crawl(tmp_path / "c", f"{site.origin}/")
    assert ended["exit"] == 0
    assert (tmp_path / "c" / "state.sqlite.1").exists()
    assert sum(ended["report"]["coverage"][0]["days"].values()) == 1
    with sqlite3.connect(collection.state) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (VERSION,)
    new.close()


FIRST = {"url", "origin", "article", "alias", "version", "part", "file", "reading", "crawl", "mark"}
PART = "url portal number next_url pointer position joined".split()
ARTICLE = "id portal canonical_url title first_seen last_seen versions digest".split()


def _tables(database: sqlite3.Connection) -> set[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows if not name.startswith("sqlite_")}


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
