"""Withdrawal: hidden from readers, kept in the bytes, logged, and undone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archive import corpus, withdrawal
from archive.access import article_at, response_block
from archive.collection import Collection
from archive.errors import NotArchived, NotWithdrawn, Withdrawn
from archive.replay.memento import memento_of
from archive.verify import verify
from archive.withdrawal import hidden
from tests import program
from tests.kept import answer, kept

OTHER = "http://news.example/2.html"


def portal(*arguments: object) -> subprocess.CompletedProcess[str]:
    return program.run(
        [sys.executable, "-m", "portal_spider", *map(str, arguments)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def everything_else(collection: Collection) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in sorted(collection.root.rglob("*"))
        if path.is_file() and path.name not in ("withdrawals.jsonl", ".lock")
        and not path.name.startswith("state.sqlite")
    }  # fmt: skip


def test_an_article_is_hidden_under_every_name_and_comes_back(demo_copy: Collection) -> None:
    article = next(a for a in corpus.read_articles(demo_copy) if len(a.pages) > 1)
    other = next(a for a in corpus.read_articles(demo_copy) if a.id != article.id)
    before = everything_else(demo_copy)
    withdrawal.withdraw(demo_copy, article.pages[0].url, "a court  order\nof 24 November")
    now = hidden(demo_copy)
    assert now.hides_article(article)
    assert not now.hides_article(other)
    assert not now.hides(other.url)
    for page in article.pages:
        assert now.hides(page.url)
        assert now.hides(page.url.replace("http://", "https://") + "#top")
        with pytest.raises(Withdrawn, match="a court order of 24 November"):
            response_block(demo_copy, page.url)
    with pytest.raises(Withdrawn):
        article_at(demo_copy, article.id)
    assert article_at(demo_copy, other.id) == other
    assert everything_else(demo_copy) == before
    withdrawal.restore(demo_copy, article.id, "the order was lifted")
    assert not hidden(demo_copy)
    assert article_at(demo_copy, article.id) == article
    assert [act.action for act in withdrawal.acts(demo_copy)] == ["withdraw", "restore"]


def test_a_url_that_is_no_article_is_hidden_alone(demo_copy: Collection) -> None:
    article = next(a for a in corpus.read_articles(demo_copy) if a.content.images)
    picture = article.content.images[0].url
    withdrawal.withdraw(demo_copy, picture, "no licence")
    with pytest.raises(Withdrawn):
        response_block(demo_copy, picture)
    assert article_at(demo_copy, article.id) == article
    with pytest.raises(NotWithdrawn):
        withdrawal.restore(demo_copy, article.url, "it never was")
    with pytest.raises(NotArchived):
        withdrawal.withdraw(demo_copy, "http://nowhere.example/", "not ours")


def test_the_log_tells_when_it_was_altered(demo_copy: Collection) -> None:
    urls = [a.url for a in corpus.read_articles(demo_copy)][:3]
    for url in urls:
        withdrawal.withdraw(demo_copy, url, "a request")

    def findings() -> list[str]:
        from collections import Counter

        kinds = [f.kind for f in verify(demo_copy, Counter())]
        return [kind for kind in kinds if kind.startswith("withdrawal")]

    assert findings() == []
    log = demo_copy.withdrawals
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b"a request", b"no reason", 1))
    assert findings() == ["withdrawal_chain"]
    log.write_bytes(whole[:-9])  # as a power cut leaves it
    assert findings() == ["withdrawal_line"]
    assert hidden(demo_copy).hides(urls[1])
    assert not hidden(demo_copy).hides(urls[2])
    withdrawal.withdraw(demo_copy, urls[2], "a request")
    assert findings() == []
    assert len(list(withdrawal.acts(demo_copy))) == 3
    assert list(demo_copy.recovered.glob("withdrawals*"))


def test_an_act_is_the_last_where_the_clock_was_set_back(
    demo_copy: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = next(iter(corpus.read_articles(demo_copy)))
    withdrawal.withdraw(demo_copy, article.id, "a request")
    monkeypatch.setattr(withdrawal, "format_date", lambda when: "2000-01-01T00:00:00.000000Z")
    withdrawal.restore(demo_copy, article.id, "settled")
    assert not hidden(demo_copy)
    withdrawal.withdraw(demo_copy, article.id, "not settled")
    assert hidden(demo_copy).hides_article(article)


def test_the_command(demo_copy: Collection) -> None:
    root = demo_copy.root
    article = next(iter(corpus.read_articles(demo_copy)))
    assert portal("withdraw", article.url, "--into", root).returncode == 2
    assert portal("withdraw", "--into", root).returncode == 2
    done = portal("withdraw", "http://nowhere.example/", "--reason", "x", "--into", root)
    assert done.returncode == 1
    done = portal("withdraw", article.url, "--reason", "隐私请求", "--into", root, "--json")
    assert json.loads(done.stdout)["article"] == article.id
    shown = portal("show", article.id, "--into", root)
    assert shown.returncode == 1
    assert "隐私请求" in shown.stderr
    assert "隐私请求" in portal("withdraw", "--list", "--into", root).stdout
    assert portal("verify", "--into", root).returncode == 0
    assert portal("rebuild", "--into", root).returncode == 0
    assert portal("show", article.id, "--into", root).returncode == 1
    done = portal("withdraw", article.url, "--undo", "--reason", "settled", "--into", root)
    assert done.returncode == 0
    assert article.content.title in portal("show", article.id, "--into", root).stdout
    again = portal("withdraw", article.url, "--undo", "--reason", "settled", "--into", root)
    assert again.returncode == 1


SPELLED = (
    "HTTP://News.Example:80/%7b1%7d.html", "https://news.example:443/{1}.html#top",
    "http://me@NEWS.example./%7B1}.html",
)  # fmt: skip


@pytest.mark.parametrize("recorded", SPELLED)
@pytest.mark.parametrize("named", SPELLED)
def test_nothing_withdrawn_comes_back_by_another_spelling(
    tmp_path: Path, recorded: str, named: str
) -> None:
    collection = kept(
        tmp_path / "c", (recorded.partition("#")[0], answer(b"x")), (OTHER, answer(b"y"))
    )
    withdrawal.withdraw(collection, recorded, "a court order")
    now = hidden(collection)
    assert now.hides(named)
    assert now.hides("news.example/{1}.html")
    assert not now.hides(OTHER)
    with pytest.raises(Withdrawn):
        memento_of(collection, named, None, now)
    withdrawal.restore(collection, named, "it was lifted")
    assert not hidden(collection)


def test_a_withdrawal_holds_for_what_was_recorded_not_for_how_it_was_named(tmp_path: Path) -> None:
    collection = kept(tmp_path / "c", ("http://news.example/1.html", answer(b"x")))
    act = withdrawal.withdraw(collection, "HTTP://NEWS.example:80/1.html#top", "a court order")
    assert act.urls == ("http://news.example/1.html",)
    assert hidden(collection).hides("http://news.example/1.html")


def test_an_article_is_withdrawn_whole_however_its_host_is_written(demo_copy: Collection) -> None:
    article = next(a for a in corpus.read_articles(demo_copy) if len(a.pages) > 1)
    act = withdrawal.withdraw(demo_copy, "HTTP" + article.url.removeprefix("http"), "a court order")
    assert act.article == article.id
    assert all(hidden(demo_copy).hides(page.url) for page in article.pages)
