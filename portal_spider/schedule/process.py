"""The process of a scheduled crawl."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from archive.collection import Collection
from portal_spider.schedule.plan import Schedule


class Crawl(Protocol):
    """A crawl under way: what of ``subprocess.Popen`` is needed."""

    returncode: int | None

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        ...

    def communicate(
        self, input: str | None = None, timeout: float | None = None
    ) -> tuple[str, str]:
        """Wait for the end; return what was printed. TimeoutExpired if it takes longer."""
        ...


def figures_file(root: Path, name: str) -> Path:
    """Return where the crawl of the schedule *name* keeps its numbers while it runs."""
    return root / f".schedule-{name}.prom"


def start_crawl(
    collection: Collection,
    schedule: Schedule,
    *,
    figures: bool = False,
    frontier: str | None = None,
) -> Crawl:
    """Start `portal crawl` for a schedule; *figures*: it keeps its numbers in a file.

    *frontier* is the address of one that it shares.
    """
    command = [sys.executable, "-m", "portal_spider", "crawl", *schedule.portals]
    command += ["--into", str(collection.root), "--json"]
    if schedule.max_pages is not None:
        command += ["--max-pages", str(schedule.max_pages)]
    if figures:
        command += ["--metrics", str(figures_file(collection.root, schedule.name))]
    # The address stands not in the command, which others can see: it may have a password.
    shared = {"PORTAL_FRONTIER": frontier} if frontier else {}
    # A session of its own: ^C on the terminal is ours to pass on, once.
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | shared,
        start_new_session=True,
    )  # fmt: skip
