"""A rebuild over all cores makes the same bytes as one core does."""

from pathlib import Path

import pytest

from archive import parallel
from archive.state import State
from benchmarks.files import write
from portal_spider import derive, reader
from portal_spider.rebuild import rebuild


def made(root: Path) -> dict[str, object]:
    """Everything derived, but the databases: of the state what it says."""
    folders = ("articles", "boilerplate", "indexes")
    files: dict[str, object] = {
        str(path.relative_to(root)): path.read_bytes()
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    with State(root / "state.sqlite", readonly=True) as state:
        return files | {"urls": [tuple(row) for row in state.frontier.rows()]}


def test_the_same_bytes_and_outcomes_on_one_core_and_on_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = write(tmp_path / "c", 40)
    one = rebuild(collection).portals
    first = made(collection.root)
    assert one[0].articles == 40
    monkeypatch.setattr(derive, "FEW", 0)
    monkeypatch.setattr(reader, "_BATCH_PAGES", 3)
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    two = rebuild(collection).portals
    assert made(collection.root) == first
    assert (two[0].articles, two[0].changed) == (40, False)
