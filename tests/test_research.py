"""What docs/research.md shows runs, on the collection that `portal demo` makes."""

import re
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import program

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "research.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(autouse=True)
def demo(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = program.run(
        [sys.executable, "-m", "portal_spider", "demo", "-q"], capture_output=True, timeout=90,
        check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr.decode()


def test_every_export_that_is_shown_finds_something(tmp_path: Path) -> None:
    lines = re.findall(r"^portal (export .*)", TEXT, re.MULTILINE)
    assert len(lines) == 5
    for line in lines:
        arguments = shlex.split(line, comments=True)
        if "parquet" in arguments and not find_spec("pyarrow"):
            continue
        done = program.run(
            [sys.executable, "-m", "portal_spider", *arguments, "--into", "portal-demo"],
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        assert (tmp_path / arguments[arguments.index("--out") + 1]).stat().st_size > 0


def test_the_examples_run(tmp_path: Path, monkeypatch, capsys) -> None:
    names: dict[str, object] = {}
    assert len(BLOCKS) == 6
    for variable in ("HF_HOME", "HF_DATASETS_CACHE"):
        monkeypatch.setenv(variable, str(tmp_path / "huggingface"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for block in BLOCKS:
        if "import duckdb" in block:
            for package in ("duckdb", "polars", "pandas"):
                pytest.importorskip(package)
        if "import Features" in block:
            pytest.importorskip("datasets")
        exec(compile(block, "docs/research.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "【供暖】" in printed
    assert "1 articles" in printed
