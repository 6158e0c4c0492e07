"""Terminals, names and arguments that are not in UTF-8: told as well as can be, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.collection import Collection
from archive.errors import CannotCreate
from archive.export import export
from archive.listing import articles
from archive.package import bag
from tests.corpora import article, collection_of

NO_TEXT = os.fsdecode(b"\xff")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    made = article(1, title="渡口𠮷", text="渡口今年冬天重新开放。" * 4)
    return collection_of(tmp_path_factory.mktemp("c") / "渡口", [made])


def portal(collection: Collection, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "portal_spider", *words, "--into", str(collection.root)],
        capture_output=True, timeout=60, check=False, env=os.environ | more,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    return done


def test_a_terminal_without_the_characters_gets_them_spelled_out(collection: Collection) -> None:
    said = portal(collection, "status", PYTHONIOENCODING="ascii")
    assert said.returncode == 0
    assert b"\\u6e21\\u53e3" in said.stdout
    told = portal(collection, "search", "渡口", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(told.stdout.decode("ascii"))["hits"][0]["title"] == "渡口𠮷"


@pytest.mark.parametrize(
    "words",
    [
        ("show", NO_TEXT), ("history", NO_TEXT), ("search", "x", "--source", NO_TEXT),
        ("withdraw", NO_TEXT, "--reason", "x"), ("withdraw", "x", "--reason", NO_TEXT),
        ("crawl", f"http://127.0.0.1:1/{NO_TEXT}"),
    ],
)  # fmt: skip
def test_an_argument_that_is_no_text_is_refused(collection: Collection, words: tuple) -> None:
    said = portal(collection, *words)
    assert said.returncode == 2
    assert said.stderr.decode().count("\n") == 1
    assert b"not valid text in UTF-8" in said.stderr


def test_what_is_told_stays_on_its_line(collection: Collection) -> None:
    said = portal(collection, "import", "no\nsuch.warc")
    assert (said.returncode, said.stderr.decode().count("\n")) == (3, 1)


def test_no_collection_is_made_where_its_index_could_not_be(tmp_path: Path) -> None:
    with pytest.raises(CannotCreate, match=r"the path is not in UTF-8$"):
        Collection.create(tmp_path / NO_TEXT)
    assert not any(tmp_path.iterdir())


def test_a_file_of_any_name_can_be_written(collection: Collection, tmp_path: Path) -> None:
    out = tmp_path / f"{NO_TEXT}.csv"
    facts = export(articles(collection), "csv", out, collection="c").facts
    assert (facts["file"], out.is_file()) == ("\ufffd.csv", True)


def test_a_name_stands_on_one_line_of_a_bags_manifest(tmp_path: Path) -> None:
    (tmp_path / "50%\n.wacz").write_bytes(b"x")
    bag(tmp_path / "50%\n.wacz", tmp_path / "bag")
    (line,) = (tmp_path / "bag" / "manifest-sha256.txt").read_text().splitlines()
    assert line.endswith("  data/50%25%0A.wacz")
