"""A real S3 server on loopback (rclone), and a proxy before it that counts what it gives out."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KEY, SECRET = "test-key-of-nobody", "test-secret-of-nobody"


def rclone() -> str | None:
    """The server's binary: beside this Python, or the system's."""
    beside = Path(sys.executable).with_name("rclone")
    return str(beside) if beside.exists() else shutil.which("rclone")


@dataclass
class Server:
    """Where to ask, and what was asked for: (method, path, bytes of the answer)."""

    folder: Path  # a bucket is a folder in it
    port: int
    answers: list[tuple[str, str, int]] = field(default_factory=list)
    on_request: Callable[[str, str], None] = lambda method, path: None

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nowhere",
            "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
        }  # fmt: skip

    def given(self, method: str, part: str) -> int:
        """Bytes of the answers to requests of *method* whose path holds *part*."""
        return sum(size for m, path, size in self.answers if m == method and part in path)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve the folders in *folder* as buckets."""
    binary = rclone()
    assert binary
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        behind = free.getsockname()[1]
    process = subprocess.Popen(
        [binary, "serve", "s3", str(folder), "--addr", f"127.0.0.1:{behind}",
         "--auth-key", f"{KEY},{SECRET}", "--vfs-cache-mode", "off", "--dir-cache-time", "10ms",
         "--config", "/dev/null"],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if "Starting s3 server" in line:
                break
        threading.Thread(target=process.stderr.read, daemon=True).start()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            server = Server(folder, listener.getsockname()[1])
            threading.Thread(target=_accept, args=(listener, behind, server), daemon=True).start()
            yield server
            listener.shutdown(socket.SHUT_RDWR)
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


def _accept(listener: socket.socket, behind: int, server: Server) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_proxy, args=(client, behind, server), daemon=True).start()


def _proxy(client: socket.socket, behind: int, server: Server) -> None:
    """Hand every byte on, both ways; note requests and how much came for each."""
    with client:
        while True:
            try:
                upstream = socket.create_connection(("127.0.0.1", behind))
                break
            except ConnectionRefusedError:
                return
        with upstream:
            answers = threading.Thread(target=_back, args=(upstream, client, server), daemon=True)
            started = False
            try:
                while block := client.recv(1 << 16):
                    if found := re.match(rb"(GET|HEAD|PUT|POST|DELETE) (\S+) HTTP", block):
                        method, path = found[1].decode(), found[2].decode()
                        server.on_request(method, path)
                        server.answers.append((method, path, 0))
                    upstream.sendall(block)
                    if not started:
                        started = True
                        answers.start()
                upstream.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            if started:
                answers.join(5)


def _back(upstream: socket.socket, client: socket.socket, server: Server) -> None:
    try:
        while block := upstream.recv(1 << 16):
            method, path, size = server.answers[-1]
            server.answers[-1] = (method, path, size + len(block))
            client.sendall(block)
        client.shutdown(socket.SHUT_WR)
    except OSError:
        pass
