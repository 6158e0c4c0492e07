"""A signal stops a crawl cleanly, a second one at once; the next run goes on either way."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from archive import corpus
from archive.collection import Collection
from archive.warc import captures
from tests import program
from tests.local_site import Site
from tests.program import Program
from tests.test_crawl import article

PAGES = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(12)}
SLOW = "/bendi/2026-09-14/4.html"


class HoldingSite(Site):
    """Sends half of one page, and the rest only when told."""

    def __init__(self) -> None:
        super().__init__({"/": "".join(f"<a href='{p}'>x</a>" for p in PAGES).encode(), **PAGES})
        self.reached, self.go_on = threading.Event(), threading.Event()

    def pieces(self, path: str):
        block = self.answer(path)
        if path != SLOW:
            yield block
            return
        yield block[: len(block) // 2]
        self.reached.set()
        self.go_on.wait(60)
        yield block[len(block) // 2 :]


def start(root: Path, site: Site) -> Program:
    return Program(
        [sys.executable, "-m", "portal_spider", "crawl", f"{site.origin}/", "--into", str(root)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finish(root: Path, site: HoldingSite) -> None:
    site.go_on.set()
    last = start(root, site)
    out, error = last.communicate(timeout=60)
    assert last.returncode == 0, out + error
    articles = [a.url for a in corpus.read_articles(Collection(root))]
    assert sorted(articles) == sorted(site.origin + path for path in PAGES)
    verified = program.run(
        [sys.executable, "-m", "portal_spider", "verify", "--into", str(root)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_what_is_under_way_and_says_how_to_go_on(
    tmp_path: Path, number: signal.Signals
) -> None:
    root = tmp_path / "c"
    with HoldingSite() as site:
        running = start(root, site)
        assert site.reached.wait(60)
        running.send_signal(number)
        out, error = running.communicate(timeout=30)
        assert running.returncode == 5, out + error
        assert f"{number.name}: finishing what is under way" in error
        assert "the same command goes on" in out
        assert "Traceback" not in error
        collection = Collection(root)
        assert not [p for p in collection.warc_files() if p.name.endswith(".open")]
        cut = [
            c.record.get("WARC-Truncated")
            for p in collection.warc_files()
            for c in captures(p)
            if c.uri.endswith(SLOW)
        ]
        assert cut == ["unspecified"]
        finish(root, site)


def test_a_second_signal_stops_at_once(tmp_path: Path) -> None:
    root = tmp_path / "c"
    with HoldingSite() as site:
        running = start(root, site)
        assert site.reached.wait(60)
        running.send_signal(signal.SIGINT)
        assert running.stderr is not None
        assert any("finishing" in line for line in iter(running.stderr.readline, ""))
        running.send_signal(signal.SIGINT)
        _, error = running.communicate(timeout=10)
        assert "stopped at once" in error
        assert running.returncode == 5
        finish(root, site)
