"""Full disks, failing syncs, kills and power cuts at any call: the next run finishes the crawl.

A few points here; ``PORTAL_FAULTS=60 python -m pytest tests/test_faults.py`` for hundreds, and
``python -m tests.faults.sweep`` for every write there is.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.machine import REDIRECTS, Road, content, shim
from tests.faults.power import Call, image, lay_out, read_log
from tests.local_site import Site

POINTS = int(os.environ.get("PORTAL_FAULTS", "2"))

pytestmark = [
    pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler"),
    pytest.mark.timeout(600),  # each runs up to seven processes one after the other
]


@pytest.fixture(scope="module", params=["first", "again"])
def road(request, tmp_path_factory) -> Iterator[Road]:
    """A crawl from nothing, and one over what is there."""
    assert shim() is not None
    with Site({}, REDIRECTS) as server:
        before = tmp_path_factory.mktemp("road") / "before"
        yield Road(server, before, again=request.param == "again")


@pytest.fixture(scope="module")
def logged(road: Road, tmp_path_factory) -> list[Call]:
    """Every call of an undisturbed crawl that changes a file."""
    folder = tmp_path_factory.mktemp("logged")
    road.lay_out(folder / "c")
    done = road.crawl(folder / "c", log=folder / "log")
    assert done.returncode == 0, done.stderr
    calls = list(read_log(folder / "log"))
    assert {call.what for call in calls} >= {"W", "S", "R"}
    written = {call.path for call in calls if call.what == "W"}
    for part in ("state.sqlite", "archive/", "articles/", "outcomes.jsonl", "search/", "indexes/"):
        assert any(part in path for path in written), f"the shim does not see {part}"
    return calls


@pytest.mark.parametrize("point", range(POINTS))
@pytest.mark.parametrize("kind", ["enospc", "erofs", "short", "fsync"])
def test_a_disk_that_fails_stops_the_crawl_and_loses_nothing(
    tmp_path: Path, road: Road, logged: list[Call], kind: str, point: int
) -> None:
    chance = random.Random(f"{kind} {point}")
    about = "S" if kind == "fsync" else "W"
    road.lay_out(tmp_path / "c")
    at = chance.randint(1, sum(call.what == about for call in logged))
    road.assert_stopped(road.crawl(tmp_path / "c", kind=kind, at=at))
    road.assert_finished_by_the_next(tmp_path / "c")


@pytest.mark.parametrize("point", range(POINTS))
def test_a_kill_within_any_call_loses_nothing(
    tmp_path: Path, road: Road, logged: list[Call], point: int
) -> None:
    chance = random.Random(point)
    road.lay_out(tmp_path / "c")
    for _ in range(chance.randint(1, 3)):
        road.crawl(tmp_path / "c", kind="kill", at=chance.randint(1, len(logged)))
    road.assert_finished_by_the_next(tmp_path / "c")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_recovery_killed_when_it_has_closed_a_file_loses_nothing(
    tmp_path: Path, road: Road, logged: list[Call], share: float
) -> None:
    """No commit may know the file by then: it is a crawl's all the same, and no import's."""
    root, copy = tmp_path / "c", tmp_path / "copy"
    road.lay_out(root)
    writes = [n for n, c in enumerate(logged, 1) if c.what == "W" and c.path.endswith(".gz.open")]
    road.crawl(root, kind="kill", at=writes[int(share * len(writes))])
    shutil.copytree(root, copy)
    assert road.crawl(copy, log=tmp_path / "log").returncode == 0
    calls = enumerate(read_log(tmp_path / "log"), 1)
    closed = next(n for n, c in calls if c.what == "R" and c.path.endswith(".gz.open"))
    road.crawl(root, kind="kill", at=closed + 1)
    assert not list((root / "archive").glob("*.open"))
    road.assert_finished_by_the_next(root)


@pytest.mark.parametrize("point", range(POINTS))
def test_a_power_cut_takes_only_what_was_not_promised(
    tmp_path: Path, road: Road, logged: list[Call], point: int
) -> None:
    chance = random.Random(point)
    cut = logged[: chance.randint(1, len(logged))]
    (tmp_path / "c").mkdir()
    lay_out(image(cut, chance, road.before), tmp_path / "c")
    road.assert_finished_by_the_next(tmp_path / "c")


class VanishingSite(Site):
    """Has a folder of its visitor's collection removed in the middle of the crawl."""

    def __init__(self, folder: Path) -> None:
        super().__init__(content(), REDIRECTS)
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
        road = Road(server, tmp_path, again=False)
        done = road.crawl(root)
        assert done.returncode == 4, done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        if root.exists():
            shutil.rmtree(gone, ignore_errors=True)
        gone.with_name("elsewhere").rename(gone)
        road.assert_finished_by_the_next(root)
