"""The quality gate: kept pages read as they should, and real pages no worse than recorded."""

from pathlib import Path

import pytest

from benchmarks.extraction.measure import judge, summary
from benchmarks.extraction.pages import cases
from benchmarks.extraction.readers import ours
from portal_spider import fixture
from tests.regold import PAGES, folders

REAL = Path(__file__).parents[2] / "shared" / "pages"
#: What was reached (python -m benchmarks.extraction), less a little: it may not fall below.
FLOOR = {
    "zh": {
        "f1": 0.987,
        "title": 0.98,
        "date": 0.99,
        "author": 0.98,
        "source": 0.95,
        "editor": 0.97,
    },
    "other": {"f1": 0.959, "title": 0.88, "date": 0.93, "author": 0.9},
}
CEILING = {"zh": {"leak": 0.02, "lost": 0.0}, "other": {"lost": 0.0}}


@pytest.mark.parametrize("folder", folders(), ids=lambda f: str(f.relative_to(PAGES)))
def test_a_kept_page_reads_as_it_should(folder: Path) -> None:
    assert fixture.read(folder) == fixture.expected(folder)


@pytest.mark.skipif(not REAL.exists(), reason="no real pages beside the checkout")
@pytest.mark.parametrize("language", FLOOR)
def test_real_pages_are_read_no_worse_than_recorded(language: str) -> None:
    group = [case for case in cases(REAL) if case.language == language]
    rows = [judge(c.truth or {}, found) for c, found in zip(group, ours(group), strict=True)]
    reached = summary(rows)
    for name, least in FLOOR[language].items():
        assert (reached[name] or 0.0) >= least, (name, reached)
    for name, most in CEILING[language].items():
        assert (reached[name] or 0.0) <= most, (name, reached)
