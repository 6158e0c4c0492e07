"""Taking in files: bytes unchanged, nothing twice, nothing lost, nothing trusted."""

import gzip
import hashlib
import io
import json
import stat
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import durable, manifest
from archive.access import response_block
from archive.capture import Exchange
from archive.collection import Collection
from archive.corpus import read_articles
from archive.errors import ArchiveError, BadInput, CannotKeep
from archive.ingest import Ingested, take_in
from archive.verify import verify
from archive.warc import WarcSeries, digest, read_members
from portal_spider.importing import import_files
from portal_spider.rebuild import rebuild
from portal_spider.reread import Rereader

WHEN = datetime(2026, 9, 23, 1, 2, 3, tzinfo=UTC)
REQUEST = b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"


def write_warc(folder: Path, pages: int = 3) -> Path:
    """A WARC of 1 + 2 * *pages* records, as a crawl writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    series = WarcSeries(
        folder, "p", manifest_path=folder / "manifest.jsonl",
        description={"software": "test"}, clock=lambda: WHEN,
    )  # fmt: skip
    for number in range(pages):
        body = f"page {number} ".encode() * 30
        response = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        uri = f"https://news.example/{number}"
        series.write(Exchange(uri=uri, date=WHEN, request=REQUEST, response=response))
    series.close()
    return folder / str(series.filename)


def held(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "archive").iterdir()}


def entries(root: Path) -> list[manifest.Entry]:
    return [entry for _, entry in manifest.read(root / "manifest-sha256.jsonl")]


def records(path: Path) -> list[bytes]:
    return [found.record.to_bytes() for found in read_members(path)]


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    return write_warc(tmp_path / "source")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "collection"


def test_a_member_a_record_is_copied_byte_for_byte(root: Path, warc: Path) -> None:
    done = take_in(root, warc)
    assert held(root) == {warc.name: warc.read_bytes()}
    (entry,) = entries(root)
    assert (entry.records, entry.source_sha256) == (7, None)
    assert entry.sha256 == hashlib.sha256(warc.read_bytes()).hexdigest()
    assert not done.truncated
    assert [taken.new for taken in done.files] == [True]


def test_what_is_held_is_not_taken_again(root: Path, warc: Path, tmp_path: Path) -> None:
    take_in(root, warc)
    renamed = tmp_path / "other-name.warc.gz"
    renamed.write_bytes(warc.read_bytes())
    again = take_in(root, renamed)
    assert not again.new
    assert again.files[0].file == warc.name
    assert len(held(root)) == len(entries(root)) == 1


def test_another_file_of_the_same_name(root: Path, warc: Path, tmp_path: Path) -> None:
    take_in(root, warc)
    other = write_warc(tmp_path / "other", pages=1)
    assert other.name == warc.name
    (taken,) = take_in(root, other).files
    stem = warc.name.removesuffix(".warc.gz")
    assert taken.file == f"{stem}-{taken.sha256[:8]}.warc.gz"
    assert held(root) == {warc.name: warc.read_bytes(), taken.file: other.read_bytes()}
    assert not take_in(root, other).new


@pytest.mark.parametrize("name", ["plain.warc", "whole.warc.gz"])
def test_reblocked_records_are_unchanged(root: Path, warc: Path, tmp_path: Path, name: str) -> None:
    plain = b"".join(records(warc))
    source = tmp_path / name
    source.write_bytes(gzip.compress(mtime=0, data=plain) if name.endswith("gz") else plain)
    (taken,) = take_in(root, source).files
    kept = root / "archive" / taken.file
    assert taken.file == f"{name.partition('.')[0]}.warc.gz"
    assert records(kept) == records(warc)
    assert all(found.length for found in read_members(kept))
    assert entries(root)[0].source_sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    before = held(root)
    assert not take_in(root, source).new
    assert held(root) == before


@pytest.mark.parametrize("form", ["members", "plain", "whole"])
def test_of_a_cut_file_the_whole_records_are_taken(
    root: Path, warc: Path, tmp_path: Path, form: str
) -> None:
    plain = b"".join(records(warc))
    content = {
        "members": warc.read_bytes(),
        "plain": plain,
        "whole": gzip.compress(mtime=0, data=plain),
    }[form]
    source = tmp_path / "cut.warc.gz"
    source.write_bytes(content[:-20])
    done = take_in(root, source)
    assert done.truncated
    assert done.why
    (taken,) = done.files
    assert taken.records == 6
    assert records(root / "archive" / taken.file) == records(warc)[:6]
    if form == "members":
        assert warc.read_bytes().startswith((root / "archive" / taken.file).read_bytes())


def test_records_behind_damage_are_taken_too(root: Path, warc: Path, tmp_path: Path) -> None:
    places = [(found.offset, found.length) for found in read_members(warc)]
    content = bytearray(warc.read_bytes())
    content[places[2][0] + places[2][1] // 2] ^= 0xFF
    source = tmp_path / "hurt.warc.gz"
    source.write_bytes(content)
    done = take_in(root, source)
    assert done.truncated
    whole = records(warc)
    assert records(root / "archive" / done.files[0].file) == whole[:2] + whole[3:]


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"<html></html>", gzip.compress(mtime=0, data=b"text"), b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd12",
     b"WARC/1.0\r\n", b"PK\x03\x04", b"\x00" * 5000],
)  # fmt: skip
def test_no_warc(root: Path, tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "no.warc.gz"
    source.write_bytes(content)
    with pytest.raises(BadInput, match=r"no\.warc\.gz"):
        take_in(root, source)
    assert held(root) == {}
    assert entries(root) == []


def test_no_file(root: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "none.warc.gz", tmp_path):
        with pytest.raises(BadInput):
            take_in(root, path)


@pytest.mark.parametrize(
    ("name", "kept"),
    [(".hidden.warc.gz", "hidden.warc.gz"), ("a b.warc.gz", "a_b.warc.gz"),
     ("新闻.warc.gz", "新闻.warc.gz"), ("x.warc.gz.open", "x.warc.gz"), ("x", "x.warc.gz"),
     ("n" * 250, "n" * 200 + ".warc.gz")],
)  # fmt: skip
def test_names(root: Path, warc: Path, tmp_path: Path, name: str, kept: str) -> None:
    source = tmp_path / name
    source.write_bytes(warc.read_bytes())
    assert take_in(root, source).files[0].file == kept


def test_killed_before_the_line(root: Path, warc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(manifest, "add", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            take_in(root, warc)
    assert entries(root) == []
    (root / "archive" / ".import.new").write_bytes(b"of a killed run")
    assert take_in(root, warc).new
    assert held(root) == {warc.name: warc.read_bytes()}
    assert len(entries(root)) == 1


def test_a_full_disk_leaves_nothing(
    root: Path, warc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "sync_file", full)
    with pytest.raises(CannotKeep, match="No space left"):
        take_in(root, warc)
    assert held(root) == {}


# -- WACZ


def pack(path: Path, files: dict[str, bytes], *, listed: dict[str, bytes] | None = None) -> Path:
    resources = [
        {"path": name, "bytes": len(content),
         "hash": "sha256:" + hashlib.sha256(content).hexdigest()}
        for name, content in (files if listed is None else listed).items()
    ]  # fmt: skip
    description = json.dumps({"profile": "data-package", "resources": resources}).encode()
    seal = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(description).hexdigest()}
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content)
        made.writestr("datapackage.json", description)
        made.writestr("datapackage-digest.json", json.dumps(seal))
    return path


def test_the_warcs_of_a_wacz(root: Path, warc: Path, tmp_path: Path) -> None:
    plain = b"".join(records(write_warc(tmp_path / "other", pages=1)))
    files = {
        "archive/data.warc.gz": warc.read_bytes(), "archive/plain.warc": plain,
        "pages/pages.jsonl": b"{}\n",
    }  # fmt: skip
    wacz = pack(tmp_path / "it.wacz", files)
    done = take_in(root, wacz)
    assert [taken.file for taken in done.files] == ["data.warc.gz", "plain.warc.gz"]
    assert held(root)["data.warc.gz"] == warc.read_bytes()
    assert not take_in(root, wacz).new
    assert len(entries(root)) == 2


def refused(root: Path, path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        take_in(root, path)
    assert held(root) == {}
    assert "\n" not in str(caught.value)
    return caught.value.why


@pytest.mark.parametrize(
    "name", ["../x.warc.gz", "archive/../../x", "/etc/x", "C:/x", "archive\\x.warc.gz", "a/../../b"]
)
def test_names_that_lead_outside(root: Path, warc: Path, tmp_path: Path, name: str) -> None:
    files = {"archive/a.warc.gz": warc.read_bytes(), name: b"x"}
    assert "leads outside" in refused(root, pack(tmp_path / "it.wacz", files))


def test_links_doubles_bombs_and_secrets(root: Path, warc: Path, tmp_path: Path) -> None:
    path = tmp_path / "it.wacz"

    link = zipfile.ZipInfo("archive/link.warc.gz")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(link, "/etc/passwd")
    assert "no plain file" in refused(root, path)

    with zipfile.ZipFile(path, "w") as made:
        made.writestr("archive/a.warc.gz", warc.read_bytes())
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("archive/a.warc.gz", b"other")
    assert "twice" in refused(root, path)

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("archive/a.warc", b"\0" * (17 << 20))
    assert "would unpack to" in refused(root, path)

    pack(path, {"archive/a.warc.gz": warc.read_bytes()})
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02") + 8
    content[at] |= 1
    path.write_bytes(content)
    assert "encrypted" in refused(root, path)


def test_a_wacz_that_was_changed(root: Path, warc: Path, tmp_path: Path) -> None:
    good = {"archive/a.warc.gz": warc.read_bytes()}
    other = {"archive/a.warc.gz": warc.read_bytes()[::-1]}
    path = tmp_path / "it.wacz"
    assert "was changed" in refused(root, pack(path, good, listed=other))
    assert "bytes" in refused(root, pack(path, good, listed={"archive/a.warc.gz": b"x"}))
    assert "missing" in refused(root, pack(path, good, listed=good | {"pages/pages.jsonl": b""}))
    assert "not listed" in refused(root, pack(path, good, listed={}))
    assert "no WARC" in refused(root, pack(path, {"pages/pages.jsonl": b""}))
    whole = pack(path, good).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "cut" in refused(root, path)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_taken_or_refused_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    form = data.draw(st.sampled_from(["members", "plain", "whole", "wacz"]))
    share = data.draw(st.floats(0, 1, exclude_max=True))
    warc = write_warc(folder / "source")
    plain = b"".join(records(warc))
    if form == "wacz":
        pack(folder / "x", {"archive/a.warc.gz": warc.read_bytes()})
        content = bytearray((folder / "x").read_bytes())
    else:
        whole = {
            "members": warc.read_bytes(),
            "plain": plain,
            "whole": gzip.compress(mtime=0, data=plain),
        }
        content = bytearray(whole[form])
    place = int(share * len(content))
    content[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
    (folder / "x").write_bytes(content)
    try:
        done = take_in(folder / "c", folder / "x")
    except ArchiveError:
        assert held(folder / "c") == {}
        return
    assert isinstance(done, Ingested)
    for taken in done.files:
        assert len(records(folder / "c" / "archive" / taken.file)) == taken.records


@pytest.mark.referee
@pytest.mark.filterwarnings("ignore")  # the referee leaves its temporary files to the collector
@pytest.mark.parametrize("compress", [True, False])
def test_a_file_that_warcio_wrote(root: Path, tmp_path: Path, compress: bool) -> None:
    warcwriter = pytest.importorskip("warcio.warcwriter")
    headers = pytest.importorskip("warcio.statusandheaders")
    out = io.BytesIO()
    writer = warcwriter.WARCWriter(out, gzip=compress)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "warcio"}))
    head = headers.StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    writer.write_record(
        writer.create_warc_record(
            "http://news.example/", "response", payload=io.BytesIO(b"abc"), http_headers=head
        )
    )
    source = tmp_path / "theirs.warc.gz"
    source.write_bytes(out.getvalue())
    (taken,) = take_in(root, source).files
    assert taken.records == 2
    assert (taken.source_sha256 is None) == compress
    kept = b"".join(records(root / "archive" / taken.file))
    assert kept == (gzip.decompress(out.getvalue()) if compress else out.getvalue())


@pytest.mark.parametrize(
    "stated", [b"", b"WARC-Payload-Digest: 3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n"]
)
def test_pages_whose_records_state_no_digest_are_read_and_proved(
    tmp_path: Path, stated: bytes
) -> None:
    """The field is not required, and older tools wrote it without its algorithm."""
    paragraphs = "".join(
        f"<p>九月的雨停了，第{n}段河堤上的步道重新开放，散步的人多了。</p>" for n in range(6)
    )
    body = f"<html><title>河堤</title><h1>河堤重新开放</h1><p>2026-09-23</p>{paragraphs}".encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:7>\r\nWARC-Date: 2026-09-23T01:02:03Z\r\n"
        b"WARC-Target-URI: http://news.example/river.html\r\nContent-Type: application/http; msgtype=response\r\n"
        b"%bContent-Length: %d\r\n\r\n" % (stated, len(block))
    )
    file = tmp_path / "old.warc.gz"
    file.write_bytes(gzip.compress(head + block + b"\r\n\r\n"))
    collection = Collection.create(tmp_path / "c")
    import_files(collection, (file,))
    (article,) = read_articles(collection)
    assert article.provenance.payload_digest == digest(body)
    assert list(verify(collection, Counter(), reread=Rereader(collection))) == []


def test_a_page_without_the_exchange_that_brought_it_is_a_page(tmp_path: Path) -> None:
    """Resource records, as tools make them of folders of files; browsers' notes are no pages."""
    paragraphs = "".join(
        f"<p>第{n}段河堤上的步道今天重新开放，散步的人多了。</p>" for n in range(6)
    )
    page = f"<title>河堤</title><h1>河堤重新开放</h1><p>2026-09-23</p>{paragraphs}".encode()
    kept = [
        ("https://news.example/river.html", page, "text/html; charset=utf-8"),
        ("https://news.example/river.png", b"PNG", "image/png"),
        ("urn:text:https://news.example/river.html", page, "text/html"),
        ("dns:news.example", b"192.0.2.1", "text/dns"),
    ]
    file = tmp_path / "folder.warc.gz"
    file.write_bytes(
        b"".join(
            gzip.compress(
                f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
                f"WARC-Date: 2026-09-24T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
                f"Content-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n".encode()
                + block
                + b"\r\n\r\n"
            )
            for number, (url, block, kind) in enumerate(kept)
        )
    )
    collection = Collection.create(tmp_path / "c")
    import_files(collection, (file,))
    (article,) = read_articles(collection)
    assert article.content.title == "河堤重新开放"
    assert article.provenance.payload_digest == digest(page)
    assert response_block(collection, article.url) == page
    assert list(verify(collection, Counter(), reread=Rereader(collection))) == []
    before = collection.articles_files()[0].read_bytes()
    rebuild(collection)
    assert collection.articles_files()[0].read_bytes() == before


@pytest.mark.parametrize(
    "host", ["my_site.example", "a_80", "-a-", "[fe80::1%25eth0]", "1.2.3", "a..b", "UPPER.example"]
)
def test_whatever_a_host_is_called_its_pages_are_read_and_those_of_others(
    tmp_path: Path, host: str
) -> None:
    """A portal is known by a name made of its host: none may end the import of all the others."""
    paragraphs = "".join(
        f"<p>第{n}段河堤上的步道今天重新开放，散步的人多了。</p>" for n in range(6)
    )
    page = f"<title>河堤</title><h1>河堤重新开放</h1><p>2026-09-23</p>{paragraphs}".encode()
    urls = [f"{origin}/river.html" for origin in (f"HTTP://{host}", "https://news.example")]
    file = tmp_path / "hosts.warc.gz"
    file.write_bytes(
        b"".join(
            gzip.compress(
                f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
                f"WARC-Date: 2026-09-24T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
                f"Content-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n".encode()
                + page
                + b"\r\n\r\n"
            )
            for number, url in enumerate(urls)
        )
    )
    collection = Collection.create(tmp_path / "c")
    import_files(collection, (file,))
    assert {article.url for article in read_articles(collection)} == set(urls)
    assert list(verify(collection, Counter(), reread=Rereader(collection))) == []
    before = {path: path.read_bytes() for path in collection.articles_files()}
    rebuild(collection)
    assert {path: path.read_bytes() for path in collection.articles_files()} == before
