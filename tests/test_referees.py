"""Third-party tools on a whole collection: what they read is what was captured.

pywb pins packages that ours cannot live with, so it gets an environment of its
own, made once below ``.referees`` in the checkout.
"""

import fcntl
import http.client
import re
import socket
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from archive import cdxj, corpus
from archive.collection import Collection
from archive.revisit import resolve
from archive.warc import captures, read_members
from tests import program
from tests.test_crawl import crawl
from tests.test_revisit import ConditionalSite, content

pytestmark = pytest.mark.referee
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def collection(tmp_path_factory) -> Collection:
    root = tmp_path_factory.mktemp("referees") / "demo"
    program.run(
        [sys.executable, "-m", "portal_spider", "demo", "-q", "--into", str(root)],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    return Collection(root)


def test_fastwarc_and_warcio_read_every_record(collection: Collection) -> None:
    for path in collection.warc_files():
        ours = [m.record.block for m in read_members(path)]
        with path.open("rb") as file:
            assert [r.reader.read() for r in FastIterator(file, parse_http=False)] == ours
        with path.open("rb") as file:
            theirs = [r.raw_stream.read() for r in ArchiveIterator(file, no_record_parse=True)]
        assert theirs == ours


def test_warcio_check_is_wrong_on_chunked_payloads_alone(collection: Collection) -> None:
    """``warcio check`` digests the chunks instead of the payload: so it says."""
    chunked = set()
    for path in collection.warc_files():
        for member in read_members(path):
            if b"transfer-encoding: chunked" in member.record.block[:2000].lower():
                chunked.add(member.record.id)
    assert chunked
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, collection.warc_files())],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    failed = set()
    record = ""
    for line in done.stdout.splitlines():
        if found := re.search(r"WARC-Record-ID (\S+)", line):
            record = found[1]
        if "failed" in line:
            assert "payload digest" in line
            failed.add(record)
    assert failed <= chunked


def test_cdxj_indexer_agrees(collection: Collection, recrawled: Collection) -> None:
    for held in (collection, recrawled):
        done = subprocess.run(
            [str(Path(sys.executable).with_name("cdxj-indexer")), "-s",
             *map(str, held.warc_files())],
            capture_output=True, timeout=60, check=True,
        )  # fmt: skip
        theirs = [cdxj.parse_line(line) for line in done.stdout.splitlines()]
        ours = list(cdxj.read(held.index))
        key = lambda e: (e.surt, e.timestamp, e.url, e.offset, e.length, e.filename, e.status)  # noqa: E731
        assert sorted(map(key, theirs)) == sorted(map(key, ours))


@pytest.fixture(scope="module")
def recrawled(tmp_path_factory) -> Collection:
    """A small portal, crawled twice: the second time nearly all is there already."""
    root = tmp_path_factory.mktemp("recrawled") / "c"
    with ConditionalSite(content()) as site:
        for number in range(2):
            crawl(root, f"{site.origin}/", recheck=bool(number))
    return Collection(root)


@pytest.fixture(scope="module")
def wayback(collection: Collection, recrawled: Collection, tmp_path_factory) -> Iterator[int]:
    home = ROOT / ".referees"
    home.mkdir(exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        program = home / "pywb" / "bin" / "wayback"
        if not program.exists():
            venv.create(home / "pywb", with_pip=True, clear=True)
            subprocess.run(
                [str(home / "pywb" / "bin" / "pip"), "install", "-q", "pywb==2.10.*", "setuptools<81"],
                check=True, capture_output=True, timeout=300,
            )  # fmt: skip
    folder = tmp_path_factory.mktemp("pywb")
    (folder / "config.yaml").write_text(
        f"collections:\n  held:\n    index_paths: {collection.index}\n"
        f"    archive_paths: {collection.warcs}/\n"
        f"  again:\n    index_paths: {recrawled.index}\n    archive_paths: {recrawled.warcs}/\n"
    )
    (folder / "collections").mkdir()
    (folder / "collections" / "as-it-is").symlink_to(collection.root)  # no configuration at all
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [str(program), "-p", str(port), "-b", "127.0.0.1"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        _listening(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _listening(server: subprocess.Popen[str], port: int) -> None:
    """Wait until pywb accepts; it says that it starts before it does."""
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert server.poll() is None, "pywb has ended"
            assert time.monotonic() < deadline, "pywb does not listen"
            threading.Event().wait(0.05)


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_pywb_replays_the_right_text(collection: Collection, wayback: int) -> None:
    articles = list(corpus.read_articles(collection))
    assert {a.portal for a in articles} == {"lanwan", "qiling"}
    for article in [a for a in articles if a.portal == "qiling"] + articles[:12]:
        stamp = re.sub(r"\D", "", article.provenance.captured)[:14]
        status, body = get(wayback, f"/held/{stamp}id_/{article.url}")
        assert status == 200, article.url
        # 栖岭新闻 is in GB18030: what comes back is in its own bytes.
        charset = article.content.evidence["charset"].partition(":")[0]
        page = re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", body.decode(charset)))
        for block in article.content.text.split("\n\n")[:2]:
            assert re.sub(r"\s+", "", block)[:40] in page, article.url


def test_pywb_resolves_revisits_of_both_kinds(recrawled: Collection, wayback: int) -> None:
    kinds = set()
    for path in recrawled.warc_files():
        for capture in captures(path, revisits=True):
            if capture.refers_to is None:
                continue
            kinds.add(capture.refers_to.profile)
            original = resolve(recrawled, capture.record)
            assert original is not None
            stamp = cdxj.timestamp(capture.pointer.date)
            status, body = get(wayback, f"/again/{stamp}id_/{capture.uri}")
            assert (status, body) == (200, original.message.content), capture.uri
    assert len(kinds) == 2


def test_pywb_gives_back_pictures_and_styles(collection: Collection, wayback: int) -> None:
    seen = 0
    for entry in cdxj.read(collection.index):
        if entry.mime in ("image/png", "text/css") and entry.status == "200":
            status, body = get(wayback, f"/held/{entry.timestamp}id_/{entry.url}")
            assert status == 200
            assert body
            seen += 1
    assert seen >= 4


def test_pywb_takes_the_collections_folder_as_it_is(collection: Collection, wayback: int) -> None:
    for article in list(corpus.read_articles(collection))[::6]:
        stamp = re.sub(r"\D", "", article.provenance.captured)[:14]
        status, body = get(wayback, f"/as-it-is/{stamp}id_/{article.url}")
        assert status == 200, article.url
        assert body
