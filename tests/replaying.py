"""A replay of answers that a test writes by hand, and what it answers."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.replay import app
from archive.serving import serving
from tests.kept import kept

HOST = "http://news.example"
PREFIX = "/replay/20260901080000/"


class Got:
    """An answer, its headers in lower case."""

    def __init__(self, origin: str, path: str, **headers: str) -> None:
        connection = http.client.HTTPConnection(origin.removeprefix("http://"), timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(named.pop("method", "GET"), path, headers=named)
        response = connection.getresponse()
        self.status, self.body = response.status, response.read()
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        connection.close()


@contextmanager
def replaying(*answers: tuple[str, bytes], root: Path, **options: object) -> Iterator[str]:
    collection = kept(root / "c", *answers, **options)
    with serving(app(collection)) as origin:
        yield origin
