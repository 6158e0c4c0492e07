"""A clock that is set back or was ahead: nothing is lost, put off for years, or numbered askew."""

from pathlib import Path

import pytest

from archive import corpus
from archive.collection import Collection
from benchmarks.newsroom import Newsroom, visit
from portal_spider.run import ending
from tests.test_history import assert_sound, text

YEARS = {"days": 3650}


def newsroom() -> Newsroom:
    news = Newsroom()
    for number in range(9):
        news.publish(number, text(number))
    return news


def asked(news: Newsroom, root: Path, **options: object) -> list[str]:
    """Crawl, and return the paths that were asked for."""
    news.asked.clear()
    visit(root, news, **options)
    return [path for path, _ in news.asked]


def versions(root: Path) -> list[tuple[int, str]]:
    found = corpus.read_articles(Collection(root))
    return sorted((article.version, article.provenance.captured) for article in found)


@pytest.mark.parametrize("back", [{"hours": 1}, YEARS])
def test_what_is_captured_earlier_is_numbered_as_a_rebuild_numbers_it(
    tmp_path: Path, back: dict[str, int]
) -> None:
    news = newsroom()
    visit(tmp_path, news)
    news.wait(**{unit: -number for unit, number in back.items()})
    path, story = next(iter(news.stories.items()))
    story.text += "此后又有补充。"
    assert path in asked(news, tmp_path, recheck=True)
    found = versions(tmp_path)
    assert [number for number, _ in found].count(1) == 9
    assert found[-1][0] == 2
    assert found[-1][1] > found[0][1]
    assert_sound(tmp_path)


def test_what_a_stopped_crawl_captured_earlier_the_next_one_numbers_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = newsroom()
    visit(tmp_path, news)
    news.wait(hours=-1)
    next(iter(news.stories.values())).text += "此后又有补充。"
    with monkeypatch.context() as patch:
        patch.setattr(ending, "_derive_if_stale", lambda *_: None)  # as it is not when stopped
        visit(tmp_path, news, recheck=True)
    news.wait(minutes=1)
    visit(tmp_path, news)
    assert_sound(tmp_path)


def test_a_rest_that_a_clock_ahead_was_asked_for_ends_with_it(tmp_path: Path) -> None:
    news = newsroom()
    news.wait(**YEARS)
    path = next(iter(news.stories))
    news.fixed[path] = (503, "", b"")
    visit(tmp_path, news)
    del news.fixed[path]
    news.now = Newsroom().now
    assert path in asked(news, tmp_path)
    assert len(list(corpus.read_articles(Collection(tmp_path)))) == 9
    assert_sound(tmp_path)


def test_a_robots_txt_of_a_clock_ahead_is_asked_for_again(tmp_path: Path) -> None:
    news = newsroom()
    news.wait(**YEARS)
    visit(tmp_path, news)
    news.now = Newsroom().now
    assert "/robots.txt" in asked(news, tmp_path)


def test_an_article_that_was_last_seen_later_than_now_is_due(tmp_path: Path) -> None:
    news = newsroom()
    news.wait(**YEARS)
    visit(tmp_path, news)
    news.now = Newsroom().now
    assert set(news.stories) <= set(asked(news, tmp_path))
    news.wait(hours=1)
    assert not set(news.stories) & set(asked(news, tmp_path)), "seen now, it is not due again"


def test_without_a_clock_ahead_a_rest_holds(tmp_path: Path) -> None:
    news = newsroom()
    path = next(iter(news.stories))
    news.fixed[path] = (503, "", b"")
    visit(tmp_path, news)
    del news.fixed[path]
    assert asked(news, tmp_path) == []
