"""What many tests start from."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archive.collection import Collection


@pytest.fixture(scope="session")
def demo_collection(tmp_path_factory) -> Collection:
    """The demo's collection, made once; whoever writes to it takes a copy."""
    root = tmp_path_factory.mktemp("shared") / "demo"
    subprocess.run(
        [sys.executable, "-m", "portal_spider", "demo", "-q", "--into", str(root)],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    return Collection(root)


@pytest.fixture
def demo_copy(demo_collection: Collection, tmp_path: Path) -> Collection:
    """A copy of the demo's collection to write to."""
    shutil.copytree(demo_collection.root, tmp_path / "demo")
    return Collection(tmp_path / "demo")
