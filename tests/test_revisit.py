"""What was there before is kept as a revisit, and reads as the page that it refers to."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

import pytest

from archive import cdxj, corpus
from archive.collection import Collection
from archive.state import State
from archive.warc import Capture, captures
from tests import program
from tests.local_site import Site
from tests.program import Program
from tests.test_crawl import article, crawl, derived
from tests.test_kill import KillingSite


class ConditionalSite(Site):
    """Gives every second page an ETag and a date, and answers conditions with 304."""

    validators = 'ETag: "{tag}"\r\nLast-Modified: Wed, 23 Sep 2026 01:00:00 GMT\r\n'

    def __init__(self, pages: dict[str, bytes]) -> None:
        super().__init__(pages)
        self.conditions: dict[str, list[str]] = {}
        site = self

        class Handler(self._server.RequestHandlerClass):  # type: ignore[misc, name-defined]
            def do_GET(self) -> None:
                condition = self.headers.get("If-None-Match", "")
                site.conditions.setdefault(self.path, []).append(condition)
                super().do_GET()

        self._server.RequestHandlerClass = Handler

    def answer(self, path: str) -> bytes:
        body = self.pages.get(path)
        if body is None or not path.endswith(("0.html", "2.html", "4.html")):
            return super().answer(path)
        tag = sha1(body).hexdigest()[:12]
        fields = self.validators.format(tag=tag)
        if self.conditions[path][-1] == f'"{tag}"':
            return f"HTTP/1.1 304 Not Modified\r\n{fields}\r\n".encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def content() -> dict[str, bytes]:
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(6)}
    links = "".join(f"<a href='{path}'>{path}</a>" for path in pages)
    return {"/": f"<html><body>{links}".encode(), "/a.css": b"p{}", **pages}


@pytest.fixture
def site() -> Iterator[ConditionalSite]:
    with ConditionalSite(content()) as site:
        yield site


def kept(root: Path) -> list[Capture]:
    paths = Collection(root).warc_files()
    return [c for path in paths for c in captures(path, revisits=True)]


def portal(*arguments: object) -> subprocess.CompletedProcess[str]:
    return program.run(
        [sys.executable, "-m", "portal_spider", *map(str, arguments)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def assert_sound(root: Path) -> None:
    verified = portal("verify", "--into", root)
    assert verified.returncode == 0, verified.stdout
    rebuilt = portal("rebuild", "--into", root, "--json")
    assert '"changed": true' not in rebuilt.stdout, rebuilt.stdout + rebuilt.stderr


def test_a_recheck_stores_what_it_has_as_revisits(site: ConditionalSite, tmp_path: Path) -> None:
    root = tmp_path / "c"
    crawl(root, f"{site.origin}/")
    before = derived(Collection(root))
    first = {c.uri: c for c in kept(root)}
    again = crawl(root, f"{site.origin}/", recheck=True)
    assert again["exit"] == 0, again
    report = again["report"]
    assert (report["new_articles"], report["new_versions"]) == (0, 0)
    assert report["outcomes"]["unchanged"] == 6
    revisits = {c.uri: c for c in kept(root) if c.record.type == "revisit"}
    assert report["revisits"] == len(revisits)
    profiles = Counter(c.refers_to.profile.rpartition("/")[2] for c in revisits.values())
    assert profiles["server-not-modified"] == 3, "one a page with validators"
    assert profiles["identical-payload-digest"] >= 4, "the other articles and the front page"
    for uri, revisit in revisits.items():
        reference, original = revisit.refers_to, first[uri].record
        assert reference.record_id == original.id
        assert reference.uri == uri
        assert reference.date == original.date
        assert revisit.record.payload_digest == original.payload_digest
        assert revisit.record.concurrent_to, "its request, as it was sent"
    # Another crawl's revisits refer to the first crawl's responses, never to revisits.
    crawl(root, f"{site.origin}/", recheck=True)
    originals = {c.record.id for c in kept(root) if c.record.type == "response"}
    assert {c.refers_to.record_id for c in kept(root) if c.record.type == "revisit"} <= originals
    after = derived(Collection(root))
    assert {k: v for k, v in after.items() if "index" not in k} == {
        k: v for k, v in before.items() if "index" not in k
    }
    assert_sound(root)


def test_a_text_that_comes_back_is_a_version_whose_payload_is_there_already(
    site: ConditionalSite, tmp_path: Path
) -> None:
    root, path = tmp_path / "c", "/bendi/2026-09-11/1.html"
    old = site.pages[path]
    crawl(root, f"{site.origin}/")
    site.pages[path] = article(77)
    assert crawl(root, f"{site.origin}/", recheck=True)["report"]["new_versions"] == 1
    site.pages[path] = old
    assert crawl(root, f"{site.origin}/", recheck=True)["report"]["new_versions"] == 1
    versions = [a for a in corpus.read_articles(Collection(root)) if a.url.endswith(path)]
    assert [a.version for a in versions] == [1, 2, 3]
    assert versions[0].content.text == versions[2].content.text
    records = [a.provenance.warc_record_id for a in versions]
    assert records[0] == records[2] != records[1]
    assert versions[2].provenance.captured > versions[1].provenance.captured
    shown = portal("show", site.origin + path, "--raw", "--payload", "--into", root)
    assert shown.stdout.encode() == old
    assert_sound(root)


def test_the_same_payload_under_another_type_or_target_is_kept(tmp_path: Path) -> None:
    with Site({"/": b"<a href='/b.css'>x</a><a href='/b.html'>y</a>", "/b.css": b"same words",
               "/b.html": b"same words", "/c.html": b"same words"}) as site:  # fmt: skip
        site.pages["/"] += b"<a href='/c.html'>z</a>"
        crawl(tmp_path / "c", f"{site.origin}/")
        crawl(tmp_path / "c", f"{site.origin}/c.html")
    types = {c.uri.rpartition("/")[2]: c.record.type for c in kept(tmp_path / "c")}
    assert types["b.css"] == types["b.html"] == "response"


def test_a_crawl_killed_among_revisits_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "c"
    with KillingSite(content()) as site:
        crawl(root, f"{site.origin}/")
        site.pages["/bendi/2026-09-11/1.html"] = article(77)
        for after in (3, 6):
            site.after = after
            site.victim = Program(
                [sys.executable, "-m", "portal_spider", "crawl", f"{site.origin}/", "--recheck",
                 "--into", str(root), "-q"],
            )  # fmt: skip
            site.victim.wait(timeout=60)
        site.victim = None
        crawl(root, f"{site.origin}/", recheck=True)
        crawl(root, f"{site.origin}/", recheck=True)
    versions = Counter(a.url for a in corpus.read_articles(Collection(root)))
    assert sorted(versions.values()) == [1, 1, 1, 1, 1, 2]
    assert_sound(root)


def test_a_state_of_an_earlier_version_is_brought_up(site: ConditionalSite, tmp_path: Path) -> None:
    root = tmp_path / "c"
    crawl(root, f"{site.origin}/")
    with State(root / "state.sqlite") as state:
        state._db.executescript(
            "DROP TABLE original; DROP TABLE validator; DROP TABLE sighting; DROP TABLE watch;"
            "ALTER TABLE part DROP COLUMN stale; PRAGMA user_version = 2"
        )
    crawl(root, f"{site.origin}/")
    assert (root / "state.sqlite.2").exists()
    crawl(root, f"{site.origin}/", recheck=True)
    assert sum(c.record.type == "revisit" for c in kept(root)) >= 7, "six articles, one list"
    assert_sound(root)


def test_an_original_that_is_missing_is_an_outcome(site: ConditionalSite, tmp_path: Path) -> None:
    """Revisits may come from another tool without the file that they refer to."""
    root, other = tmp_path / "c", tmp_path / "other"
    crawl(root, f"{site.origin}/")
    crawl(root, f"{site.origin}/", recheck=True)
    *_, last = Collection(root).warc_files()
    foreign = tmp_path / "foreign.warc.gz"
    shutil.copy(last, foreign)
    assert portal("import", foreign, "--into", other).returncode == 0
    with State(other / "state.sqlite", readonly=True) as state:
        assert state.frontier.outcomes()["unreadable"] >= 6


def test_the_index_knows_revisits(site: ConditionalSite, tmp_path: Path) -> None:
    crawl(tmp_path / "c", f"{site.origin}/")
    crawl(tmp_path / "c", f"{site.origin}/", recheck=True)
    index = Collection(tmp_path / "c").index
    entries = list(cdxj.captures_of(index, f"{site.origin}/bendi/2026-09-10/0.html"))
    assert [e.mime for e in entries] == ["text/html", "warc/revisit"]
    assert len({e.digest for e in entries}) == 1
