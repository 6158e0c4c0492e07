"""Rebuild on a real Dask cluster: a scheduler and two workers, one of them killed."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from archive.collection import Collection
from benchmarks.files import write
from portal_spider.cluster import cluster as on_cluster
from portal_spider.errors import UsageError
from portal_spider.rebuild import rebuild
from tests.test_rebuild_cores import made

distributed = pytest.importorskip("distributed")

PAGES = 90

REBUILD = """
import os, signal, sys
from portal_spider import derive, reader
from archive.collection import Collection
from portal_spider.cluster import cluster
from portal_spider.rebuild import rebuild

derive.FEW, reader._BATCH_PAGES = 0, 4


def progress(portal, count):
    if count == 20:
        os.kill(int(sys.argv[3]), signal.SIGKILL)

with cluster(sys.argv[2]) as readers:
    (derived,) = rebuild(Collection(sys.argv[1]), progress, readers).portals
    print(derived.articles, derived.changed, len(readers._client.ncores()))
"""


@contextmanager
def dask(*words: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A process of Dask's; *more* is for its environment."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *words], stderr=subprocess.PIPE, text=True,
        env=os.environ | {"DASK_LOGGING__DISTRIBUTED": "info", "PYTHONUNBUFFERED": "1"} | more,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(process: subprocess.Popen[str], pattern: str) -> str:
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError("".join(said))


LOCAL = ["--host", "127.0.0.1", "--no-dashboard"]


def worker(
    address: str, folder: Path, **more: str
) -> AbstractContextManager[subprocess.Popen[str]]:
    alone = ["--nthreads", "1", "--no-nanny", "--local-directory", str(folder)]
    return dask("worker", address, *LOCAL, *alone, **more)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    with dask("scheduler", *LOCAL, "--port", "0") as scheduler:
        address = until(scheduler, r"Scheduler at:\s+(tcp://\S+)")
        one, two = (worker(address, tmp_path) for _ in range(2))
        with one as first, two as second:
            until(first, r"(Registered to)")
            until(second, r"(Registered to)")
            yield address, [first, second]


def test_a_rebuild_on_two_workers_one_of_them_killed_makes_the_same_bytes(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    address, (first, _) = cluster
    collection = write(tmp_path / "c", PAGES)
    rebuild(collection)
    before = made(collection.root)
    done = subprocess.run(
        [sys.executable, "-c", REBUILD, str(collection.root), address, str(first.pid)],
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.stdout.split() == [str(PAGES), "False", "1"], done.stderr
    assert first.wait(10) == -signal.SIGKILL
    assert made(collection.root) == before


def test_an_import_on_the_cluster_makes_the_bytes_of_one_core(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    address, _ = cluster
    (warc,) = write(tmp_path / "c", PAGES).warcs.glob("*.warc.gz")
    results = []
    for name, words in (("one", []), ("two", ["--on", address])):
        into = tmp_path / name
        subprocess.run(
            [sys.executable, "-c",
             "from portal_spider import cli, derive, reader\n"
             "derive.FEW, reader._BATCH_PAGES = 0, 4\n"
             "cli.main()",
             "import", str(warc), "--into", str(into), *words],
            capture_output=True, text=True, timeout=100, check=True,
        )  # fmt: skip
        results.append(made(into))
    assert results[0] == results[1]
    with distributed.Client(address) as client:
        done = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert sum(done.values()) > PAGES // 4


BLIND = """
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name in ("archive", "portal_spider"):
            raise ModuleNotFoundError(f"No module named {name!r}")

sys.meta_path.insert(0, Without())
"""


def test_a_scheduler_that_dies_or_a_worker_without_the_package_is_one_sentence(
    tmp_path: Path,
) -> None:
    collection = write(tmp_path / "c", PAGES)
    (tmp_path / "sitecustomize.py").write_text(BLIND)

    def refused(address: str, victim: subprocess.Popen[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-c",
             REBUILD, str(collection.root), address, str(victim.pid)],
            capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        return done.stderr.splitlines()[-1]

    with dask("scheduler", *LOCAL, "--port", "0") as scheduler:
        address = until(scheduler, r"Scheduler at:\s+(tcp://\S+)")
        with worker(address, tmp_path, PYTHONPATH=str(tmp_path)) as blind:
            until(blind, r"(Registered to)")
            assert "cannot tell its version: ModuleNotFound" in refused(address, blind)
            assert blind.poll() is None, "and it lives on"
        with worker(address, tmp_path) as able:
            until(able, r"(Registered to)")
            said = refused(address, scheduler)
    assert said.startswith(f"portal_spider.errors.ClusterError: cluster: {address}: the scheduler")


def test_a_cluster_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    root = Collection.create(tmp_path / "c").root
    done = subprocess.run(
        [sys.executable, "-c",
         "from portal_spider import cluster, cli; cluster.CONNECT = 1; cli.main()",
         "rebuild", "--on", "tcp://127.0.0.1:1", "--into", str(root)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert done.stderr.startswith("portal: cluster: tcp://127.0.0.1:1: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["scheduler", "http://127.0.0.1:8786", "tcp://127.0.0.1"])
def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(UsageError, match="--on"), on_cluster(address):
        pass
