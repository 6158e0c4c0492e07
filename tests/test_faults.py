"""Full disks, failing syncs, kills and power cuts at any call: the next run finishes the crawl.

A few points here; ``PORTAL_FAULTS=300 python -m pytest tests/test_faults.py`` for hundreds.
"""

import os
import random
import shutil
from pathlib import Path

import pytest

from tests.faults.machine import assert_finished_by_the_next, content, crawl, shim, site
from tests.faults.power import Call, image, lay_out, read_log
from tests.local_site import Site

POINTS = int(os.environ.get("PORTAL_FAULTS", "3"))

pytestmark = pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")


@pytest.fixture(scope="module")
def logged(tmp_path_factory) -> list[Call]:
    """Every call of an undisturbed crawl that changes a file."""
    folder = tmp_path_factory.mktemp("logged")
    assert shim() is not None
    with site() as server:
        done = crawl(folder / "c", server.origin, log=folder / "log")
    assert done.returncode == 0, done.stderr
    calls = list(read_log(folder / "log"))
    assert {call.what for call in calls} >= {"W", "S", "R"}
    assert any("state.sqlite" in call.path for call in calls), "the shim does not see SQLite"
    return calls


@pytest.mark.parametrize("point", range(POINTS))
@pytest.mark.parametrize("kind", ["enospc", "erofs", "short", "fsync"])
def test_a_disk_that_fails_stops_the_crawl_and_loses_nothing(
    tmp_path: Path, logged: list[Call], kind: str, point: int
) -> None:
    chance = random.Random(f"{kind} {point}")
    about = "S" if kind == "fsync" else "W"
    at = chance.randint(1, sum(call.what == about for call in logged))
    with site() as server:
        done = crawl(tmp_path / "c", server.origin, kind=kind, at=at)
        assert done.returncode in (0, 4), f"{kind} at {at}: {done.returncode} {done.stderr}"
        if done.returncode == 4:
            assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert_finished_by_the_next(tmp_path / "c", server.origin)


@pytest.mark.parametrize("point", range(POINTS))
def test_a_kill_within_any_call_loses_nothing(
    tmp_path: Path, logged: list[Call], point: int
) -> None:
    chance = random.Random(point)
    with site() as server:
        for _ in range(chance.randint(1, 3)):
            at = chance.randint(1, len(logged))
            crawl(tmp_path / "c", server.origin, kind="kill", at=at)
        assert_finished_by_the_next(tmp_path / "c", server.origin)


@pytest.mark.parametrize("point", range(POINTS))
def test_a_power_cut_takes_only_what_was_not_promised(tmp_path: Path, point: int) -> None:
    chance = random.Random(point)
    with site() as server:
        crawl(tmp_path / "before", server.origin, log=tmp_path / "log")
        calls = list(read_log(tmp_path / "log"))
        cut = calls[: chance.randint(1, len(calls))]
        (tmp_path / "c").mkdir()
        lay_out(image(cut, chance), tmp_path / "c")
        assert_finished_by_the_next(tmp_path / "c", server.origin)


class VanishingSite(Site):
    """Has a folder of its visitor's collection removed in the middle of the crawl."""

    def __init__(self, folder: Path) -> None:
        super().__init__(*content())
        self.folder, self.left = folder, 12

    def answer(self, path: str) -> bytes:
        self.left -= 1
        if self.left == 0:
            self.folder.rename(self.folder.with_name("elsewhere"))
        return super().answer(path)


@pytest.mark.parametrize("folder", ["archive", ""])
def test_a_folder_that_vanishes_stops_the_crawl(tmp_path: Path, folder: str) -> None:
    root = tmp_path / "c"
    gone = root / folder if folder else root
    with VanishingSite(gone) as server:
        done = crawl(root, server.origin)
        assert done.returncode == 4, done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        if root.exists():
            shutil.rmtree(gone, ignore_errors=True)
        gone.with_name("elsewhere").rename(gone)
        assert_finished_by_the_next(root, server.origin)
