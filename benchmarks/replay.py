"""Replay at a size: ``python -m benchmarks.replay [LINES]`` (1,000,000 take some three minutes).

Writes a collection of invented pages whose index has that many lines, then asks
us and pywb for the same pages, one request after the other over one kept
connection, each in a process of its own, turn by turn. Beside what a clock says
stands the server's time on a processor, which does not count who else was at
work (Linux only). pywb comes from the environment that the referees' tests make
(``.referees/pywb``).
"""

import argparse
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive import cdxj
from archive.cdxj import CdxjEntry
from archive.collection import Collection
from archive.serving import listen, origin_of
from archive.surt import surt
from benchmarks.portal import Pages
from tests.kept import answer, kept

HOST = "http://news.example"
PAGES = 100  # of each kind
WARM = 10
ROUNDS = 2
PYWB = Path(__file__).parents[1] / ".referees" / "pywb" / "bin" / "wayback"
OURS = """
import sys
from archive.collection import Collection
from archive.replay import app
from archive.serving import listen, origin_of, serve
opened = listen()
print(origin_of(opened), flush=True)
serve([(app(Collection(sys.argv[1])), opened)])
"""


def pages(portal: Pages) -> Iterator[tuple[str, bytes]]:
    """Pages of 26 kB with 58 links, and of 150 kB with 1,058 links and 200 pictures."""
    more = "".join(
        f"<div class=item><a href='/zt/2026/{n}.html' title='专题第{n}号'>专题第{n}号报道</a>"
        + (f"<img src='/upload/2026/{n}.jpg' alt='图{n}'>" if n % 5 == 0 else "")
        + f"<span class=date style='color:#{n:06x}'>2026-09-{1 + n % 28:02}</span></div>"
        for n in range(1_000)
    ).encode()
    for number in range(PAGES):
        page = portal.page(portal.url(number)) or b""
        yield f"/small/{number}.html", page
        yield f"/large/{number}.html", page.replace(b"</body>", more + b"</body>")


def collection(root: Path, lines: int) -> Collection:
    made = kept(root, *((HOST + path, answer(page)) for path, page in pages(Pages(10_000))))
    chance = random.Random(20261124)
    real = list(cdxj.read(made.index))

    def filler() -> Iterator[bytes]:
        for number in range(lines - len(real)):
            url = f"{HOST}/{chance.choice(('large', 'small', 'bendi', 'zt'))}/x{number}.html"
            near = real[number % len(real)]
            yield CdxjEntry(
                surt=surt(url), timestamp=near.timestamp, url=url, filename=near.filename,
                offset=near.offset, length=near.length, mime="text/html", status="200",
                digest=near.digest,
            ).to_line()  # fmt: skip

    cdxj.merge(made.index, filler())
    return made


@dataclass(frozen=True, slots=True)
class Server:
    origin: str
    process: int

    def spent(self) -> float:
        """Milliseconds on a processor since it began."""
        told = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return 1000 * (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(command: list[str | Path], cwd: Path, origin: str | None = None) -> Iterator[Server]:
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        if origin is None:
            assert process.stdout
            origin = process.stdout.readline().strip()
        for _ in range(200):
            try:
                connection = http.client.HTTPConnection(origin.removeprefix("http://"), timeout=20)
                connection.request("GET", "/")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield Server(origin, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # pywb may wait for its connections
            process.kill()
            process.wait()


def ask(server: Server, prefix: str, kind: str, numbers: list[int]) -> list[float]:
    """Milliseconds of each of the requests."""
    connection = http.client.HTTPConnection(server.origin.removeprefix("http://"), timeout=20)
    taken = []
    for number in numbers:
        begun = time.perf_counter()
        connection.request("GET", f"{prefix}{HOST}/{kind}/{number}.html")
        response = connection.getresponse()
        body = response.read()
        taken.append((time.perf_counter() - begun) * 1000)
        assert response.status == 200, (response.status, body[:300])
        assert re.search(rb"href=.{0,60}http://news\.example/zt/", body), "not rewritten"
    connection.close()
    return taken


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("lines", nargs="?", type=int, default=1_000_000)
    lines = arguments.parse_args().lines
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        (home / "collections").mkdir()
        held = collection(home / "collections" / "held", lines)
        print(f"{lines:,} lines, {held.index.stat().st_size / 1e6:.0f} MB of index", flush=True)
        with listen() as free:
            their_origin = origin_of(free)
        port = their_origin.rpartition(":")[2]
        peers: dict[str, tuple[list[str | Path], str | None, str]] = {
            "portal-archive": ([sys.executable, "-c", OURS, held.root], None, "/replay/2026090108/")
        }
        if PYWB.exists():
            peers["pywb"] = (
                [PYWB, "-p", port, "-b", "127.0.0.1"],
                their_origin,
                "/held/2026090108mp_/",
            )
        else:
            print("pywb is not here: run the referees' tests first")
        taken: dict[tuple[str, str], list[float]] = {}
        spent: dict[tuple[str, str], float] = defaultdict(float)
        chance = random.Random(20261124)
        for _ in range(ROUNDS):
            for name, (command, origin, prefix) in peers.items():
                with running(command, home, origin) as server:
                    for kind in ("small", "large"):
                        order = chance.sample(range(PAGES), PAGES)
                        ask(server, prefix, kind, order[:WARM])
                        before = server.spent()
                        taken.setdefault((kind, name), []).extend(ask(server, prefix, kind, order))
                        spent[kind, name] += server.spent() - before
        print("\n| | median ms | p95 ms | ms of CPU a page | ratio of the medians |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for (kind, name), all_taken in sorted(taken.items(), reverse=True):
            cuts = statistics.quantiles(all_taken, n=100)
            ratio = cuts[49] / statistics.median(taken[kind, "portal-archive"])
            print(
                f"| {kind}: {name} | {cuts[49]:.1f} | {cuts[94]:.1f}"
                f" | {spent[kind, name] / len(all_taken):.1f} | {ratio:.2f} |"
            )


if __name__ == "__main__":
    main()
