"""Programs of ours in processes of their own, without loading all they need for each.

To load what a crawl needs takes longer than a small crawl does. So one process, ``python -m
tests.program``, has loaded it and does nothing but fork whenever a program is asked for. What is
forked is a process like any other: with a folder, an environment and files of its own, and it can
be killed. What changes how Python itself is loaded (``PYTHON…``) has no effect in it: whoever needs
that takes ``subprocess``. What is to be preloaded is so in a process of its own that forks.
"""

import ctypes
import gc
import io
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import threading
import types
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Self

LOADED = ("portal_spider.crawl", "portal_spider.importing", "portal_spider.rebuild")
_LONGEST = 1 << 17  # bytes of what is asked for


class Program:
    """A program that was begun: as ``subprocess.Popen``, as far as tests ask for it.

    *words* are ``sys.executable`` and either ``-m``, a module and what it takes, or ``-c``, a
    script and what it takes; *loaded* are modules that it finds loaded, besides ``LOADED``.
    """

    def __init__(
        self,
        words: Sequence[object],
        *,
        stdout: int | None = None,
        stderr: int | None = None,
        text: bool = False,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        loaded: tuple[str, ...] = (),
    ) -> None:
        self.args = [str(word) for word in words]
        assert self.args[0] == sys.executable
        assert self.args[1] in ("-m", "-c")
        self.returncode: int | None = None
        self._status, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        self._guard = threading.Lock()
        self.stdout, out = _stream(stdout, 1, text)
        self.stderr, err = (None, out) if stderr == subprocess.STDOUT else _stream(stderr, 2, text)
        asked = {
            "words": self.args[1:], "cwd": str(cwd or Path.cwd()),
            "env": dict(os.environ if env is None else env),
        }  # fmt: skip
        with _asking:
            server = _server(asked["env"].get("LD_PRELOAD"), loaded)
            socket.send_fds(server, [json.dumps(asked).encode()], [theirs.fileno(), out, err])
        theirs.close()
        for fd in {out, err} - {1, 2}:
            os.close(fd)
        self.pid = int(self._status.recv(32))

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while it runs."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code when there is one."""
        code = self._wait(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def _wait(self, timeout: float | None) -> int | None:
        with self._guard:
            if self.returncode is None:
                self._status.settimeout(timeout)
                try:
                    self.returncode = int(self._status.recv(32))
                except (TimeoutError, BlockingIOError):
                    return None
                self._status.close()
            return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[Any, Any]:
        """Return all that it said on what was taken of its output, once it is over."""
        said: dict[int, Any] = {}
        streams = [s for s in (self.stdout, self.stderr) if s is not None]
        readers = [
            threading.Thread(target=lambda s=s: said.update({id(s): s.read()})) for s in streams
        ]
        for reader in readers:
            reader.start()
        self.wait(timeout)
        for reader in readers:
            reader.join()
        for stream in streams:
            stream.close()
        return said.get(id(self.stdout)), said.get(id(self.stderr))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *what: object) -> None:
        for stream in filter(None, (self.stdout, self.stderr)):
            stream.close()
        self.wait()

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def run(
    words: Sequence[object],
    *,
    capture_output: bool = False,
    timeout: float | None = None,
    check: bool = False,
    **more: Any,
) -> subprocess.CompletedProcess[Any]:
    """Run a program to its end, as ``subprocess.run`` does."""
    if capture_output:
        more |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    program = Program(words, **more)
    try:
        out, err = program.communicate(timeout)
    except BaseException:
        program.kill()
        raise
    done = subprocess.CompletedProcess(program.args, program.wait(), out, err)
    if check:
        done.check_returncode()
    return done


def _stream(taken: int | None, otherwise: int, text: bool) -> tuple[IO[Any] | None, int]:
    """What reads from a program's output, if it is *taken*, and the file that it is to write to."""
    if taken is None:
        return None, otherwise
    if taken == subprocess.DEVNULL:
        return None, os.open(os.devnull, os.O_WRONLY)
    ours, theirs = os.pipe()
    return (os.fdopen(ours, encoding="utf-8") if text else os.fdopen(ours, "rb")), theirs


_asking = threading.Lock()
_servers: list[subprocess.Popen[bytes]] = []


@cache
def _server(preload: str | None, loaded: tuple[str, ...]) -> socket.socket:
    """What programs are asked of: it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        _servers.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.program", str(theirs.fileno()), *loaded],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd=Path(__file__).parents[1],
                env=os.environ | ({"LD_PRELOAD": preload} if preload else {}),
            )
        )  # fmt: skip
    return ours


def _forked(asked: socket.socket) -> dict[str, Any] | None:
    """Fork for whatever is asked; in what was forked return that, and None when nobody asks any more."""
    running: dict[int, tuple[int, socket.socket]] = {}  # by what becomes readable at its end
    with asked, selectors.DefaultSelector() as waits:
        waits.register(asked, selectors.EVENT_READ)
        while True:
            for key, _ in waits.select():
                if key.fd in running:
                    pid, status = running.pop(key.fd)
                    waits.unregister(key.fd)
                    os.close(key.fd)
                    _tell(status, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                    status.close()
                    continue
                words, files, _, _ = socket.recv_fds(asked, _LONGEST, 3)
                if not words:
                    return None
                status, pid = socket.socket(fileno=files[0]), os.fork()
                if pid == 0:
                    status.close()
                    return _within(words, files[1:], running)
                for fd in files[1:]:
                    os.close(fd)
                _tell(status, pid)
                end = os.pidfd_open(pid)
                running[end] = pid, status
                waits.register(end, selectors.EVENT_READ)


def _within(
    words: bytes, outputs: list[int], running: Mapping[int, tuple[int, socket.socket]]
) -> dict[str, Any]:
    """In what was forked: write to *outputs*, and let go of what is not its own."""
    for number, fd in enumerate(outputs, 1):
        os.dup2(fd, number)
    for fd in (*outputs, *running):
        os.close(fd)
    for _, status in running.values():
        status.close()
    task: dict[str, Any] = json.loads(words)
    return task


def _tell(whom: socket.socket, number: int) -> None:
    with suppress(BrokenPipeError):  # nobody waits for it
        whom.send(str(number).encode())


def _become(words: list[str], cwd: str, env: dict[str, str]) -> None:
    """Be the program that *words* name: it ends as its own would."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    if "LD_PRELOAD" in env:  # tests/faults/shim.c
        ctypes.CDLL(None).fault_begin()
    for name, number in (("stdout", 1), ("stderr", 2)):
        was, raw = getattr(sys, name), io.FileIO(number, "w", closefd=False)
        now = io.TextIOWrapper(
            io.BufferedWriter(raw), was.encoding, was.errors, line_buffering=was.line_buffering
        )
        setattr(sys, name, now)
        setattr(sys, f"__{name}__", now)
    how, what, *rest = words
    sys.argv = [how if how == "-c" else what, *rest]
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
        return
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    exec(compile(what, "<string>", "exec"), main.__dict__)


if __name__ == "__main__":
    for module in (*LOADED, *sys.argv[2:]):
        import_module(module)
    gc.collect()
    gc.freeze()  # what was loaded is nobody's to look through
    wanted = _forked(socket.socket(fileno=int(sys.argv[1])))
    if wanted is not None:
        _become(**wanted)
