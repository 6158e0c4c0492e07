"""``python -m benchmarks.extraction [PLACE]``: a table in Markdown.

PLACE is a folder of pages with truths, or a WARC; by default the pages beside the checkout.
"""

import argparse
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.extraction.measure import FIELDS, judge, summary
from benchmarks.extraction.pages import Case, cases
from benchmarks.extraction.readers import READERS, installed

_GOOD = 0.9  # F1 below which a page's text is told of
PAGES = Path(__file__).parents[3] / "shared" / "pages"


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.extraction", description=__doc__)
    parser.add_argument("place", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--only", nargs="*", choices=READERS, help="these readers")
    parser.add_argument("--halves", action="store_true", help="ours by the two halves of the sites")
    parser.add_argument("--misses", action="store_true", help="what ours misses, page by page")
    chosen = parser.parse_args()
    if not chosen.place.exists():
        print(f"no pages at {chosen.place}", file=sys.stderr)
        return 2
    logging.disable(logging.CRITICAL)
    every = list(cases(chosen.place))
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in every:
        groups[f"{case.language}, {case.half}" if chosen.halves else case.language].append(case)
    if chosen.misses:
        for _, group in sorted(groups.items(), reverse=True):
            _tell_misses(group)
        return 0
    for language, group in sorted(groups.items(), reverse=True):
        judged = group[0].truth is not None
        print(f"\n### {language}, {len(group)} pages\n")
        print("| reader | F1 | leak | lost | " + " | ".join(FIELDS) + " | pages/s |")
        print("|---" * (len(FIELDS) + 5) + "|")
        for name in ["portal-archive"] if chosen.halves else chosen.only or READERS:
            if installed(name):
                print(_row(name, group, judged), flush=True)
            else:
                print(f"| {name} | not installed |")
    return 0


def _tell_misses(group: Sequence[Case]) -> None:
    """Print each page whose text or a field of which differs from the truth, and how."""
    reader, _ = READERS["portal-archive"]
    for case, found in zip(group, reader(group), strict=True):
        truth = case.truth or {}
        row = judge(truth, found)
        hits, extra, missing = row["counts"]
        told = [f"{k}: {found.get(k)!r}, not {truth[k]!r}" for k in FIELDS if row.get(k) is False]
        if 2 * hits < _GOOD * (2 * hits + extra + missing):
            told.insert(0, f"text: {extra:.0%} too much, {missing:.0%} missing")
        for line in told:
            print(f"{case.name}: {line}")


def _row(name: str, group: Sequence[Case], judged: bool) -> str:
    reader, _ = READERS[name]
    reader(group[:2])  # what is loaded once is not the page's time
    begun = time.process_time()
    found = reader(group)
    seconds = time.process_time() - begun
    shown: dict[str, float | None] = {}
    if judged:
        rows = [judge(case.truth or {}, row) for case, row in zip(group, found, strict=True)]
        shown = summary(rows)
        given = {name for row in found for name in row}
        shown |= {name: None for name in FIELDS if name not in given}
    cells = ["f1", "leak", "lost", *FIELDS]
    values = [f"{value:.3f}" if (value := shown.get(cell)) is not None else "-" for cell in cells]
    return f"| {name} | {' | '.join(values)} | {len(group) / seconds:.0f} |"


if __name__ == "__main__":
    sys.exit(main())
