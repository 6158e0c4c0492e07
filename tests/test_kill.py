"""kill -9 at any moment: the next run loses nothing and doubles nothing."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from archive import corpus
from archive.collection import Collection
from archive.seals import sealed
from archive.state import State
from archive.verify import verify
from archive.warc import captures
from portal_spider import importing, rebuild
from portal_spider.reread import Rereader
from tests import program
from tests.local_site import Site
from tests.program import Program
from tests.test_crawl import article

KILLS = int(os.environ.get("PORTAL_KILLS", "3"))
PAGES = 40


def crawl(root: Path, origin: str) -> Program:
    return Program(
        [sys.executable, "-m", "portal_spider", "crawl", f"{origin}/", "--into", str(root), "-q"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def finish(root: Path, origin: str) -> None:
    last = crawl(root, origin)
    _, said = last.communicate(timeout=60)
    assert last.returncode == 0, said.decode()


class KillingSite(Site):
    """Kills its visitor at the n-th request, so that no clock is needed."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        super().__init__(pages)
        self.victim: Program | None = None
        self.after = 0
        self._guard = threading.Lock()

    def answer(self, path: str) -> bytes:
        with self._guard:
            self.after -= 1
            if self.after == 0 and self.victim is not None:
                os.kill(self.victim.pid, signal.SIGKILL)
        return super().answer(path)


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_crawl_is_finished_by_the_next(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pages = {f"/bendi/2026-09-{10 + n % 20}/{n}.html": article(n) for n in range(PAGES)}
    paths = list(pages)
    lists = {
        f"/list{i}.html": "".join(f"<a href='{p}'>x</a>" for p in paths[i::4]).encode()
        for i in range(4)
    }
    front = "".join(f"<a href='{p}'>x</a>" for p in lists).encode()
    root = tmp_path / "c"
    with KillingSite({"/": front, **lists, **pages}) as site:
        for _ in range(chance.randint(1, 3)):
            site.after = chance.randint(1, 60)
            site.victim = crawl(root, site.origin)
            site.victim.communicate(timeout=60)
        site.victim, site.after = None, 0
        finish(root, site.origin)
    collection = Collection(root)
    kept = Counter(c.uri for path in collection.warc_files() for c in captures(path))
    assert set(pages) <= {uri.removeprefix(site.origin) for uri in kept}
    articles = Counter((a.url, a.version) for a in corpus.read_articles(collection))
    assert len(articles) == PAGES
    assert set(articles.values()) == {1}
    assert {version for _, version in articles} == {1}
    with State(collection.state, readonly=True) as state:
        assert "waiting" not in state.frontier.outcomes()
    done = program.run(
        [sys.executable, "-m", "portal_spider", "verify", "--into", str(root)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    again = program.run(
        [sys.executable, "-m", "portal_spider", "rebuild", "--into", str(root), "--json"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert '"changed": true' not in again.stdout, again.stdout


@pytest.fixture
def killed(tmp_path: Path, demo_collection: Collection, monkeypatch: pytest.MonkeyPatch, at: str):
    """A collection whose import was killed at *at*."""

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    collection = Collection.create(tmp_path / "c")
    (warc,) = (p for p in demo_collection.warc_files() if p.name.startswith("lanwan"))
    assert isinstance(warc, Path)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(importing, at, killed)
        importing.import_files(collection, (warc,))
    return collection, warc


STEPS = ["index_new", "survey", "derive_all"]


@pytest.mark.parametrize("at", STEPS)
def test_what_a_killed_import_took_in_the_next_one_reads(
    killed: tuple[Collection, Path], demo_collection: Collection
) -> None:
    collection, warc = killed
    (again,) = importing.import_files(collection, (warc,)).portals
    with State(demo_collection.state, readonly=True) as state:
        assert (again.articles, again.versions) == state.holdings.count("lanwan")


@pytest.mark.parametrize("at", STEPS)
def test_what_a_killed_import_took_in_the_next_crawl_reads(
    killed: tuple[Collection, Path], demo_collection: Collection
) -> None:
    collection, _ = killed
    with Site({"/": article(1)}) as site:
        finish(collection.root, site.origin)
    with State(demo_collection.state, readonly=True) as whole, State(collection.state) as state:
        assert state.holdings.count("lanwan") == whole.holdings.count("lanwan")
        assert importing.unread(collection, state) == {}
    assert list(verify(collection, Counter(), reread=Rereader(collection))) == []
    assert not any(made.changed for made in rebuild.rebuild(collection).portals)


OTHERWISE = """
import os, sys, orjson
from portal_spider import cli, derive
line, write, size = derive.checked, derive._write, int(sys.argv.pop(1))
derive.EXTRACTOR = "another"
derive.checked = lambda a: orjson.dumps(orjson.loads(line(a)) | {"text": "x" * size})
def killed(*given):
    write(*given)
    os._exit(9)
derive._write = killed
cli.main()
"""


@pytest.mark.parametrize("command", ["crawl", "rebuild"])
@pytest.mark.parametrize("size", [1, 9000])
def test_killed_while_lines_are_replaced_by_others_the_next_crawl_makes_them_whole(
    tmp_path: Path, command: str, size: int
) -> None:
    root = tmp_path / "c"
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(5)}
    front = "".join(f"<a href='{p}'>x</a>" for p in pages).encode()
    with Site({"/": front, **pages}) as site:
        target = [f"{site.origin}/"] if command == "crawl" else []
        finish(root, site.origin)
        before = [path.read_bytes() for path in Collection(root).articles_files()]
        words = [str(size), command, *target, "--into", str(root)]
        killed = program.run(
            [sys.executable, "-c", OTHERWISE, *words], capture_output=True, timeout=60, check=False
        )
        assert killed.returncode == 9, killed.stderr
        assert [path.read_bytes() for path in Collection(root).articles_files()] != before
        finish(root, site.origin)
    assert [path.read_bytes() for path in Collection(root).articles_files()] == before
    done = program.run(
        [sys.executable, "-m", "portal_spider", "verify", "--into", str(root)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


AT_THE_END = {
    "the page of the report stands": """
replace = durable.replace
def killed(path, blocks):
    done = replace(path, blocks)
    return done if path.name != "report.html" else os._exit(9)
durable.replace = killed""",
    "nothing is sealed": "ending.seals.seal = lambda *given, **named: os._exit(9)",
    "a seal is cut short": """
def killed(path, rows):
    extend(path, rows)
    if path.name == "sealed.jsonl":
        path.write_bytes(path.read_bytes()[:-9])
        os._exit(9)
extend = chain.extend
chain.extend = killed""",
    "all is sealed": "State.end_crawl = lambda *given: os._exit(9)",
}


@pytest.mark.parametrize("moment", AT_THE_END)
@pytest.mark.parametrize("between", [None, "rebuild", "the state is gone"])
def test_a_crawl_killed_as_it_ended_is_sealed_once_and_as_it_is(
    tmp_path: Path, moment: str, between: str | None
) -> None:
    root = tmp_path / "c"
    script = (
        "import os\nfrom archive import chain, durable\nfrom archive.state import State\n"
        f"from portal_spider import cli\nfrom portal_spider.run import ending\n{AT_THE_END[moment]}\ncli.main()"
    )
    with Site({"/": b"<a href='/1.html'>x</a>", "/1.html": article(1)}) as site:
        done = program.run(
            [sys.executable, "-c", script, "crawl", f"{site.origin}/", "--into", str(root)],
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 9, done.stderr
        if between == "rebuild":
            rebuild.rebuild(Collection(root))
        elif between:
            (root / "state.sqlite").unlink()
        finish(root, site.origin)
    collection = Collection(root)
    assert list(verify(collection, Counter(), reread=Rereader(collection))) == []
    first, second = sorted(path.name for path in collection.crawls.iterdir() if path.is_dir())
    assert {f"crawls/{name}/report.html" for name in (first, second)} <= set(sealed(collection))


def test_what_a_killed_rebuild_had_made_is_cleared_by_the_next_writer(
    demo_copy: Collection,
) -> None:
    script = (
        "import os, sys; from portal_spider import rebuild; from archive.collection import Collection\n"
        "rebuild.survey = lambda *_: os._exit(9); rebuild.rebuild(Collection(sys.argv[1]))"
    )
    done = program.run(
        [sys.executable, "-c", script, str(demo_copy.root)],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 9, done.stderr
    assert demo_copy.next_state.exists()
    with demo_copy.writing():
        assert not list(demo_copy.root.glob(f"{demo_copy.next_state.name}*"))
