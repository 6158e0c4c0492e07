"""A server that sends exactly what it is told to, and keeps a log of every byte.

It reads request heads and answers by path. An answer is a list of steps: bytes
to send, or one of the words below. Absolute-form requests and CONNECT are
understood too, so it can play a proxy: the tunnel then ends in itself.
"""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

CLOSE = "close"  # end the connection in order
RESET = "reset"  # tear it down
HOLD = "hold"  # say nothing more until the client goes away
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
Step = bytes | str | Iterable[bytes]


@dataclass
class Conversation:
    """What one connection carried, as the server saw it (plaintext, after TLS)."""

    received: bytearray = field(default_factory=bytearray)
    sent: bytearray = field(default_factory=bytearray)


class WireServer:
    def __init__(
        self,
        answers: dict[str, list[Step]],
        *,
        tls: ssl.SSLContext | None = None,
        tunnel_tls: ssl.SSLContext | None = None,
    ) -> None:
        self.answers, self.tls, self.tunnel_tls = answers, tls, tunnel_tls
        self.conversations: list[Conversation] = []
        self.tunnels: list[bytes] = []  # what CONNECT requests said
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "WireServer":
        self._spawn(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)

    def url(self, path: str) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}{path}"

    def _spawn(self, target, *args: object) -> None:  # type: ignore[no-untyped-def]
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._open.add(connection)
            self._spawn(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self.tls:
                connection = self._wrap(connection, self.tls)
            conversation = Conversation()
            self.conversations.append(conversation)
            while self._converse(connection, conversation):
                if self.tunnels and not isinstance(connection, ssl.SSLSocket):
                    assert self.tunnel_tls
                    connection = self._wrap(connection, self.tunnel_tls)
                    conversation.received.clear()
                    conversation.sent.clear()
        self._open.discard(connection)
        with contextlib.suppress(OSError):
            connection.close()

    def _wrap(self, connection: socket.socket, context: ssl.SSLContext) -> socket.socket:
        self._open.discard(connection)
        try:
            wrapped = context.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()
            raise
        self._open.add(wrapped)
        return wrapped

    def _converse(self, connection: socket.socket, conversation: Conversation) -> bool:
        """Answer one request; False when the connection is to end."""
        head = bytearray()
        while not head.endswith(b"\r\n\r\n"):
            byte = connection.recv(1)
            if not byte:
                return False
            head += byte
        conversation.received += head
        method, target = head.decode("latin-1").split(" ")[:2]
        if method == "CONNECT":
            self.tunnels.append(bytes(head))
            if self.tunnel_tls is None:
                connection.sendall(b"HTTP/1.1 403 No tunnel\r\nContent-Length: 0\r\n\r\n")
                return False
            connection.sendall(b"HTTP/1.1 200 Go ahead\r\nVia: test\r\n\r\n")
            return True
        path = "/" + target.split("/", 3)[3] if "://" in target else target
        for step in self.answers.get(path, [NOT_FOUND]):
            if step == CLOSE:
                return False
            if step == RESET:
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return False
            if step == HOLD:
                while connection.recv(1000):
                    pass
                return False
            for piece in _pieces(step):
                conversation.sent += piece
                connection.sendall(piece)
        return True


def _pieces(step: Step) -> Iterator[bytes]:
    if isinstance(step, bytes):
        yield step
    else:
        yield from step  # type: ignore[misc]
