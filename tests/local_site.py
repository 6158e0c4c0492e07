"""A small web server on loopback that remembers every byte it sent."""

import threading
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Site:
    """Serves *pages* by path; what is not among them is a 404."""

    def __init__(self, pages: dict[str, bytes], redirects: dict[str, str] | None = None) -> None:
        self.pages, self.redirects = pages, redirects or {}
        self.asked: list[str] = []
        self._sent: dict[str, bytes] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                sent = b""
                try:
                    for piece in site.pieces(self.path):
                        sent += piece
                        self.wfile.write(piece)
                except OSError:
                    self.close_connection = True
                site._sent[site.origin + self.path] = sent

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the answer as it is to be sent."""
        yield self.answer(path)

    def answer(self, path: str) -> bytes:
        head = (
            f"HTTP/1.1 200 Fine\r\ndate: {formatdate(usegmt=True)}\r\nX-Twice: 1\r\nx-twice: 2\r\n"
        )
        body = self.pages.get(path)
        if path in self.redirects:
            head, body = f"HTTP/1.1 301 Moved\r\nLocation: {self.redirects[path]}\r\n", b""
        elif body is None:
            head, body = "HTTP/1.1 404 Not Found\r\n", b"nothing here"
        kind = "text/css" if path.endswith(".css") else "text/html"
        head += f"Content-Type: {kind}\r\n"
        if path.endswith("1.html"):
            chunks = f"{len(body):x};part=1\r\n".encode() + body + b"\r\n" if body else b""
            return (head + "Transfer-Encoding: chunked\r\n\r\n").encode() + chunks + b"0\r\n\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def sent(self) -> dict[str, bytes]:
        """The last answer to each URL, as it went out."""
        return dict(self._sent)

    def __enter__(self) -> "Site":
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
