"""What a group commit costs, by its size: ``python -m benchmarks.commit``.

The same crawl with groups of 1, 10, 100 and 1,000 pages; seconds and syncs
against the groups that are in use (``GROUP_PAGES`` of ``portal_spider/run/settling.py``).
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.portal import SyntheticPortal

ARTICLES = 400
SIZES = (100, 1, 10, 1_000)  # the first is what the others are held against
_CRAWL = """
import os, sys
from archive.collection import Collection
from portal_spider.crawl import crawl
from portal_spider.run import settling
settling.GROUP_PAGES, settling.GROUP_SECONDS = int(sys.argv[3]), 3600.0
syncs, fsync = 0, os.fsync
def counted(handle):
    global syncs
    syncs += 1
    fsync(handle)
os.fsync = counted
assert crawl(Collection.create(sys.argv[1]), (sys.argv[2],)).exit_code == 0
print(syncs)
"""


def measure(size: int) -> tuple[float, int]:
    """Return the seconds of a crawl in groups of *size*, and how often it synced a file."""
    with tempfile.TemporaryDirectory() as folder, SyntheticPortal(ARTICLES) as portal:
        began = time.monotonic()
        command = [sys.executable, "-c", _CRAWL, str(Path(folder) / "c"), portal.origin + "/"]
        done = subprocess.run([*command, str(size)], capture_output=True, text=True, check=True)
        return time.monotonic() - began, int(done.stdout.split()[-1])


def main() -> None:
    """Measure the sizes in turn, three times; print medians."""
    rounds = [[measure(size) for size in SIZES] for _ in range(3)]
    print("| pages a group | time against 100 | syncs |\n| ---: | ---: | ---: |")
    for place, size in enumerate(SIZES):
        ratios = sorted(row[place][0] / row[0][0] for row in rounds)
        print(f"| {size:,} | {ratios[1]:.2f} ({ratios[0]:.2f} to {ratios[2]:.2f}) |"
              f" {rounds[0][place][1]} |")  # fmt: skip


if __name__ == "__main__":
    main()
