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

from archive import corpus
from archive.collection import Collection
from archive.state import State
from archive.warc import captures
from tests.local_site import Site
from tests.test_crawl import article

PAGES = 24


def site(**options: object) -> Site:
    """A small portal: two lists, articles, a redirect, a page that is missing."""
    return Site(*content(), **options)  # type: ignore[arg-type]


def content() -> tuple[dict[str, bytes], dict[str, str]]:
    pages = {f"/bendi/2026-09-{10 + n % 20}/{n}.html": article(n) for n in range(PAGES)}
    paths = list(pages)
    lists = {
        f"/list{i}.html": "".join(f"<a href='{p}'>x</a>" for p in paths[i::2]).encode()
        for i in range(2)
    }
    front = "".join(f"<a href='{p}'>x</a>" for p in [*lists, "/old.html", "/none.html"]).encode()
    return {"/": front, "/a.css": b"p{}", **lists, **pages}, {"/old.html": paths[0]}


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
    root: Path, origin: str, *, kind: str = "", at: int = 0, log: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `portal crawl`, with a fault if one is asked for."""
    environment = dict(os.environ)
    if kind or log:
        environment |= {"LD_PRELOAD": str(shim()), "FAULT_ROOT": str(root.resolve())}
        environment |= {"FAULT_KIND": kind, "FAULT_AT": str(at)}
    if log:
        environment["FAULT_LOG"] = str(log)
    command = [sys.executable, "-m", "portal_spider", "crawl", f"{origin}/"]
    return subprocess.run(
        [*command, "--into", str(root), "-q"],
        capture_output=True, text=True, timeout=120, check=False, env=environment,
    )  # fmt: skip


def portal(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "portal_spider", *map(str, arguments)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def assert_finished_by_the_next(root: Path, origin: str) -> None:
    """Go on with the crawl: nothing missing, nothing doubled, nothing broken, nothing found."""
    last = crawl(root, origin)
    assert last.returncode == 0, last.stderr
    collection = Collection(root)
    pages, redirects = content()
    kept = Counter(c.uri for path in collection.warc_files() for c in captures(path))
    wanted = {origin + path for path in [*pages, *redirects, "/none.html"]}
    assert wanted <= set(kept), wanted - set(kept)
    assert not [path for path in collection.warc_files() if path.name.endswith(".open")]
    articles = Counter((a.url, a.version) for a in corpus.read_articles(collection))
    assert len(articles) == PAGES
    assert set(articles.values()) == {1}
    assert {version for _, version in articles} == {1}
    for path in collection.warc_files():
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.any_type):
                record.reader.read()
    with State(collection.state, readonly=True) as state:
        assert "waiting" not in state.frontier.outcomes()
    verified = portal("verify", "--into", root)
    assert verified.returncode == 0, verified.stdout
    rebuilt = portal("rebuild", "--into", root, "--json")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert '"changed": true' not in rebuilt.stdout, rebuilt.stdout
