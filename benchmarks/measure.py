"""What all benchmarks share: a process measured, rounds that alternate, a table."""

import os
import platform
import statistics
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from math import isnan, nan
from pathlib import Path
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Used:
    """What a piece of work took: seconds of processor and of wall, megabytes at the peak."""

    cpu: float
    wall: float
    peak: float = 0.0


def process(command: list[str | Path], *, cores: int | None = None) -> Used:
    """Run *command* to its end, on its first *cores* (None: all of them).

    On more than one core it may have workers, whose processor time nobody
    tells us: it is left out.
    """
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    began = perf_counter()
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, allowed)
    )
    _, status, used = os.wait4(running.pid, 0)
    wall = perf_counter() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{command} ended with {running.returncode}")
    cpu = used.ru_utime + used.ru_stime if len(allowed) == 1 else nan
    return Used(cpu, wall, used.ru_maxrss / 1024)


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
    """Return the median of *values*, with their range; nothing where they are not known."""
    if any(map(isnan, values)):
        return ""
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
