"""What many tests start from."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import parallel
from archive.collection import Collection
from tests import program
from tests.damage import check
from tests.frontiers import serving
from tests.local_site import Site
from tests.test_crawl import article, crawl


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: of crawls and servers a part is waiting."""
    return parallel.cores() + 1


@pytest.fixture(scope="session")
def demo_collection(tmp_path_factory) -> Collection:
    """The demo's collection, made once; whoever writes to it takes a copy."""
    root = tmp_path_factory.mktemp("shared") / "demo"
    program.run(
        [sys.executable, "-m", "portal_spider", "demo", "-q", "--into", str(root)],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    return Collection(root)


@pytest.fixture
def demo_copy(demo_collection: Collection, tmp_path: Path) -> Collection:
    """A copy of the demo's collection to write to."""
    shutil.copytree(demo_collection.root, tmp_path / "demo")
    return Collection(tmp_path / "demo")


@pytest.fixture(scope="session")
def sound(tmp_path_factory) -> Path:
    """A collection of nine articles in one WARC, left as a crawl leaves it."""
    root = tmp_path_factory.mktemp("sound") / "c"
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(9)}
    front = "".join(f"<a href='{path}'>x</a>" for path in [*pages, "http://else.example/"])
    with Site({"/": front.encode(), "/a.css": b"p{}", **pages}) as site:
        assert crawl(root, f"{site.origin}/")["exit"] == 0
    assert list(check(root)) == []
    return root


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A copy of the sound collection to damage."""
    return Path(shutil.copytree(sound, tmp_path / "c"))


@pytest.fixture(scope="module")
def valkey() -> Iterator[Any]:
    """A real server of its own for the module's tests."""
    with serving() as server:
        yield server


@pytest.fixture
def frontier(valkey: Any, request: pytest.FixtureRequest) -> str:
    """An address of a crawl of its own, whose leases soon run out."""
    name = request.node.name.translate({ord(c): "-" for c in "[]"})[:60]
    return f"redis://127.0.0.1:{valkey.port}/0?name={name}&lease=2&patience=1"
