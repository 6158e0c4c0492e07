"""What happens to articles becomes events, each shown by a record, and nothing else does."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import search
from archive.collection import Collection
from archive.diff import diff
from archive.errors import NotArchived
from archive.history import VersionState, changes, history
from archive.listing import Only, articles
from archive.state import State
from archive.verify import Checked, verify
from benchmarks.newsroom import ORIGIN, Newsroom, visit
from portal_spider.rebuild import rebuild
from portal_spider.reread import Rereader
from tests.test_revisit import portal

LINES = (
    "连日的细雨停了，青河边的水位慢慢回落，渡口的老船工把缆绳重新系好，等着第一班过河的学生。",
    "镇上的图书室把开门的时间改到了早晨七点，清洁工阿姨下班后也能进去坐一会儿，看当天的报纸。",
    "村里的灌溉渠清淤以后，下游的两百亩稻田提前三天放进了水，今年的秧苗比往年高出一截。",
)


def text(number: int) -> str:
    return "\n".join(f"第{number}则，{line}" for line in LINES)


@pytest.fixture
def news() -> Newsroom:
    newsroom = Newsroom()
    for number in range(9):
        newsroom.publish(number, text(number), counter=number % 2 == 0, etag=number in (3, 5))
    return newsroom


def happened(root: Path, story: str) -> list[str]:
    return [event.type for event in history(Collection(root), ORIGIN + story).events]


def in_state(root: Path, state: VersionState) -> list[str]:
    """The articles in *state*: search and listing find the same."""
    collection, only = Collection(root), Only(states=(state,))
    search.update(collection)
    found = [hit.article.url for hit in search.Search(collection).find("", only).hits]
    assert sorted(found) == sorted(article.url for article in articles(collection, only))
    assert search.Search(collection).spread("").states.get(state, 0) == len(found)
    return found


def account(root: Path) -> dict[str, object]:
    collection = Collection(root)
    with State(collection.state, readonly=True) as state:
        watches = [w for name in state.portals() for w in state.sightings.watches(name)]
        ids = sorted(w.article for w in watches)
    return {
        "histories": [history(collection, i).to_dict(collection) for i in ids],
        "watches": watches,
        "lines": [path.read_bytes() for path in collection.articles_files()],
    }


def assert_sound(root: Path) -> None:
    """Nothing to find, and a rebuild tells the same history."""
    collection = Collection(root)
    assert list(verify(collection, Checked(), reread=Rereader(collection))) == []
    before = account(root)
    assert not any(result.changed for result in rebuild(collection).portals)
    assert account(root) == before


def test_an_edit_is_an_event_and_a_counter_is_none(news: Newsroom, tmp_path: Path) -> None:
    paths = list(news.stories)
    visit(tmp_path, news)
    news.wait(hours=3)
    news.stories[paths[2]].text = text(2).replace("三天", "五天")
    news.stories[paths[3]].title = "试验消息改了题目"
    visit(tmp_path, news, recheck=True)
    news.wait(hours=3)
    visit(tmp_path, news, recheck=True)
    edited = {paths[2], paths[3]}
    assert len(in_state(tmp_path, "edited")) == 2
    for path in paths:
        expected = ["published", "edited"] if path in edited else ["published"]
        assert happened(tmp_path, path) == expected, path
    collection = Collection(tmp_path)
    row = history(collection, ORIGIN + paths[2]).to_dict(collection)
    assert [v["version"] for v in row["versions"]] == [1, 2]
    (change,) = row["events"][1]["changes"]
    assert [(p["op"], p["text"]) for p in change["diff"] if p["op"] != "equal"] == [
        ("delete", "三"), ("insert", "五"),
    ]  # fmt: skip
    assert row["last_seen"] > row["versions"][1]["captured"]
    assert row["events"][1]["evidence"]["warc_record_id"].startswith("<urn:uuid:")
    assert_sound(tmp_path)


GONE: dict[str, tuple[int, str, bytes]] = {
    "404": (404, "", b"<html><body>no</body></html>"),
    "410": (410, "", b"<html><body>no</body></html>"),
    "soft": (200, "", "<html><title>提示</title><body>您访问的页面不存在或已删除".encode()),
    "front": (302, "Location: /\r\n", b""),
    "refresh": (200, "", b"<html><meta http-equiv='refresh' content='0;url=/'><body>.</body>"),
    "list": (301, "Location: /list_0.html\r\n", b""),
    "no page": (302, "Location: /error/none.html\r\n", b""),
}


@pytest.mark.parametrize("kind", GONE)
def test_a_deletion_and_a_restoration(news: Newsroom, tmp_path: Path, kind: str) -> None:
    path = list(news.stories)[4]
    news.fixed["/error/none.html"] = (404, "", b"<html>none")
    visit(tmp_path, news)
    news.wait(hours=3)
    news.fixed[path] = GONE[kind]
    for _ in range(2):
        visit(tmp_path, news, recheck=True)
        news.wait(hours=3)
    found = history(Collection(tmp_path), ORIGIN + path)
    assert [e.type for e in found.events] == ["published", "deleted"]
    assert found.events[1].reason
    with State(tmp_path / "state.sqlite", readonly=True) as state:
        assert state.holdings.count() == (9, 9)
    assert in_state(tmp_path, "deleted") == [ORIGIN + path]
    del news.fixed[path]
    visit(tmp_path, news, recheck=True)
    assert in_state(tmp_path, "deleted") == []
    assert in_state(tmp_path, "restored") == [ORIGIN + path]
    assert happened(tmp_path, path) == ["published", "deleted", "restored"]
    since = [(held.canonical_url, event.type) for held, event in changes(
        Collection(tmp_path), "2026-03-02T02:00:00Z")]  # fmt: skip
    assert sorted(since) == [(ORIGIN + path, "deleted"), (ORIGIN + path, "restored")]
    assert_sound(tmp_path)


def test_a_server_that_is_ill_deletes_nothing(news: Newsroom, tmp_path: Path) -> None:
    path = list(news.stories)[4]
    visit(tmp_path, news)
    for answer in ((403, "", b"<html>denied"), (405, "", b"<html>no")):
        news.wait(hours=3)
        news.fixed[path] = answer
        visit(tmp_path, news, recheck=True)
    assert happened(tmp_path, path) == ["published"]


def test_an_article_that_moves_keeps_its_id(news: Newsroom, tmp_path: Path) -> None:
    path = list(news.stories)[4]
    visit(tmp_path, news)
    before = history(Collection(tmp_path), ORIGIN + path)
    news.wait(days=1)
    story = news.stories.pop(path)
    new = "/2026-03-02/9004.html"
    news.stories[new] = story
    news.unlisted.add(new)
    news.fixed[path] = (301, f"Location: {new}\r\n", b"")
    visit(tmp_path, news, recheck=True)
    news.wait(days=1)
    story.text += "\n" + LINES[0]
    visit(tmp_path, news, recheck=True)
    after = history(Collection(tmp_path), ORIGIN + new)
    assert after.held.id == before.held.id
    assert [e.type for e in after.events] == ["published", "moved", "edited"]
    assert after.events[1].to == ORIGIN + new
    assert after.versions[1].url == ORIGIN + new
    assert_sound(tmp_path)


def test_a_redirect_to_another_article_is_a_deletion(news: Newsroom, tmp_path: Path) -> None:
    first, second, *_ = news.stories
    visit(tmp_path, news)
    news.wait(days=1)
    news.fixed[first] = (302, f"Location: {second}\r\n", b"")
    visit(tmp_path, news, recheck=True)
    assert happened(tmp_path, first) == ["published", "deleted"]
    assert happened(tmp_path, second) == ["published"]
    assert_sound(tmp_path)


def test_a_paginated_article_is_never_half_old_and_half_new(tmp_path: Path) -> None:
    news = Newsroom()
    news.publish(1, text(1))
    one, two = "/2026-03-02/1.html", "/2026-03-02/1_2.html"

    def pages(first: str, second: str) -> None:
        for path, body, other in ((one, first, f"<a href='{two}'>下一页</a>"),
                                  (two, second, f"<a href='{one}'>上一页</a>")):  # fmt: skip
            news.stories[one].text = body
            page = news._page(news.stories[one]).decode().replace("</body>", other + "</body>")
            news.fixed[path] = (200, "", page.encode())

    pages(text(1), text(2))
    visit(tmp_path, news)
    assert "第2则" in history(Collection(tmp_path), ORIGIN + one).versions[-1].content.text
    news.wait(days=1)
    visit(tmp_path, news, recheck=True)
    assert happened(tmp_path, one) == ["published"]
    news.wait(days=1)
    pages(text(3), text(4))
    visit(tmp_path, news, recheck=True)
    found = history(Collection(tmp_path), ORIGIN + one)
    assert [e.type for e in found.events] == ["published", "edited"]
    assert len(found.versions) == 2
    assert "第3则" in found.versions[1].content.text
    assert "第4则" in found.versions[1].content.text
    news.wait(days=1)
    news.fixed[two] = GONE["404"]
    visit(tmp_path, news, recheck=True)
    assert happened(tmp_path, one) == ["published", "edited", "edited"]
    assert_sound(tmp_path)


def scene(news: Newsroom, chance: random.Random) -> None:
    """Let something happen to some articles."""
    news.wait(hours=chance.randint(1, 72))
    for path, story in list(news.stories.items()):
        match chance.randint(0, 9):
            case 0:
                story.text = text(chance.randint(0, 99))
            case 1:
                news.fixed[path] = GONE[chance.choice(list(GONE))]
            case 2:
                news.fixed.pop(path, None)


@pytest.mark.parametrize("seed", range(4))
def test_runs_that_are_killed_lose_no_event(tmp_path: Path, seed: int, news: Newsroom) -> None:
    """The same things happen to two portals; one's visitor is killed again and again."""
    chance = random.Random(seed)
    other = Newsroom(stories=news.stories, fixed=news.fixed)
    for root, room in ((tmp_path / "calm", news), (tmp_path / "killed", other)):
        visit(root, room)
    for _ in range(3):
        scene(news, chance)
        other.now = news.now
        visit(tmp_path / "calm", news, recheck=True)
        for _ in range(chance.randint(1, 3)):
            visit(tmp_path / "killed", other, recheck=True, stop_after=chance.randint(1, 12))
        visit(tmp_path / "killed", other, recheck=True)
        visit(tmp_path / "killed", other, recheck=True)

    def told(root: Path) -> dict[str, list[tuple[str, str | None]]]:
        return {
            p: [(e.type, e.reason) for e in history(Collection(root), ORIGIN + p).events]
            for p in news.stories
        }

    assert told(tmp_path / "killed") == told(tmp_path / "calm")
    assert_sound(tmp_path / "killed")
    assert_sound(tmp_path / "calm")


def test_the_commands(news: Newsroom, tmp_path: Path) -> None:
    path = list(news.stories)[2]
    visit(tmp_path, news)
    news.wait(hours=3)
    news.stories[path].text = text(2).replace("三天", "五天")
    visit(tmp_path, news, recheck=True)
    shown = portal("history", ORIGIN + path, "--into", tmp_path)
    assert "[-三-]{+五+}" in shown.stdout, shown.stdout + shown.stderr
    row = json.loads(portal("history", ORIGIN + path, "--json", "--into", tmp_path).stdout)
    assert [e["type"] for e in row["events"]] == ["published", "edited"]
    listed = portal("changes", "--since", "2026-03-02T02:00", "--json", "--into", tmp_path)
    (event,) = map(json.loads, listed.stdout.splitlines())
    assert (event["type"], event["id"]) == ("edited", row["id"])
    none = portal("changes", "--since", "2027-01-01", "--into", tmp_path)
    assert (none.returncode, none.stdout) == (1, "nothing happened since 2027-01-01 00:00:00\n")
    assert portal("changes", "--since", "soon", "--into", tmp_path).returncode == 2
    with pytest.raises(NotArchived):
        history(Collection(tmp_path), "http://example.org/none")


@given(st.text(), st.text())
def test_a_diff_makes_both_texts(old: str, new: str) -> None:
    pieces = diff(old, new)
    assert "".join(p.text for p in pieces if p.op != "insert") == old
    assert "".join(p.text for p in pieces if p.op != "delete") == new
