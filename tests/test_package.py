"""Packages: whole or in part they stand alone, hold nothing withdrawn, and others can open them."""

import fcntl
import gzip
import hashlib
import http.client
import json
import re
import shutil
import subprocess
import threading
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive import cdxj, corpus, withdrawal
from archive.article import Article
from archive.capture import Exchange
from archive.cdxj import CdxjEntry
from archive.collection import Collection
from archive.errors import BadInput, CannotKeep
from archive.ingest import take_in
from archive.package import everything, of_articles, package
from archive.replay import app
from archive.serving import serving
from archive.verify import verify
from archive.warc import WarcSeries, read_members
from portal_spider.importing import import_files
from portal_spider.needs import needs
from tests.browser import browser, needs_chromium
from tests.corpora import article
from tests.kept import FIRST, answer, kept
from tests.test_cli import portal as cli
from tests.test_withdrawal import portal

REFEREES = Path(__file__).parents[1] / ".referees"
HOST = "http://news.example"


def articles(collection: Collection) -> list:
    return list(corpus.read_articles(collection))


def lines(collection: Collection) -> dict[str, bytes]:
    return {
        p.relative_to(collection.root).as_posix(): p.read_bytes()
        for p in collection.articles_files()
    }


def article_at(entry: CdxjEntry) -> Article:
    """An article that was read from the capture *entry*."""
    made = article(1)
    page = replace(
        made.pages[0], url=entry.url, warc_filename=entry.filename,
        warc_record_offset=entry.offset, captured=f"{entry.date:%Y-%m-%dT%H:%M:%SZ}",
    )  # fmt: skip
    return replace(made, url=entry.url, pages=(page,))


def records(bundle: Path, scratch: Path) -> dict[str, bytes]:
    """Every record of a package by its id, as bytes."""
    found = {}
    with zipfile.ZipFile(bundle) as held:
        for name in held.namelist():
            if name.startswith("archive/"):
                path = scratch / Path(name).name
                path.write_bytes(held.read(name))
                found |= {m.record.id: m.record.to_bytes() for m in read_members(path)}
    return found


def test_a_whole_package_is_read_back_to_an_equal_collection(
    demo_collection: Collection, tmp_path: Path
) -> None:
    out = tmp_path / "whole.wacz"
    package(demo_collection, everything(demo_collection, articles(demo_collection)), out)
    back = Collection.create(tmp_path / "back")
    import_files(back, (out,))
    assert lines(back) == lines(demo_collection)
    assert back.index.read_bytes() == demo_collection.index.read_bytes()
    from collections import Counter

    assert list(verify(back, Counter())) == []
    assert not list(tmp_path.glob("*.new"))


def test_a_package_is_what_the_specification_says(
    demo_collection: Collection, tmp_path: Path
) -> None:
    out = tmp_path / "p.wacz"
    package(demo_collection, everything(demo_collection, articles(demo_collection)), out)
    with zipfile.ZipFile(out) as held:
        assert all(info.compress_type == zipfile.ZIP_STORED for info in held.infolist())
        description = json.loads(held.read("datapackage.json"))
        assert (description["profile"], description["wacz_version"]) == ("data-package", "1.1.1")
        paths = {resource["path"] for resource in description["resources"]}
        assert paths == set(held.namelist()) - {"datapackage.json", "datapackage-digest.json"}
        for resource in description["resources"]:
            content = held.read(resource["path"])
            assert len(content) == resource["bytes"]
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        seal = json.loads(held.read("datapackage-digest.json"))
        exact = hashlib.sha256(held.read("datapackage.json")).hexdigest()
        assert seal == {"path": "datapackage.json", "hash": f"sha256:{exact}"}
        header, *listed = map(json.loads, held.read("pages/pages.jsonl").splitlines())
        assert header["format"] == "json-pages-1.0"
        assert len(listed) == len(articles(demo_collection))
        assert all(page["title"] and page["text"] and page["ts"].endswith("Z") for page in listed)
        plain = gzip.decompress(held.read("indexes/index.cdx.gz"))
        assert plain == demo_collection.index.read_bytes()
        shards = held.read("indexes/index.idx").splitlines()
        assert shards[0].startswith(b"!meta 0 ")
        for shard in shards[1:]:
            place = json.loads(shard.split(b" ", 2)[2])
            block = held.read("indexes/index.cdx.gz")[place["offset"] :][: place["length"]]
            assert gzip.decompress(block).startswith(b" ".join(shard.split(b" ", 2)[:2]))


def test_a_slice_stands_alone(demo_collection: Collection, tmp_path: Path) -> None:
    with_pictures = [a for a in articles(demo_collection) if a.content.images]
    chosen = of_articles(demo_collection, with_pictures[:2], needs, "two articles")
    done = package(demo_collection, chosen, tmp_path / "slice.wacz")
    assert 0 < done.captures < sum(1 for _ in cdxj.read(demo_collection.index))
    held = {
        m.record.id: m.record.to_bytes()
        for p in demo_collection.warc_files()
        for m in read_members(p)
    }
    kept_records = records(tmp_path / "slice.wacz", tmp_path)
    new = {i: raw for i, raw in kept_records.items() if i not in held}
    assert {i: raw for i, raw in kept_records.items() if i in held}.items() <= held.items()
    assert all(b"byte for byte" in raw and b"WARC-Type: warcinfo" in raw for raw in new.values())
    back = Collection.create(tmp_path / "back")
    import_files(back, (tmp_path / "slice.wacz",))
    assert {(a.id, a.content.text) for a in articles(back)} == {
        (a.id, a.content.text) for a in with_pictures[:2]
    }
    with serving(replay := app(back)) as origin:
        for article in with_pictures[:2]:
            for url in (article.url, *(image.url for image in article.content.images)):
                connection = http.client.HTTPConnection(origin.removeprefix("http://"))
                connection.request("GET", f"/replay/2026/{url}")
                assert connection.getresponse().status == 200, url
                connection.close()
    assert not replay.missing


def test_revisits_bring_what_they_refer_to(tmp_path: Path) -> None:
    same = answer("<p>同一页".encode())
    collection = kept(tmp_path / "c", (f"{HOST}/a", same), (f"{HOST}/other", answer(b"<p>x")),
                      (f"{HOST}/b", same), revisits=True)  # fmt: skip
    b = next(e for e in cdxj.read(collection.index) if e.url == f"{HOST}/b")
    assert b.mime == "warc/revisit"
    (first,) = collection.warc_files()
    chosen = of_articles(collection, [article_at(b)], lambda _: (), "b")
    package(collection, chosen, tmp_path / "b.wacz")
    back = Collection.create(tmp_path / "back")
    take_in(back.root, tmp_path / "b.wacz")
    cdxj.write(back.index, (e.to_line() for p in back.warc_files() for e in cdxj.entries_of(p)))
    assert [e.url for e in cdxj.read(back.index)] == [f"{HOST}/a", f"{HOST}/b"]
    withdrawal.withdraw(collection, f"{HOST}/a", "a request")
    chosen = everything(collection, [])
    assert chosen.left_out >= 2  # the page, and the revisit that has its payload
    package(collection, chosen, tmp_path / "rest.wacz")
    assert "同一页".encode() not in b"".join(records(tmp_path / "rest.wacz", tmp_path).values())
    assert first.exists()


def test_what_is_withdrawn_is_in_no_package(demo_copy: Collection, tmp_path: Path) -> None:
    gone = next(a for a in articles(demo_copy) if len(a.pages) > 1)
    withdrawal.withdraw(demo_copy, gone.id, "a court order")
    root = demo_copy.root
    done = portal("package", "--into", root, "--out", tmp_path / "p.wacz", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["left_out"] >= len(gone.pages)
    kept_records = b"".join(records(tmp_path / "p.wacz", tmp_path).values())
    with zipfile.ZipFile(tmp_path / "p.wacz") as held:
        text = gzip.decompress(held.read("indexes/index.cdx.gz")) + held.read("pages/pages.jsonl")
    for page in gone.pages:
        assert f"WARC-Target-URI: {page.url}\r\n".encode() not in kept_records
        assert json.dumps(page.url).encode() not in text
    back = Collection.create(tmp_path / "back")
    import_files(back, (tmp_path / "p.wacz",))
    assert {a.id for a in articles(back)} == {a.id for a in articles(demo_copy)} - {gone.id}


def test_a_portal_is_packed_from_a_file_of_another_tool(tmp_path: Path) -> None:
    series = WarcSeries(
        tmp_path, "by-another-tool", manifest_path=tmp_path / "manifest.jsonl",
        description={"software": "another"},
    )  # fmt: skip
    for host in ("one", "two"):
        body = f"<h1>{host}</h1><p>{'渡口今日开船。' * 30}</p><img src=/{host}.png>".encode()
        for path, got in (("1.html", answer(body)), (f"{host}.png", answer(b"png"))):
            url = f"http://{host}.example/{path}"
            series.write(Exchange(uri=url, date=FIRST, request=b"GET / HTTP/1.1", response=got))
    series.close()
    collection = Collection.create(tmp_path / "c")
    import_files(collection, tuple(tmp_path.glob("by-another-tool*.gz")))
    out = tmp_path / "one.wacz"
    done = portal("package", "--into", collection.root, "--out", out, "--portal", "one.example")
    assert done.returncode == 0, done.stderr
    back = Collection.create(tmp_path / "back")
    import_files(back, (out,))
    assert {e.url for e in cdxj.read(back.index)} == {
        "http://one.example/1.html", "http://one.example/one.png",
    }  # fmt: skip


def test_the_command(demo_collection: Collection, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    root, out = demo_collection.root, tmp_path / "p.wacz"
    done = portal("package", "--into", root, "--out", out, "--sign", "--portal", "qiling")
    assert done.returncode == 0, done.stderr
    assert portal("package", "--into", root, "--out", out).returncode == 2
    assert (
        portal(
            "package", "--into", root, "--out", tmp_path / "q", "--query", "没有这句话"
        ).returncode
        == 1
    )
    key = tmp_path / "config" / "portal-archive" / "signing-key.pem"
    assert key.stat().st_mode & 0o777 == 0o600
    back = Collection.create(tmp_path / "back")
    import_files(back, (out,))
    assert {a.portal for a in articles(back)} == {"qiling"}
    with zipfile.ZipFile(out) as held:
        seal = json.loads(held.read("datapackage-digest.json"))
        description = json.loads(held.read("datapackage.json"))
    assert seal["signedData"]["hash"] == seal["hash"]
    assert seal["signedData"]["created"] == description["created"]
    for name in ("signature", "publicKey", "hash"):
        forged = tmp_path / f"{name}.wacz"
        value = seal["signedData"][name]
        changed = value[:30] + ("A" if value[30] != "A" else "B") + value[31:]
        edited(out, forged, seal | {"signedData": seal["signedData"] | {name: changed}})
        with pytest.raises(BadInput, match="signature"):
            take_in(tmp_path / "back", forged)


def edited(bundle: Path, out: Path, seal: dict) -> None:
    with zipfile.ZipFile(bundle) as held, zipfile.ZipFile(out, "w") as new:
        for name in held.namelist():
            content = held.read(name)
            new.writestr(name, json.dumps(seal) if name == "datapackage-digest.json" else content)


def test_secrets_are_told_and_a_damaged_file_is_not_packed(tmp_path: Path) -> None:
    collection = kept(tmp_path / "c", (f"{HOST}/a", answer(b"x")), request="Cookie: id=1")
    done = package(collection, everything(collection, []), tmp_path / "a.wacz")
    assert done.secrets == {f"{HOST}/a": 1}
    (warc,) = collection.warc_files()
    warc.write_bytes(warc.read_bytes()[:-1] + b"\x01")
    with pytest.raises(BadInput, match="manifest"):
        package(collection, everything(collection, []), tmp_path / "b.wacz")
    assert [p.name for p in tmp_path.glob("b.wacz*")] == []


def test_a_file_that_cannot_be_read_is_named_and_not_the_package(
    demo_copy: Collection, tmp_path: Path
) -> None:
    named = next(demo_copy.portals.glob("*.toml"))
    named.unlink()
    named.mkdir()
    with pytest.raises(BadInput, match=re.escape(f"{named}: Is a directory")):
        package(demo_copy, everything(demo_copy, articles(demo_copy)), tmp_path / "p.wacz")
    named.rmdir()
    warc, chosen = demo_copy.warc_files()[0], everything(demo_copy, [])
    warc.unlink()
    warc.symlink_to(warc)
    with pytest.raises(BadInput, match=re.escape(f"{warc}: Too many levels")):
        package(demo_copy, chosen, tmp_path / "p.wacz")
    with pytest.raises(CannotKeep, match=re.escape(f"{tmp_path / 'no' / 'p'}: No such file")):
        package(demo_copy, chosen, tmp_path / "no" / "p")


@pytest.mark.parametrize("profile", ["portals/../../evil.toml", "portals/x.toml"])
def test_a_hostile_profile_is_refused(profile: str, tmp_path: Path) -> None:
    collection = kept(tmp_path / "c", (f"{HOST}/a", answer(b"x")))
    package(collection, everything(collection, []), tmp_path / "a.wacz")
    with zipfile.ZipFile(tmp_path / "a.wacz", "a") as held:
        held.writestr(profile, "exec = 'rm'")
    back = Collection.create(tmp_path / "back")
    with pytest.raises(BadInput):
        import_files(back, (tmp_path / "a.wacz",))
    assert not list(tmp_path.rglob("evil*"))
    assert not list(back.portals.iterdir())


# Referees.


@pytest.fixture(scope="module")
def tools() -> Path:
    """The validators of WACZ and BagIt, in an environment of their own."""
    REFEREES.mkdir(exist_ok=True)
    home = REFEREES / "wacz"
    with (REFEREES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "bin" / "wacz").exists():
            venv.create(home, with_pip=True, clear=True)
            subprocess.run(
                [home / "bin" / "pip", "install", "-q", "wacz==0.5.*", "bagit", "setuptools<81"],
                check=True, capture_output=True, timeout=300,
            )  # fmt: skip
    return home / "bin"


@pytest.mark.parametrize("words", [[], ["--portal", "lanwan"]], ids=["everything", "a portal"])
def test_what_is_gone_is_not_left_out_without_a_word(
    demo_copy: Collection, tmp_path: Path, words: list[str]
) -> None:
    lost = next(demo_copy.warcs.glob("lanwan-*"))
    lost.unlink()
    out = tmp_path / "p.wacz"
    done = cli("package", *words, "--out", out, "--into", demo_copy.root)
    assert (done.returncode, lost.name in done.stderr.decode(), out.exists()) == (3, True, False)
    done = cli("package", "--portal", "qiling", "--out", out, "--into", demo_copy.root)
    assert (done.returncode, out.exists()) == (0, True)


@pytest.mark.referee
@pytest.mark.timeout(400)
def test_the_validators_find_nothing(
    demo_collection: Collection, tools: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    root = demo_collection.root
    for name, options in (
        ("whole", ["--sign"]), ("portal", ["--portal", "lanwan"]), ("query", ["--query", "供暖"]),
    ):  # fmt: skip
        out = tmp_path / f"{name}.wacz"
        assert portal("package", "--into", root, "--out", out, *options).returncode == 0
        done = subprocess.run(
            [tools / "wacz", "validate", "-f", out], capture_output=True, text=True, check=False
        )
        assert "Validation succeeded" in done.stdout, done.stdout + done.stderr
    assert portal("package", "--into", root, "--out", tmp_path / "bag", "--bag").returncode == 0
    done = subprocess.run(
        [tools / "python", "-m", "bagit", "--validate", tmp_path / "bag"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def replaywebpage() -> Path:
    """ReplayWeb.page, from its npm package: for this test only, never shipped."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    REFEREES.mkdir(exist_ok=True)
    home = REFEREES / "replaywebpage"
    with (REFEREES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "package" / "sw.js").exists():
            home.mkdir(exist_ok=True)
            subprocess.run([npm, "pack", "replaywebpage@2.4.6"], cwd=home, check=True, capture_output=True,
                           timeout=300)  # fmt: skip
            subprocess.run(["tar", "xzf", next(home.glob("*.tgz"))], cwd=home, check=True)
    return home / "package"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder served over HTTP."""
    folder = tmp_path / "shelf"
    folder.mkdir()

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


DEEP = """(() => { const found = [];
const look = root => { if (!root) return; found.push(root.body ? root.body.innerText : "");
  for (const e of root.querySelectorAll("*")) { if (e.shadowRoot) look(e.shadowRoot);
    if (e.tagName === "IFRAME") try { look(e.contentDocument) } catch {} } };
look(document); return found.join("\\n") })()"""


@pytest.mark.referee
@pytest.mark.browser
@needs_chromium
@pytest.mark.timeout(400)
@pytest.mark.parametrize("part", ["whole", "slice"])
def test_replaywebpage_opens_a_package(
    part: str,
    demo_collection: Collection,
    replaywebpage: Path,
    shelf: tuple[Path, str],
    tmp_path: Path,
) -> None:
    folder, origin = shelf
    held = articles(demo_collection)
    gbk = next(a for a in held if a.portal == "qiling")
    chosen = everything(demo_collection, held)
    if part == "slice":
        chosen = of_articles(demo_collection, [gbk], needs, "one article")
    package(demo_collection, chosen, folder / "p.wacz")
    (folder / "replay").mkdir()
    shutil.copy(replaywebpage / "sw.js", folder / "replay" / "sw.js")
    shutil.copy(replaywebpage / "ui.js", folder / "ui.js")
    (folder / "replay" / "index.html").write_text(
        '<script src="../ui.js"></script><replay-app-main></replay-app-main>'
    )
    stamp = gbk.provenance.captured[:19].translate(str.maketrans("", "", "-:T"))
    (folder / "index.html").write_text(
        f'<script src="ui.js"></script><replay-web-page source="p.wacz" url="{gbk.url}" ts="{stamp}"'
        ' embed="replayonly" style="display:block;height:700px"></replay-web-page>'
    )
    sentence = gbk.content.text.split("\n")[0][:20]
    with browser() as running:
        running.go(f"{origin}/index.html", quiet=False)
        for _ in range(300):
            if sentence in (shown := running.js(DEEP)):
                break
            running.screenshot(tmp_path / "waiting.png")
        assert sentence in shown
