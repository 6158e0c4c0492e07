"""Crawls under the shim, and what must hold after any of them is gone on with."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from fastwarc.warc import ArchiveIterator, WarcRecordType

from archive import corpus, search
from archive.collection import Collection
from archive.state import State
from archive.warc import captures
from tests import program
from tests.local_site import Site
from tests.test_crawl import article

PAGES = 24


ARTICLES = [f"/bendi/2026-09-{10 + n % 20}/{n}.html" for n in range(PAGES)]
REDIRECTS = {"/old.html": ARTICLES[0]}


def content(pages: int = PAGES) -> dict[str, bytes]:
    """Two lists, articles, a redirect, a page that is missing, and one that is not to be fetched."""
    articles = {path: article(n) for n, path in enumerate(ARTICLES[:pages])}
    lists = {
        f"/list{i}.html": "".join(f"<a href='{p}'>x</a>" for p in [*articles][i::2]).encode()
        for i in range(2)
    }
    linked = [*lists, "/old.html", "/none.html", "/private/1.html"]
    front = "".join(f"<a href='{p}'>x</a>" for p in linked).encode()
    rules = b"User-agent: *\nDisallow: /private/\n"
    return {"/": front, "/robots.txt": rules, "/a.css": b"p{}", **lists, **articles}


class Road:
    """What is crawled under faults: from nothing, or *again*, over a collection that is there.

    Between the two crawls an article was edited, one has gone, and the front page
    links on; what else was fetched before is the same, so its records are revisits.
    """

    def __init__(self, server: Site, folder: Path, *, again: bool, pages: int = PAGES) -> None:
        self.server, self.before = server, folder if again else None
        self.pages = was = content(pages)
        self.articles = Counter({(path, 1): 1 for path in ARTICLES[:pages]})
        if again:
            server.pages = was
            done = crawl(folder, server.origin)
            assert done.returncode == 0, done.stderr
            front = was["/"] + b"<a href=/private/2.html>x</a>"
            self.pages = {**was, "/": front, ARTICLES[1]: article(PAGES)}
            del self.pages[ARTICLES[2]]
            self.articles[(ARTICLES[1], 2)] = 1
        server.pages = self.pages

    def crawl(self, root: Path, **fault: object) -> subprocess.CompletedProcess[str]:
        """Crawl into *root*, with a fault if one is asked for."""
        self.server.pages = self.pages
        more = ("--recheck",) if self.before else ()
        return crawl(root, self.server.origin, *more, **fault)  # type: ignore[arg-type]

    def lay_out(self, root: Path) -> None:
        """Put what was there before the crawl in *root*."""
        if self.before:
            shutil.copytree(self.before, root)

    def assert_stopped(self, done: subprocess.CompletedProcess[str]) -> None:
        """A crawl that could not keep something said so in one sentence, or came to its end."""
        assert done.returncode in (0, 4), f"{done.returncode}: {done.stderr}"
        if done.returncode == 4:
            assert len(done.stderr.strip().splitlines()) == 1, done.stderr

    def assert_finished_by_the_next(self, root: Path) -> None:
        """Go on with the crawl: nothing missing, nothing doubled, nothing broken, nothing found."""
        last = self.crawl(root)
        assert last.returncode == 0, last.stderr
        collection = Collection(root)
        revisits = 0
        for path in collection.warc_files():
            assert not path.name.endswith(".open"), path
            with path.open("rb") as file:
                for record in ArchiveIterator(file, record_types=WarcRecordType.any_type):
                    record.reader.read()
                    revisits += record.record_type == WarcRecordType.revisit
        assert revisits or not self.before
        kept = {c.uri for path in collection.warc_files() for c in captures(path)}
        wanted = {self.server.origin + path for path in [*self.pages, *REDIRECTS, "/none.html"]}
        assert wanted <= kept, wanted - kept
        assert self.server.origin + "/private/1.html" not in kept
        origin = self.server.origin
        articles = Counter(
            (a.url.removeprefix(origin), a.version) for a in corpus.read_articles(collection)
        )
        assert articles == self.articles
        with State(collection.state, readonly=True) as state:
            assert "waiting" not in state.frontier.outcomes()
        assert search.missing(collection) == 0
        verified = portal("verify", "--into", root)
        assert verified.returncode == 0, verified.stdout
        rebuilt = portal("rebuild", "--into", root, "--json")
        assert rebuilt.returncode == 0, rebuilt.stderr
        assert '"changed": true' not in rebuilt.stdout, rebuilt.stdout


@cache
def shim() -> Path | None:
    """The shim, compiled; None where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    library = Path(mkdtemp()) / "shim.so"
    source = Path(__file__).with_name("shim.c")
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    subprocess.run([*command, "-lpthread"], check=True)
    return library


def crawl(
    root: Path, origin: str, *more: str, kind: str = "", at: int = 0, log: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `portal crawl`, with a fault if one is asked for."""
    environment = dict(os.environ)
    if kind or log:
        environment |= {"LD_PRELOAD": str(shim()), "FAULT_ROOT": str(root.resolve())}
        environment |= {"FAULT_KIND": kind, "FAULT_AT": str(at)}
    if log:
        environment["FAULT_LOG"] = str(log)
    command = [sys.executable, "-m", "portal_spider", "crawl", f"{origin}/"]
    return program.run(
        [*command, *more, "--into", str(root), "-q"],
        capture_output=True, text=True, timeout=120, check=False, env=environment,
    )  # fmt: skip


def portal(*arguments: object) -> subprocess.CompletedProcess[str]:
    return program.run(
        [sys.executable, "-m", "portal_spider", *map(str, arguments)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
