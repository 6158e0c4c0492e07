"""What all benchmarks share: a process measured, rounds that alternate, a table and a plot."""

import argparse
import ctypes
import os
import platform
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.plot import bars

_BE_THE_PARENT_OF_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


@dataclass(frozen=True, slots=True)
class Used:
    """What a piece of work took: seconds of processor and of wall, megabytes at the peak."""

    cpu: float
    wall: float
    peak: float = 0.0


def process(
    command: Sequence[str | Path], *, cores: int | None = None, ends: tuple[int, ...] = (0,)
) -> Used:
    """Run *command* to its end, on its first *cores* (None: all of them).

    The processor time is that of all processes it starts, those included that it
    does not wait for; the peak is that of the largest, and never less than this process's
    own (an exec keeps ru_maxrss). *ends*: exit codes that are well.
    """
    ctypes.CDLL(None).prctl(_BE_THE_PARENT_OF_ORPHANS, 1, 0, 0, 0)
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    began = perf_counter()
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, start_new_session=True,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    )  # fmt: skip
    _, status, used = os.wait4(running.pid, 0)
    wall = perf_counter() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in ends:
        raise SystemExit(f"{command} ended with {running.returncode}")
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss
    while True:
        try:
            _, _, used = os.wait4(-running.pid, 0)
        except ChildProcessError:
            return Used(cpu, wall, peak / 1024)
        cpu, peak = cpu + used.ru_utime + used.ru_stime, max(peak, used.ru_maxrss)


def call(work: Callable[[], object]) -> Used:
    """Call *work* in this process."""
    began, cpu = perf_counter(), process_time()
    work()
    return Used(process_time() - cpu, perf_counter() - began)


def alternating(works: Mapping[str, Callable[[], Used]], rounds: int) -> dict[str, list[Used]]:
    """Do each of *works* once a round, one after the other."""
    found: dict[str, list[Used]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(work())
    return found


def arguments(doc: str | None, what: str, count: int, rounds: int) -> argparse.Namespace:
    """Read what all benchmarks are asked: how many of *what*, how often, and where the plot goes."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument(what, nargs="?", type=int, default=count)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the processor times")
    return parser.parse_args()


def tell(
    found: Mapping[str, list[Used]], against: str, count: int, unit: str, title: str,
    packages: tuple[str, ...], plot: Path | None,
) -> None:  # fmt: skip
    """Print the table and the machine; with *plot* draw what was found, too."""
    print(table(found, against, count, unit))
    print(f"\n{machine('portal-archive', *packages)}")
    if plot is not None:
        times = {
            name: [1_000 * used.cpu / count for used in every] for name, every in found.items()
        }
        plot.write_text(bars(times, title, f"ms of CPU a {unit}"), encoding="utf-8")


def table(found: Mapping[str, list[Used]], against: str, count: int, unit: str) -> str:
    """Return medians and ranges as Markdown; the ratios are taken round by round.

    A ratio above 1 means: faster than *against*, or less processor time.
    """
    lines = [
        f"| | ms of CPU a {unit} | {unit}s/s | CPU, times as good as {against} |"
        f" wall, times as good as {against} | peak MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, every in found.items():
        cpu = spread([1_000 * used.cpu / count for used in every], 3)
        speed = spread([count / used.wall for used in every], 0)
        pairs = list(zip(found[against], every, strict=True))
        cpu_ratio = spread([theirs.cpu / own.cpu for theirs, own in pairs], 2)
        wall_ratio = spread([theirs.wall / own.wall for theirs, own in pairs], 2)
        peak = max(used.peak for used in every)
        lines.append(
            f"| {name} | {cpu} | {speed} | {cpu_ratio} | {wall_ratio} |"
            f" {f'{peak:.0f}' if peak else ''} |"
        )
    return "\n".join(lines)


def spread(values: list[float], digits: int) -> str:
    """Return the median of *values*, with their range."""
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:,.{digits}f} ({least:,.{digits}f} to {most:,.{digits}f})"


def machine(*packages: str) -> str:
    """Return one line that says where the numbers come from."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores of {model}, Linux {platform.release()},"
        f" Python {platform.python_version()}; {versions}; load {load:.1f} at the end"
    )
