"""Peak memory of a crawl against the number of its pages: ``python -m benchmarks.memory``.

Prints a row a size: pages, seconds, the peak resident memory of the largest of
its processes (the crawl itself, or one that reads pages for it), that peak
against the first row's, and the peak of all of them together, where memory that
they share is counted once (Linux: ``/proc/<pid>/smaps_rollup``).
"""

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.portal import SyntheticPortal


@dataclass(frozen=True, slots=True)
class Used:
    """What a crawl took; memory in megabytes."""

    seconds: float
    largest: float
    together: float


def crawl(size: int) -> Used:
    """Crawl a portal of *size* articles and watch its processes."""
    with tempfile.TemporaryDirectory() as folder, SyntheticPortal(size) as portal:
        began = time.monotonic()
        command = [sys.executable, "-m", "portal_spider", "crawl", f"{portal.origin}/", "-q"]
        process = subprocess.Popen([*command, "--into", str(Path(folder) / "c")])
        largest = together = 0.0
        while process.poll() is None:
            seen = [_sizes(pid) for pid in _family(process.pid)]
            largest = max(largest, *(peak for peak, _ in seen))
            together = max(together, sum(share for _, share in seen))
            time.sleep(0.2)
        if process.returncode:
            raise SystemExit(f"the crawl of {size} pages ended with {process.returncode}")
        return Used(time.monotonic() - began, largest, together)


def _family(root: int) -> list[int]:
    """A process and all that came from it."""
    found = [root]
    for pid in found:  # grows as it goes
        with suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _sizes(pid: int) -> tuple[float, float]:
    """Peak resident size of a process so far, and its share of what it shares now."""
    with suppress(OSError):
        peak = _field(Path(f"/proc/{pid}/status"), "VmHWM")
        return peak, _field(Path(f"/proc/{pid}/smaps_rollup"), "Pss")
    return 0.0, 0.0


def _field(path: Path, name: str) -> float:
    for line in path.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[2_000, 20_000])
    sizes = parser.parse_args().sizes
    print("| pages | seconds | largest process, MB | against the first | all together, MB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    first = None
    for size in sizes:
        used = crawl(size)
        first = first or used.largest
        print(f"| {size:,} | {used.seconds:.0f} | {used.largest:.0f} | {used.largest / first:.2f} |"
              f" {used.together:.0f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
