"""What docs/research.md shows runs, on the collection that `portal demo` makes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "research.md").read_text(), re.DOTALL)


def test_the_examples_run(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    demo = subprocess.run(
        [sys.executable, "-m", "portal_spider", "demo", "-q"], capture_output=True, timeout=90,
        check=False,
    )  # fmt: skip
    assert demo.returncode == 0, demo.stderr.decode()
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
