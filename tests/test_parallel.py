"""Work over all cores: in order, bounded, loud, and gone with its parent."""

import os
import signal
import subprocess
import sys
import time
from itertools import count, islice
from pathlib import Path

import pytest

from archive.parallel import batched, in_order


def squared(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return number * number


def own_id(_: int) -> int:
    return os.getpid()


def test_results_are_those_of_one_core_in_their_order() -> None:
    numbers = [n for n in range(40) if n != 13]
    assert list(in_order(squared, numbers, 2)) == list(in_order(squared, numbers, 1))


def meet(folder: Path) -> int:
    """Come back only when another process has come here, too."""
    (folder / str(os.getpid())).touch()
    deadline = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2:
        assert time.monotonic() < deadline
    return os.getpid()


def test_several_processes_work_at_once(tmp_path: Path) -> None:
    first, second = in_order(meet, [tmp_path, tmp_path], 2)
    assert first != second
    assert os.getpid() not in (first, second)


def test_a_single_task_needs_no_other_process() -> None:
    assert list(in_order(own_id, [1], 2)) == [os.getpid()]


def test_what_the_work_raises_comes_in_its_turn() -> None:
    results = in_order(squared, range(10, 20), 2)
    assert list(islice(results, 3)) == [100, 121, 144]
    with pytest.raises(ValueError, match="thirteen"):
        next(results)


def test_tasks_without_end_are_taken_as_they_are_needed() -> None:
    taken = []
    tasks = (taken.append(n) or n for n in count(20))
    results = in_order(squared, tasks, 2)
    assert next(results) == 400
    results.close()
    assert len(taken) < 20


def test_batches_keep_the_order_and_lose_nothing() -> None:
    assert list(batched(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]


_PARENT = """
import os, time
from archive.parallel import in_order
from tests.test_parallel import own_id
if __name__ == "__main__":
    results = in_order(own_id, iter(int, 1), 2)
    print(*{next(results) for _ in range(50)}, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert workers
    deadline = time.monotonic() + 20
    while any(map(_alive, workers)):
        assert time.monotonic() < deadline, "a worker outlived its parent"


_INTERRUPTED = """
import os, signal
from archive.parallel import in_order
from tests.test_parallel import own_id
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the shell ignores it
    results = in_order(own_id, iter(int, 1), 2)
    next(results)
    try:
        os.killpg(0, signal.SIGINT)
        for _ in results: pass
    except KeyboardInterrupt:
        results.close()
        print("stopped", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_control_c_is_the_parents_to_answer(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_INTERRUPTED)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=environment,
        start_new_session=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr, done.returncode) == ("stopped\n", "", 0)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # it ends between open and read, too
        return False
