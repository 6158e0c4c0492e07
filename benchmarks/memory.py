"""Peak memory of a crawl against the number of its pages: ``python -m benchmarks.memory``.

Prints a row a size: pages, seconds, peak resident memory of the crawling
process, and that peak against the first row's.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.portal import SyntheticPortal


def crawl(size: int) -> tuple[float, float]:
    """Crawl a portal of *size* articles; return seconds and peak resident megabytes."""
    with tempfile.TemporaryDirectory() as folder, SyntheticPortal(size) as portal:
        began = time.monotonic()
        command = [sys.executable, "-m", "portal_spider", "crawl", f"{portal.origin}/", "-q"]
        process = subprocess.Popen([*command, "--into", str(Path(folder) / "c")])
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"the crawl of {size} pages ended with {process.returncode}")
        return time.monotonic() - began, used.ru_maxrss / 1024


def main() -> None:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[2_000, 20_000])
    sizes = parser.parse_args().sizes
    print("| pages | seconds | peak MB | against the first |\n| ---: | ---: | ---: | ---: |")
    first = None
    for size in sizes:
        seconds, peak = crawl(size)
        first = first or peak
        print(f"| {size:,} | {seconds:.0f} | {peak:.0f} | {peak / first:.2f} |", flush=True)


if __name__ == "__main__":
    main()
