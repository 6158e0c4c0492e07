"""The command line: what it prints, the contract's exit codes, one sentence for bad input."""

import json
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from archive import corpus, lock
from archive.collection import Collection
from portal_spider.demo import DemoPortal, truths
from portal_spider.demo.profiles import profiles as demo_profiles
from tests import program


def portal(*arguments: object, cwd: Path | None = None, **options: object):
    return program.run(
        [sys.executable, "-m", "portal_spider", *map(str, arguments)],
        capture_output=True, cwd=cwd, timeout=90, check=False, **options,
    )  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("demo") / "demo"
    done = portal("demo", "--into", root)
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode()
    assert "what was stripped" in text
    assert "where everything lies" in text
    return root


def test_the_demo_says_where_it_is_from_here(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    done = portal("demo", "--into", tmp_path / "one demo", cwd=tmp_path / "here")
    text = done.stdout.decode()
    assert "  ../one demo/archive/ " in text
    assert "portal serve --into '../one demo'" in text


def sentence(done, code: int) -> str:
    """The one sentence a failed command says."""
    error = done.stderr.decode()
    assert done.returncode == code, error
    assert "Traceback" not in error
    lines = error.strip().splitlines()
    assert len(lines) == 1, error
    return lines[0]


def test_the_demos_articles_are_what_its_stories_say(demo: Path) -> None:
    found = {(a.portal, a.content.title): a for a in corpus.read_articles(Collection(demo))}
    known = [*truths("lanwan"), *truths("qiling")]
    assert len(found) == len(known)
    for truth in known:
        article = found[truth.portal, truth.title]
        assert article.content.text.replace("\n", "") == truth.text.replace("\n", ""), truth.title
        assert article.content.published == truth.published
        assert article.content.source == truth.source
        assert article.content.authors == truth.authors, truth.title
        assert article.content.editors == truth.editors
        assert article.content.dateline == truth.dateline


def test_verify_and_rebuild_after_the_demo(demo: Path) -> None:
    checked = json.loads(portal("verify", "--into", demo, "--json").stdout)
    assert checked["findings"] == []
    assert checked["checked"]["records"] > 100
    before = {
        p: p.read_bytes() for p in [*sorted(demo.rglob("*.jsonl")), demo / "indexes/index.cdxj"]
    }
    rebuilt = json.loads(portal("rebuild", "--into", demo, "--json").stdout)
    assert not any(row["changed"] for row in rebuilt["portals"])
    assert {p: p.read_bytes() for p in before} == before
    assert portal("verify", "--into", demo).returncode == 0


def test_show_gives_the_article_and_its_bytes(demo: Path) -> None:
    article = next(a for a in corpus.read_articles(Collection(demo)) if len(a.pages) > 1)
    text = portal("show", article.url, "--into", demo).stdout.decode()
    assert article.content.title in text
    assert "legal_notice" in text
    line = json.loads(portal("show", article.id, "--into", demo, "--json").stdout)
    assert line["id"] == article.id
    raw = portal("show", article.id, "--into", demo, "--raw").stdout
    assert raw.startswith(b"HTTP/1.1 200")
    payload = portal("show", article.id, "--into", demo, "--raw", "--payload").stdout
    assert payload in raw or b"chunked" in raw.lower()
    explained = portal("show", article.id, "--into", demo, "--explain").stdout.decode()
    assert "holds" in explained
    front = article.url.partition("://")[0] + "://" + article.url.split("/")[2] + "/"
    listed = portal("show", front, "--into", demo, "--explain", "--json")
    assert json.loads(listed.stdout)["kind"] == "list", listed.stderr
    sentence(portal("show", "http://nowhere.example/", "--into", demo), 1)
    sentence(portal("show", article.id, "--into", demo, "--at", "1999-01-01"), 1)


def test_status_and_list(demo: Path) -> None:
    status = json.loads(portal("status", "--into", demo, "--json").stdout)
    assert {row["portal"]: row["articles"] for row in status["portals"]} == {
        "lanwan": 24, "qiling": 10,
    }  # fmt: skip
    listed = json.loads(portal("list", "--into", demo, "--json").stdout)
    assert {"lanwan", "qiling", "xjnnet"} <= {row["portal"] for row in listed}
    assert portal("list", cwd=demo.parent).returncode == 0


def test_what_another_collection_holds_can_be_imported(demo: Path, tmp_path: Path) -> None:
    warcs = sorted((demo / "archive").glob("*.warc.gz"))
    for name in ("lanwan", "qiling"):
        (tmp_path / f"{name}.toml").write_bytes((demo / "portals" / f"{name}.toml").read_bytes())
    collection = Collection.create(tmp_path / "c")
    for name in ("lanwan", "qiling"):
        (tmp_path / f"{name}.toml").rename(collection.portals / f"{name}.toml")
    assert portal("import", *warcs, "--into", collection.root).returncode == 0
    for path in sorted((demo / "articles").rglob("*.jsonl")):
        assert (collection.root / path.relative_to(demo)).read_bytes() == path.read_bytes()
    again = json.loads(portal("import", warcs[0], "--into", collection.root, "--json").stdout)
    assert not again["files"][0]["files"][0]["new"]
    assert portal("verify", "--into", collection.root).returncode == 0


def test_a_flipped_byte_is_found_wherever_it_is(demo: Path, tmp_path: Path) -> None:
    root = tmp_path / "c"
    shutil.copytree(demo, root)
    collection = Collection(root)
    damaged = [collection.warc_files()[0], collection.index, collection.articles_files()[0]]
    for path in damaged:
        whole = path.read_bytes()
        place = len(whole) // 2
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        done = portal("verify", "--into", root, "--json")
        assert done.returncode == 1, path
        findings = json.loads(done.stdout)["findings"]
        assert any(path.name in finding["file"] for finding in findings), findings
        path.write_bytes(whole)
    assert portal("verify", "--into", root).returncode == 0
    line = collection.articles_files()[0]
    line.write_bytes(line.read_bytes()[:-20])
    assert portal("verify", "--repair", "--into", root).returncode == 0
    assert line.read_bytes() == (demo / line.relative_to(root)).read_bytes()


def test_bad_input_is_one_sentence(demo: Path, tmp_path: Path) -> None:
    none, junk, cut = tmp_path / "none.warc.gz", tmp_path / "junk.warc.gz", tmp_path / "cut.warc.gz"
    junk.write_bytes(b"this is no WARC")
    whole = next((demo / "archive").glob("lanwan*")).read_bytes()
    cut.write_bytes(whole[:-9])  # inside the last record, wherever that begins
    evil = tmp_path / "evil.wacz"
    with zipfile.ZipFile(evil, "w") as bundle:
        bundle.writestr("datapackage.json", "{}")
        bundle.writestr("../../escaped.warc.gz", b"x")
    root = tmp_path / "c"
    assert "nosuch" in sentence(portal("crawl", "nosuch", "--into", root), 2)
    assert not root.exists()
    assert "collection" in sentence(portal("status", "--into", tmp_path), 2)
    assert "collection" in sentence(portal("verify", "--into", tmp_path / "nothing"), 2)
    assert "none.warc.gz" in sentence(portal("import", none, "--into", root), 3)
    assert not root.exists()
    assert "junk.warc.gz" in sentence(portal("import", junk, "--into", root), 3)
    assert "evil.wacz" in sentence(portal("import", evil, "--into", root), 3)
    assert not list(tmp_path.rglob("escaped*"))
    assert "cut.warc.gz" in sentence(portal("import", cut, "--into", root), 3)
    assert len(list(corpus.read_articles(Collection(root)))) > 5
    assert portal("verify", "--into", root).returncode == 0
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    sentence(portal("init", tmp_path / "full"), 2)
    assert "ftp" in sentence(portal("crawl", "ftp://a.example/", "--into", tmp_path / "d"), 2)
    assert "contact" in sentence(portal("crawl", "http://a.example/", "--into", tmp_path / "d"), 2)
    assert "nobody" in sentence(
        portal("crawl", "http://127.0.0.1:1/nobody", "--into", tmp_path / "e"), 7
    )
    assert "--since" in sentence(
        portal("crawl", "http://127.0.0.1:1/", "--since", "soon", "--into", tmp_path / "e"), 2
    )


def test_a_collection_in_use_is_left_alone(demo: Path) -> None:
    with lock.writing(demo / ".lock"):
        assert str(os.getpid()) in sentence(portal("rebuild", "--into", demo), 6)
    assert portal("show", "http://nowhere.example/", "--into", demo).returncode == 1


def test_a_full_disk_stops_the_crawl_and_loses_nothing(tmp_path: Path) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    collection = Collection.create(tmp_path / "c")
    with DemoPortal() as served:
        from portal_spider.profile import to_toml

        for profile in served.profiles:
            (collection.portals / f"{profile.name}.toml").write_text(to_toml(profile))
        stopped = subprocess.run(
            [sys.executable, "-m", "portal_spider", "crawl", "lanwan", "--into", collection.root],
            preexec_fn=limited, capture_output=True, timeout=90, check=False,
        )  # fmt: skip
        assert stopped.returncode == 4, stopped.stderr.decode()
        assert "lanwan" in sentence(stopped, 4) or "state.sqlite" in sentence(stopped, 4)
        assert portal("crawl", "lanwan", "--into", collection.root).returncode == 0
    assert sum(1 for _ in corpus.read_articles(collection)) == 24
    assert portal("verify", "--into", collection.root).returncode == 0


def test_add_probes_a_portal_and_its_profile_crawls(tmp_path: Path) -> None:
    root = tmp_path / "c"
    portal("init", root)
    with DemoPortal() as served:
        done = portal("add", served.origin, "--name", "probed", "--into", root, "--json")
        assert done.returncode == 0, done.stderr.decode()
        found = json.loads(done.stdout)["found"]
        assert found["title"] == "澜湾网"
        assert found["feeds"]
        assert found["sitemaps"]
        assert demo_profiles("http://a", "http://b")[0].article
        assert "html" in found["article"]
        assert portal("crawl", "probed", "--into", root).returncode == 0
        sentence(portal("add", served.origin, "--name", "probed", "--into", root), 2)
    articles = [a for a in corpus.read_articles(Collection(root)) if a.portal == "probed"]
    assert len(articles) >= 24


def test_scrapy_knows_every_portal(tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    listed = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], cwd=root, capture_output=True, timeout=60,
        text=True, check=True,
    ).stdout  # fmt: skip
    assert "xjnnet" in listed.split()
    collection = Collection.create(tmp_path / "c")
    with DemoPortal() as served:
        from portal_spider.profile import to_toml

        lanwan = served.profiles[0]
        (collection.portals / "lanwan.toml").write_text(to_toml(lanwan))
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "lanwan", "-s",
             f"COLLECTION={collection.root}"],
            cwd=root, capture_output=True, timeout=60, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert sum(1 for _ in corpus.read_articles(collection)) == 24


def test_the_demo_can_be_run_again(demo: Path, tmp_path: Path) -> None:
    root = tmp_path / "again"
    shutil.copytree(demo, root)
    done = portal("demo", "--into", root)
    assert done.returncode == 0, done.stderr
    assert len(list(corpus.read_articles(Collection(root)))) == 34


def test_a_crawl_of_nothing_is_refused(tmp_path: Path) -> None:
    assert "name a portal or a URL" in sentence(portal("crawl", "--into", tmp_path / "c"), 2)
    assert not (tmp_path / "c").exists()


def test_a_rebuild_refuses_to_lose_what_a_missing_file_held(demo: Path, tmp_path: Path) -> None:
    root = tmp_path / "gone"
    shutil.copytree(demo, root)
    Collection(root).warc_files()[0].unlink()
    before = {p: p.read_bytes() for p in Collection(root).articles_files()}
    assert "manifest names it" in sentence(portal("rebuild", "--into", root), 3)
    assert {p: p.read_bytes() for p in Collection(root).articles_files()} == before


def test_without_its_state_a_collection_is_not_taken_for_an_empty_one(
    demo: Path, tmp_path: Path
) -> None:
    root = tmp_path / "stateless"
    shutil.copytree(demo, root)
    for path in root.glob("state.sqlite*"):
        path.unlink()
    for command in (("search", "供暖"), ("status",), ("export", "--format", "csv", "--out", "x")):
        assert "portal rebuild" in sentence(portal(*command, "--into", root, cwd=tmp_path), 3)
    assert portal("rebuild", "--into", root).returncode == 0
    assert portal("search", "供暖", "--into", root).returncode == 0


INTERRUPTED = """
import os, runpy, signal, sys

class Finder:
    def find_spec(self, name, *_):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
sys.meta_path.insert(0, Finder())
runpy.run_module("portal_spider", run_name="__main__")
"""


@pytest.mark.parametrize("importing", ["portal_spider.cli", "click", "portal_spider.cli.output"])
def test_an_interrupt_while_modules_are_imported_is_one_sentence(importing: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, importing, "--help"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (5, 1), done.stderr
    assert done.stderr.startswith("portal: interrupted")
